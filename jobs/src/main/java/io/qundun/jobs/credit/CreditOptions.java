package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.CommonOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of the credit job, beside {@link CommonOptions}. */
public final class CreditOptions {

    /** Consumer group. */
    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("group.id")
                    .stringType()
                    .defaultValue("qundun-credit")
                    .withDescription(
                            "Consumer group in which offsets are committed with each checkpoint,"
                                    + " and prefix of the transactions in which the ledger is"
                                    + " written. Two jobs with one group abort each other's"
                                    + " transactions.");

    /** How long a decision waits for its verdict. */
    public static final ConfigOption<Duration> DECISION_WAIT =
            ConfigOptions.key("decision.wait")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "How long, in event time, a review decision waits for the verdict that"
                                    + " it speaks of before it becomes a dead letter. Short: a"
                                    + " decision that overtakes its verdict is lost to the ledger."
                                    + " Long: a mistyped verdict id is noticed that much later.");

    private CreditOptions() {}

    /** All of them, the common ones included. */
    public static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.all());
        all.addAll(List.of(GROUP_ID, DECISION_WAIT));
        return List.copyOf(all);
    }
}
