package io.qundun.jobs.runtime;

import java.time.Instant;

/** Which times of what others write are usable, by the broker's clock. Thread-safe. */
public final class InputTime {

    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private InputTime() {}

    /**
     * What is wrong with a time, epoch milliseconds.
     *
     * @param field that holds it
     * @param recordTime of the record that it stands in, epoch milliseconds
     * @return null when it is from 2000-01-01 to a day after the record time
     */
    public static String fault(String field, long time, long recordTime) {
        if (time >= EARLIEST && time <= recordTime + DAY) {
            return null;
        }
        return "%s %d is before 2000 or more than a day after the record time %d: set the writer's clock and send it again"
                .formatted(field, time, recordTime);
    }

    /** When it counts: at most a minute after the record time. */
    public static long counted(long time, long recordTime) {
        return Math.min(time, recordTime + MINUTE);
    }
}
