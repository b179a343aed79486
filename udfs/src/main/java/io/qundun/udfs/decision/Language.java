package io.qundun.udfs.decision;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/** Tells Chinese, English and mixtures apart by their scripts alone. */
public final class Language {
    /** Chinese characters outnumber Latin letters. */
    public static final String ZH = "zh";

    /** Latin letters, and hardly a Chinese character. */
    public static final String EN = "en";

    /** Both, neither prevailing: a Latin word of a sentence's length beside Chinese. */
    public static final String MIXED = "mixed";

    /** Mainly other scripts, or no letters at all. */
    public static final String OTHER = "other";

    /** Latin letters to one Chinese character from which a text counts as English. */
    private static final int EN_LETTERS = 10;

    private Language() {}

    /** One of the four constants. */
    public static String of(FoldedText text) {
        int han = text.count(CharKind.HAN);
        int latin = text.count(CharKind.LATIN);
        int other = text.count(CharKind.SYLLABLE) + text.count(CharKind.LETTER);
        if (other > han + latin || han + latin == 0) {
            return OTHER;
        }
        if (han >= latin) {
            return ZH;
        }
        return han * EN_LETTERS <= latin ? EN : MIXED;
    }
}
