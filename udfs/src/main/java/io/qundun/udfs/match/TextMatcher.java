package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;

/** Finds terms in a text. Implementations are immutable, thread-safe and linear in the text. */
public interface TextMatcher {
    /** Hits listed for one text; all are counted. */
    int MAX_HITS = 200;

    /** The least confidence of a hit that counts as a keyword. */
    double SURE = 0.8;

    /** Finds all terms that no allowed phrase forgives; {@link Matches#NONE} when there is none. */
    Matches match(FoldedText text);
}
