package io.qundun.udfs.text;

import java.util.Locale;

/**
 * The ways of spelling that are undone to find a term, as {@code via} names them. Closed: another
 * technique is another constant here. {@link #confidence()} is the factor that each contributes,
 * once a hit, to the confidence of the hit, which starts at 1. A {@linkplain #isFolding() folding}
 * loses nothing that a reader would notice; of the others a hit takes two at most.
 */
public enum Technique {
    /** Capital letters for small ones. Nobody hides that way, so it costs no confidence. */
    CASE(1.0),
    /** Full-width or half-width forms. */
    WIDTH(0.99),
    /** Traditional characters for simplified ones. */
    TRADITIONAL(0.99),
    /** Other forms of a character: Japanese ones (単), old ones (亰), radicals (⼝, ⻉). */
    VARIANT(0.99),
    /** Accents and other marks on letters. */
    DIACRITIC(0.98),
    /**
     * Other compatibility forms: circled, mathematical, squared, small capitals, regional
     * indicators, ligatures, superscripts.
     */
    COMPATIBILITY(0.98),
    /** Letters of another script that look like Latin ones, in a Latin word. */
    CONFUSABLE(0.97),
    /** Chinese or formal digits for Arabic ones, or the reverse; numbers read by places, too. */
    NUMERAL(0.97),
    /** Characters that show nothing, or marks alone, put between. */
    INVISIBLE(0.98),
    /** Written backwards and shown forwards by an override of the writing direction. */
    DIRECTION(0.97),
    /** Spaces, line breaks, punctuation, symbols or emoji put between. */
    SEPARATOR(0.95),
    /** Characters written several times. */
    REPEAT(0.95),
    /** A single letter or digit put between two Chinese characters. */
    INSERTED(0.92),
    /** Digits and signs for Latin letters. */
    LEET(0.92),
    /** A character of the same syllable; equal tone costs less. */
    SOUND(0.9),
    /** A character of a syllable that accents confuse with the right one. */
    NEAR_SOUND(0.85),
    /** Syllables in Latin letters. */
    PINYIN(0.92),
    /** Syllables in bopomofo. */
    BOPOMOFO(0.92),
    /** The first letters of the syllables. */
    INITIALS(0.85),
    /** A character that looks like the right one, or has a radical more or less. */
    SHAPE(0.88),
    /**
     * The character that 火星文 has for the right one, or in longer terms a rare one that looks like
     * it.
     */
    MARTIAN(0.9),
    /** A character written as its parts. */
    SPLIT(0.9),
    /** An emoji that is read as the character. */
    EMOJI(0.88),
    /** Written backwards. */
    REVERSED(0.88),
    /** Written from top to bottom over several lines. */
    COLUMN(0.88);

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

    /** Whether folding undoes it: another form of the same character, or nothing to be seen. */
    public boolean isFolding() {
        return compareTo(DIRECTION) <= 0;
    }
}
