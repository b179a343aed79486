package io.qundun.udfs.measure;

import java.util.Comparator;

/**
 * A violation that stands, as thresholds count it.
 *
 * @param id the message
 * @param time when it happened, event time
 * @param knownAt from when it can have consequences: when the broker had the message, or when a
 *     person upheld the verdict; a client that dates its messages back does not date measures back
 */
public record Occurrence(String id, long time, long knownAt) {
    /** In the order in which they happened. */
    public static final Comparator<Occurrence> IN_ORDER =
            Comparator.comparingLong(Occurrence::time).thenComparing(Occurrence::id);
}
