package io.qundun.deploy.stack;

import io.qundun.deploy.QundunException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on the local {@link FlinkCluster}. Thread-safe. */
public final class FlinkJob {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final MiniCluster cluster;
    private final JobID id;
    private final String name;

    FlinkJob(MiniCluster cluster, JobID id, String name) {
        this.cluster = cluster;
        this.id = id;
        this.name = name;
    }

    public JobID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public JobStatus status() {
        return FlinkCluster.await(cluster.getJobStatus(id), name + ": no status");
    }

    /** Tasks, attempts and checkpoints as Flink sees them. */
    public AccessExecutionGraph executionGraph() {
        return FlinkCluster.await(cluster.getExecutionGraph(id), name + ": no execution graph");
    }

    /** Why it failed, or last failed before a restart; empty when it never did. */
    public Optional<String> failure() {
        ErrorInfo failure = executionGraph().getFailureInfo();
        return failure == null
                ? Optional.empty()
                : Optional.of(failure.getException().getFullStringifiedStackTrace());
    }

    /** Completes when the job has ended, however it ended. */
    public CompletableFuture<JobResult> result() {
        return cluster.requestJobResult(id);
    }

    /** Cancels it and waits until it has ended. */
    public void cancel() {
        FlinkCluster.await(
                cluster.cancelJob(id).thenCompose(ignored -> result()),
                name + " was not cancelled");
    }

    /** Takes a checkpoint as soon as every task runs; returns where it lies. */
    public String checkpoint() {
        awaitTasks();
        return FlinkCluster.await(cluster.triggerCheckpoint(id), name + ": no checkpoint");
    }

    /**
     * Takes a savepoint as soon as every task runs, leaves the job running, and returns where it
     * lies.
     */
    public String savepoint(Path folder) {
        awaitTasks();
        return FlinkCluster.await(
                cluster.triggerSavepoint(
                        id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL),
                name + ": no savepoint");
    }

    /** Ends it with a savepoint as soon as every task runs, and returns where that lies. */
    public String stopWithSavepoint(Path folder) {
        awaitTasks();
        return FlinkCluster.await(
                cluster.stopWithSavepoint(
                        id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL),
                name + " was not stopped");
    }

    // Flink refuses a checkpoint while a task is yet to start.
    private void awaitTasks() {
        long end = System.nanoTime() + FlinkCluster.LIMIT.toNanos();
        AccessExecutionGraph graph = executionGraph();
        while (!allRun(graph)) {
            if (graph.getState().isTerminalState()) {
                throw new QundunException(
                        name + " has ended: " + failure().orElse(graph.getState().toString()));
            }
            if (System.nanoTime() > end) {
                throw new QundunException(
                        name
                                + ": not every task runs within "
                                + FlinkCluster.LIMIT.toSeconds()
                                + " s");
            }
            LockSupport.parkNanos(POLL_NANOS);
            graph = executionGraph();
        }
    }

    private static boolean allRun(AccessExecutionGraph graph) {
        // While it is initializing it has no tasks.
        if (graph.getState() != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING
                    && task.getExecutionState() != ExecutionState.FINISHED) {
                return false;
            }
        }
        return true;
    }
}
