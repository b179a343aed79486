package io.qundun.jobs.credit.state;

/** Where a user's credit stands: what was last said of it, and when to look again. */
public final class CreditStatus {

    /** Event time of the last look, epoch milliseconds. */
    public long asOf = Long.MIN_VALUE;

    /** Event time of the next one; greatest long when there is none. */
    public long timerAt = Long.MAX_VALUE;

    /** Time of the oldest message in the ledger; greatest long when there is none. */
    public long oldest = Long.MAX_VALUE;

    /** When the first of the messages apart is forgotten; greatest long when there is none. */
    public long apartUntil = Long.MAX_VALUE;

    /**
     * When the first of the decisions that wait is given up; greatest long when none waits; 0 or
     * less when that is not known, as in what release 0.1.0 kept.
     */
    public long decisionsUntil;

    /**
     * When the account was last ended, record time; 0 when it was not, or that need not be known
     * any more.
     */
    public long endedAt;

    /** Score as last written. */
    public int score;

    /** Level as last written. */
    public int level;

    /** Version whose table gave them. */
    public long policyVersion;

    /** Records written; 0 when nothing was said yet. */
    public long sequence;

    /** For Flink. */
    public CreditStatus() {}

    /** Of somebody of whom nothing is known. */
    public static CreditStatus ofNobody() {
        CreditStatus status = new CreditStatus();
        status.decisionsUntil = Long.MAX_VALUE;
        return status;
    }
}
