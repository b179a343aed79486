package io.qundun.udfs.credit;

import io.qundun.udfs.decision.Action;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;

/**
 * What a message's verdicts and a person's decision come to. Stateless.
 *
 * <p>Of the verdicts those are dropped that another one reverses; of the rest the strictest action
 * stands, then the highest policy version. A refusal is strictest and no violation: while it stands
 * the message was never published. What is removed is a violation at once, unless a person
 * overturned it; what is only reviewed is one when a person upheld it. A decision is on the
 * message: it outranks whatever verdict of the message stands.
 */
public final class Judgements {
    private static final Comparator<Judgement> STRICTEST_LAST =
            Comparator.comparing(Judgement::action)
                    .thenComparingLong(Judgement::policyVersion)
                    .thenComparing(Judgement::verdictId);

    private Judgements() {}

    /**
     * One verdict.
     *
     * @param verdictId its id
     * @param action what becomes of the message
     * @param policyVersion of the policy that judged
     */
    public record Judgement(String verdictId, Action action, long policyVersion) {}

    /** What a person said last: latest decidedAt, then the greater decisionId. */
    public enum Ruling {
        /** Nothing. */
        NONE,
        /** 维持. */
        UPHELD,
        /** 撤销. */
        OVERTURNED
    }

    /**
     * The verdict that makes the message a violation, or null when it is none.
     *
     * @param reversed verdicts that another one takes back
     */
    public static Judgement violation(
            Collection<Judgement> judgements, Set<String> reversed, Ruling ruling) {
        Judgement standing = null;
        for (Judgement each : judgements) {
            if (!reversed.contains(each.verdictId())
                    && (standing == null || STRICTEST_LAST.compare(each, standing) > 0)) {
                standing = each;
            }
        }
        if (standing == null) {
            return null;
        }
        boolean violation =
                switch (standing.action()) {
                    case ALLOW, REFUSE -> false;
                    case REVIEW -> ruling == Ruling.UPHELD;
                    case REMOVE -> ruling != Ruling.OVERTURNED;
                };
        return violation ? standing : null;
    }
}
