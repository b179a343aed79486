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
    private static final int TOTAL = 21;

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
            if (text.kindAt(i) != CharKind.SEPARATOR) {
                chance += log(ordinary.count(text, i, i + 1)) - TOTAL;
            }
        }
        return chance;
    }

    /**
     * The binary logarithm of how often a span would occur in ordinary text if what is written as
     * wanted were words, and these and the other characters came by chance: 新疆 with whatever
     * follows it comes oftener than three characters do.
     *
     * @param wanted as many characters as the span has
     */
    static int meeting(FoldedText text, String wanted, int first) {
        OrdinaryText ordinary = OrdinaryText.get();
        int n = wanted.length();
        int chance = TOTAL;
        for (int i = 0; i < n; ) {
            int j = i + 1;
            if (text.charAt(first + i) == wanted.charAt(i)) {
                while (j < n && text.charAt(first + j) == wanted.charAt(j)) {
                    j++;
                }
            }
            int run = ordinary.count(text, first + i, first + j);
            int apart = chance(text, first + i, first + j);
            chance += (run == 0 ? apart : Math.max(apart, log(run))) - TOTAL;
            i = j;
        }
        return chance;
    }

    private static int log(int count) {
        return count == 0 ? 0 : 31 - Integer.numberOfLeadingZeros(count);
    }
}
