package io.qundun.udfs.classify;

import java.util.Arrays;

/**
 * A place of its own for each key of a fixed set, found without a search: hash and displace
 * (Belazzougui, Botelho, Dietzfelbinger 2009). Keys fall into buckets by their lower bits, and for
 * each bucket a number is found, the largest bucket first, that leads all its keys to free places.
 * A key that is not in the set is led to a place, too: whoever asks compares what stands there with
 * the key's {@link #check}. Immutable, thread-safe.
 */
final class KeyPlaces {
    /** Places a key: the fuller, the longer the search for numbers and the less memory. */
    private static final double ROOM = 1.2;

    private static final double MORE_ROOM = 1.1;
    private static final int MEAN_BUCKET = 4;

    /** With so many bucket bits a bucket and a check say all of a key. */
    private static final int MOST_BUCKET_BITS = Features.KEY_BITS - Integer.SIZE;

    private static final int SPREAD = 0x9E3779B1;
    private static final int NUMBERS = 1 << Character.SIZE;

    private final int bucketMask;
    private final char[] numbers;
    private final int size;

    /**
     * @param keys each once
     */
    KeyPlaces(long[] keys) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(keys.length / MEAN_BUCKET);
        int places = (int) (keys.length * ROOM) + 1;
        int mask = (1 << Math.min(bits, MOST_BUCKET_BITS)) - 1;
        char[] found = numbers(keys, mask, places);
        while (found == null) {
            bits++;
            places = (int) (places * MORE_ROOM) + 1;
            mask = (1 << Math.min(bits, MOST_BUCKET_BITS)) - 1;
            found = numbers(keys, mask, places);
        }
        this.numbers = found;
        this.bucketMask = mask;
        this.size = places;
    }

    /** How many places there are; some stay empty. */
    int size() {
        return size;
    }

    /** Memory that this takes. */
    long bytes() {
        return (long) numbers.length * Character.BYTES;
    }

    /** The place of a key, or of another one. */
    int of(long key) {
        return place(check(key), numbers[(int) key & bucketMask], size);
    }

    /** What tells a key from others that are led to the same place. */
    static int check(long key) {
        return (int) (key >>> (Features.KEY_BITS - Integer.SIZE));
    }

    private static int place(int check, int number, int places) {
        int spread = (check ^ number) * SPREAD;
        return (int) (((spread & 0xFFFFFFFFL) * places) >>> Integer.SIZE);
    }

    /** Null when some bucket finds no number. */
    private static char[] numbers(long[] keys, int mask, int places) {
        int[] starts = new int[mask + 2];
        for (long key : keys) {
            starts[((int) key & mask) + 1]++;
        }
        // Size above bucket in one number, so that it sorts without boxes.
        long[] order = new long[mask + 1];
        for (int bucket = 0; bucket <= mask; bucket++) {
            order[bucket] = (long) -starts[bucket + 1] << Integer.SIZE | bucket;
            starts[bucket + 1] += starts[bucket];
        }
        Arrays.sort(order);
        int[] next = Arrays.copyOf(starts, mask + 1);
        int[] checks = new int[keys.length];
        for (long key : keys) {
            checks[next[(int) key & mask]++] = check(key);
        }
        char[] numbers = new char[mask + 1];
        boolean[] taken = new boolean[places];
        for (long entry : order) {
            int bucket = (int) entry;
            int number = number(checks, starts[bucket], starts[bucket + 1], taken);
            if (number < 0) {
                return null;
            }
            numbers[bucket] = (char) number;
        }
        return numbers;
    }

    /** A number that leads all checks of a bucket to free places, which it takes; else -1. */
    private static int number(int[] checks, int from, int to, boolean[] taken) {
        for (int number = 0; number < NUMBERS; number++) {
            int i = from;
            while (i < to && !taken[place(checks[i], number, taken.length)]) {
                taken[place(checks[i++], number, taken.length)] = true;
            }
            if (i == to) {
                return number;
            }
            while (i > from) {
                taken[place(checks[--i], number, taken.length)] = false;
            }
        }
        return -1;
    }
}
