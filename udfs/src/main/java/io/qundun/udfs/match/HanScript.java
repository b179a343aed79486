package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;
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
    private static final BitSet TRADITIONAL = only("Big5", "GB2312");

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

    /**
     * Whether a part of a text has a traditional character, while around it there is a simplified
     * one and no traditional one.
     */
    static boolean isMixedIn(FoldedText text, int first, int end) {
        return hasTraditional(text, first, end)
                && !hasTraditional(text, first - CONTEXT, first)
                && !hasTraditional(text, end, end + CONTEXT)
                && (hasSimplified(text, first - CONTEXT, first)
                        || hasSimplified(text, end, end + CONTEXT));
    }

    private static boolean hasSimplified(FoldedText text, int from, int to) {
        String original = text.original();
        int most = Math.min(text.length(), to);
        for (int i = Math.max(0, from); i < most; i++) {
            if (SIMPLIFIED.get(original.charAt(text.originalStart(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTraditional(FoldedText text, int from, int to) {
        String original = text.original();
        int most = Math.min(text.length(), to);
        for (int i = Math.max(0, from); i < most; i++) {
            char c = original.charAt(text.originalStart(i));
            // Big5 alone has rare characters of both, too.
            if (c != text.charAt(i) && TRADITIONAL.get(c)) {
                return true;
            }
        }
        return false;
    }
}
