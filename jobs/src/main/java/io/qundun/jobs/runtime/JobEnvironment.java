package io.qundun.jobs.runtime;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How every job runs: no Kryo, explicit uids, state kept when the job is cancelled. */
public final class JobEnvironment {

    private JobEnvironment() {}

    /**
     * Applies the settings to an environment.
     *
     * @param name of the job, on Flink's web page and in metrics
     * @param mode exactly-once or at-least-once alignment of checkpoints
     */
    public static void configure(
            String name,
            StreamExecutionEnvironment env,
            JobConfiguration settings,
            CheckpointingMode mode) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, name);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.MAX_PARALLELISM, settings.get(CommonOptions.MAX_PARALLELISM));
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, settings.get(CommonOptions.BUFFER_TIMEOUT));
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                settings.get(CommonOptions.CHECKPOINT_INTERVAL));
        flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, mode);
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        String directory = settings.get(CommonOptions.CHECKPOINT_DIRECTORY);
        if (!directory.isEmpty()) {
            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
        }
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(500));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(30));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS,
                Integer.MAX_VALUE);
        env.configure(flink);
    }
}
