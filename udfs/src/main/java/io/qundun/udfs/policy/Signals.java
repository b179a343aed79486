package io.qundun.udfs.policy;

import io.qundun.udfs.decision.Analysis;
import java.util.Collection;

/**
 * A set of variables: those with a value that is not neutral, or those that a condition reads. One
 * bit a category and kind, one a fixed variable.
 */
record Signals(long keywords, long suspects, long severities, long scores, int fixed) {
    /** No variable. */
    static final Signals NONE = new Signals(0, 0, 0, 0, 0);

    /** The fixed variables that always have something to say. */
    static final int ALWAYS =
            RuleVariable.bit(RuleVariable.Subject.MESSAGE_LENGTH)
                    | RuleVariable.bit(RuleVariable.Subject.MESSAGE_LANGUAGE);

    /** The variables that a condition reads. */
    static Signals of(Collection<RuleVariable> variables) {
        long keywords = 0;
        long suspects = 0;
        long severities = 0;
        long scores = 0;
        int fixed = 0;
        for (RuleVariable variable : variables) {
            switch (variable.subject()) {
                case KEYWORD -> keywords |= 1L << variable.category();
                case SUSPECT -> suspects |= 1L << variable.category();
                case SEVERITY -> severities |= 1L << variable.category();
                case SCORE -> scores |= 1L << variable.category();
                default -> fixed |= RuleVariable.bit(variable.subject());
            }
        }
        return new Signals(keywords, suspects, severities, scores, fixed);
    }

    /** The variables that say something about a message. */
    static Signals of(Facts facts) {
        Analysis analysis = facts.analysis();
        return new Signals(
                bits(analysis.keywords()),
                bits(analysis.suspects()),
                bits(analysis.severities()),
                bits(analysis.scores()),
                RuleVariable.signals(analysis, facts.message(), facts.sender(), facts.group()));
    }

    private static long bits(int[] counts) {
        long bits = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    private static long bits(double[] scores) {
        long bits = 0;
        for (int i = 0; i < scores.length; i++) {
            // NaN reads as 0, the neutral value; so does 0.
            if (scores[i] > 0) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    Signals and(Signals other) {
        return new Signals(
                keywords | other.keywords,
                suspects | other.suspects,
                severities | other.severities,
                scores | other.scores,
                fixed | other.fixed);
    }

    boolean meets(Signals other) {
        return ((keywords & other.keywords)
                        | (suspects & other.suspects)
                        | (severities & other.severities)
                        | (scores & other.scores)
                        | (fixed & other.fixed))
                != 0;
    }

    Signals withoutAlways() {
        return new Signals(keywords, suspects, severities, scores, fixed & ~ALWAYS);
    }
}
