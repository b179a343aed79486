package io.qundun.udfs.policy;

import java.util.Locale;

/** What becomes of messages whose sender's verification stays unknown. */
public enum UnknownSenders {
    /** Judged as if verified. */
    ALLOW,
    /** Judged as if verified, and a person looks at it. */
    REVIEW,
    /** Refused until the status is known. */
    REFUSE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The value as policies write it. */
    public String code() {
        return code;
    }

    /** The value of a code, or null when there is none. */
    public static UnknownSenders of(String code) {
        for (UnknownSenders value : values()) {
            if (value.code.equals(code)) {
                return value;
            }
        }
        return null;
    }
}
