package io.qundun.udfs.match;

import java.util.Set;

/**
 * One line of a lexicon.
 *
 * @param term the canonical spelling
 * @param category the category that it speaks of
 * @param severity 1 to 3
 * @param flags how it may be matched
 */
public record Term(String term, String category, int severity, Set<TermFlag> flags) {
    public Term {
        flags = Set.copyOf(flags);
        if (severity < 1 || severity > 3) {
            throw new IllegalArgumentException(
                    "severity of " + term + " is not 1 to 3: " + severity);
        }
    }
}
