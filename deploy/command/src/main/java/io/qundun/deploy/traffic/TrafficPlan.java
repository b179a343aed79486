package io.qundun.deploy.traffic;

/**
 * What chat to make up.
 *
 * @param seed the same seed and start give the same traffic
 * @param start epoch milliseconds of the first event
 * @param messagesPerSecond mean over a day when the rhythm is that of a day, else at any time
 * @param rhythm how the total rate moves
 * @param groups how many groups there are, 1 to 100,000
 */
public record TrafficPlan(
        long seed, long start, double messagesPerSecond, Rhythm rhythm, int groups) {

    /** How the total rate moves with the time of day. */
    public enum Rhythm {
        /** Quiet at night, busy in the evening (UTC+8). */
        DAY,
        /** The same all day; only which groups talk follows the time of day. */
        STEADY
    }

    /** Checks its bounds. */
    public TrafficPlan {
        if (groups < 1 || groups > 100_000) {
            throw new IllegalArgumentException("groups: 1 to 100000, not " + groups);
        }
        if (!(messagesPerSecond > 0 && messagesPerSecond <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "messages a second: above 0 to 1000000, not " + messagesPerSecond);
        }
    }

    /** The same traffic at another time. */
    public TrafficPlan startingAt(long millis) {
        return new TrafficPlan(seed, millis, messagesPerSecond, rhythm, groups);
    }
}
