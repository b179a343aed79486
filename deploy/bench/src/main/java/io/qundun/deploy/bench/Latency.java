package io.qundun.deploy.bench;

import org.HdrHistogram.Histogram;

/**
 * How long verdicts took at a rate: from the append of the chat record to that of its verdict, both
 * by Kafka's clock, in milliseconds.
 *
 * @param ratePerSecond that was asked for
 * @param achievedPerSecond that came about
 */
record Latency(
        double ratePerSecond,
        double achievedPerSecond,
        int seconds,
        long messages,
        long p50,
        long p90,
        long p99,
        long p999,
        long max,
        Cost cost) {

    static Latency of(double rate, int seconds, Histogram millis, Cost cost) {
        return new Latency(
                rate,
                millis.getTotalCount() / (double) seconds,
                seconds,
                millis.getTotalCount(),
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(90),
                millis.getValueAtPercentile(99),
                millis.getValueAtPercentile(99.9),
                millis.getMaxValue(),
                cost);
    }
}
