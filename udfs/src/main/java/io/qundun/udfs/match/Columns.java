package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;
import java.util.regex.Pattern;

/**
 * The reading from top to bottom: writes the columns of a text of several lines one after the
 * other, from the left and from the right, and finds entries spelled plainly there; so it does with
 * each block of short lines, since others may stand above or below. Belongs to one thread.
 */
final class Columns {
    private static final Pattern LINE_BREAK = Pattern.compile("\r?\n");
    private static final int LEAST_LINES = 2;
    private static final int MAX_UNITS = 2000;
    private static final int LEAST_LENGTH = 3;

    /** Lines of a text of which blocks are read by themselves: their number is its square. */
    private static final int MAX_LINES = 12;

    /** Units of the longest line in such a block. */
    private static final int MAX_WIDTH = 8;

    private final Scan scan;
    private final Spelling spelling;
    private final Substitutes substitutes;
    private final String[] lines;

    /** Where the lines begin in the original. */
    private final int[] lineStarts;

    /** What is read at the time, and where its units are in the original. */
    private final StringBuilder columns = new StringBuilder();

    private final int[] places;

    private final FoldedText turned = new FoldedText();

    private Columns(Scan scan, Spelling spelling, Substitutes substitutes, String original) {
        this.scan = scan;
        this.spelling = spelling;
        this.substitutes = substitutes;
        lines = LINE_BREAK.split(original, -1);
        lineStarts = new int[lines.length];
        places = new int[original.length()];
        int at = 0;
        for (int i = 0; i < lines.length; i++) {
            lineStarts[i] = at;
            at += lines[i].length();
            at += at < original.length() && original.charAt(at) == '\r' ? 2 : 1;
        }
    }

    /** Proposes what is spelled in columns of a text. */
    static void scan(Scan scan, Spelling spelling, Substitutes substitutes) {
        FoldedText text = scan.text();
        if (text.hasLineBreaks()
                && !text.isReordered()
                && text.count(CharKind.HAN) >= LEAST_LENGTH
                && text.original().length() <= MAX_UNITS) {
            new Columns(scan, spelling, substitutes, text.original()).readAll();
        }
    }

    private void readAll() {
        read(0, lines.length);
        if (lines.length > MAX_LINES) {
            return;
        }
        for (int from = 0; from < lines.length; from++) {
            for (int to = from + 1; to <= lines.length; to++) {
                if (lines[to - 1].length() > MAX_WIDTH) {
                    break;
                }
                if (to - from < lines.length) {
                    read(from, to);
                }
            }
        }
    }

    /** Reads a block of lines from the left and from the right. */
    private void read(int from, int to) {
        int widest = 0;
        for (int i = from; i < to; i++) {
            widest = Math.max(widest, lines[i].length());
        }
        if (widest >= 2 && to - from >= LEAST_LINES) {
            read(from, to, widest, false);
            read(from, to, widest, true);
        }
    }

    private void read(int from, int to, int widest, boolean fromRight) {
        columns.setLength(0);
        for (int k = 0; k < widest; k++) {
            int column = fromRight ? widest - 1 - k : k;
            for (int i = from; i < to; i++) {
                if (column < lines[i].length()) {
                    places[columns.length()] = lineStarts[i] + column;
                    columns.append(lines[i].charAt(column));
                }
            }
        }
        TextFolder.fold(columns, turned);
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
            add(entry, least, most, found.techniques(i));
        }
    }

    private void add(Entry entry, int least, int most, int techniques) {
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
