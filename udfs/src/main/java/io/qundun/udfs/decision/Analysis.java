package io.qundun.udfs.decision;

import io.qundun.udfs.match.Hit;
import java.util.List;

/**
 * What the text alone shows. The arrays are read-only by agreement.
 *
 * @param hits at most 200, by start
 * @param hitCount all of them
 * @param keywords by category index: distinct terms found with confidence of at least 0.8; empty
 *     when nothing was found
 * @param suspects by category index: distinct terms found only with less; empty likewise
 * @param severities by category index: the highest severity among the keywords; empty likewise
 * @param scores by category index: the classifier's probability; empty without a classifier, NaN
 *     for categories that no model speaks of
 * @param links addresses of web pages
 * @param contacts phone numbers, e-mail addresses and chat handles
 * @param language zh, en, mixed or other, by scripts
 * @param length code points
 * @param fingerprint see {@link Fingerprints}; 0 for empty text
 */
public record Analysis(
        List<Hit> hits,
        int hitCount,
        int[] keywords,
        int[] suspects,
        int[] severities,
        double[] scores,
        int links,
        int contacts,
        String language,
        int length,
        long fingerprint) {
    private static final double[] NO_SCORES = {};

    /** The scores when there is no classifier. */
    public static double[] noScores() {
        return NO_SCORES;
    }
}
