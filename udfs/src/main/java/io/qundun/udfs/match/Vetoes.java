package io.qundun.udfs.match;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;

/**
 * Tells a disguise from ordinary writing: one that begins or ends within a word of the dictionary,
 * or that reads as people write anyhow, is none. Asked for candidates only. Thread-safe.
 */
final class Vetoes {
    /** Folded units around a candidate that are cut into words. */
    private static final int CONTEXT = 12;

    private static final int SUBSTITUTED =
            Alignment.bit(Technique.SOUND)
                    | Alignment.bit(Technique.NEAR_SOUND)
                    | Alignment.bit(Technique.SHAPE)
                    | Alignment.bit(Technique.MARTIAN)
                    | Alignment.bit(Technique.SPLIT);

    private static final ThreadLocal<BreakIterator> WORDS =
            ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.SIMPLIFIED_CHINESE));

    private Vetoes() {}

    /** Whether a span of folded units is ordinary writing. */
    static boolean isOrdinary(FoldedText text, int first, int end, int techniques) {
        if ((techniques & SUBSTITUTED) != 0 && isWritten(text, first, end)) {
            return true;
        }
        return cutsWord(text, first, end);
    }

    /** Whether the characters of the span, separators left aside, occur so in ordinary text. */
    private static boolean isWritten(FoldedText text, int first, int end) {
        OrdinaryText ordinary = OrdinaryText.get();
        int separators = 0;
        for (int i = first; i < end; i++) {
            separators += text.kindAt(i) == CharKind.SEPARATOR ? 1 : 0;
        }
        if (separators == 0) {
            return ordinary.count(text, first, end) > 0;
        }
        StringBuilder characters = new StringBuilder(end - first);
        for (int i = first; i < end; i++) {
            if (text.kindAt(i) != CharKind.SEPARATOR) {
                characters.append(text.charAt(i));
            }
        }
        return ordinary.count(characters) > 0;
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
