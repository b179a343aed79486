package io.qundun.jobs.activity;

import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the activity job: {@code flink run qundun-activity.jar --config FILE [--key value …]}. */
public final class ActivityJob {

    private static final int BAD_USAGE = 2;

    private ActivityJob() {}

    /** Parses, builds, executes. Exit status 2 when the configuration cannot be used. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            build(env, JobConfiguration.parse(args, ActivityOptions.all()));
        } catch (ConfigurationException e) {
            System.err.println("activity: " + e.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        env.execute(ActivityNames.JOB);
    }

    /** Builds the job into an environment, between the Kafka topics of the configuration. */
    public static void build(StreamExecutionEnvironment env, JobConfiguration configuration)
            throws Exception {
        JobEnvironment.configure(
                ActivityNames.JOB, env, configuration, CheckpointingMode.EXACTLY_ONCE);
        ActivityTopics topics = new ActivityTopics(configuration);
        topics.attach(ActivityPipeline.build(topics.inputs(env)));
    }
}
