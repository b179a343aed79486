package io.qundun.jobs.activity;

import io.qundun.jobs.runtime.CommonOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of the activity job, beside {@link CommonOptions}. */
public final class ActivityOptions {

    /** Consumer group. */
    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("group.id")
                    .stringType()
                    .defaultValue("qundun-activity")
                    .withDescription(
                            "Consumer group in which offsets are committed with each checkpoint,"
                                    + " and beginning of the names of transactions. Two jobs with"
                                    + " one group abort each other's transactions.");

    private ActivityOptions() {}

    /** All of them, the common ones included. */
    public static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.all());
        all.add(GROUP_ID);
        return List.copyOf(all);
    }
}
