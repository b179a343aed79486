package io.qundun.udfs.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Aho-Corasick over a double array: one step a symbol, amortised constant, whatever the text.
 * Immutable after construction.
 */
final class Automaton {
    /** The state before anything was read. */
    static final int ROOT = 0;

    /** No further output. */
    static final int NONE = -1;

    private final char[] symbolOf = new char[1 << 16];
    private int[] base;
    private int[] check;
    private int[] fail;

    /** First entry of a state or of the nearest suffix that has one; NONE without. */
    private int[] outputs;

    private int firstFree = 1;

    /** By key: the next key that ends where this one does, being a suffix of it. */
    private final int[] shorter;

    /**
     * Builds the automaton.
     *
     * @param keys distinct, not empty; the index of a key is what {@link #output} names
     */
    Automaton(List<String> keys) {
        int alphabet = numberSymbols(keys);
        Integer[] order = new Integer[keys.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(keys::get));
        String[] sorted = new String[order.length];
        Arrays.setAll(sorted, i -> keys.get(order[i]));
        int characters = 0;
        for (String key : sorted) {
            characters += key.length();
        }
        int capacity = Math.max(64, characters * 2 + alphabet + 2);
        base = new int[capacity];
        check = new int[capacity];
        fail = new int[capacity];
        outputs = new int[capacity];
        Arrays.fill(check, NONE);
        Arrays.fill(outputs, NONE);
        shorter = new int[keys.size()];
        Arrays.fill(shorter, NONE);
        build(sorted, order, characters, alphabet);
    }

    /** The state after reading a character. */
    int next(int state, char c) {
        int symbol = symbolOf[c];
        if (symbol == 0) {
            return ROOT;
        }
        int from = state;
        while (true) {
            int to = base[from] + symbol;
            if (check[to] == from) {
                return to;
            }
            if (from == ROOT) {
                return ROOT;
            }
            from = fail[from];
        }
    }

    /** The longest key that ends in this state, or {@link #NONE}. */
    int output(int state) {
        return outputs[state];
    }

    /** The next shorter key that ends where this one does, or {@link #NONE}. */
    int shorter(int key) {
        return shorter[key];
    }

    private int numberSymbols(List<String> keys) {
        int[] frequency = new int[1 << 16];
        for (String key : keys) {
            for (int i = 0; i < key.length(); i++) {
                frequency[key.charAt(i)]++;
            }
        }
        Integer[] used =
                java.util.stream.IntStream.range(0, frequency.length)
                        .filter(c -> frequency[c] > 0)
                        .boxed()
                        .toArray(Integer[]::new);
        // Frequent characters get small numbers, which keeps the array dense.
        Arrays.sort(used, Comparator.comparing((Integer c) -> -frequency[c]));
        for (int i = 0; i < used.length; i++) {
            symbolOf[used[i]] = (char) (i + 1);
        }
        return used.length;
    }

    private void build(String[] keys, Integer[] order, int characters, int alphabet) {
        int[] queueState = new int[characters + 1];
        int[] queueLow = new int[characters + 1];
        int[] queueHigh = new int[characters + 1];
        int[] queueDepth = new int[characters + 1];
        queueHigh[0] = keys.length;
        int tail = 1;
        check[ROOT] = NONE - 1;
        int[] childSymbols = new int[alphabet + 1];
        int[] childLow = new int[alphabet + 2];
        for (int head = 0; head < tail; head++) {
            int state = queueState[head];
            int depth = queueDepth[head];
            int low = queueLow[head];
            int high = queueHigh[head];
            if (state != ROOT) {
                outputs[state] = outputs[fail[state]];
            }
            if (low < high && keys[low].length() == depth) {
                int key = order[low];
                shorter[key] = outputs[state];
                outputs[state] = key;
                low++;
            }
            int children = 0;
            for (int i = low; i < high; i++) {
                int symbol = symbolOf[keys[i].charAt(depth)];
                if (children == 0 || childSymbols[children - 1] != symbol) {
                    childSymbols[children] = symbol;
                    childLow[children++] = i;
                }
            }
            if (children == 0) {
                continue;
            }
            childLow[children] = high;
            base[state] = findBase(childSymbols, children, alphabet);
            for (int i = 0; i < children; i++) {
                check[base[state] + childSymbols[i]] = state;
            }
            for (int i = 0; i < children; i++) {
                int child = base[state] + childSymbols[i];
                fail[child] = state == ROOT ? ROOT : failure(fail[state], childSymbols[i]);
                queueState[tail] = child;
                queueDepth[tail] = depth + 1;
                queueLow[tail] = childLow[i];
                queueHigh[tail++] = childLow[i + 1];
            }
        }
    }

    private int failure(int state, int symbol) {
        int from = state;
        while (true) {
            int to = base[from] + symbol;
            if (check[to] == from) {
                return to;
            }
            if (from == ROOT) {
                return ROOT;
            }
            from = fail[from];
        }
    }

    private int findBase(int[] symbols, int count, int alphabet) {
        while (firstFree < check.length && check[firstFree] != NONE) {
            firstFree++;
        }
        int least = symbols[0];
        for (int i = 1; i < count; i++) {
            least = Math.min(least, symbols[i]);
        }
        for (int candidate = Math.max(0, firstFree - least); ; candidate++) {
            if (candidate + alphabet + 1 >= check.length) {
                grow(candidate + alphabet + 2);
            }
            if (isFree(candidate, symbols, count)) {
                return candidate;
            }
        }
    }

    private boolean isFree(int candidate, int[] symbols, int count) {
        for (int i = 0; i < count; i++) {
            if (check[candidate + symbols[i]] != NONE) {
                return false;
            }
        }
        return true;
    }

    private void grow(int needed) {
        int from = check.length;
        int to = Math.max(needed, from * 2);
        base = Arrays.copyOf(base, to);
        check = Arrays.copyOf(check, to);
        fail = Arrays.copyOf(fail, to);
        outputs = Arrays.copyOf(outputs, to);
        Arrays.fill(check, from, to, NONE);
        Arrays.fill(outputs, from, to, NONE);
    }
}
