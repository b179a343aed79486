package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.StoredVerdict;
import io.qundun.jobs.runtime.verdict.Breach;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.Days;
import java.util.Comparator;

/** What a verdict takes: by the gravest of the rules that led to it. Stateless. */
final class VerdictPoints {

    private static final Comparator<Breach> GRAVEST_LAST =
            Comparator.<Breach>comparingInt(breach -> breach.severity)
                    .thenComparing(breach -> breach.category)
                    .thenComparing(breach -> breach.clause)
                    .thenComparing(breach -> breach.ruleId);

    /** How long a verdict that takes nothing is kept for the sake of decisions on it. */
    private static final long POINTLESS_MILLIS = 30 * Days.MILLIS;

    private VerdictPoints() {}

    /**
     * The verdict with its points.
     *
     * @param time when it happened
     * @param table of the policy that judged
     */
    static StoredVerdict of(JudgedMessage judged, long time, CreditTable table) {
        StoredVerdict verdict = withoutPoints(judged);
        verdict.expiresAt = time + POINTLESS_MILLIS;
        Breach gravest = null;
        for (Breach breach : judged.breaches) {
            if (breach.action.equals(judged.action)
                    && (gravest == null || GRAVEST_LAST.compare(breach, gravest) > 0)) {
                gravest = breach;
            }
        }
        if (gravest != null) {
            verdict.category = gravest.category;
            verdict.clause = gravest.clause;
            verdict.severity = gravest.severity;
            if (!table.isNone()) {
                verdict.points = table.pointsOf(gravest.severity, judged.role);
                verdict.expiresAt = table.expiresAt(gravest.severity, time);
            }
        }
        return verdict;
    }

    /** The verdict as one that takes nothing: a refusal. */
    static StoredVerdict withoutPoints(JudgedMessage judged) {
        StoredVerdict verdict = new StoredVerdict();
        verdict.verdictId = judged.verdictId;
        verdict.action = judged.action;
        verdict.policyVersion = judged.policyVersion;
        verdict.role = judged.role;
        return verdict;
    }
}
