package io.qundun.udfs.measure;

import java.util.List;

/**
 * The thresholds that lead to measures. Immutable, thread-safe.
 *
 * @param rules in the order of the file; of two that are reached at once the earlier is ordered
 */
public record MeasureTable(List<MeasureRule> rules) {
    /** A pack that says nothing of it. */
    public static final MeasureTable NONE = new MeasureTable(List.of());

    /** Takes a copy. */
    public MeasureTable {
        rules = List.copyOf(rules);
    }
}
