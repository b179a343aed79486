package io.qundun.jobs.moderation;

import io.qundun.schemas.Excerpt;
import io.qundun.schemas.MatchedSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Clips a text to what a reviewer needs: a short text whole, a long one around its hits. Pieces do
 * not overlap, follow the text's order, and never cut a surrogate pair.
 */
final class Excerpts {

    /** Up to this length, in UTF-16 units, a text is kept whole. */
    static final int WHOLE = 4_000;

    /** Kept on either side of a hit, and from the beginning of a long text. */
    static final int MARGIN = 200;

    /** All pieces together are at most this long. */
    static final int MAX_TOTAL = 16_000;

    private Excerpts() {}

    static List<Excerpt> of(String text, List<MatchedSpan> hits) {
        if (text.length() <= WHOLE) {
            return List.of(new Excerpt(0, text));
        }
        List<Excerpt> excerpts = new ArrayList<>();
        int from = 0;
        int to = MARGIN;
        int total = 0;
        for (MatchedSpan hit : hits == null ? List.<MatchedSpan>of() : hits) {
            int start = Math.max(0, hit.getStart() - MARGIN);
            int end = Math.min(text.length(), hit.getEnd() + MARGIN);
            if (start <= to) {
                to = Math.max(to, end);
            } else {
                total += add(excerpts, text, from, to, MAX_TOTAL - total);
                from = start;
                to = end;
            }
        }
        add(excerpts, text, from, to, MAX_TOTAL - total);
        return excerpts;
    }

    private static int add(List<Excerpt> excerpts, String text, int from, int to, int room) {
        int start = from;
        int end = Math.min(to, from + room);
        if (end <= start) {
            return 0;
        }
        if (Character.isLowSurrogate(text.charAt(start))
                && start > 0
                && Character.isHighSurrogate(text.charAt(start - 1))) {
            start++;
        }
        if (end < text.length()
                && Character.isLowSurrogate(text.charAt(end))
                && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            excerpts.add(new Excerpt(start, text.substring(start, end)));
        }
        return end - start;
    }
}
