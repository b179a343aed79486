package io.qundun.udfs.match;

/**
 * Tells of most pairs or triples of symbols that nothing begins with them: a Bloom filter (Bloom
 * 1970) with two bits in one word, so that a question reads memory once. Of 16 bits an entry, one
 * question in some seventy is answered wrongly with yes; of 8, one in twenty. Immutable once
 * filled.
 */
final class PairFilter {
    private static final int LEAST_WORDS = 1 << 6;
    private static final int MOST_WORDS = 1 << 19;
    private static final int ENTRIES_A_WORD = 4;

    /** From how many entries on twice as many share a word. */
    private static final int MANY = 1 << 18;

    private final long[] words;
    private final int shift;

    /**
     * Makes an empty filter.
     *
     * @param expected how many will be added
     */
    PairFilter(int expected) {
        int entries = expected < MANY ? expected : Math.max(MANY, expected / 2);
        int size = LEAST_WORDS;
        while (size < MOST_WORDS && (long) size * ENTRIES_A_WORD < entries) {
            size <<= 1;
        }
        words = new long[size];
        shift = 32 - Integer.numberOfTrailingZeros(size);
    }

    /** A hash of two symbols; its leading bits and its last ones depend little on each other. */
    static int hash(int a, int b) {
        int hash = a * 0x9E3779B1 + b * 0x7FEB352D;
        return hash ^ hash >>> 15;
    }

    private static int with(int hash, int c) {
        int both = (hash + c) * 0x85EBCA6B;
        return both ^ both >>> 13;
    }

    /** Two bits of a word by the last twelve of a hash. */
    static long bits(int hash) {
        return 1L << hash | 1L << (hash >>> 6);
    }

    private void set(int hash) {
        words[hash >>> shift] |= bits(hash);
    }

    private boolean isSet(int hash) {
        long bits = bits(hash);
        return (words[hash >>> shift] & bits) == bits;
    }

    void add(int a, int b) {
        set(hash(a, b));
    }

    boolean mayHave(int a, int b) {
        return isSet(hash(a, b));
    }

    void add(int a, int b, int c) {
        set(with(hash(a, b), c));
    }

    boolean mayHave(int a, int b, int c) {
        return isSet(with(hash(a, b), c));
    }

    long bytes() {
        return 8L * words.length + 32;
    }
}
