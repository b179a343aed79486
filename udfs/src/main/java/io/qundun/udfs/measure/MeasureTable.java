package io.qundun.udfs.measure;

/** The thresholds that lead to measures. Immutable, thread-safe. */
public record MeasureTable() {
    /** A pack that says nothing of it. */
    public static final MeasureTable NONE = new MeasureTable();
}
