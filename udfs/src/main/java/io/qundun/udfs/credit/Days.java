package io.qundun.udfs.credit;

/** Calendar days in UTC, counted from 1970-01-01. */
public final class Days {
    /** Milliseconds of a day. */
    public static final long MILLIS = 86_400_000;

    private Days() {}

    /** The day of a moment, epoch milliseconds. */
    public static int of(long time) {
        return (int) Math.floorDiv(time, MILLIS);
    }

    /** Its first millisecond; also the first after the day before. */
    public static long start(int day) {
        return day * MILLIS;
    }

    /** The first millisecond after a day. */
    public static long end(int day) {
        return start(day + 1);
    }
}
