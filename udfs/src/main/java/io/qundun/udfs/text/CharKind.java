package io.qundun.udfs.text;

/** What a folded character is, as far as matching and reading go. Stored as a byte for speed. */
public final class CharKind {
    /** White space, punctuation, symbols, emoji: what a matcher may step over. */
    public static final byte SEPARATOR = 0;

    /** A Chinese character. */
    public static final byte HAN = 1;

    /**
     * A character of another script that is written without spaces: kana, hangul, bopomofo, Thai.
     */
    public static final byte SYLLABLE = 2;

    /** A Latin letter. */
    public static final byte LATIN = 3;

    /** A letter of another script that separates its words. */
    public static final byte LETTER = 4;

    /** A decimal digit. */
    public static final byte DIGIT = 5;

    /** How many kinds there are. */
    public static final int COUNT = 6;

    private CharKind() {}

    /** Whether words of this kind are written without spaces between them. */
    public static boolean isUnspaced(byte kind) {
        return kind == HAN || kind == SYLLABLE;
    }

    /** Whether a character of this kind is part of a spaced word: a letter or a digit. */
    public static boolean isWord(byte kind) {
        return kind >= LATIN;
    }
}
