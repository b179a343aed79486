package io.qundun.jobs.enforcement;

import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Starts the enforcement job: {@code flink run qundun-enforcement.jar --config FILE [--key value
 * …]}.
 */
public final class EnforcementJob {

    private static final int BAD_USAGE = 2;

    private EnforcementJob() {}

    /** Parses, builds, executes. Exit status 2 when the configuration cannot be used. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            build(env, JobConfiguration.parse(args, EnforcementOptions.all()));
        } catch (ConfigurationException e) {
            System.err.println("enforcement: " + e.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        env.execute(EnforcementNames.JOB);
    }

    /**
     * Builds the job into an environment, between the Kafka topics of the configuration.
     *
     * @throws ConfigurationException when a setting makes no sense
     */
    public static void build(StreamExecutionEnvironment env, JobConfiguration configuration)
            throws ConfigurationException {
        JobEnvironment.configure(
                EnforcementNames.JOB, env, configuration, CheckpointingMode.EXACTLY_ONCE);
        EnforcementTopics topics = new EnforcementTopics(configuration);
        topics.attach(
                EnforcementPipeline.build(
                        topics.inputs(env), EnforcementOptions.settings(configuration)));
    }
}
