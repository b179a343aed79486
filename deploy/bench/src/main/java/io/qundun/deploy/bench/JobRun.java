package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.stack.FlinkJob;
import io.qundun.jobs.moderation.ModerationJob;
import io.qundun.jobs.moderation.ModerationOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.schemas.Topic;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.common.TopicPartition;

/** A variant's job on the local Flink, from its start to its cancellation. */
final class JobRun implements AutoCloseable {

    /** How long nothing may happen. */
    private static final long STALLED_NANOS = 120_000_000_000L;

    private static final long POLL_MILLIS = 100;
    private static final long CHECKPOINT_EVERY_NANOS = 2_000_000_000L;

    private final BenchStack stack;
    private final FlinkJob job;
    private final Map<TopicPartition, Long> from;
    private long grownAt;
    private long grown;

    /**
     * Starts it.
     *
     * @param stateBackend hashmap or rocksdb
     */
    JobRun(BenchStack stack, Variant variant, int parallelism, String stateBackend)
            throws Exception {
        this.stack = stack;
        stack.clearOutputs();
        from = stack.ends(Topic.VERDICT);
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(parallelism);
        JobConfiguration configuration =
                JobConfiguration.of(
                        Map.of(
                                "bootstrap.servers", stack.bootstrapServers(),
                                "group.id", "bench-" + variant.code(),
                                "classifier.enabled",
                                        Boolean.toString(variant == Variant.CLASSIFIER)),
                        ModerationOptions.all());
        if (variant == Variant.PASS_THROUGH) {
            PassThroughJob.build(env, configuration);
        } else {
            ModerationJob.build(env, configuration);
        }
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(variant.title());
        job = stack.flink().submit(graph);
        grownAt = System.nanoTime();
    }

    /** Waits until the first verdict is written. */
    void awaitBegin() throws InterruptedException {
        long checkpointAt = System.nanoTime() + CHECKPOINT_EVERY_NANOS;
        while (written() == 0) {
            checkStalled(0);
            // Chat begins with the first checkpoint that holds the accounts: do not wait for the
            // regular one.
            if (System.nanoTime() > checkpointAt && job.status() == JobStatus.RUNNING) {
                try {
                    job.checkpoint();
                } catch (QundunException e) {
                    // Not all tasks run yet.
                }
                checkpointAt = System.nanoTime() + CHECKPOINT_EVERY_NANOS;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Waits until so many records are written, heartbeats among them. */
    void awaitWritten(long records) throws InterruptedException {
        for (long written = written(); written < records; written = written()) {
            checkStalled(written);
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Records in the verdict topic since the start. */
    long written() {
        long written = 0;
        for (Map.Entry<TopicPartition, Long> end : stack.ends(Topic.VERDICT).entrySet()) {
            written += end.getValue() - from.get(end.getKey());
        }
        return written;
    }

    /** Where the verdict topic ended before it started. */
    Map<TopicPartition, Long> from() {
        return from;
    }

    /** Fails when the job has failed, or nothing was written for too long. */
    void checkStalled(long written) {
        if (written > grown) {
            grown = written;
            grownAt = System.nanoTime();
        } else if (System.nanoTime() - grownAt > STALLED_NANOS || job.status().isTerminalState()) {
            throw new QundunException(
                    job.name()
                            + " does not go on after "
                            + written
                            + " records: "
                            + job.failure().orElse("it says nothing of a failure"));
        }
    }

    /** Fails when the job was restarted: what it wrote twice counts for nothing. */
    void checkUninterrupted() {
        job.failure()
                .ifPresent(
                        failure -> {
                            throw new QundunException(
                                    job.name() + " failed while it was measured: " + failure);
                        });
    }

    @Override
    public void close() {
        if (!job.status().isGloballyTerminalState()) {
            job.cancel();
        }
    }
}
