package io.qundun.jobs.evidence.elasticsearch;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to leave Elasticsearch alone after failures in a row: doubling from {@code first} to
 * {@code longest}, half of it fixed and half of it random, so that writers that failed together do
 * not come back together.
 */
public record BackOff(Duration first, Duration longest) implements Serializable {

    /** With a first pause of at least 1 ms and a longest one that is no shorter. */
    public BackOff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off must begin with at least 1 ms and end with no less than it begins: "
                            + first
                            + ", "
                            + longest);
        }
    }

    /**
     * Milliseconds to wait.
     *
     * @param failures failures in a row, at least 1
     * @param random from 0 inclusive to 1 exclusive
     */
    long delayMillis(int failures, double random) {
        int doublings = Math.min(failures - 1, 30);
        long full = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Math.max(1, full / 2 + (long) (random * (full - full / 2)));
    }
}
