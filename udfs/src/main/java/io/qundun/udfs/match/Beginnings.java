package io.qundun.udfs.match;

import java.util.Collection;

/**
 * Tells of most places in a text that no key begins there, by the symbols that stand there. The
 * first two symbols of a key choose a word of one table, the first three a word of another; bits of
 * the word tell which symbols follow in some key (as in a Bloom filter, Bloom 1970), and whether a
 * key ends so. A question therefore reads memory once, twice where a key may begin. Immutable once
 * filled.
 */
final class Beginnings {
    private static final int LEAST_WORDS = 1 << 6;
    private static final int MOST_WORDS = 1 << 18;
    private static final int KEYS_A_WORD = 2;

    /** Words that need not be saved: two a key. */
    private static final int SMALL = 1 << 12;

    /** Words beyond which a table is to stay in the cache, and has more keys a word. */
    private static final int LARGE = 1 << 14;

    private static final int LARGE_KEYS_A_WORD = 8;

    /** Bits of a word for the symbols that follow; the others are for the ends of keys. */
    private static final int FOLLOWING_BITS = 48;

    private static final int END_BITS = Long.SIZE - FOLLOWING_BITS;

    /** What stands beside a key that is at its end; symbols are from 0 to 65,535. */
    private static final int END = 1 << 16;

    private final long[] afterTwo;

    private final long[] afterThree;

    /** Whole keys, and the first five symbols of longer ones. */
    private final PairFilter openings;

    private final int shift;

    /** Makes a table; of keys of one symbol it knows nothing. */
    Beginnings(Collection<String> keys) {
        int size = LEAST_WORDS;
        while (size < MOST_WORDS && holds(size) < keys.size()) {
            size <<= 1;
        }
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        afterTwo = new long[size];
        afterThree = new long[size];
        openings = new PairFilter(keys.size());
        for (String key : keys) {
            if (key.length() > 1) {
                add(key);
            }
        }
    }

    /** How many keys a table of some size is for. */
    private static long holds(int words) {
        if (words < SMALL) {
            return words / 2;
        }
        return (long) words * (words < LARGE ? KEYS_A_WORD : LARGE_KEYS_A_WORD);
    }

    private static int hash(int before, int symbol) {
        int hash = (before + symbol) * 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }

    /** The bit of a symbol after others. */
    private static int following(int hash, int symbol) {
        int both = (hash + symbol) * 0x9E3779B1;
        return ((both >>> 16) * FOLLOWING_BITS) >>> 16;
    }

    /** The bit of a key that is at its end. */
    private static int end(int hash) {
        return FOLLOWING_BITS + (hash & (END_BITS - 1));
    }

    private static int two(int a, int b) {
        return PairFilter.hash(a, b);
    }

    private void add(String key) {
        int two = two(key.charAt(0), key.charAt(1));
        boolean ends = key.length() == 2;
        afterTwo[two >>> shift] |= 1L << (ends ? end(two) : following(two, key.charAt(2)));
        if (ends) {
            openings.add(two, END);
            return;
        }
        int three = hash(two, key.charAt(2));
        if (key.length() == 3) {
            afterThree[three >>> shift] |= 1L << end(three);
            openings.add(three, END);
            return;
        }
        afterThree[three >>> shift] |= 1L << following(three, key.charAt(3));
        openings.add(hash(three, key.charAt(3)), key.length() == 4 ? END : key.charAt(4));
    }

    /** Whether some key may be the first two of three symbols, or begin with all three. */
    boolean mayBegin(int a, int b, int c) {
        int two = two(a, b);
        long known = afterTwo[two >>> shift];
        return ((known >>> following(two, c) | known >>> end(two)) & 1) != 0;
    }

    /** Whether some key may be the first two or three of four symbols, or begin with all four. */
    boolean mayBegin(int a, int b, int c, int d) {
        int two = two(a, b);
        long known = afterTwo[two >>> shift];
        return (known >>> end(two) & 1) != 0 || goesOn(known, two, c, d);
    }

    /**
     * A second opinion on what {@link #mayBegin(int, int, int, int)} lets pass: whether some key
     * may be the first two, three or four of five symbols, or begin with all five.
     */
    boolean isLikely(int a, int b, int c, int d, int e) {
        int two = two(a, b);
        long known = afterTwo[two >>> shift];
        if ((known >>> end(two) & 1) != 0 && openings.mayHave(two, END)) {
            return true;
        }
        if ((known >>> following(two, c) & 1) == 0) {
            return false;
        }
        int three = hash(two, c);
        long more = afterThree[three >>> shift];
        if ((more >>> end(three) & 1) != 0 && openings.mayHave(three, END)) {
            return true;
        }
        int four = hash(three, d);
        return (more >>> following(three, d) & 1) != 0
                && (openings.mayHave(four, END) || openings.mayHave(four, e));
    }

    private boolean goesOn(long known, int two, int c, int d) {
        if ((known >>> following(two, c) & 1) == 0) {
            return false;
        }
        int three = hash(two, c);
        long more = afterThree[three >>> shift];
        return ((more >>> following(three, d) | more >>> end(three)) & 1) != 0;
    }

    long bytes() {
        return 8L * (afterTwo.length + afterThree.length) + openings.bytes() + 48;
    }
}
