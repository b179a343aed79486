package io.qundun.jobs.enforcement;

import java.io.Serializable;

/**
 * What can be set of the enforcement job; times in milliseconds.
 *
 * @param acknowledgementTimeout first wait for an acknowledgement, in processing time
 * @param longestWait where the doubling of that wait stops
 * @param attempts how often a command is sent before a person is asked
 * @param historyKept how long violations and ended measures are remembered, in event time
 */
public record EnforcementSettings(
        long acknowledgementTimeout, long longestWait, int attempts, long historyKept)
        implements Serializable {}
