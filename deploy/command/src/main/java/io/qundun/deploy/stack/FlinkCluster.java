package io.qundun.deploy.stack;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobSubmissionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Flink inside this process, with its REST endpoint and web page. Jobs can be submitted from any
 * thread.
 */
public final class FlinkCluster implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String LOOPBACK = "127.0.0.1";

    private final MiniCluster cluster;
    private final URI webPage;
    private int taskManager;

    private FlinkCluster(MiniCluster cluster, URI webPage) {
        this.cluster = cluster;
        this.webPage = webPage;
    }

    /**
     * How it is started.
     *
     * @param folder holds checkpoints and temporary files; created when missing
     * @param restPort of the REST endpoint and web page; 0 finds a free one
     * @param slots how many subtasks of one operator can run at once, over all jobs
     * @param configuration Flink's own, added to ours and winning over it
     */
    public record Options(Path folder, int restPort, int slots, Configuration configuration) {

        public Options {
            folder = folder.toAbsolutePath().normalize();
        }

        /** Any port. */
        public static Options in(Path folder, int slots) {
            return new Options(folder, 0, slots, new Configuration());
        }

        public Options withRestPort(int port) {
            return new Options(folder, port, slots, configuration);
        }

        public Options withConfiguration(Configuration configuration) {
            return new Options(folder, restPort, slots, configuration);
        }
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws QundunException when the port is taken or the start fails
     */
    public static FlinkCluster start(Options options) {
        int port = Ports.choose(options.restPort(), "Flink's web page");
        Path checkpoints = options.folder().resolve("checkpoints");
        Path temporary = options.folder().resolve("tmp");
        try {
            Files.createDirectories(checkpoints);
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.PORT, port);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
        // A page to look at; jobs come from here, not from a browser.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
        configuration.addAll(options.configuration());
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setCommonBindAddress(LOOPBACK)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(options.slots())
                                .build());
        try {
            cluster.start();
            return new FlinkCluster(
                    cluster, cluster.getRestAddress().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (Exception e) {
            QundunException failure =
                    new QundunException("Flink cannot be started: " + e.getMessage(), e);
            try {
                await(cluster.closeAsync(), "nor does it end");
            } catch (QundunException second) {
                failure.addSuppressed(second);
            }
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw failure;
        }
    }

    /** Where its web page and REST endpoint are. */
    public URI webPage() {
        return webPage;
    }

    /**
     * Submits a job.
     *
     * @throws QundunException when it is refused
     */
    public FlinkJob submit(StreamGraph graph) {
        JobGraph job = graph.getJobGraph(Thread.currentThread().getContextClassLoader());
        JobSubmissionResult result =
                await(cluster.submitJob(job), "job " + graph.getJobName() + " was not accepted");
        return new FlinkJob(cluster, result.getJobID(), graph.getJobName());
    }

    /** Ends the TaskManager as a crash would; jobs wait until {@link #startTaskManager}. */
    public void killTaskManager() {
        await(cluster.terminateTaskManager(taskManager), "the TaskManager did not end");
    }

    /** Starts another TaskManager after {@link #killTaskManager}. */
    public void startTaskManager() {
        try {
            cluster.startTaskManager();
            taskManager++;
        } catch (Exception e) {
            throw new QundunException("no other TaskManager can be started: " + e.getMessage(), e);
        }
    }

    static <T> T await(CompletableFuture<T> future, String failure) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException(failure + ": interrupted", e);
        } catch (ExecutionException e) {
            throw new QundunException(failure + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new QundunException(failure + " within " + LIMIT.toSeconds() + " s", e);
        }
    }

    /** Ends all jobs and the cluster. */
    @Override
    public void close() {
        await(cluster.closeAsync(), "Flink did not end");
    }
}
