package io.qundun.udfs.credit;

/**
 * When a violation can be forgotten, because it can no longer change a score or level. Stateless.
 *
 * <p>With the table's horizon H, rise R and repetition span W: a violation bears on scores of its
 * own until it lapses, on levels for R more. Beyond that it matters to others: as an earlier one to
 * those up to W after it, and, by making its day one with a violation, to the recovery of those
 * before it. So it is kept until
 *
 * <ul>
 *   <li>it and every violation up to W after it (which includes all before it) has lapsed for R;
 *   <li>and event time is more than W + H past it, so that none that can still come, being at most
 *       H late, lies before it or within W after it.
 * </ul>
 *
 * <p>Then every score and level from that event time on is the same without it. What may still be
 * reinstated or taken back by a person counts as if it stood: decisions are exact as long as the
 * violation is kept.
 */
public final class Pruning {
    private Pruning() {}

    /**
     * The first event time at which each violation can be forgotten.
     *
     * @param times ascending
     * @param expiries of the violations at those times
     */
    public static long[] forgettableAt(long[] times, long[] expiries, CreditTable table) {
        int n = times.length;
        long[] latest = new long[n];
        long expiry = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            expiry = Math.max(expiry, expiries[i]);
            latest[i] = expiry;
        }
        long[] result = new long[n];
        int last = 0;
        for (int i = 0; i < n; i++) {
            long until = times[i] + table.repetitionMillis();
            while (last + 1 < n && times[last + 1] <= until) {
                last++;
            }
            result[i] =
                    Math.max(
                            latest[Math.max(last, i)] + table.riseMillis(),
                            until + table.horizonMillis() + 1);
        }
        return result;
    }

    /**
     * The first day whose activity can still matter one by one: that of the oldest violation that
     * is kept, or of the oldest that can still come.
     *
     * @param oldest time of the oldest violation that is kept; greatest long when there is none
     * @param now event time
     */
    public static int firstDay(long oldest, long now, CreditTable table) {
        return Days.of(Math.min(oldest, now - table.horizonMillis()));
    }
}
