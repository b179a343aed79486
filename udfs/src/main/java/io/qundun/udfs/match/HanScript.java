package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;

/**
 * Tells traditional characters in simplified writing: who mixes them hides something. A character
 * belongs to one of the two when only one of the national sets, GB 2312 and Big5, has it.
 * Stateless.
 */
final class HanScript {
    private static final char FIRST = 0x4E00;
    private static final char LAST = 0x9FFF;

    /** Folded units on either side that show how somebody writes. */
    private static final int CONTEXT = 32;

    private static final BitSet SIMPLIFIED = only("GB2312", "Big5");
    private static final BitSet TRADITIONAL = traditional();

    private HanScript() {}

    private static BitSet only(String set, String other) {
        CharsetEncoder in = Charset.forName(set).newEncoder();
        CharsetEncoder out = Charset.forName(other).newEncoder();
        BitSet found = new BitSet(1 << Character.SIZE);
        for (char c = FIRST; c <= LAST; c++) {
            found.set(c, in.canEncode(c) && !out.canEncode(c));
        }
        return found;
    }

    /** What Big5 alone has and is folded; the rest of that are rare characters of both. */
    private static BitSet traditional() {
        BitSet found = only("Big5", "GB2312");
        for (char c = FIRST; c <= LAST; c++) {
            found.set(c, found.get(c) && TextFolder.fold(Character.toString(c)).charAt(0) != c);
        }
        return found;
    }

    /**
     * Whether a part of a text has a traditional character, while around it there is a simplified
     * one and no traditional one.
     */
    static boolean isMixedIn(FoldedText text, int first, int end) {
        return has(TRADITIONAL, text, first, end)
                && !has(TRADITIONAL, text, first - CONTEXT, first)
                && !has(TRADITIONAL, text, end, end + CONTEXT)
                && (has(SIMPLIFIED, text, first - CONTEXT, first)
                        || has(SIMPLIFIED, text, end, end + CONTEXT));
    }

    private static boolean has(BitSet characters, FoldedText text, int from, int to) {
        String original = text.original();
        int most = Math.min(text.length(), to);
        for (int i = Math.max(0, from); i < most; i++) {
            if (characters.get(original.charAt(text.originalStart(i)))) {
                return true;
            }
        }
        return false;
    }
}
