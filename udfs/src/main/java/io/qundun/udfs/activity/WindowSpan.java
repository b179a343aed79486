package io.qundun.udfs.activity;

/** The windows: two slide by the minute, two by the hour. */
public enum WindowSpan {
    /** One minute. */
    MINUTE("1m", 1, 60_000),
    /** An hour, by the minute. */
    HOUR("1h", 60, 60_000),
    /** A day, by the hour. */
    DAY("24h", 24, 3_600_000),
    /** A week, by the hour. */
    WEEK("7d", 168, 3_600_000);

    private final String code;
    private final int buckets;
    private final long bucketMillis;

    WindowSpan(String code, int buckets, long bucketMillis) {
        this.code = code;
        this.buckets = buckets;
        this.bucketMillis = bucketMillis;
    }

    /** As it stands in records. */
    public String code() {
        return code;
    }

    /** How many buckets it has. */
    public int buckets() {
        return buckets;
    }

    /** The width of one, milliseconds. */
    public long bucketMillis() {
        return bucketMillis;
    }

    /** Its own width, milliseconds. */
    public long millis() {
        return buckets * bucketMillis;
    }

    /** Whether a window of this span ends at a time. */
    public boolean endsAt(long time) {
        return time % bucketMillis == 0;
    }
}
