package io.qundun.udfs.confusable;

import java.util.Locale;

/**
 * The tricks of spelling that {@link EvasiveSpelling} plays. Finer than what a hit names in its
 * {@code via}: several of these are one technique there.
 */
public enum Evasion {
    MIXED_CASE(Kind.FOLDING),
    FULL_WIDTH(Kind.FOLDING),
    CIRCLED(Kind.FOLDING),
    SQUARED(Kind.FOLDING),
    MATHEMATICAL(Kind.FOLDING),
    REGIONAL_INDICATOR(Kind.FOLDING),
    SMALL_CAPITALS(Kind.FOLDING),
    SUPERSCRIPT(Kind.FOLDING),
    DIACRITIC(Kind.FOLDING),
    COMBINING_MARK(Kind.FOLDING),
    ZERO_WIDTH(Kind.FOLDING),
    VARIATION_SELECTOR(Kind.FOLDING),
    TAG(Kind.FOLDING),
    BIDI_CONTROL(Kind.FOLDING),
    BIDI_OVERRIDE(Kind.FOLDING),
    ANNOTATION(Kind.FOLDING),
    FILLER(Kind.FOLDING),
    TRADITIONAL(Kind.FOLDING),
    VARIANT(Kind.FOLDING),
    RADICAL_BLOCK(Kind.FOLDING),
    DIGIT_FORM(Kind.FOLDING),
    REPEAT(Kind.FOLDING),
    SPACE(Kind.SEPARATORS),
    LINE_BREAK(Kind.SEPARATORS),
    PUNCTUATION(Kind.SEPARATORS),
    CJK_PUNCTUATION(Kind.SEPARATORS),
    SYMBOL(Kind.SEPARATORS),
    EMOJI_BETWEEN(Kind.SEPARATORS),
    LONG_GAP(Kind.SEPARATORS),
    SPACED_LETTERS(Kind.SEPARATORS),
    CONFUSABLE(Kind.CHARACTERS),
    LEET(Kind.CHARACTERS),
    INSERTED_LETTER(Kind.CHARACTERS),
    INSERTED_DIGIT(Kind.CHARACTERS),
    LATIN_SYLLABLE(Kind.CHARACTERS),
    PINYIN(Kind.CHARACTERS),
    PINYIN_SPACED(Kind.CHARACTERS),
    PINYIN_MARKED(Kind.CHARACTERS),
    PINYIN_NUMBERED(Kind.CHARACTERS),
    BOPOMOFO(Kind.CHARACTERS),
    HOMOPHONE(Kind.LIKENESS),
    HOMOPHONE_OTHER_TONE(Kind.LIKENESS),
    NEAR_SOUND(Kind.LIKENESS),
    LOOK_ALIKE(Kind.LIKENESS),
    RADICAL_CHANGED(Kind.LIKENESS),
    MARTIAN(Kind.LIKENESS),
    WHOLLY_MARTIAN(Kind.LIKENESS),
    SPLIT(Kind.LIKENESS),
    TWO_SPLITS(Kind.LIKENESS),
    TRADITIONAL_HOMOPHONE(Kind.LIKENESS),
    SEPARATED_HOMOPHONE(Kind.LIKENESS),
    SEPARATED_SPLIT(Kind.LIKENESS),
    ZERO_WIDTH_CONFUSABLE(Kind.LIKENESS),
    REVERSED(Kind.ORDER),
    COLUMN(Kind.ORDER),
    EMOJI_SOUND(Kind.ORDER);

    /** How hard a trick is to undo: the recall that is asked for. */
    public enum Kind {
        FOLDING(0.99),
        SEPARATORS(0.99),
        CHARACTERS(0.95),
        LIKENESS(0.90),
        ORDER(0.80);

        private final double floor;

        Kind(double floor) {
            this.floor = floor;
        }

        /** The least recall that is asked for, 0 to 1. */
        public double floor() {
            return floor;
        }
    }

    private final Kind kind;
    private final String code;

    Evasion(Kind kind) {
        this.kind = kind;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Kind kind() {
        return kind;
    }

    /** The name in reports: the constant's in lower case with hyphens. */
    public String code() {
        return code;
    }

    /** Whether it leans on how a character is read in Mandarin. */
    public boolean bySound() {
        return switch (this) {
            case HOMOPHONE,
                    HOMOPHONE_OTHER_TONE,
                    NEAR_SOUND,
                    TRADITIONAL_HOMOPHONE,
                    SEPARATED_HOMOPHONE,
                    EMOJI_SOUND ->
                    true;
            default -> false;
        };
    }

    /** Whether it spells syllables out in Latin letters or bopomofo. */
    public boolean byPinyin() {
        return switch (this) {
            case LATIN_SYLLABLE, PINYIN, PINYIN_SPACED, PINYIN_MARKED, PINYIN_NUMBERED, BOPOMOFO ->
                    true;
            default -> false;
        };
    }

    /** Whether it leans on how a character looks or what it is made of. */
    public boolean byShape() {
        return switch (this) {
            case LOOK_ALIKE,
                    RADICAL_CHANGED,
                    MARTIAN,
                    WHOLLY_MARTIAN,
                    SPLIT,
                    TWO_SPLITS,
                    SEPARATED_SPLIT ->
                    true;
            default -> false;
        };
    }

    /** Whether it draws the characters apart. */
    public boolean byGap() {
        return switch (this) {
            case INSERTED_LETTER, INSERTED_DIGIT, SEPARATED_HOMOPHONE, SEPARATED_SPLIT, COLUMN ->
                    true;
            default -> kind == Kind.SEPARATORS;
        };
    }
}
