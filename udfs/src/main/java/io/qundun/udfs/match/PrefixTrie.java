package io.qundun.udfs.match;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A trie over a double array (Aoe 1989), one long a state: where its children begin, the symbol
 * that leads to it, its output. No two states share a base, so that the symbol alone tells the
 * parent. What only one key goes on with is kept apart, as a tail of symbols; a state within a tail
 * is a negative number. Immutable.
 */
final class PrefixTrie {
    /** The state before the first symbol. */
    static final int ROOT = 0;

    /** No state, or no output. */
    static final int NONE = -1;

    private static final int SYMBOL_SHIFT = 24;
    private static final int OUTPUT_SHIFT = 40;
    private static final int FIELD = 0xFFFFFF;
    private static final int SYMBOL = 0xFFFF;

    /** Free places looked at for the children of one state before the array is made longer. */
    private static final int MAX_PROBES = 400;

    /** Units of a tail after its symbols: 0, and the key in two halves. */
    private static final int TAIL_END = 3;

    /**
     * Where the children begin (0 when one key at most goes on), the symbol, and one more than the
     * key that ends here, or where the tail begins.
     */
    private final long[] cells;

    /** Symbols, 0, the key's two halves, over and over; the first unit is not used. */
    private final char[] tails;

    private PrefixTrie(long[] cells, char[] tails) {
        this.cells = cells;
        this.tails = tails;
    }

    /** The state after one more symbol (0 is none that a key has), or {@link #NONE}. */
    int next(int state, int symbol) {
        if (state < 0) {
            return inTail(~state, symbol);
        }
        long cell = cells[state];
        int base = (int) cell & FIELD;
        if (base == 0) {
            return inTail((int) (cell >>> OUTPUT_SHIFT), symbol);
        }
        int to = base + symbol;
        // A text may hold symbols beyond those of the keys.
        return to < cells.length
                        && (int) (cells[to] >>> SYMBOL_SHIFT & SYMBOL) == symbol
                        && symbol != 0
                ? to
                : NONE;
    }

    private int inTail(int at, int symbol) {
        return tails[at] == symbol && symbol != 0 ? ~(at + 1) : NONE;
    }

    /** The index of the key that ends here, or {@link #NONE}. */
    int output(int state) {
        int at = tail(state);
        if (at < 0) {
            return (int) (cells[state] >>> OUTPUT_SHIFT) - 1;
        }
        return tails[at] == 0 ? key(at) : NONE;
    }

    /** Whether nothing follows. */
    boolean isLeaf(int state) {
        int at = tail(state);
        return at >= 0 && tails[at] == 0;
    }

    /** The index of the key when one key at most goes through here, or {@link #NONE}. */
    int only(int state) {
        int at = tail(state);
        if (at < 0) {
            return NONE;
        }
        while (tails[at] != 0) {
            at++;
        }
        return key(at);
    }

    /** Where the rest of the only key begins, or -1 when several keys go through here. */
    private int tail(int state) {
        if (state < 0) {
            return ~state;
        }
        long cell = cells[state];
        return ((int) cell & FIELD) == 0 ? (int) (cell >>> OUTPUT_SHIFT) : -1;
    }

    private int key(int end) {
        return tails[end + 1] << 16 | tails[end + 2];
    }

    /** Bytes that this takes. */
    long bytes() {
        return 8L * cells.length + 2L * tails.length + 48;
    }

    /**
     * Builds the trie.
     *
     * @param keys distinct, not empty, sorted by symbol; symbols from 1
     * @param alphabet the greatest symbol
     */
    static PrefixTrie of(char[][] keys, int alphabet) {
        return new Builder(keys, alphabet).build();
    }

    private static final class Builder {
        private final char[][] keys;
        private final int alphabet;
        private long[] cells;
        private boolean[] taken;
        private final BitSet bases = new BitSet();
        private int start = 1;
        private int used = 1;
        private char[] tails = {0, 0xFFFF, 0xFFFF, 0};
        private int tailEnd = TAIL_END;

        Builder(char[][] keys, int alphabet) {
            this.keys = keys;
            this.alphabet = alphabet;
            int capacity = Math.max(256, keys.length * 3) + alphabet + 2;
            cells = new long[capacity];
            taken = new boolean[capacity];
            taken[ROOT] = true;
            bases.set(0);
        }

