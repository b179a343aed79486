package io.qundun.udfs.match;

import java.util.Locale;

/** How a lexicon term may be matched. Written in lower case with hyphens. */
public enum TermFlag {
    /** Only exactly as written: nothing is undone, nothing stepped over. */
    EXACT,
    /**
     * Only with no letter, digit or Chinese character of a word running on at either end. Terms of
     * spaced scripts are always matched so; for a term with Chinese characters the flag asks that
     * its Latin ends touch no letter or digit at all.
     */
    WHOLE_WORD,
    /** Not with separators between its characters, other than those of the term itself. */
    NO_GAP,
    /** Not by pinyin, bopomofo or initials. */
    NO_PINYIN,
    /** Not by characters of like shape, their parts, or Martian script. */
    NO_SHAPE,
    /** Not by characters or emoji of like sound. */
    NO_SOUND,
    /** By sound and pinyin for sure although it has two characters only. */
    SOUND,
    /** Also by the initials of its pinyin: four letters, or three beside a contact. */
    INITIALS;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The flag as a lexicon writes it. */
    public String code() {
        return code;
    }

    /** The flag of a code, or null when there is none. */
    public static TermFlag of(String code) {
        for (TermFlag flag : values()) {
            if (flag.code.equals(code)) {
                return flag;
            }
        }
        return null;
    }
}
