package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;

/**
 * The reading from top to bottom: writes the columns of a text of several lines one after the
 * other, from the left and from the right, and finds entries spelled plainly there; so it does with
 * each block of short lines, since others may stand above or below. Stateless.
 */
final class Columns {
    private static final int LEAST_LINES = 2;
    private static final int MAX_UNITS = 2000;
    private static final int LEAST_LENGTH = 3;

    /** Lines of a text of which blocks are read by themselves: their number is its square. */
    private static final int MAX_LINES = 12;

    /** Units of the longest line in such a block. */
    private static final int MAX_WIDTH = 8;

    private static final boolean[] DIRECTIONS = {false, true};

    private Columns() {}

    static void scan(Scan scan, Spelling spelling, Substitutes substitutes) {
        FoldedText text = scan.text();
        if (!text.hasLineBreaks()
                || text.isReordered()
                || text.count(CharKind.HAN) < LEAST_LENGTH
                || text.original().length() > MAX_UNITS) {
            return;
        }
        String original = text.original();
        String[] lines = original.split("\r?\n", -1);
        if (lines.length < LEAST_LINES) {
            return;
        }
        int[] lineStarts = new int[lines.length];
        int at = 0;
        for (int i = 0; i < lines.length; i++) {
            lineStarts[i] = at;
            at += lines[i].length();
            at += at < original.length() && original.charAt(at) == '\r' ? 2 : 1;
        }
        read(scan, spelling, substitutes, lines, lineStarts, 0, lines.length);
        if (lines.length > MAX_LINES) {
            return;
        }
        for (int from = 0; from < lines.length; from++) {
            for (int to = from + 1; to <= lines.length; to++) {
                if (lines[to - 1].length() > MAX_WIDTH) {
                    break;
                }
                if (to - from >= LEAST_LINES && to - from < lines.length) {
                    read(scan, spelling, substitutes, lines, lineStarts, from, to);
                }
            }
        }
    }

    /** Reads a block of lines from the left and from the right. */
    private static void read(
            Scan scan,
            Spelling spelling,
            Substitutes substitutes,
            String[] lines,
            int[] lineStarts,
            int from,
            int to) {
        int widest = 0;
        for (int i = from; i < to; i++) {
            widest = Math.max(widest, lines[i].length());
        }
        if (widest < 2) {
            return;
        }
        for (boolean fromRight : DIRECTIONS) {
            read(scan, spelling, substitutes, lines, lineStarts, from, to, widest, fromRight);
        }
    }

    private static void read(
            Scan scan,
            Spelling spelling,
            Substitutes substitutes,
            String[] lines,
            int[] lineStarts,
            int from,
            int to,
            int widest,
            boolean fromRight) {
        StringBuilder columns = new StringBuilder();
        int[] places = new int[lineStarts[to - 1] + lines[to - 1].length() - lineStarts[from]];
        for (int k = 0; k < widest; k++) {
            int column = fromRight ? widest - 1 - k : k;
            for (int i = from; i < to; i++) {
                if (column < lines[i].length()) {
                    places[columns.length()] = lineStarts[i] + column;
                    columns.append(lines[i].charAt(column));
                }
            }
        }
        FoldedText turned = TextFolder.fold(columns);
        Scan inner = new Scan(turned, scan.contacts(), substitutes);
        spelling.scan(inner);
        Candidates found = inner.candidates();
        for (int i = 0; found != null && i < found.size(); i++) {
            Entry entry = found.entry(i);
            if (entry.isAllowed() || !entry.unspaced() || entry.solid().length() < LEAST_LENGTH) {
                continue;
            }
            int least = Integer.MAX_VALUE;
            int most = -1;
            for (int u = found.first(i); u < found.end(i); u++) {
                int place = places[turned.originalStart(u)];
                least = Math.min(least, place);
                most = Math.max(most, place);
            }
            add(scan, entry, least, most, found.techniques(i));
        }
    }

    private static void add(Scan scan, Entry entry, int least, int most, int techniques) {
        FoldedText text = scan.text();
        int first = -1;
        int last = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.originalStart(i) >= least && first < 0) {
                first = i;
            }
            if (text.originalStart(i) <= most) {
                last = i;
            }
        }
        if (first < 0 || last < first || last - first + 1 <= entry.solid().length()) {
            return;
        }
        double confidence = Technique.COLUMN.confidence();
        int all = techniques | Alignment.bit(Technique.COLUMN);
        if ((techniques & Alignment.bit(Technique.SEPARATOR)) != 0) {
            confidence *= Technique.SEPARATOR.confidence();
        }
        scan.add(entry, first, last + 1, all, confidence);
    }
}
