package io.qundun.udfs.classify;

import java.util.Arrays;

/**
 * The features of one window of text, as {@link Features} leaves them: keys, some more than once.
 * Refilled from text to text, so that nothing is allocated once it has grown; for one thread.
 */
public final class FeatureBuffer {
    private static final int INITIAL = 1024;

    private long[] keys = new long[INITIAL];
    private long[] found = new long[INITIAL];
    private int size;

    /** The characters of the window as n-grams see them, and what a syllable makes of each. */
    char[] characters = new char[INITIAL];

    char[] syllables = new char[INITIAL];
    byte[] kinds = new byte[INITIAL];

    void reset(int windowUnits) {
        size = 0;
        // A gap may come before every unit, one before the first and one after the last.
        int needed = 2 * windowUnits + 2;
        if (characters.length < needed) {
            characters = new char[needed];
            syllables = new char[needed];
            kinds = new byte[needed];
        }
    }

    void add(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
    }

    /** How many. */
    public int size() {
        return size;
    }

    /** The key at a place; it has {@link Features#KEY_BITS} bits and is never below 2^16. */
    public long key(int index) {
        return keys[index];
    }

    /** Room for what a table holds for each feature. */
    long[] found() {
        if (found.length < size) {
            found = new long[keys.length];
        }
        return found;
    }

    /** What each feature of this window counts: the longer the window, the less. */
    public float value() {
        return Features.value(size);
    }

    /** A copy of the keys. */
    public long[] toArray() {
        return Arrays.copyOf(keys, size);
    }
}
