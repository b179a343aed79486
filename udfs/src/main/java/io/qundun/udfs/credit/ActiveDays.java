package io.qundun.udfs.credit;

import java.util.Arrays;

/**
 * The days on which a user was active (活跃天数): a set of days, so that order and repetition do not
 * matter. Old days are kept as a number only: a bit a day, and one count. Immutable, thread-safe.
 */
public final class ActiveDays {
    /** No day. */
    public static final ActiveDays NONE = new ActiveDays(0, Integer.MIN_VALUE, 0, new long[0]);

    private final int before;
    private final int frontier;
    private final int base;
    private final long[] words;

    private ActiveDays(int before, int frontier, int base, long[] words) {
        this.before = before;
        this.frontier = frontier;
        this.base = base;
        this.words = words;
    }

    /**
     * From the parts that {@link #before}, {@link #frontier}, {@link #base} and {@link #words}
     * gave.
     */
    public static ActiveDays of(int before, int frontier, int base, long[] words) {
        return new ActiveDays(before, frontier, base, words);
    }

    /** Active days that are kept as a number. */
    public int before() {
        return before;
    }

    /** The first day that is not kept as a number; least int when none is. */
    public int frontier() {
        return frontier;
    }

    /** The day of the first bit. */
    public int base() {
        return base;
    }

    /** A bit a day. Not to be changed. */
    public long[] words() {
        return words;
    }

    /** Whether a day is in the set; false before the {@link #frontier}. */
    public boolean has(int day) {
        int index = day - base;
        return index >= 0
                && index < words.length * Long.SIZE
                && (words[index / Long.SIZE] >>> (index % Long.SIZE) & 1) != 0;
    }

    /** The set with a day; itself when it has the day or keeps it as a number. */
    public ActiveDays with(int day) {
        if (day < frontier || has(day)) {
            return this;
        }
        int first = words.length == 0 ? day : Math.min(base, day);
        int end = words.length == 0 ? day + 1 : Math.max(base + words.length * Long.SIZE, day + 1);
        long[] next = copy(first, end);
        set(next, day - first);
        return new ActiveDays(before, frontier, first, next);
    }

    /** The set with the days before that one as a number. */
    public ActiveDays forgetting(int day) {
        if (day <= frontier) {
            return this;
        }
        int count = countBefore(day);
        int end = base + words.length * Long.SIZE;
        while (end > day && !has(end - 1)) {
            end--;
        }
        if (end <= day) {
            return new ActiveDays(count, day, day, new long[0]);
        }
        return new ActiveDays(count, day, day, copy(day, end));
    }

    /** Active days before a day, those that are only a number included. */
    public int countBefore(int day) {
        int count = before;
        int end = Math.min(day - base, words.length * Long.SIZE);
        if (end <= 0) {
            return count;
        }
        for (int i = 0; i < end / Long.SIZE; i++) {
            count += Long.bitCount(words[i]);
        }
        int rest = end % Long.SIZE;
        if (rest > 0) {
            count += Long.bitCount(words[end / Long.SIZE] & ((1L << rest) - 1));
        }
        return count;
    }

    /** All active days, those that are only a number included. */
    public int count() {
        int count = before;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The days that are kept one by one, ascending. */
    public int[] toArray() {
        int[] days = new int[count() - before];
        int n = 0;
        for (int i = 0; i < words.length; i++) {
            for (long left = words[i]; left != 0; left &= left - 1) {
                days[n++] = base + i * Long.SIZE + Long.numberOfTrailingZeros(left);
            }
        }
        return days;
    }

    private long[] copy(int first, int end) {
        long[] copy = new long[(end - first + Long.SIZE - 1) / Long.SIZE];
        for (int day : toArray()) {
            if (day >= first && day < end) {
                set(copy, day - first);
            }
        }
        return copy;
    }

    private static void set(long[] words, int index) {
        words[index / Long.SIZE] |= 1L << (index % Long.SIZE);
    }

    /** The same number of old days, and the same days. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ActiveDays that
                && before == that.before
                && frontier == that.frontier
                && Arrays.equals(toArray(), that.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray()) * 31 + before;
    }

    @Override
    public String toString() {
        return before + " before " + frontier + ", " + Arrays.toString(toArray());
    }
}
