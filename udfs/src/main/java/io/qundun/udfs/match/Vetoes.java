package io.qundun.udfs.match;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.qundun.udfs.confusable.LookAlikes;
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
    private static final int CONTEXT = 6;

    /** The factor for what may as well be chance. */
    private static final double DOUBTFUL = 0.7;

    /** The least score of look-alikes that hide a term of two characters for sure. */
    private static final int SURE_SCORE = 76;

    private static final int SUBSTITUTED =
            Alignment.bit(Technique.SOUND)
                    | Alignment.bit(Technique.NEAR_SOUND)
                    | Alignment.bit(Technique.SHAPE)
                    | Alignment.bit(Technique.MARTIAN)
                    | Alignment.bit(Technique.SPLIT);

    private static final ThreadLocal<BreakIterator> WORDS =
            ThreadLocal.withInitial(
                    () -> BreakIterator.getWordInstance(ULocale.SIMPLIFIED_CHINESE));

    private Vetoes() {}

    /**
     * What the confidence of a disguise is to be multiplied with: 0 for what is ordinary writing.
     *
     * @param techniques bits by ordinal
     */
    static double factor(FoldedText text, Entry entry, int first, int end, int techniques) {
        boolean pair = entry.solid().length() == 2;
        boolean oneForOne = (techniques & SUBSTITUTED) != 0;
        if (oneForOne && isOrdinary(text, entry, first, end)) {
            return 0;
        }
        if (cutsWord(text, first, end)) {
            return 0;
        }
        if (pair && (techniques & Alignment.bit(Technique.SHAPE)) != 0) {
            if (end - first > 2 || isWord(text, first, end)) {
                return end - first > 2 ? DOUBTFUL : 0;
            }
            for (int i = 0; i < 2; i++) {
                char shown = text.charAt(first + i);
                char meant = entry.solid().charAt(i);
                if (shown != meant && LookAlikes.get().score(shown, meant) < SURE_SCORE) {
                    return DOUBTFUL;
                }
            }
        } else if (pair && oneForOne && end - first == 2 && isWord(text, first, end)) {
            return 0;
        }
        return 1;
    }

    /**
     * Whether a span in which some characters stand for others is what people write anyhow, or a
     * pair of which one goes as usual with its neighbour outside.
     */
    static boolean isOrdinary(FoldedText text, Entry entry, int first, int end) {
        return isWritten(text, first, end)
                || (entry.solid().length() == 2 && bindsOutside(text, entry, first, end));
    }

    /** Whether two characters side by side are one word of the dictionary. */
    private static boolean isWord(FoldedText text, int first, int end) {
        BreakIterator words = WORDS.get();
        words.setText(text.subSequence(first, end).toString());
        return !words.isBoundary(1);
    }

    /** Whether a character that differs goes as usual with the one outside beside it. */
    private static boolean bindsOutside(FoldedText text, Entry entry, int first, int end) {
        OrdinaryText ordinary = OrdinaryText.get();
        String wanted = entry.solid();
        boolean head = text.charAt(first) != wanted.charAt(0);
        boolean tail = text.charAt(end - 1) != wanted.charAt(wanted.length() - 1);
        return (head && first > 0 && ordinary.count(text, first - 1, first + 1) > 0)
                || (tail && end < text.length() && ordinary.count(text, end - 1, end + 1) > 0);
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
    static boolean cutsWord(FoldedText text, int first, int end) {
        int from = Math.max(0, first - CONTEXT);
        int to = Math.min(text.length(), end + CONTEXT);
        BreakIterator words = WORDS.get();
        words.setText(text.subSequence(from, to).toString());
        return !words.isBoundary(first - from) || !words.isBoundary(end - from);
    }
}
