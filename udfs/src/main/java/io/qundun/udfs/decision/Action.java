package io.qundun.udfs.decision;

import java.util.Locale;

/** What becomes of a message, from the mildest to the strictest. */
public enum Action {
    /** It stands. */
    ALLOW,
    /** It stands, and a person looks at it. */
    REVIEW,
    /** It is taken down. */
    REMOVE,
    /** Its sender or group may not publish now. A matter of status, no violation. */
    REFUSE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The action as policies and verdicts write it. */
    public String code() {
        return code;
    }

    /** The stricter of the two. */
    public Action stricter(Action other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The action of a code, or null when there is none. */
    public static Action of(String code) {
        for (Action action : values()) {
            if (action.code.equals(code)) {
                return action;
            }
        }
        return null;
    }
}
