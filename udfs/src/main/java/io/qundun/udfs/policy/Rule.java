package io.qundun.udfs.policy;

import io.qundun.udfs.decision.Action;

/**
 * A rule as verdicts and commands cite it.
 *
 * @param id unique in its policy
 * @param clause the clause that it rests on
 * @param category the category that it speaks of
 * @param action what it asks for: allow, review or remove
 * @param severity 1 to 3
 * @param mode how far it is in force; in a decision, SHADOW also for a live rule on a message that
 *     its rollout leaves out
 * @param reasonZh the reason in Chinese, for the person concerned
 * @param reasonEn the reason in English, for the person concerned
 */
public record Rule(
        String id,
        String clause,
        String category,
        Action action,
        int severity,
        Mode mode,
        String reasonZh,
        String reasonEn) {
    /** How far a rule is in force. */
    public enum Mode {
        /** Checked with the policy and its examples, never asked about traffic. */
        DRAFT,
        /** Recorded when it holds, never acted on. */
        SHADOW,
        /** Acted on. */
        LIVE;

        private final String code = name().toLowerCase(java.util.Locale.ROOT);

        /** The mode as policies and verdicts write it. */
        public String code() {
            return code;
        }

        /** The mode of a code, or null when there is none. */
        public static Mode of(String code) {
            for (Mode mode : values()) {
                if (mode.code.equals(code)) {
                    return mode;
                }
            }
            return null;
        }
    }

    Rule inMode(Mode other) {
        return new Rule(id, clause, category, action, severity, other, reasonZh, reasonEn);
    }
}
