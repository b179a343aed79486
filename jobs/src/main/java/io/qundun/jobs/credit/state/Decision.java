package io.qundun.jobs.credit.state;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ReviewDecision;

/** A person's decision on a verdict. Treat it as immutable once built. */
public final class Decision {

    /** Its id. */
    public String decisionId;

    /** The verdict. */
    public String verdictId;

    /** The message, or null when the decision does not say. */
    public String messageId;

    /** True: taken back; false: upheld. */
    public boolean overturned;

    /** When, epoch milliseconds. */
    public long decidedAt;

    /** Until when it waits for its verdict, event time; set when it begins to wait. */
    public long deadline;

    /** Topic, for a dead letter. */
    public String topic;

    /** Partition, for a dead letter. */
    public int partition;

    /** Offset, for a dead letter. */
    public long offset;

    /** The broker's time of the record, epoch milliseconds. */
    public long recordTime;

    /** Key as it came, or null. */
    public byte[] key;

    /** Value as it came. */
    public byte[] value;

    /** For Flink. */
    public Decision() {}

    /** As decoded from a record. */
    public static Decision of(ReviewDecision decided, RawRecord raw) {
        Decision decision = new Decision();
        decision.decisionId = decided.getDecisionId();
        decision.verdictId = decided.getSubjectId();
        decision.messageId = decided.getMessageId();
        decision.overturned = decided.getOutcome().equals("overturned");
        decision.decidedAt = decided.getDecidedAt();
        decision.topic = raw.topic;
        decision.partition = raw.partition;
        decision.offset = raw.offset;
        decision.recordTime = raw.recordTime;
        decision.key = raw.key;
        decision.value = raw.value;
        return decision;
    }

    /** The record again. */
    public RawRecord raw() {
        return new RawRecord(topic, partition, offset, recordTime, key, value);
    }
}
