package io.qundun.udfs.match;

import java.util.List;

/**
 * One place in a text where a term was found.
 *
 * @param term the lexicon's spelling
 * @param category its category
 * @param severity 1 to 3
 * @param confidence above 0, at most 1
 * @param start first UTF-16 unit in the original text, inclusive
 * @param end last UTF-16 unit in the original text, exclusive
 * @param via codes of the {@link io.qundun.udfs.text.Technique}s that were undone, in their order
 */
public record Hit(
        String term,
        String category,
        int severity,
        double confidence,
        int start,
        int end,
        List<String> via) {
    public Hit {
        via = List.copyOf(via);
    }
}
