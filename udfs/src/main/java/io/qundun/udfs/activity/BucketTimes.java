package io.qundun.udfs.activity;

/** Ends of minutes and hours, and of the windows made of them; times in epoch milliseconds. */
public final class BucketTimes {

    /** A minute. */
    public static final long MINUTE = 60_000;

    /** An hour. */
    public static final long HOUR = 3_600_000;

    /** A day. */
    public static final long DAY = 86_400_000;

    /** Minutes an hour. */
    public static final int MINUTES = 60;

    private BucketTimes() {}

    /** The end of the minute that a time is in. */
    public static long endOfMinute(long time) {
        return Math.floorDiv(time, MINUTE) * MINUTE + MINUTE;
    }

    /** The end of the hour that a time is in. */
    public static long endOfHour(long time) {
        return Math.floorDiv(time, HOUR) * HOUR + HOUR;
    }

    /** The minute that ends at a time, since 1970. */
    public static int minuteEnding(long end) {
        return (int) (end / MINUTE) - 1;
    }

    /** The day that a minute is in, since 1970. */
    public static int dayOf(int minute) {
        return (int) (minute * MINUTE / DAY);
    }

    /**
     * Whether an hour with activity closes at a time, or a window runs empty.
     *
     * @param lastMinute the last one with activity before that time
     */
    public static boolean endsSomething(int lastMinute, long time) {
        if (lastMinute == GroupProfile.NO_MINUTE) {
            return false;
        }
        int minutes = minuteEnding(time) - lastMinute;
        if (minutes == WindowSpan.MINUTE.buckets() || minutes == WindowSpan.HOUR.buckets()) {
            return true;
        }
        if (time % HOUR != 0) {
            return false;
        }
        int hours = hoursSince(lastMinute, time);
        return hours == 0
                || hours == WindowSpan.DAY.buckets()
                || hours == WindowSpan.WEEK.buckets();
    }

    /**
     * The next time at which an hour with activity closes or a window runs empty, if nothing else
     * happens until then.
     *
     * @param lastMinute the last one with activity before that time
     * @return {@link GroupProfile#NONE} when all windows are empty
     */
    public static long nextEnd(int lastMinute, long time) {
        if (lastMinute == GroupProfile.NO_MINUTE) {
            return GroupProfile.NONE;
        }
        long end = (lastMinute + 1) * MINUTE;
        long hourEnd = endOfHour(end - 1);
        long next = hourEnd + WindowSpan.WEEK.millis();
        if (next <= time) {
            return GroupProfile.NONE;
        }
        next = sooner(next, hourEnd + WindowSpan.DAY.millis(), time);
        next = sooner(next, hourEnd, time);
        next = sooner(next, end + WindowSpan.HOUR.millis(), time);
        return sooner(next, end + WindowSpan.MINUTE.millis(), time);
    }

    private static long sooner(long next, long other, long time) {
        return other > time && other < next ? other : next;
    }

    /** Whether every window that ends at a time, or ended last before it, is empty. */
    public static boolean isSilent(int lastMinute, long time) {
        return lastMinute == GroupProfile.NO_MINUTE
                || hoursSince(lastMinute, time) >= WindowSpan.WEEK.buckets();
    }

    /** Whole hours without activity after the one of the last minute. */
    private static int hoursSince(int lastMinute, long time) {
        return (int) (time / HOUR) - 1 - lastMinute / MINUTES;
    }
}
