package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;

/**
 * Compares an entry with a text at one place, character by character: what folding undoes,
 * separators, repeats, numerals and rare Martian characters. Holds the outcome of the last
 * comparison; belongs to one thread.
 */
final class Alignment {
    /** Letters of the longest piece that plain spaces may cut a Latin word into. */
    private static final int MAX_SPACED_PIECE = 2;

    /** Letters of the shortest Latin word that plain spaces may cut. */
    private static final int LEAST_SPACED_WORD = 3;

    private final FoldedText text;
    private final Substitutes substitutes;
    private int first;
    private int end;
    private int techniques;

    private int wordLetters;
    private int piece;
    private int longestPiece;
    private boolean spaced;

    Alignment(FoldedText text, Substitutes substitutes) {
        this.text = text;
        this.substitutes = substitutes;
    }

    int first() {
        return first;
    }

    int end() {
        return end;
    }

    /** Bits of the techniques by ordinal, those of single code points left aside. */
    int techniques() {
        return techniques;
    }

    static int bit(Technique technique) {
        return 1 << technique.ordinal();
    }

    /** Whether the entry begins with a unit of the solid reading. */
    boolean matches(Entry entry, int solidIndex) {
        int at = text.solidAt(solidIndex);
        if (isAsItIs(entry, solidIndex, at)) {
            return isBounded(entry, at, at + entry.packedLength(), 0);
        }
        int next = text.solidEnd(solidIndex);
        if (next - at == 1) {
            return walk(entry, at);
        }
        if (text.kindAt(at) != CharKind.LATIN) {
            int start = lastOfRun(entry, at, next);
            return start >= 0 && walk(entry, start);
        }
        // A word may begin with the letter that the word before ends with.
        int start = next - 1;
        while (text.kindAt(start) == CharKind.SEPARATOR) {
            start--;
        }
        while (start > at && text.kindAt(start - 1) == CharKind.LATIN) {
            start--;
        }
        return walk(entry, start) || (start > at && walk(entry, at));
    }

    /**
     * Whether a short entry stands there with nothing put between or written twice: most hits, for
     * which the entry's string need not be read.
     */
    private boolean isAsItIs(Entry entry, int solidIndex, int at) {
        int length = entry.packedLength();
        if (length < 2
                || solidIndex + length > text.solidLength()
                || text.solidAt(solidIndex + length - 1) != at + length - 1) {
            return false;
        }
        char[] solid = text.solid();
        long units = 0;
        for (int i = solidIndex + length - 1; i >= solidIndex; i--) {
            units = units << Character.SIZE | solid[i];
        }
        int after = at + length;
        return units == entry.packed()
                && (after == text.length()
                        || text.kindAt(after) != CharKind.LATIN
                        || text.charAt(after) != text.charAt(after - 1));
    }

    /** Where to begin in a run of one character so that no more than needed of it is left. */
    private int lastOfRun(Entry entry, int from, int to) {
        String solid = entry.solid();
        int wanted = 1;
        while (wanted < solid.length() && solid.charAt(wanted) == solid.charAt(0)) {
            wanted++;
        }
        for (int i = to - 1; i >= from; i--) {
            if (text.kindAt(i) != CharKind.SEPARATOR && --wanted == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean walk(Entry entry, int start) {
        String solid = entry.solid();
        int length = solid.length();
        int found = 0;
        boolean gaps = false;
        int repeats = 0;
        int latinRepeats = 0;
        int gap = 0;
        boolean space = false;
        int n = text.length();
        int j = 0;
        int at = start;
        byte before = CharKind.SEPARATOR;
        resetWord();
        for (; j < length; at++) {
            if (at == n) {
                return false;
            }
            byte kind = text.kindAt(at);
            char c = text.charAt(at);
            if (kind == CharKind.SEPARATOR) {
                if ((c & 0xFC00) != Character.MIN_LOW_SURROGATE && ++gap > LexiconMatcher.MAX_GAP) {
                    return false;
                }
                space |= c == ' ' && !isLineBreak(at);
                continue;
            }
            char wanted = solid.charAt(j);
            boolean here = c == wanted;
            if (!here && j > 0 && c == solid.charAt(j - 1) && kind != CharKind.DIGIT) {
                repeats++;
                latinRepeats += kind == CharKind.LATIN ? 1 : 0;
                gaps |= gap > 0;
                gap = 0;
                continue;
            }
            if (!here) {
                if (Numerals.same(c, wanted)) {
                    found |= bit(Technique.NUMERAL);
                } else if (substitutes.martianPlain(c) == wanted && !entry.has(TermFlag.NO_SHAPE)) {
                    found |= bit(Technique.MARTIAN);
                } else {
                    return false;
                }
            }
            boolean newWord =
                    kind != CharKind.LATIN || before != CharKind.LATIN || entry.breaksBefore(j);
            before = kind;
            if (newWord && !endWord()) {
                return false;
            }
            if (j > 0 && gap > 0) {
                gaps = true;
                if (!newWord) {
                    longestPiece = Math.max(longestPiece, piece);
                    piece = 0;
                    spaced |= space;
                }
            }
            gaps |= gap == 0 && entry.breaksBefore(j);
            if (kind == CharKind.LATIN) {
                wordLetters++;
                piece++;
            }
            gap = 0;
            space = false;
            j++;
        }
        char tail = solid.charAt(length - 1);
        while (at < n && text.kindAt(at) == CharKind.LATIN && text.charAt(at) == tail) {
            repeats++;
            latinRepeats++;
            at++;
        }
        if (!endWord() || latinRepeats == 1) {
            return false;
        }
        if (gaps && !entry.readsAs(text, start, at)) {
            found |= bit(Technique.SEPARATOR);
        }
        if (repeats > 0) {
            found |= bit(Technique.REPEAT);
        }
        return isBounded(entry, start, at, found);
    }

    private boolean isBounded(Entry entry, int start, int to, int found) {
        first = start;
        end = to;
        techniques = found;
        return entry.isBounded(text, start, to) && mayBeSo(entry, found);
    }

    private boolean mayBeSo(Entry entry, int found) {
        if (entry.has(TermFlag.EXACT)) {
            return text.readsAs(entry.term(), text.spanStart(first, end), text.spanEnd(first, end));
        }
        return !entry.has(TermFlag.NO_GAP) || (found & bit(Technique.SEPARATOR)) == 0;
    }

    /** Whether a blank was a line break, at which no word is cut by itself. */
    private boolean isLineBreak(int at) {
        if (!text.hasLineBreaks()) {
            return false;
        }
        char c = text.original().charAt(text.originalStart(at));
        return c == '\n' || c == '\r';
    }

    private void resetWord() {
        wordLetters = 0;
        piece = 0;
        longestPiece = 0;
        spaced = false;
    }

    /** Whether the Latin word that ends here was cut in no way that ordinary writing cuts. */
    private boolean endWord() {
        boolean plausible =
                !spaced
                        || (Math.max(longestPiece, piece) <= MAX_SPACED_PIECE
                                && wordLetters >= LEAST_SPACED_WORD);
        resetWord();
        return plausible;
    }
}
