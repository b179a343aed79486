package io.qundun.udfs.activity;

import org.apache.datasketches.memory.XxHash;

/**
 * Ids as 64 bits, so that what is kept of a group stays small. Two of a million ids of one group
 * meet with a probability of 3e-8.
 */
public final class IdHash {

    private static final long SEED = 0x71756e64756eL;

    private IdHash() {}

    /** The hash of an id; 0 for null. */
    public static long of(String id) {
        return id == null ? 0 : XxHash.hashString(id, 0, id.length(), SEED);
    }
}
