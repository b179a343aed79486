package io.qundun.jobs.enforcement.state;

/** A flagged message as its group's share counts it. */
public final class FlaggedMessage {

    /** Its event time, epoch milliseconds. */
    public long eventTime;

    /** Whether the decision that stands took the verdict back. */
    public boolean overturned;

    /**
     * When that decision was made, epoch milliseconds; {@link Long#MIN_VALUE} when there is none.
     */
    public long decidedAt = Long.MIN_VALUE;

    /** That decision, or null. */
    public String decisionId;

    /** For Flink. */
    public FlaggedMessage() {}

    /** Not decided on yet. */
    public FlaggedMessage(long eventTime) {
        this.eventTime = eventTime;
    }
}
