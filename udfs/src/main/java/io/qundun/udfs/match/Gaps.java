package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Tells separators that draw a term apart from such as part clauses, lists or words in ordinary
 * writing. Stateless.
 */
final class Gaps {
    /** What ends or parts clauses; folding has made the full-width ones half as wide. */
    private static final String CLAUSE_MARKS = ",;!?。";

    private static final String PAUSES = CLAUSE_MARKS + "、:…·\"“”()";

    /** What nobody puts between two characters but to draw them apart. */
    private static final String SPLITTERS = "*.-_/|#+=^";

    /** Characters of a run that is ordinary as more than two that meet. */
    private static final int LEAST_RUN = 3;

    private Gaps() {}

    /**
     * Whether separators part a term as punctuation parts clauses or words that only meet: at one
     * place, by one comma or full stop between Chinese characters; or where a part of the term goes
     * on as another word outside. What a mark of a clause parts in running text is two clauses, and
     * so it is when such marks stand at several places but not at all (驾照，包，过马路), or a word goes on
     * outside (人，头，费劲).
     */
    static boolean isAcrossWords(FoldedText text, Entry entry, int first, int end) {
        int gapStart = -1;
        int gaps = 0;
        int clauses = 0;
        for (int i = nextGap(text, first, end); i < end; i = nextGap(text, i, end)) {
            gapStart = i;
            i = endOfGap(text, i, end);
            gaps++;
            clauses += isClause(text, gapStart, i) ? 1 : 0;
        }
        boolean clause = clauses == gaps;
        int characters = entry.solid().length();
        boolean pair = characters == 2;
        if (gaps == 0) {
            return pair && entry.unspaced() && WordBreaks.cutsWord(text, first, end);
        }
        boolean before = first > 0 && text.kindAt(first - 1) == CharKind.HAN;
        boolean after = end < text.length() && text.kindAt(end) == CharKind.HAN;
        if (gaps > 1 && !entry.unspaced()) {
            return clauses > 0 && !clause && gaps == entry.breaks();
        }
        if (gaps > 1) {
            return clause
                    && (before || after)
                    && (gaps < characters - 1 || WordBreaks.cutsWord(text, first, end));
        }
        if (pair && isListed(text, first, end)) {
            return true;
        }
        if (!entry.unspaced()) {
            return clause || text.charAt(gapStart) == ':';
        }
        if (clause && (characters <= 3 ? before || after : before && after)) {
            return true;
        }
        boolean blank = Character.isWhitespace(text.charAt(gapStart));
        if (!pair && (clause || blank) && goesOn(text, first, gapStart, end)) {
            return true;
        }
        if (pair && !blank && isPaused(text, first, end) && isInWords(text, first, end)) {
            return true;
        }
        return (pair || clause || blank)
                && (Collocations.binding(text, first - 1) >= Vetoes.BOUND
                        || Collocations.binding(text, end - 1) >= Vetoes.BOUND
                        || WordBreaks.cutsWord(text, first, end));
    }

    /**
     * Whether what stands before a gap, or after it, is ordinary with the character outside beside
     * it: 推 筒子楼.
     */
    private static boolean goesOn(FoldedText text, int first, int gapStart, int end) {
        int gapEnd = endOfGap(text, gapStart, end);
        return isRun(text, first - 1, gapStart) || isRun(text, gapEnd, end + 1);
    }

    private static boolean isRun(FoldedText text, int from, int to) {
        return from >= 0
                && to <= text.length()
                && to - from >= LEAST_RUN
                && to - from <= OrdinaryText.LONGEST
                && OrdinaryText.get().count(text, from, to) > 0;
    }

    /** Whether a character at either end is a word with the one outside beside it: 跑、分心. */
    private static boolean isInWords(FoldedText text, int first, int end) {
        return WordBreaks.joinsWord(text, first - 1) || WordBreaks.joinsWord(text, end - 1);
    }

    /** Whether a span has one gap, and a mark that parts clauses is all there is in it. */
    static boolean isTwoClauses(FoldedText text, int first, int end) {
        int gap = nextGap(text, first, end);
        int after = endOfGap(text, gap, end);
        return gap < end && isClause(text, gap, after) && nextGap(text, after, end) == end;
    }

    /** Whether there are separators in a span, and all of them such as ordinary text has. */
    static boolean isPaused(FoldedText text, int first, int end) {
        int marks = 0;
        for (int i = first; i < end; i++) {
            if (text.kindAt(i) == CharKind.SEPARATOR) {
                char c = text.charAt(i);
                if (!Character.isWhitespace(c) && PAUSES.indexOf(c) < 0) {
                    return false;
                }
                marks++;
            }
        }
        return marks > 0;
    }

    /**
     * Whether the mark within a span stands beside it, too: a list of what is one character each.
     */
    static boolean isListed(FoldedText text, int first, int end) {
        char mark = text.charAt(first + 1);
        if (end - first != 3
                || text.kindAt(first + 1) != CharKind.SEPARATOR
                || Character.isWhitespace(mark)) {
            return false;
        }
        return (first > 0 && text.charAt(first - 1) == mark)
                || (end < text.length() && text.charAt(end) == mark);
    }

    /** Whether two characters are apart by one mark that parts nothing in ordinary writing. */
    static boolean isDrawnApart(FoldedText text, int first, int end) {
        return end - first == 3
                && SPLITTERS.indexOf(text.charAt(first + 1)) >= 0
                && !isListed(text, first, end);
    }

    /** Whether a gap is one mark that ends or parts clauses, blanks left aside. */
    private static boolean isClause(FoldedText text, int from, int to) {
        int marks = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (CLAUSE_MARKS.indexOf(c) >= 0) {
                marks++;
            } else if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return marks == 1;
    }

    /** Where separators begin from a place on; the end when there are none. */
    private static int nextGap(FoldedText text, int from, int end) {
        int i = from;
        while (i < end && text.kindAt(i) != CharKind.SEPARATOR) {
            i++;
        }
        return i;
    }

    /** Where the separators end that begin at a place. */
    private static int endOfGap(FoldedText text, int from, int end) {
        int i = from;
        while (i < end && text.kindAt(i) == CharKind.SEPARATOR) {
            i++;
        }
        return i;
    }
}
