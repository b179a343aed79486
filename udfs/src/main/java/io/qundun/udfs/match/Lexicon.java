package io.qundun.udfs.match;

import java.util.List;

/**
 * Terms and the phrases that forgive them.
 *
 * @param terms what to look for
 * @param allowed phrases; a match that lies wholly inside one of them is forgiven
 */
public record Lexicon(List<Term> terms, List<String> allowed) {
    public Lexicon {
        terms = List.copyOf(terms);
        allowed = List.copyOf(allowed);
    }
}
