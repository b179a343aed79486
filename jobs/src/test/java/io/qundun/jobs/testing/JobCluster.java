package io.qundun.jobs.testing;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.InternalMiniClusterExtension;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Flink cluster in this JVM for the tests of one class. A job ends with its test, however that
 * ended: what a failed test left running would hold the slots that the next one waits for.
 */
public final class JobCluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** How long a test waits for what must come. Long, since a machine may be busy. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private final InternalMiniClusterExtension flink;

    /** With one TaskManager. */
    public JobCluster(int slots) {
        flink =
                new InternalMiniClusterExtension(
                        new MiniClusterResourceConfiguration.Builder()
                                .setNumberTaskManagers(1)
                                .setNumberSlotsPerTaskManager(slots)
                                .build());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        flink.beforeAll(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (JobStatusMessage each : cluster().listJobs().get()) {
            if (!each.getJobState().isTerminalState()) {
                cancel(each.getJobId());
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        flink.afterAll(context);
    }

    /** Submits a job; its tasks may still have to start when this returns. */
    public JobID submit(JobGraph graph) throws Exception {
        return cluster().submitJob(graph).get().getJobID();
    }

    /** Takes a savepoint as soon as every task runs; returns where it lies. */
    public String savepoint(JobID job, Path folder) {
        return once(
                () ->
                        cluster()
                                .triggerSavepoint(
                                        job, uri(folder), false, SavepointFormatType.CANONICAL));
    }

    /** Ends a job with a savepoint as soon as every task runs; returns where that lies. */
    public String stopWithSavepoint(JobID job, Path folder) {
        return once(
                () ->
                        cluster()
                                .stopWithSavepoint(
                                        job, uri(folder), false, SavepointFormatType.CANONICAL));
    }

    /** Cancels a job and waits until its slots are free. */
    public void cancel(JobID job) throws Exception {
        cluster().cancelJob(job).get();
        await().atMost(LIMIT).until(() -> cluster().getJobStatus(job).get().isTerminalState());
    }

    /** Ends the TaskManager as a crash would, and starts another one. */
    public void replaceTaskManager() throws Exception {
        cluster().terminateTaskManager(0).get();
        cluster().startTaskManager();
    }

    private MiniCluster cluster() {
        return flink.getMiniCluster();
    }

    private static String uri(Path folder) {
        return folder.toUri().toString();
    }

    // Flink refuses a savepoint while a task is yet to start, though others may have written all
    // that a test waits for.
    private static String once(Supplier<CompletableFuture<String>> savepoint) {
        return await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> savepoint.get().get(), Objects::nonNull);
    }
}
