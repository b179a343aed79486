package io.qundun.udfs.match;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;

/**
 * Tells a disguise from ordinary writing: one that begins or ends within a word of the dictionary,
 * or that reads as people write anyhow, is none. Asked for candidates only. Thread-safe.
 */
final class Vetoes {
    /** Folded units around a candidate that are cut into words. */
    private static final int CONTEXT = 12;

    private static final ThreadLocal<BreakIterator> WORDS =
            ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.SIMPLIFIED_CHINESE));

    private Vetoes() {}

    /** Whether a span of folded units is ordinary writing. */
    static boolean isOrdinary(FoldedText text, int first, int end, int techniques) {
        return cutsWord(text, first, end);
    }

    /** Whether the span begins or ends within a word. */
    private static boolean cutsWord(FoldedText text, int first, int end) {
        int from = Math.max(0, first - CONTEXT);
        int to = Math.min(text.length(), end + CONTEXT);
        BreakIterator words = WORDS.get();
        words.setText(text.subSequence(from, to).toString());
        return !words.isBoundary(first - from) || !words.isBoundary(end - from);
    }
}
