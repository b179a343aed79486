package io.qundun.udfs.match;

/**
 * Tells of most pairs of symbols that nothing begins with them: a Bloom filter with one hash.
 * Immutable once filled.
 */
final class PairFilter {
    private static final int LEAST_BITS = 1 << 12;
    private static final int MOST_BITS = 1 << 25;

    private final long[] words;
    private final int shift;

    /**
     * Makes an empty filter.
     *
     * @param expected how many pairs will be added
     */
    PairFilter(int expected) {
        int bits = LEAST_BITS;
        while (bits < MOST_BITS && bits < 16L * expected) {
            bits <<= 1;
        }
        words = new long[bits >> 6];
        shift = 32 - Integer.numberOfTrailingZeros(bits);
    }

    private int place(int a, int b) {
        return (a * 0x9E3779B1 + b * 0x7FEB352D) >>> shift;
    }

    void add(int a, int b) {
        int at = place(a, b);
        words[at >> 6] |= 1L << at;
    }

    boolean mayHave(int a, int b) {
        int at = place(a, b);
        return (words[at >> 6] & 1L << at) != 0;
    }

    long bytes() {
        return 8L * words.length + 32;
    }
}
