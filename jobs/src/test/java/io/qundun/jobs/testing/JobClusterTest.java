package io.qundun.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JobClusterTest {

    private static final int SLOTS = 2;

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(SLOTS);

    // It takes all slots, and leaves them to the cluster: without an end, the second time would
    // wait for ever.
    @RepeatedTest(2)
    void aSavepointWaitsForEveryTaskAndAJobEndsWithItsTest(@TempDir Path folder) throws Exception {
        JobID job = CLUSTER.submit(endless());

        assertThat(CLUSTER.savepoint(job, folder)).startsWith("file:");
    }

    @RepeatedTest(2)
    void aStoppedJobLeavesItsSlots(@TempDir Path folder) throws Exception {
        String written = CLUSTER.stopWithSavepoint(CLUSTER.submit(endless()), folder);

        assertThat(written).startsWith("file:");
        assertThat(CLUSTER.savepoint(CLUSTER.submit(endless()), folder)).startsWith("file:");
    }

    private static JobGraph endless() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(SLOTS);
        env.fromSequence(1, Long.MAX_VALUE).rebalance().sinkTo(new DiscardingSink<>());
        return env.getStreamGraph().getJobGraph();
    }
}
