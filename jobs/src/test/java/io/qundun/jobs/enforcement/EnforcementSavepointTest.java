package io.qundun.jobs.enforcement;

import static io.qundun.jobs.enforcement.MeasureHarness.HOUR;
import static io.qundun.jobs.enforcement.MeasureHarness.START;
import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.EnforcementCommand;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A savepoint of every release is kept and must be restored by the job of today, also at another
 * parallelism. The kept ones lie in src/test/resources/savepoints/enforcement-&lt;version&gt;;
 * {@code mvn test -pl jobs -am -Dtest=EnforcementSavepointTest -Dqundun.savepoint.write=<folder>}
 * writes a new one.
 */
class EnforcementSavepointTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(3);

    private static final EnforcementSettings PATIENT =
            new EnforcementSettings(3_650 * 24 * HOUR, 3_650 * 24 * HOUR, 3, 7 * 24 * HOUR);
    private static final List<String> KEPT = List.of("enforcement-0.1.0");

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
        EnforcementRun run = new EnforcementRun();
        JobID job = submit(run, 2, SavepointRestoreSettings.none());
        run.release();
        for (int i = 0; i < 3; i++) {
            run.removed("a" + i, "muted", START + i);
            run.removed("b" + i, "wronged", START + i);
        }
        run.removed("c0", "nearly", START);
        run.removed("c1", "nearly", START + 1);
        run.heartbeat(START + 2);
        await().atMost(LIMIT).until(() -> run.commands.committed().size() == 2);
        String written = CLUSTER.savepoint(job, folder);
        assertThat(written).isNotEmpty();
    }

    private static void assertRestores(Path savepoint, int parallelism) throws Exception {
        EnforcementRun run = new EnforcementRun();
        // The restored sources go on where they were: 9 verdicts and heartbeats, 1 status.
        run.skipWhatTheFixtureHolds();
        JobID job =
                submit(
                        run,
                        parallelism,
                        SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
        // The policy is known without being released again, and the violations before.
        run.removed("c2", "nearly", START + 3);
        await().atMost(LIMIT).until(() -> run.commands.committed().size() == 1);
        assertThat(last(run).getSubjectId()).isEqualTo("nearly");
        assertThat(last(run).getSequence()).isEqualTo(1);
        // A measure that was ordered before is reversed, another one lifted.
        run.overturned("b1", "wronged", START + HOUR);
        await().atMost(LIMIT).until(() -> run.commands.committed().size() == 2);
        assertThat(last(run).getSubjectId()).isEqualTo("wronged");
        assertThat(last(run).getAction()).isEqualTo("unmute");
        assertThat(last(run).getSequence()).isEqualTo(2);
        run.heartbeat(START + 3 * HOUR);
        await().atMost(LIMIT).until(() -> run.commands.committed().size() == 4);
        assertThat(run.commands.committed())
                .filteredOn(each -> each.getSubjectId().equals("muted"))
                .extracting(EnforcementCommand::getAction, EnforcementCommand::getSequence)
                .containsExactly(org.assertj.core.api.Assertions.tuple("unmute", 2L));
        // It is published as having held for its whole time.
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(run.states.committed())
                                        .filteredOn(each -> each.subject.equals("user/muted"))
                                        .last()
                                        .extracting(each -> each.state.getMeasures().get(0))
                                        .satisfies(
                                                each -> {
                                                    assertThat(each.getEffectiveFrom())
                                                            .isEqualTo(START + 3);
                                                    assertThat(each.getEndedAt())
                                                            .isEqualTo(each.getExpiresAt());
                                                }));
        CLUSTER.cancel(job);
    }

    private static EnforcementCommand last(EnforcementRun run) {
        List<EnforcementCommand> commands = run.commands.committed();
        return commands.get(commands.size() - 1);
    }

    private static JobID submit(EnforcementRun run, int parallelism, SavepointRestoreSettings from)
            throws Exception {
        return CLUSTER.submit(run.graph(parallelism, PATIENT, from));
    }
}
