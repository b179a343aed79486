package io.qundun.deploy.bench;

/**
 * One run of one variant.
 *
 * @param round from 1
 * @param messages how many were counted at its end
 * @param seconds from the first to the last
 */
record Measurement(Variant variant, int round, long messages, double seconds, Cost cost) {

    double perSecond() {
        return messages / seconds;
    }

    /** CPU time of this process a message, in microseconds. */
    double cpuMicros() {
        return cost.cpuSeconds() * 1e6 / messages;
    }
}
