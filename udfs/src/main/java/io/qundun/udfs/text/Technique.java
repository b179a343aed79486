package io.qundun.udfs.text;

import java.util.Locale;

/**
 * The ways of spelling that are undone to find a term, as {@code via} names them. Closed: another
 * technique is another constant here. {@link #confidence()} is the factor that each contributes,
 * once a hit, to the confidence of the hit, which starts at 1.
 */
public enum Technique {
    /** Capital letters for small ones. Nobody hides that way, so it costs no confidence. */
    CASE(1.0),
    /** Full-width or half-width forms. */
    WIDTH(0.99),
    /** Traditional characters for simplified ones. */
    TRADITIONAL(0.99),
    /** Accents and other marks on letters. */
    DIACRITIC(0.98),
    /** Other compatibility forms: circled, mathematical, squared, ligatures, superscripts. */
    COMPATIBILITY(0.98),
    /** Characters that show nothing, or marks alone, put between. */
    INVISIBLE(0.98),
    /** Spaces, punctuation, symbols or emoji put between. */
    SEPARATOR(0.95);

    private final double confidence;
    private final String code;

    Technique(double confidence) {
        this.confidence = confidence;
        this.code = name().toLowerCase(Locale.ROOT);
    }

    /** The factor on a hit's confidence, above 0 and at most 1. */
    public double confidence() {
        return confidence;
    }

    /** The name in {@code via}: the constant's in lower case. */
    public String code() {
        return code;
    }
}
