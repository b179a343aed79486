package io.qundun.udfs.match;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.qundun.udfs.confusable.WordPairs;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/** Where the words of a dictionary begin and end in a text. Thread-safe. */
final class WordBreaks {
    private static final int FIRST_NOT_ASCII = 0x80;

    /** Folded units around a candidate that are cut into words. */
    static final int CONTEXT = 12;

    private static final ThreadLocal<BreakIterator> WORDS =
            ThreadLocal.withInitial(
                    () -> BreakIterator.getWordInstance(ULocale.SIMPLIFIED_CHINESE));

    private WordBreaks() {}

    /** Whether the span begins or ends within a word. */
    static boolean cutsWord(FoldedText text, int first, int end) {
        int from = Math.max(0, first - CONTEXT);
        int to = Math.min(text.length(), end + CONTEXT);
        return isWithinWord(text, first, from, to) || isWithinWord(text, end, from, to);
    }

    /**
     * Whether a word goes over a place, those of a part of the text taken into account; of these
     * only the ones between the nearest places that no word of the dictionary goes over.
     */
    private static boolean isWithinWord(FoldedText text, int place, int from, int to) {
        if (place == from || place == to || isBetweenWords(text, place)) {
            return false;
        }
        int start = place - 1;
        while (start > from && !isBetweenWords(text, start)) {
            start--;
        }
        int end = place + 1;
        while (end < to && !isBetweenWords(text, end)) {
            end++;
        }
        if (end - start == 2
                && text.kindAt(start) == CharKind.HAN
                && text.kindAt(start + 1) == CharKind.HAN
                && !Character.isSurrogate(text.charAt(start))) {
            return isWord(text, start, end);
        }
        BreakIterator words = WORDS.get();
        words.setText(text.subSequence(start, end).toString());
        return !words.isBoundary(place - start);
    }

    /** Whether no word of the dictionary has the units before and after a place. */
    private static boolean isBetweenWords(FoldedText text, int place) {
        char before = text.charAt(place - 1);
        char after = text.charAt(place);
        boolean han = text.kindAt(place) == CharKind.HAN;
        if (text.kindAt(place - 1) == CharKind.HAN) {
            return han ? !WordPairs.get().mayHave(before, after) : after < FIRST_NOT_ASCII;
        }
        return han && before < FIRST_NOT_ASCII;
    }

    /** Whether two characters side by side are one word of the dictionary. */
    static boolean isWord(FoldedText text, int first, int end) {
        return WordPairs.get().isWord(text.charAt(first), text.charAt(end - 1));
    }

    /** Whether a folded unit and the next one are two Chinese characters that are a word. */
    static boolean joinsWord(FoldedText text, int index) {
        return index >= 0
                && index + 1 < text.length()
                && text.kindAt(index) == CharKind.HAN
                && text.kindAt(index + 1) == CharKind.HAN
                && isWord(text, index, index + 2);
    }
}
