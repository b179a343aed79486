package io.qundun.udfs.match;

/**
 * Tells of most pairs of symbols side by side that they stand in no key at one of four places: a
 * Bloom filter with one bit a place, the four in one word, so that a question for all reads memory
 * once, and the answer for one pair serves where it begins, ends or continues a key. Immutable once
 * filled.
 */
final class Bigrams {
    /** The first two symbols of a key. */
    static final int BEGINNING = 0;

    /** The second and third of a key of three. */
    static final int END_OF_THREE = 1;

    /** The third and fourth of a longer key. */
    static final int FOURTH = 2;

    /** The second and first of a key that may stand backwards. */
    static final int BACKWARDS = 3;

    private static final int LEAST_WORDS = 1 << 6;
    private static final int MOST_WORDS = 1 << 19;
    private static final int ENTRIES_A_WORD = 2;

    /** Words that need not be saved. */
    private static final int SMALL = 1 << 12;

    private static final int LANE_BITS = 4;

    private final long[] words;
    private final int shift;

    /**
     * Makes an empty filter.
     *
     * @param expected how many keys there will be
     */
    Bigrams(int expected) {
        int size = LEAST_WORDS;
        while (size < MOST_WORDS
                && (size < SMALL ? size < expected : (long) size * ENTRIES_A_WORD < expected)) {
            size <<= 1;
        }
        words = new long[size];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
    }

    private static int bit(int hash) {
        return hash & (1 << LANE_BITS) - 1;
    }

    void add(int place, int a, int b) {
        int hash = PairFilter.hash(a, b);
        words[hash >>> shift] |= 1L << (place << LANE_BITS) << bit(hash);
    }

    /** What is known of a pair, for {@link #mayBe(long, int)}. */
    long of(int a, int b) {
        int hash = PairFilter.hash(a, b);
        return words[hash >>> shift] >>> bit(hash);
    }

    /** Whether the pair may stand at a place. */
    static boolean mayBe(long known, int place) {
        return (known & 1L << (place << LANE_BITS)) != 0;
    }

    long bytes() {
        return 8L * words.length + 32;
    }
}
