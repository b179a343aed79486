package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.Decision;
import io.qundun.jobs.runtime.verdict.JudgedMessage;

/**
 * What reaches a user's ledger: activity, a verdict, a decision, the end of the account. Treat it
 * as immutable.
 */
public final class LedgerInput {

    /** The user. */
    public String userId;

    /** When it counts as having happened, epoch milliseconds. */
    public long time;

    /** Whether the user wrote something that was not refused. */
    public boolean active;

    /** Version of the policy that judged; 0 for a decision. */
    public long policyVersion;

    /** A verdict that can change the ledger, or null. */
    public JudgedMessage verdict;

    /** A decision, or null. */
    public Decision decision;

    /** Whether the account has ended at that time. */
    public boolean ended;

    /** For Flink. */
    public LedgerInput() {}
}
