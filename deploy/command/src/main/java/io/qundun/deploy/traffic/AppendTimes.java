package io.qundun.deploy.traffic;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When the latest chat records were handed to Kafka, by partition and offset, so that the latency
 * to their verdicts can be told although their record time is that of the message. Forgets the
 * oldest. Thread-safe: one writer a partition at a time, any readers.
 */
public final class AppendTimes {

    /** Not known, or forgotten. */
    public static final long UNKNOWN = -1;

    private final int mask;
    private final AtomicLongArray[] offsets;
    private final AtomicLongArray[] times;

    /**
     * @param partitions of the chat topic
     * @param kept how many records of each partition to keep; a power of two
     */
    public AppendTimes(int partitions, int kept) {
        if (Integer.bitCount(kept) != 1) {
            throw new IllegalArgumentException("not a power of two: " + kept);
        }
        mask = kept - 1;
        offsets = new AtomicLongArray[partitions];
        times = new AtomicLongArray[partitions];
        Arrays.setAll(offsets, i -> filled(kept));
        Arrays.setAll(times, i -> filled(kept));
    }

    private static AtomicLongArray filled(int length) {
        AtomicLongArray array = new AtomicLongArray(length);
        for (int i = 0; i < length; i++) {
            array.setPlain(i, UNKNOWN);
        }
        return array;
    }

    /** A record was handed over at that time, epoch milliseconds. */
    public void put(int partition, long offset, long millis) {
        int slot = (int) offset & mask;
        // A reader that sees the offset sees the time that belongs to it.
        offsets[partition].set(slot, UNKNOWN);
        times[partition].set(slot, millis);
        offsets[partition].set(slot, offset);
    }

    /** When a record was handed over, or {@link #UNKNOWN}. */
    public long get(int partition, long offset) {
        if (partition >= offsets.length) {
            return UNKNOWN;
        }
        int slot = (int) offset & mask;
        if (offsets[partition].get(slot) != offset) {
            return UNKNOWN;
        }
        long millis = times[partition].get(slot);
        return offsets[partition].get(slot) == offset ? millis : UNKNOWN;
    }
}
