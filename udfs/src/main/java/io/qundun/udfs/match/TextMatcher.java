package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;

/** Finds terms in a text. Implementations are immutable, thread-safe and linear in the text. */
public interface TextMatcher {
    /** Hits listed for one text; all are counted. */
    int MAX_HITS = 200;

    /** The least confidence of a hit that counts as a keyword. */
    double SURE = 0.8;

    /**
     * Finds all terms that no allowed phrase forgives; {@link Matches#NONE} when there is none.
     *
     * @param contacts how many contacts the message holds; with any, disguises are believed sooner
     */
    Matches match(FoldedText text, int contacts);

    /** The same for a text of which nothing is known. */
    default Matches match(FoldedText text) {
        return match(text, 0);
    }
}
