package io.qundun.jobs.moderation;

import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Starts the moderation job: {@code flink run qundun-moderation.jar --config FILE [--key value …]}.
 */
public final class ModerationJob {

    private static final int BAD_USAGE = 2;

    private ModerationJob() {}

    /** Parses, builds, executes. Exit status 2 when the configuration cannot be used. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            build(env, JobConfiguration.parse(args, ModerationOptions.all()));
        } catch (ConfigurationException e) {
            System.err.println("moderation: " + e.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        env.execute(ModerationNames.JOB);
    }

    /**
     * Builds the job into an environment, between the Kafka topics of the configuration.
     *
     * @throws ConfigurationException when Kafka cannot be asked for the verdict topic
     */
    public static void build(StreamExecutionEnvironment env, JobConfiguration configuration)
            throws Exception {
        JobEnvironment.configure(
                ModerationNames.JOB, env, configuration, CheckpointingMode.EXACTLY_ONCE);
        ModerationTopics topics = new ModerationTopics(configuration);
        ModerationPipeline.Outputs outputs =
                ModerationPipeline.build(topics.inputs(env), topics.settings());
        topics.attach(outputs);
    }
}
