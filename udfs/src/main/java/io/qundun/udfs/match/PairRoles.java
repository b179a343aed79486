package io.qundun.udfs.match;

/**
 * Tells of most pairs of characters what they are not in any entry: a Bloom filter (Bloom 1970)
 * with two bits a pair in one word, turned by as much as the role says, so that a question about
 * all four roles reads memory once. Pairs are those of phonetic series. Immutable once filled.
 */
final class PairRoles {
    /** How far bits are turned from role to role. */
    static final int LANE = 16;

    /** The first two of an entry. */
    static final int BEGINNING = 0;

    /** What is shown for an entry of two, begins one of three in disguise, or parts a character. */
    static final int SHOWN = LANE;

    /** The second and third of an entry of three. */
    static final int END_THREE = 2 * LANE;

    /** The third and fourth of a longer entry. */
    static final int END_FOUR = 3 * LANE;

    private static final long ROLES = 0x0001_0001_0001_0001L;

    /** 64 KB, which any processor keeps near: fewer would be asked in vain more often. */
    private static final int LEAST_WORDS = 1 << 13;

    private static final int MOST_WORDS = 1 << 17;

    /** Pairs a word, beyond which there are more words if there may be. */
    private static final int PAIRS_A_WORD = 4;

    private final long[] words;
    private final int shift;

    /**
     * Makes an empty filter.
     *
     * @param expected how many pairs will be added
     */
    PairRoles(long expected) {
        int size = LEAST_WORDS;
        while (size < MOST_WORDS && (long) size * PAIRS_A_WORD < expected) {
            size <<= 1;
        }
        words = new long[size];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
    }

    /**
     * Adds a pair.
     *
     * @param pair its hash, by {@link SeriesCodes#pair}
     */
    void add(int pair, int role) {
        words[pair >>> shift] |= Long.rotateLeft(PairFilter.bits(pair), role);
    }

    /** The roles that a pair may have, a bit each, by its hash. */
    long of(int pair) {
        long word = words[pair >>> shift];
        return Long.rotateRight(word, pair) & Long.rotateRight(word, pair >>> 6) & ROLES;
    }

    long bytes() {
        return 8L * words.length + 32;
    }
}
