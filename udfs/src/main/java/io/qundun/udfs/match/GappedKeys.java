package io.qundun.udfs.match;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds keys by all but one of their first four symbols, of shorter keys by all but one (gapped
 * q-grams: Burkhardt and Kärkkäinen 2003), so that nothing has to be tried for the one that is not
 * there; and by the phonetic series of their first three. What is found may be something else now
 * and then. Immutable.
 */
final class GappedKeys {
    /** Most symbols of a key that are looked at. */
    static final int MOST_SYMBOLS = 4;

    /** Least symbols of a key that is found by their series, and how many these are. */
    static final int AKIN = 3;

    private static final int LEAST_BUCKETS = 1 << 4;

    /** What a bucket holds on average, at most: fewer would take more memory. */
    private static final double MOST_A_BUCKET = 1.5;

    /** Bits of a hash that are kept, beside those that choose a bucket. */
    private static final int CHECK_SHIFT = 48;

    private static final int SYMBOL_SHIFT = 32;

    /** By bucket where what it holds begins, and at last where the last one ends. */
    private final int[] starts;

    /**
     * Check bits of a hash; the symbol left out or the series of the fourth one; the state of the
     * trie after all symbols.
     */
    private final long[] found;

    private final int shift;

    private GappedKeys(int[] hashes, long[] items, int count) {
        int buckets = LEAST_BUCKETS;
        while (MOST_A_BUCKET * buckets < count) {
            buckets <<= 1;
        }
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(buckets);
        starts = new int[buckets + 1];
        for (int i = 0; i < count; i++) {
            starts[(hashes[i] >>> shift) + 1]++;
        }
        for (int i = 0; i < buckets; i++) {
            starts[i + 1] += starts[i];
        }
        found = new long[count];
        int[] next = Arrays.copyOf(starts, buckets);
        for (int i = 0; i < count; i++) {
            found[next[hashes[i] >>> shift]++] = items[i];
        }
    }

    /**
     * A hash of what is there.
     *
     * @param length symbols looked at, the one left out among them
     * @param gap which one is left out, from 0
     */
    static int hash(int length, int gap, int one, int two, int three) {
        int hash = (length << 2 | gap) * 0x2545F491 + one * 0x9E3779B1 + two * 0x7FEB352D;
        hash = (hash ^ hash >>> 15) + three;
        hash *= 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }

    /** A hash of the series of three symbols. */
    static int akin(int one, int two, int three) {
        return hash(MOST_SYMBOLS + 1, 0, one, two, three);
    }

    /** The index of the first that is found by a hash, or -1. */
    int first(int hash) {
        return from(starts[hash >>> shift], hash);
    }

    /** The index of the next after another, or -1. */
    int next(int index, int hash) {
        return from(index + 1, hash);
    }

    private int from(int index, int hash) {
        int end = starts[(hash >>> shift) + 1];
        for (int i = index; i < end; i++) {
            if ((int) (found[i] >>> CHECK_SHIFT) == (hash & 0xFFFF)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The symbol that was left out; for what was found by series that of the fourth symbol, 0 when
     * there is none.
     */
    char missing(int index) {
        return (char) (found[index] >>> SYMBOL_SHIFT);
    }

    /** The state of the trie after all symbols looked at. */
    int state(int index) {
        return (int) found[index];
    }

    long bytes() {
        return 4L * starts.length + 8L * found.length + 32;
    }

    /** Gathers keys. Belongs to one thread. */
    static final class Builder {
        private final PrefixTrie trie;
        private final BitSet seen = new BitSet();
        private int[] hashes = new int[1 << 8];
        private long[] items = new long[1 << 8];
        private int count;

        /**
         * Starts without keys.
         *
         * @param trie has all keys
         */
        Builder(PrefixTrie trie) {
            this.trie = trie;
        }

        /**
         * Adds a key of two symbols or more.
         *
         * @param series by symbol
         */
        void add(CharSequence key, CharSequence series) {
            int length = Math.min(key.length(), MOST_SYMBOLS);
            int state = PrefixTrie.ROOT;
            for (int i = 0; i < length; i++) {
                state = trie.next(state, key.charAt(i));
            }
            // Longer keys share what they begin with; a state below 0 is of one key alone.
            if (length == MOST_SYMBOLS && state >= 0) {
                if (seen.get(state)) {
                    return;
                }
                seen.set(state);
            }
            int a = key.charAt(0);
            int b = key.charAt(1);
            int c = length > 2 ? key.charAt(2) : 0;
            int d = length > 3 ? key.charAt(3) : 0;
            add(hash(length, 0, b, c, d), a, state);
            add(hash(length, 1, a, c, d), b, state);
            if (length >= AKIN) {
                add(hash(length, 2, a, b, d), c, state);
                int fourth = length > AKIN ? series.charAt(AKIN) : 0;
                int akin = akin(series.charAt(0), series.charAt(1), series.charAt(2));
                add(akin, fourth, state);
            }
            if (length > 3) {
                add(hash(length, 3, a, b, c), d, state);
            }
        }

        private void add(int hash, int symbol, int state) {
            if (count == items.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
                items = Arrays.copyOf(items, 2 * count);
            }
            hashes[count] = hash;
            items[count++] =
                    (long) hash << CHECK_SHIFT
                            | (long) symbol << SYMBOL_SHIFT
                            | (state & 0xFFFF_FFFFL);
        }

        GappedKeys build() {
            return new GappedKeys(hashes, items, count);
        }
    }
}
