package io.qundun.udfs.match;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What the first sound classes of keys may be, where a run of one class counts once: by the first
 * two the third, for which several classes share a bit. Anything may follow {@link
 * SoundPairs#OTHERWISE}. Classes are given by their {@link SoundPairs#place places}; 0 is none. A
 * question reads memory once. Immutable.
 */
final class FirstSounds {
    /** Where there are no keys. */
    static final FirstSounds NONE = new FirstSounds(List.of());

    private static final byte ANY = -1;

    private final byte[] thirds = new byte[SoundPairs.PLACES * SoundPairs.PLACES];

    /**
     * Makes it.
     *
     * @param keys by the places of their classes
     */
    FirstSounds(Collection<String> keys) {
        Arrays.fill(thirds, pair(SoundPairs.OTHERWISE, 0), pair(SoundPairs.OTHERWISE + 1, 0), ANY);
        for (String key : keys) {
            int first = key.charAt(0);
            thirds[pair(first, first)] = ANY;
            if (key.length() > 1) {
                int second = key.charAt(1);
                // The second one may come twice.
                int third = key.length() == 2 ? ANY : bitOf(second) | bitOf(key.charAt(2));
                thirds[pair(first, second)] |= (byte) third;
            }
        }
    }

    private static int pair(int a, int b) {
        return a * SoundPairs.PLACES + b;
    }

    private static int bitOf(int third) {
        return 1 << (third & (Byte.SIZE - 1));
    }

    /** 1 where some key may begin with three classes, or be the first of them, otherwise 0. */
    long bit(int a, int b, int c) {
        return thirds[pair(a, b)] >>> (c & (Byte.SIZE - 1)) & 1L;
    }

    /** Whether some key may begin with two classes, or with a run of one. */
    boolean mayBegin(int a, int b) {
        return thirds[pair(a, b)] != 0;
    }

    long bytes() {
        return thirds.length + 16L;
    }
}
