package io.qundun.jobs.moderation;

import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A savepoint of every release is kept and must be restored by the job of today, also at another
 * parallelism. The kept ones lie in src/test/resources/savepoints/&lt;version&gt;; {@code mvn test
 * -pl jobs -am -Dtest=SavepointTest -Dqundun.savepoint.write=<folder>} writes a new one.
 */
class SavepointTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(3);

    private static final Duration LONG_HOLD = Duration.ofDays(3650);
    private static final List<String> KEPT = List.of("0.1.0");

    @Test
    void keptSavepointsAreRestoredAtAnotherParallelism() throws Exception {
        for (String version : KEPT) {
            Path savepoint = Path.of("src/test/resources/savepoints", version).toAbsolutePath();
            assertRestores(savepoint, 3);
            assertRestores(savepoint, 1);
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "qundun.savepoint.write",
            matches = ".+",
            disabledReason = "writes the fixture of a new release, by hand")
    void writesTheFixtureOfARelease() throws Exception {
        Path folder = Path.of(System.getProperty("qundun.savepoint.write")).toAbsolutePath();
        PipelineRun run = new PipelineRun();
        JobID job = CLUSTER.submit(run.graph(2, LONG_HOLD, SavepointRestoreSettings.none()));
        run.release(PipelineRun.pack(1, "甲乙丙"), 1, 0);
        await().atMost(LIMIT).until(() -> run.statuses.written().size() == 1);
        run.account("known", "verified", 0);
        run.account("barred", "unverified", 0);
        run.account("returning", "unverified", 0);
        run.message("held", "g1", "newcomer", "这里有甲乙丙");
        run.message("refused", "g1", "returning", "大家好");
        run.message("barred", "g1", "barred", "大家好");
        for (int i = 0; i < 3; i++) {
            run.message("repeat" + i, "g2", "known", "今天晚上一起去吃饭好不好");
        }
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 5);
        String written = CLUSTER.savepoint(job, folder);
        Files.createDirectories(folder);
        assertThat(written).isNotEmpty();
    }

    private static void assertRestores(Path savepoint, int parallelism) throws Exception {
        PipelineRun run = new PipelineRun();
        JobID job =
                CLUSTER.submit(
                        run.graph(
                                parallelism,
                                LONG_HOLD,
                                SavepointRestoreSettings.forPath(
                                        savepoint.toUri().toString(), false)));
        // The policy is there without being released again, and the account's status.
        run.message("fresh", "g2", "barred", "大家好");
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 1);
        assertThat(verdict(run, "fresh").getRefusal()).isEqualTo("sender-unverified");
        assertThat(verdict(run, "fresh").getPolicy().getVersion()).isEqualTo(1);
        // What waited still waits, and gets its verdict.
        run.account("newcomer", "verified", 0);
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 2);
        assertThat(verdict(run, "held").getAction()).isEqualTo("remove");
        // What was refused can still be reversed.
        run.account("returning", "verified", 1);
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 3);
        assertThat(verdict(run, "refused").getAction()).isEqualTo("allow");
        assertThat(verdict(run, "refused").getReverses()).isNotNull();
        assertThat(run.commands.written()).anyMatch(c -> c.getAction().equals("restore"));
        // Recent activity is remembered.
        run.message("repeat3", "g2", "known", "今天晚上一起去吃饭好不好", PipelineRun.START + 60_000);
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 4);
        assertThat(verdict(run, "repeat3").getAction()).isEqualTo("review");
        CLUSTER.cancel(job);
    }

    private static Verdict verdict(PipelineRun run, String messageId) {
        return run.verdicts().stream()
                .filter(verdict -> verdict.getMessageId().equals(messageId))
                .findFirst()
                .orElseThrow();
    }
}
