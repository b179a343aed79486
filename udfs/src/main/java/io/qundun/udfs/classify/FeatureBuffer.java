package io.qundun.udfs.classify;

import java.util.Arrays;

/**
 * The features of one window of text, as {@link Features} leaves them: keys, some more than once.
 * Refilled from text to text, so that nothing is allocated once it has grown; for one thread.
 */
public final class FeatureBuffer {
    private static final int INITIAL = 1024;

    /** Most features of a unit that n-grams see: of its characters, syllables and words. */
    private static final int MOST_OF_UNIT = 9;

    private static final int MOST_SIGNALS = 16;

    private static final int SUMS = 4;

    private final long[] sums = new long[SUMS];
    private long[] keys = new long[INITIAL];
    private int[] found = new int[INITIAL];
    private int size;

    /** The characters of the window as n-grams see them, and what a syllable makes of each. */
    char[] characters = new char[INITIAL];

    /** How many of these there are. */
    int length;

    /** Symbols and marks of other scripts than Latin among the separators. */
    int symbols;

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
        // And a symbol for each unit.
        int most = MOST_OF_UNIT * needed + windowUnits + MOST_SIGNALS;
        if (keys.length < most) {
            keys = new long[most];
        }
    }

    void add(long key) {
        keys[size++] = key;
    }

    /** With room for all features that a window of the size at the last reset can have. */
    long[] keys() {
        return keys;
    }

    void resize(int features) {
        size = features;
    }

    /** How many. */
    public int size() {
        return size;
    }

    /** The key at a place; it has {@link Features#KEY_BITS} bits. */
    public long key(int index) {
        return keys[index];
    }

    /** Room for what a table adds up. */
    long[] sums() {
        return sums;
    }

    /** Room for what a table holds for each feature. */
    int[] found() {
        if (found.length < size) {
            found = new int[keys.length];
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
