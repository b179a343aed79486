package io.qundun.jobs.moderation.state;

import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Verdict;
import org.apache.avro.specific.SpecificRecord;

/** What goes into the verdict topic: exactly one part is set. */
public final class VerdictOutput {

    /** A verdict. */
    public Verdict verdict;

    /** A heartbeat. */
    public Heartbeat heartbeat;

    /** The partition that a heartbeat is for. */
    public int partition;

    /** For Flink. */
    public VerdictOutput() {}

    /** A verdict. */
    public static VerdictOutput of(Verdict verdict) {
        VerdictOutput output = new VerdictOutput();
        output.verdict = verdict;
        return output;
    }

    /** A heartbeat for a partition. */
    public static VerdictOutput of(Heartbeat heartbeat, int partition) {
        VerdictOutput output = new VerdictOutput();
        output.heartbeat = heartbeat;
        output.partition = partition;
        return output;
    }

    /** The record. */
    public SpecificRecord part() {
        return verdict != null ? verdict : heartbeat;
    }
}
