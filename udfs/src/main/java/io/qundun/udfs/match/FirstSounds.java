package io.qundun.udfs.match;

import java.util.Collection;
import java.util.List;

/**
 * What the first sound classes of keys may be, where a run of one class counts once: a matrix of
 * bits for two of them, and a filter for three. Classes are given by their {@link SoundPairs#place
 * places}; 0 is none. Immutable.
 */
final class FirstSounds {
    /** Where there are no keys. */
    static final FirstSounds NONE = new FirstSounds(List.of());

    /** The first two classes, and the first one twice. */
    private final SoundPairs two = new SoundPairs();

    private final Beginnings three;

    /**
     * Makes it.
     *
     * @param keys by the places of their classes
     */
    FirstSounds(Collection<String> keys) {
        three = Beginnings.ofThree(keys);
        keys.forEach(two::addFirst);
    }

    /** 1 where some key may begin with three classes, or be the first of them, otherwise 0. */
    long bit(int a, int b, int c) {
        return a == b || b == c ? bit(a, b) : three.bit(a, b, c);
    }

    private long bit(int a, int b) {
        return a == 0 || b == 0 ? 0 : two.bit(a, b);
    }

    /** Whether some key may begin with two classes, or with a run of one. */
    boolean mayBegin(int a, int b) {
        return a == b ? a != 0 : bit(a, b) != 0;
    }

    long bytes() {
        return two.bytes() + three.bytes() + 16;
    }
}
