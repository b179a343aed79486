package io.qundun.jobs.enforcement.state;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.UserCredit;

/**
 * Something that concerns a subject. Exactly one part is set; acknowledgements and decisions bring
 * the record along that they came in, for they can turn out to concern nothing that is known. Treat
 * it as immutable once built.
 */
public final class Signal {

    /** What stands before a person's id in {@link #subject}. */
    public static final String USER = "user";

    /** What stands before a group's id in {@link #subject}. */
    public static final String GROUP = "group";

    /** {@code user/<id>} or {@code group/<id>}. */
    public String subject;

    /** A verdict. */
    public FlaggedVerdict verdict;

    /** The person's credit. */
    public UserCredit credit;

    /** The group's activity. */
    public GroupActivity activity;

    /** A person's decision. */
    public ReviewDecision decision;

    /** A backend's answer. */
    public CommandAck ack;

    /** Topic of the record that it came in. */
    public String topic;

    /** Its partition. */
    public int partition;

    /** Its offset. */
    public long offset;

    /** The broker's time of it, epoch milliseconds. */
    public long recordTime;

    /** Its key, or null. */
    public byte[] recordKey;

    /** Its value, or null. */
    public byte[] recordValue;

    /** For Flink. */
    public Signal() {}

    /** About a person, its part to be set. */
    public static Signal ofUser(String userId) {
        Signal signal = new Signal();
        signal.subject = USER + "/" + userId;
        return signal;
    }

    /** About a group, its part to be set. */
    public static Signal ofGroup(String groupId) {
        Signal signal = new Signal();
        signal.subject = GROUP + "/" + groupId;
        return signal;
    }

    /** With the record that it came in. */
    public Signal from(RawRecord raw) {
        topic = raw.topic;
        partition = raw.partition;
        offset = raw.offset;
        recordTime = raw.recordTime;
        recordKey = raw.key;
        recordValue = raw.value;
        return this;
    }

    /** The record that it came in. */
    public RawRecord raw() {
        return new RawRecord(topic, partition, offset, recordTime, recordKey, recordValue);
    }
}
