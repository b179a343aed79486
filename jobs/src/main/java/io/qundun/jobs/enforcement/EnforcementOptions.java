package io.qundun.jobs.enforcement;

import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of the enforcement job, beside {@link CommonOptions}. */
public final class EnforcementOptions {

    /** Consumer group. */
    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("group.id")
                    .stringType()
                    .defaultValue("qundun-enforcement")
                    .withDescription(
                            "Consumer group in which offsets are committed with each checkpoint,"
                                    + " and the name of the job's transactions. Two installations"
                                    + " with one group on one Kafka end each other's"
                                    + " transactions.");

    /** How long an acknowledgement may take. */
    public static final ConfigOption<Duration> ACKNOWLEDGEMENT_TIMEOUT =
            ConfigOptions.key("acknowledgement.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "How long the backend may take to acknowledge a command before it is"
                                    + " sent again; doubles with every attempt. Must leave room"
                                    + " for two checkpoint intervals, for a command can be read"
                                    + " only when its checkpoint is complete. Short: commands are"
                                    + " repeated for nothing. Long: a lost one stays undone.");

    /** Longest wait between attempts. */
    public static final ConfigOption<Duration> ACKNOWLEDGEMENT_LONGEST_WAIT =
            ConfigOptions.key("acknowledgement.longest-wait")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "Where the doubling stops. Short: a backend that is down is asked all"
                                    + " the time. Long: it is asked late when it is back.");

    /** How often a command is sent. */
    public static final ConfigOption<Integer> ACKNOWLEDGEMENT_ATTEMPTS =
            ConfigOptions.key("acknowledgement.attempts")
                    .intType()
                    .defaultValue(6)
                    .withDescription(
                            "How often a command is sent before a person is asked (review.task.v1)."
                                    + " 1: every hiccup becomes a task. Many: people hear late of a"
                                    + " measure that nobody carries out.");

    /** How long violations and ended measures are remembered. */
    public static final ConfigOption<Duration> HISTORY_KEPT =
            ConfigOptions.key("history.kept")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How long, in event time, a flagged message and an ended measure are"
                                    + " remembered: for that long a reviewer's decision finds the"
                                    + " verdict, and a late message is judged by the measure of its"
                                    + " time. Raised to what the policy's thresholds look back"
                                    + " on. Short: later decisions become dead letters. Long:"
                                    + " state grows.");

    private EnforcementOptions() {}

    /** All of them, the common ones included. */
    public static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.all());
        all.addAll(
                List.of(
                        GROUP_ID,
                        ACKNOWLEDGEMENT_TIMEOUT,
                        ACKNOWLEDGEMENT_LONGEST_WAIT,
                        ACKNOWLEDGEMENT_ATTEMPTS,
                        HISTORY_KEPT));
        return List.copyOf(all);
    }

    static EnforcementSettings settings(JobConfiguration configuration)
            throws ConfigurationException {
        return new EnforcementSettings(
                positive(configuration, ACKNOWLEDGEMENT_TIMEOUT),
                positive(configuration, ACKNOWLEDGEMENT_LONGEST_WAIT),
                attempts(configuration),
                positive(configuration, HISTORY_KEPT));
    }

    private static long positive(JobConfiguration configuration, ConfigOption<Duration> option)
            throws ConfigurationException {
        long millis = configuration.get(option).toMillis();
        if (millis <= 0) {
            throw new ConfigurationException(option.key() + " must be longer than nothing");
        }
        return millis;
    }

    private static int attempts(JobConfiguration configuration) throws ConfigurationException {
        int attempts = configuration.get(ACKNOWLEDGEMENT_ATTEMPTS);
        if (attempts < 1) {
            throw new ConfigurationException(
                    ACKNOWLEDGEMENT_ATTEMPTS.key() + " must be at least 1, not " + attempts);
        }
        return attempts;
    }
}
