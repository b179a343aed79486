package io.qundun.udfs.activity;

/**
 * What a window of a group saw.
 *
 * @param counts exact
 * @param senders distinct senders, estimated
 * @param sendersLow at two standard deviations
 * @param sendersHigh at two standard deviations
 * @param newMemberShare of the senders, 0 to 1
 */
public record Window(
        ActivityCounts counts,
        double senders,
        double sendersLow,
        double sendersHigh,
        double newMemberShare) {}
