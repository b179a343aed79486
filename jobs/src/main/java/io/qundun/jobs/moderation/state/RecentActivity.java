package io.qundun.jobs.moderation.state;

import io.qundun.udfs.decision.Fingerprints;
import java.util.Arrays;

/**
 * A sender's latest messages, for rate and repeats: a ring of the last {@link #CAPACITY}, so counts
 * stop there. Counted as of a message's event time, whatever the order of arrival; a message that
 * is read twice counts once.
 */
public final class RecentActivity {

    /** Messages remembered a sender. */
    public static final int CAPACITY = 128;

    private static final int FIRST_CAPACITY = 4;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Event times, epoch milliseconds. */
    public long[] times = {};

    /** Fingerprints of the texts. */
    public long[] fingerprints = {};

    /** Hashes of the message ids. */
    public long[] ids = {};

    /** Messages in the ring. */
    public int size;

    /** Where the next one goes. */
    public int next;

    /** Event times of flagged messages, the last {@link #CAPACITY}. */
    public long[] flaggedTimes = {};

    /** Their message ids' hashes. */
    public long[] flaggedIds = {};

    /** Flagged messages ever put in; modulo the capacity, where the next one goes. */
    public int flaggedNext;

    /** References in the list of published messages. */
    public int published;

    /** The latest event time seen. */
    public long latest = Long.MIN_VALUE;

    /** When the state is looked at next, event time; 0 when no timer is set. */
    public long cleanupAt;

    /** For Flink. */
    public RecentActivity() {}

    /** Messages in the minute up to a moment, the one with this id not counted. */
    public int rate(long time, long id) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > time - MINUTE && times[i] <= time && ids[i] != id) {
                count++;
            }
        }
        return count;
    }

    /**
     * The same or nearly the same text in the hour up to a moment, the one with this id not
     * counted.
     */
    public int repeats(long time, long id, long fingerprint) {
        if (fingerprint == 0) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > time - HOUR
                    && times[i] <= time
                    && ids[i] != id
                    && Fingerprints.nearlySame(fingerprints[i], fingerprint)) {
                count++;
            }
        }
        return count;
    }

    /** Flagged messages in the 24 hours up to a moment, the one with this id not counted. */
    public int flagged(long time, long id) {
        int count = 0;
        for (int i = 0; i < flaggedTimes.length; i++) {
            if (flaggedTimes[i] > time - DAY && flaggedTimes[i] <= time && flaggedIds[i] != id) {
                count++;
            }
        }
        return count;
    }

    /** Notes a message; false when it was noted before. */
    public boolean note(long time, long id, long fingerprint) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return false;
            }
        }
        if (size == times.length && size < CAPACITY) {
            int capacity = Math.min(CAPACITY, Math.max(FIRST_CAPACITY, size * 2));
            times = Arrays.copyOf(times, capacity);
            fingerprints = Arrays.copyOf(fingerprints, capacity);
            ids = Arrays.copyOf(ids, capacity);
            next = size;
        }
        times[next] = time;
        fingerprints[next] = fingerprint;
        ids[next] = id;
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
        latest = Math.max(latest, time);
        return true;
    }

    /** Notes that a message was flagged. */
    public void noteFlagged(long time, long id) {
        for (long known : flaggedIds) {
            if (known == id) {
                return;
            }
        }
        if (flaggedTimes.length < CAPACITY) {
            flaggedTimes = Arrays.copyOf(flaggedTimes, flaggedTimes.length + 1);
            flaggedIds = Arrays.copyOf(flaggedIds, flaggedIds.length + 1);
            flaggedNext = flaggedTimes.length - 1;
        }
        flaggedTimes[flaggedNext] = time;
        flaggedIds[flaggedNext] = id;
        flaggedNext = (flaggedNext + 1) % CAPACITY;
    }

    /** When nothing in here can matter any more, event time. */
    public long endsAt() {
        return latest + DAY;
    }
}
