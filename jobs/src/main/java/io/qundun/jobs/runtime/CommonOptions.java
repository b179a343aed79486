package io.qundun.jobs.runtime;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings that every job has. */
public final class CommonOptions {

    /** Where Kafka is. */
    public static final ConfigOption<String> BOOTSTRAP_SERVERS =
            ConfigOptions.key("bootstrap.servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Kafka's bootstrap servers, host:port[,host:port…]. Required. Name at"
                                    + " least two on a real cluster: with one, that broker's"
                                    + " restart keeps the job from starting.");

    /** How often state is made durable. */
    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
            ConfigOptions.key("checkpoint.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "Time between checkpoints. Too short: state is copied all the time and"
                                    + " throughput falls. Too long: after a crash that much traffic"
                                    + " is judged twice, and chat begins that much later on a first"
                                    + " start, because it waits for a checkpoint that holds the"
                                    + " account topic.");

    /** Where state goes. */
    public static final ConfigOption<String> CHECKPOINT_DIRECTORY =
            ConfigOptions.key("checkpoint.directory")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "Folder for checkpoints, as a URI that every node reaches. Empty: what"
                                    + " the cluster's own configuration says; if that says nothing"
                                    + " state lies in the JobManager's memory and is lost with it.");

    /** Into how many groups keys fall. */
    public static final ConfigOption<Integer> MAX_PARALLELISM =
            ConfigOptions.key("max.parallelism")
                    .intType()
                    .defaultValue(128)
                    .withDescription(
                            "Upper bound of the parallelism for the whole life of the state: it can"
                                    + " not be changed without losing state. Too low: no further"
                                    + " scaling. Too high (thousands): slower checkpoints.");

    /** How long a record may wait in an output buffer. */
    public static final ConfigOption<Duration> BUFFER_TIMEOUT =
            ConfigOptions.key("buffer.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMillis(5))
                    .withDescription(
                            "How long a record may wait for others in a network buffer. Shorter"
                                    + " costs throughput under load, longer adds latency at every"
                                    + " shuffle.");

    private CommonOptions() {}

    /** All of them. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                BOOTSTRAP_SERVERS,
                CHECKPOINT_INTERVAL,
                CHECKPOINT_DIRECTORY,
                MAX_PARALLELISM,
                BUFFER_TIMEOUT);
    }
}
