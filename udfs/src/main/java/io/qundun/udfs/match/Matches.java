package io.qundun.udfs.match;

import java.util.List;

/**
 * What a matcher found in one text. The arrays are read-only by agreement: nobody writes to them.
 *
 * @param hits at most {@link TextMatcher#MAX_HITS}, by start
 * @param hitCount all of them
 * @param keywords by category index: distinct terms found with confidence of at least {@link
 *     TextMatcher#SURE}; empty when nothing was found
 * @param suspects by category index: distinct terms found only with less; empty likewise
 * @param severities by category index: the highest severity among the keywords; empty likewise
 */
public record Matches(
        List<Hit> hits, int hitCount, int[] keywords, int[] suspects, int[] severities) {
    private static final int[] NO_COUNTS = {};

    /** Nothing found. */
    public static final Matches NONE = new Matches(List.of(), 0, NO_COUNTS, NO_COUNTS, NO_COUNTS);
}
