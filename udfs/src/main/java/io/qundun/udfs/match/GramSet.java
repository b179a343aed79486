package io.qundun.udfs.match;

/**
 * Tells of most triples and quadruples of symbols that they were never added: a Bloom filter (Bloom
 * 1970) in blocks of a cache line (Putze and others 2009). A pair chooses the block, so that all
 * questions about what stands beside one pair read the same line. Immutable once filled.
 */
final class GramSet {
    /** Words of a block, binary logarithm. */
    private static final int BLOCK = 3;

    private static final int LEAST_BLOCKS = 1 << 4;
    private static final int MOST_BLOCKS = 1 << 13;
    private static final int GRAMS_A_BLOCK = 32;

    private final long[] words;
    private final int shift;

    /**
     * Makes an empty set.
     *
     * @param expected how many will be added
     */
    GramSet(int expected) {
        int blocks = LEAST_BLOCKS;
        while (blocks < MOST_BLOCKS && (long) blocks * GRAMS_A_BLOCK < expected) {
            blocks <<= 1;
        }
        words = new long[blocks << BLOCK];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(words.length);
    }

    /** A hash of a hashed pair and what is beside it. */
    static int hash(int pair, int beside) {
        int hash = (pair + beside) * 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }

    private int word(int pair, int hash) {
        return (pair >>> shift & -(1 << BLOCK)) | (hash >>> (Integer.SIZE - BLOCK));
    }

    void add(int pair, int beside) {
        int hash = hash(pair, beside);
        words[word(pair, hash)] |= PairFilter.bits(hash);
    }

    boolean mayHave(int pair, int beside) {
        int hash = hash(pair, beside);
        return (~words[word(pair, hash)] & PairFilter.bits(hash)) == 0;
    }

    long bytes() {
        return 8L * words.length + 32;
    }
}
