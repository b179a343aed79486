package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the credit job: {@code flink run qundun-credit.jar --config FILE [--key value …]}. */
public final class CreditJob {

    private static final int BAD_USAGE = 2;

    private CreditJob() {}

    /** Parses, builds, executes. Exit status 2 when the configuration cannot be used. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            build(env, JobConfiguration.parse(args, CreditOptions.all()));
        } catch (ConfigurationException e) {
            System.err.println("credit: " + e.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        env.execute(CreditNames.JOB);
    }

    /** Builds the job into an environment, between the Kafka topics of the configuration. */
    public static void build(StreamExecutionEnvironment env, JobConfiguration configuration) {
        JobEnvironment.configure(
                CreditNames.JOB, env, configuration, CheckpointingMode.EXACTLY_ONCE);
        CreditTopics topics = new CreditTopics(configuration);
        topics.attach(
                CreditPipeline.build(
                        topics.inputs(env),
                        configuration.get(CreditOptions.DECISION_WAIT).toMillis()));
    }
}
