package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.confusable.Pinyin;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Tells a term in pinyin from what Latin letters are for otherwise: names (Liu Hecai), words of
 * other languages, identifiers and addresses. Stateless.
 */
final class Romanized {
    /** Syllables of the longest personal name. */
    private static final int MAX_NAME = 3;

    /** Words that are no pinyin, of a line in another language. */
    private static final int FOREIGN_WORDS = 2;

    private static final String JOINTS = "_./@\\-#$:=&%+~";

    private Romanized() {}

    /** Whether a span of Latin letters is part of an identifier, an address or a path. */
    static boolean isJoined(FoldedText text, int first, int end) {
        return (first >= 2 && isJoint(text, first - 1) && isWord(text, first - 2))
                || (end + 1 < text.length() && isJoint(text, end) && isWord(text, end + 1));
    }

    private static boolean isJoint(FoldedText text, int index) {
        return JOINTS.indexOf(text.charAt(index)) >= 0;
    }

    private static boolean isWord(FoldedText text, int index) {
        return CharKind.isWord(text.kindAt(index));
    }

    /**
     * Whether a span is written as a name is: no more syllables than one has, in words that begin
     * with a capital and go on in small letters; one such word of three syllables is none.
     */
    static boolean isName(FoldedText text, int first, int end, int syllables) {
        if (syllables > MAX_NAME) {
            return false;
        }
        String original = text.original();
        int from = text.spanStart(first, end);
        int to = text.spanEnd(first, end);
        int words = 0;
        boolean inside = false;
        for (int i = from; i < to; i++) {
            char c = original.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z';
            if (!capital && (c < 'a' || c > 'z')) {
                if (c != ' ') {
                    return false;
                }
                inside = false;
                continue;
            }
            if (inside == capital) {
                return false;
            }
            words += inside ? 0 : 1;
            inside = true;
        }
        return words > 1 || syllables < MAX_NAME;
    }

    /** Whether the words of a span are ordinary ones in a text without Chinese characters. */
    static boolean isForeign(FoldedText text, int first, int end) {
        if (text.count(CharKind.HAN) > 0) {
            return false;
        }
        int foreign = 0;
        int n = text.length();
        for (int i = 0; i < n; ) {
            int start = i;
            while (i < n && text.kindAt(i) == CharKind.LATIN) {
                i++;
            }
            if (i == start) {
                i++;
            } else if ((i <= first || start >= end)
                    && i - start > 1
                    && !isPinyin(text, start, i)
                    && ++foreign >= FOREIGN_WORDS) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a span stands in a longer row of syllables, so that it may be a part of other words
     * (du bo wu guan): several words beside another, one word between two (今天 mai bocai le), or
     * beside another where nothing is written in characters.
     */
    static boolean isInRow(FoldedText text, int first, int end) {
        boolean parted = false;
        for (int i = first; i < end; i++) {
            parted |= text.charAt(i) == ' ';
        }
        boolean before = isSyllablesBefore(text, first);
        boolean after = isSyllablesAfter(text, end);
        boolean either = parted || text.count(CharKind.HAN) == 0;
        return either ? before || after : before && after;
    }

    private static boolean isSyllablesAfter(FoldedText text, int end) {
        int n = text.length();
        int to = end + 1;
        while (to < n && text.kindAt(to) == CharKind.LATIN) {
            to++;
        }
        return to > end + 1 && to <= n && text.charAt(end) == ' ' && isPinyin(text, end + 1, to);
    }

    private static boolean isSyllablesBefore(FoldedText text, int first) {
        int from = first - 1;
        while (from > 0 && text.kindAt(from - 1) == CharKind.LATIN) {
            from--;
        }
        return from >= 0
                && from < first - 1
                && text.charAt(first - 1) == ' '
                && isPinyin(text, from, first - 1);
    }

    /** Whether every word of a span occurs as a word of another language. */
    static boolean isWords(FoldedText text, int first, int end) {
        OrdinaryText ordinary = OrdinaryText.get();
        for (int i = first; i < end; ) {
            int start = i;
            while (i < end && text.kindAt(i) == CharKind.LATIN) {
                i++;
            }
            if (i == start) {
                i++;
            } else if (ordinary.wordCount(text, start, i) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word is a row of syllables, the longest first. */
    private static boolean isPinyin(FoldedText text, int start, int end) {
        Pinyin pinyin = Pinyin.get();
        for (int at = start; at < end; ) {
            int state = Pinyin.ROOT;
            int last = at;
            for (int i = at; i < end && state != Pinyin.DEAD; i++) {
                state = pinyin.next(state, text.charAt(i));
                if (state != Pinyin.DEAD && pinyin.base(state) != Syllables.NONE) {
                    last = i + 1;
                }
            }
            if (last == at) {
                return false;
            }
            at = last;
        }
        return true;
    }
}
