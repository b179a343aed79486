package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;

/**
 * The reading from top to bottom: writes the columns of a text of several lines one after the
 * other, from the left and from the right, and finds entries spelled plainly there. Stateless.
 */
final class Columns {
    private static final int LEAST_LINES = 2;
    private static final int MAX_UNITS = 2000;
    private static final int LEAST_LENGTH = 3;

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
        int widest = 0;
        int at = 0;
        for (int i = 0; i < lines.length; i++) {
            lineStarts[i] = at;
            at += lines[i].length();
            at += at < original.length() && original.charAt(at) == '\r' ? 2 : 1;
            widest = Math.max(widest, lines[i].length());
        }
        if (widest < 2) {
            return;
        }
        read(scan, spelling, substitutes, lines, lineStarts, widest, false);
        read(scan, spelling, substitutes, lines, lineStarts, widest, true);
    }

    private static void read(
            Scan scan,
            Spelling spelling,
            Substitutes substitutes,
            String[] lines,
            int[] lineStarts,
            int widest,
            boolean fromRight) {
        StringBuilder columns = new StringBuilder();
        int[] places = new int[MAX_UNITS + 1];
        for (int k = 0; k < widest; k++) {
            int column = fromRight ? widest - 1 - k : k;
            for (int i = 0; i < lines.length; i++) {
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
