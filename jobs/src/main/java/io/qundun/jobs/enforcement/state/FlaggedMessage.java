package io.qundun.jobs.enforcement.state;

import io.qundun.schemas.ReviewDecision;

/** A flagged message as its group's share counts it. */
public final class FlaggedMessage {

    /** Its event time, epoch milliseconds. */
    public long eventTime;

    /** Until when, in event time, it is remembered. */
    public long keptUntil;

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

    /**
     * Not decided on yet.
     *
     * @param kept for how long it is remembered, milliseconds of event time
     */
    public FlaggedMessage(long eventTime, long kept) {
        this.eventTime = eventTime;
        this.keptUntil = eventTime + kept;
    }

    /** Whether a decision stands before the one that is known. */
    public boolean isLater(ReviewDecision decision) {
        return decisionId == null
                || decision.getDecidedAt() > decidedAt
                || (decision.getDecidedAt() == decidedAt
                        && decision.getDecisionId().compareTo(decisionId) > 0);
    }
}
