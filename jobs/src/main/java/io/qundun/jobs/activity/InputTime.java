package io.qundun.jobs.activity;

import java.time.Instant;

/** Which times of what the platform writes are usable, by the broker's clock. */
final class InputTime {

    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private InputTime() {}

    /** Whether a time is from 2000-01-01 to a day after the record time. */
    static boolean usable(long time, long recordTime) {
        return time >= EARLIEST && time <= recordTime + DAY;
    }

    /** When it counts: at most a minute after the record time. */
    static long counted(long time, long recordTime) {
        return Math.min(time, recordTime + MINUTE);
    }
}