        PrefixTrie build() {
            int capacity = 1024;
            int[] states = new int[capacity];
            int[] lows = new int[capacity];
            int[] highs = new int[capacity];
            int[] depths = new int[capacity];
            int top = 0;
            if (keys.length > 0) {
                highs[top++] = keys.length;
            }
            int[] symbols = new int[alphabet + 1];
            int[] bounds = new int[alphabet + 2];
            while (top > 0) {
                top--;
                int state = states[top];
                int low = lows[top];
                int high = highs[top];
                int depth = depths[top];
                if (high - low == 1) {
                    cells[state] |= (long) addTail(low, depth) << OUTPUT_SHIFT;
                    continue;
                }
                if (keys[low].length == depth) {
                    cells[state] |= (long) (low + 1) << OUTPUT_SHIFT;
                    low++;
                }
                int children = 0;
                for (int i = low; i < high; i++) {
                    int symbol = keys[i][depth];
                    if (children == 0 || symbols[children - 1] != symbol) {
                        symbols[children] = symbol;
                        bounds[children++] = i;
                    }
                }
                bounds[children] = high;
                int base = place(symbols, children);
                cells[state] |= base;
                if (top + children > capacity) {
                    capacity = Math.max(capacity * 2, top + children);
                    states = Arrays.copyOf(states, capacity);
                    lows = Arrays.copyOf(lows, capacity);
                    highs = Arrays.copyOf(highs, capacity);
                    depths = Arrays.copyOf(depths, capacity);
                }
                for (int i = 0; i < children; i++) {
                    int child = base + symbols[i];
                    cells[child] = (long) symbols[i] << SYMBOL_SHIFT;
                    states[top] = child;
                    lows[top] = bounds[i];
                    highs[top] = bounds[i + 1];
                    depths[top++] = depth + 1;
                }
            }
            return new PrefixTrie(
                    Arrays.copyOf(cells, used + alphabet + 1), Arrays.copyOf(tails, tailEnd));
        }

        /** Adds the rest of a key, and tells where it begins. */
        private int addTail(int key, int depth) {
            int length = keys[key].length - depth;
            int begin = tailEnd;
            tailEnd += length + TAIL_END;
            if (tailEnd > FIELD) {
                throw new IllegalArgumentException(
                        "the lexicon is too large: more than %,d symbols".formatted(FIELD));
            }
            if (tailEnd > tails.length) {
                tails = Arrays.copyOf(tails, Math.max(tailEnd, tails.length * 3 / 2));
            }
            System.arraycopy(keys[key], depth, tails, begin, length);
            tails[begin + length] = 0;
            tails[begin + length + 1] = (char) (key >>> 16);
            tails[begin + length + 2] = (char) key;
            return begin;
        }

        /** Finds a base whose children fall on free places, and takes these. */
        private int place(int[] symbols, int count) {
            while (start < taken.length && taken[start]) {
                start++;
            }
            int probes = 0;
            for (int at = start; ; at++) {
                ensure(at + alphabet + 1);
                if (taken[at]) {
                    continue;
                }
                int base = at - symbols[0];
                if (base <= 0 || bases.get(base)) {
                    continue;
                }
                if (++probes > MAX_PROBES && at < used) {
                    // What is left free here is too scattered to look at again and again.
                    start = Math.max(start, at - MAX_PROBES);
                    at = Math.max(at, used);
                    probes = 0;
                    continue;
                }
                if (fits(base, symbols, count)) {
                    bases.set(base);
                    for (int i = 0; i < count; i++) {
                        taken[base + symbols[i]] = true;
                        used = Math.max(used, base + symbols[i] + 1);
                    }
                    return base;
                }
            }
        }

        private boolean fits(int base, int[] symbols, int count) {
            for (int i = 1; i < count; i++) {
                if (taken[base + symbols[i]]) {
                    return false;
                }
            }
            return true;
        }

        private void ensure(int needed) {
            if (needed + alphabet + 1 < taken.length) {
                return;
            }
            int to = Math.max(needed + alphabet + 2, taken.length * 3 / 2);
            if (to > FIELD) {
                throw new IllegalArgumentException(
                        "the lexicon is too large: more than %,d states".formatted(FIELD));
            }
            cells = Arrays.copyOf(cells, to);
            taken = Arrays.copyOf(taken, to);
        }
    }
}
