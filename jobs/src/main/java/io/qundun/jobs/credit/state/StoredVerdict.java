package io.qundun.jobs.credit.state;

import io.qundun.udfs.credit.Judgements.Judgement;
import io.qundun.udfs.decision.Action;

/** A verdict, with what it takes as a violation. Treat it as immutable once built. */
public final class StoredVerdict {

    /** Its id. */
    public String verdictId;

    /** refuse, remove, review or allow. */
    public String action;

    /** Version of the policy that judged. */
    public long policyVersion;

    /** Points before repetition is weighed; 0 when it takes none. */
    public int points;

    /** From when it no longer counts, epoch milliseconds. */
    public long expiresAt;

    /** Category of the gravest rule that led to it; empty when none did. */
    public String category = "";

    /** Its clause. */
    public String clause = "";

    /** Its severity, 1 to 3; 0 when no rule led to it. */
    public int severity;

    /** The sender's role in the group at that time. */
    public String role = "";

    /** For Flink. */
    public StoredVerdict() {}

    /** As the fold sees it. */
    public Judgement judgement() {
        return new Judgement(verdictId, Action.of(action), policyVersion);
    }
}
