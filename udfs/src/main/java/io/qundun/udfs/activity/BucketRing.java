package io.qundun.udfs.activity;

import java.util.Map;
import java.util.TreeMap;

/**
 * The latest minutes or hours of a group; those in which nothing happened take no room. Mutable,
 * for one thread.
 */
public final class BucketRing {

    private static final int FORMAT = 1;

    private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();

    /** Puts a bucket in its place. */
    public void put(Bucket bucket) {
        buckets.put(bucket.number(), bucket);
    }

    /** The bucket of a number; null when nothing happened, or it was forgotten. */
    public Bucket get(int number) {
        return buckets.get(number);
    }

    /** Whether there is no bucket. */
    public boolean isEmpty() {
        return buckets.isEmpty();
    }

    /**
     * Forgets buckets with smaller numbers.
     *
     * @return whether there was one
     */
    public boolean forgetBefore(int number) {
        Map<Integer, Bucket> old = buckets.headMap(number, false);
        boolean any = !old.isEmpty();
        old.clear();
        return any;
    }

    /**
     * What lies between two numbers.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public Window window(int from, int to, DistinctCount distinct) {
        ActivityCounts counts = new ActivityCounts();
        Map<Integer, Bucket> within = buckets.subMap(from, to);
        distinct.reset();
        boolean newMembers = false;
        for (Bucket bucket : within.values()) {
            counts.add(bucket.counts());
            distinct.add(bucket.senders());
            newMembers |= bucket.newMembers().length > 0;
        }
        double senders = distinct.estimate();
        double low = distinct.low();
        double high = distinct.high();
        double share = 0;
        if (newMembers) {
            distinct.reset();
            for (Bucket bucket : within.values()) {
                distinct.add(bucket.newMembers());
            }
            share = senders == 0 ? 0 : Math.min(1, distinct.estimate() / senders);
        }
        return new Window(counts, senders, low, high, share);
    }

    /**
     * The buckets between two numbers as one.
     *
     * @param from inclusive
     * @param to exclusive
     * @param number of the new one
     * @return null when nothing happened
     */
    public Bucket merged(int from, int to, int number, DistinctCount distinct) {
        Map<Integer, Bucket> within = buckets.subMap(from, to);
        if (within.isEmpty()) {
            return null;
        }
        ActivityCounts counts = new ActivityCounts();
        distinct.reset();
        for (Bucket bucket : within.values()) {
            counts.add(bucket.counts());
            distinct.add(bucket.senders());
        }
        byte[] senders = distinct.toSketch();
        distinct.reset();
        for (Bucket bucket : within.values()) {
            distinct.add(bucket.newMembers());
        }
        return new Bucket(number, counts, senders, distinct.toSketch());
    }

    /** To be kept. */
    public byte[] encode(BinaryOutput out) {
        out.begin(FORMAT).number(buckets.size());
        int previous = 0;
        for (Bucket bucket : buckets.values()) {
            out.number(bucket.number() - previous);
            bucket.write(out);
            previous = bucket.number();
        }
        return out.toByteArray();
    }

    /** As it was kept; empty for null or no bytes. */
    public static BucketRing decode(byte[] bytes, BinaryInput in) {
        BucketRing ring = new BucketRing();
        if (bytes == null || bytes.length == 0) {
            return ring;
        }
        in.begin("a ring of buckets", bytes, FORMAT);
        int number = 0;
        for (int n = in.small(); n > 0; n--) {
            number += in.small();
            ring.put(Bucket.read(number, in));
        }
        return ring;
    }
}
