package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Whether two neighbouring characters belong together in ordinary text: how much oftener they stand
 * side by side than their own frequencies make them (pointwise mutual information, in bits; the
 * counts are powers of two, so that it is coarse). Stateless.
 */
final class Collocations {
    /** What two characters that never stand together have. */
    static final int NEVER = Integer.MIN_VALUE;

    /** Binary logarithm of the number of characters that were counted. */
    private static final int TOTAL = 20;

    private Collocations() {}

    /** The binding of a folded unit and the next one, {@link #NEVER} for what was not seen. */
    static int binding(FoldedText text, int index) {
        if (index < 0
                || index + 1 >= text.length()
                || text.kindAt(index) != CharKind.HAN
                || text.kindAt(index + 1) != CharKind.HAN) {
            return NEVER;
        }
        OrdinaryText ordinary = OrdinaryText.get();
        int together = ordinary.count(text, index, index + 2);
        if (together == 0) {
            return NEVER;
        }
        return log(together)
                + TOTAL
                - log(ordinary.count(text, index, index + 1))
                - log(ordinary.count(text, index + 1, index + 2));
    }

    /**
     * The binary logarithm of how often the folded units of a span would stand together in ordinary
     * text if characters came by chance.
     */
    static int chance(FoldedText text, int first, int end) {
        OrdinaryText ordinary = OrdinaryText.get();
        int chance = TOTAL;
        for (int i = first; i < end; i++) {
            chance += log(ordinary.count(text, i, i + 1)) - TOTAL;
        }
        return chance;
    }

    private static int log(int count) {
        return count == 0 ? 0 : 31 - Integer.numberOfLeadingZeros(count);
    }
}
