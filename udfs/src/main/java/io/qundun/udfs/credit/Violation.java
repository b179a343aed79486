package io.qundun.udfs.credit;

import java.util.Comparator;

/**
 * A violation that stands.
 *
 * @param causeId the message, or whatever else it is about; of two at one moment the lesser id is
 *     the earlier
 * @param time when, epoch milliseconds
 * @param points that it takes before repetition is weighed, at least 0
 * @param expiresAt from when it no longer counts
 */
public record Violation(String causeId, long time, int points, long expiresAt) {
    /** In the order in which they happened. */
    public static final Comparator<Violation> IN_ORDER =
            Comparator.comparingLong(Violation::time)
                    .thenComparing(Violation::causeId)
                    .thenComparingInt(Violation::points)
                    .thenComparingLong(Violation::expiresAt);
}
