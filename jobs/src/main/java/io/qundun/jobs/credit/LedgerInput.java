package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.Decision;
import io.qundun.jobs.runtime.verdict.JudgedMessage;

/** What reaches a user's ledger: one of a day of activity, a judged message, a decision. */
public final class LedgerInput {

    /** The user. */
    public String userId;

    /** Event time of the activity, epoch milliseconds. */
    public long time;

    /** Version of the policy that judged; 0 for a decision. */
    public long policyVersion;

    /** A verdict that can change the ledger, or null. */
    public JudgedMessage verdict;

    /** A decision, or null. */
    public Decision decision;

    /** For Flink. */
    public LedgerInput() {}
}
