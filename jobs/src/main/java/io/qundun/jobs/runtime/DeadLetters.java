package io.qundun.jobs.runtime;

import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Origin;
import java.nio.ByteBuffer;

/** Makes dead letters of one job. For one thread. */
public final class DeadLetters {

    private final String job;
    private final ContentId ids = new ContentId();

    /** For the job of that name. */
    public DeadLetters(String job) {
        this.job = job;
    }

    /** The record, set aside with its raw bytes and the place it came from. */
    public DeadLetter of(RawRecord raw, DeadLetterCode code, String reason, long now) {
        DeadLetter letter = new DeadLetter();
        letter.setDeadLetterId(
                ids.of(raw.topic, Integer.toString(raw.partition), Long.toString(raw.offset)));
        letter.setOrigin(new Origin(raw.topic, raw.partition, raw.offset));
        letter.setRecordTime(raw.recordTime);
        letter.setKey(raw.key == null ? null : ByteBuffer.wrap(raw.key));
        letter.setValue(raw.value == null ? null : ByteBuffer.wrap(raw.value));
        letter.setCode(code.code());
        letter.setReason(reason);
        letter.setJob(job);
        letter.setJobVersion(JobVersion.current());
        letter.setFailedAt(now);
        return letter;
    }
}
