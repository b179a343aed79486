package io.qundun.jobs.evidence.elasticsearch;

import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;

/**
 * Dead letters that fit into their topic. A record too large for it, which a topic with a limit of
 * its own can bring, is named by its place and left there, since a letter that Kafka refuses would
 * fail the job again and again. For one thread.
 */
public final class BoundedDeadLetters {

    private static final int ROOM_FOR_THE_REST = 64 << 10;

    private static final int MAX_RECORD_BYTES =
            Topic.EVIDENCE_DEAD_LETTER.maxMessageBytes() - ROOM_FOR_THE_REST;

    private static final int MAX_REASON = 4_096;

    private final DeadLetters letters;

    /** Of the job of that name. */
    public BoundedDeadLetters(String job) {
        this.letters = new DeadLetters(job);
    }

    /** The record, set aside. */
    public DeadLetter of(RawRecord raw, DeadLetterCode code, String reason, long now) {
        String told = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
        int bytes = length(raw.key) + length(raw.value);
        if (bytes <= MAX_RECORD_BYTES) {
            return letters.of(raw, code, told, now);
        }
        RawRecord place =
                new RawRecord(raw.topic, raw.partition, raw.offset, raw.recordTime, null, null);
        String left = "; its " + bytes + " bytes are left where they are, too many to set aside";
        return letters.of(place, code, told + left, now);
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
