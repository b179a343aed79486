package io.qundun.jobs.activity;

import static io.qundun.jobs.activity.Inputs.HOUR;
import static io.qundun.jobs.activity.Inputs.MINUTE;
import static io.qundun.jobs.activity.Inputs.START;
import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of every release is kept and must be restored by the job of today, also at another
 * parallelism. The kept ones lie in src/test/resources/savepoints/activity/&lt;version&gt;; {@code
 * mvn test -pl jobs -am -Dtest=io.qundun.jobs.activity.SavepointTest
 * -Dqundun.savepoint.write=<folder>} writes a new one.
 */
class SavepointTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(3);

    /** The second one has quiet groups as one value each, the first its parts apart. */
    private static final List<String> KEPT = List.of("0.1.0", "0.1.0-profile-2");

    private static final List<String> GROUPS = List.of("g0", "g1", "g2", "g3", "g4");

    @Test
    void keptSavepointsAreRestoredAtAnotherParallelism() throws Exception {
        for (String version : KEPT) {
            String savepoint =
                    Path.of("src/test/resources/savepoints/activity", version)
                            .toAbsolutePath()
                            .toUri()
                            .toString();
            assertRestores(savepoint, 3);
            assertRestores(savepoint, 1);
        }
    }

    @Test
    void goesFromOneSubtaskToTwoAndBack(@TempDir Path folder) throws Exception {
        String first = write(folder, 1);
        ActivityRun run = new ActivityRun();
        JobID job = submit(run, 2, first);
        for (String group : GROUPS) {
            run.verdict(group, group + "-late", "u1", START + 7, "allow");
        }
        await().atMost(LIMIT).until(() -> run.late.written().size() == GROUPS.size());
        String second = CLUSTER.stopWithSavepoint(job, folder);

        assertRestores(second, 1);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "qundun.savepoint.write",
            matches = ".+",
            disabledReason = "writes the fixture of a new release, by hand")
    void writesTheFixtureOfARelease() throws Exception {
        Path folder = Path.of(System.getProperty("qundun.savepoint.write")).toAbsolutePath();
        assertThat(write(folder, 2)).isNotEmpty();
    }

    private static JobID submit(ActivityRun run, int parallelism, String savepoint)
            throws Exception {
        return CLUSTER.submit(
                run.graph(
                        parallelism,
                        savepoint == null
                                ? SavepointRestoreSettings.none()
                                : SavepointRestoreSettings.forPath(savepoint, false)));
    }

    /** One closed minute and an open one in every group; a decision that waits. */
    private static String write(Path folder, int parallelism) throws Exception {
        ActivityRun run = new ActivityRun();
        JobID job = submit(run, parallelism, null);
        run.policy(1, "accepted");
        for (String group : GROUPS) {
            run.event(group, group + "-e1", "created", "u1", START, START);
            run.event(group, group + "-e2", "joined", "u2", START + 1, START);
            run.verdict(group, group + "-m1", "u1", START + 2, "allow");
            run.verdict(group, group + "-m2", "u2", START + 3, "remove");
        }
        // An event without a count of its own shows when the side input has been read.
        run.event("probe", "p", "unheard-of", null, START, START);
        await().atMost(LIMIT).until(() -> run.deadLetters.written().size() == 1);
        // Grades are told when the tables are there; until then groups ask every minute.
        run.heartbeat(START + MINUTE);
        await().atMost(LIMIT).until(() -> run.activity.written().size() == GROUPS.size());
        long[] ahead = {START + MINUTE};
        await().atMost(LIMIT)
                .until(
                        () -> {
                            ahead[0] += MINUTE;
                            run.heartbeat(ahead[0]);
                            return run.grades.written().size() >= GROUPS.size();
                        });
        for (String group : GROUPS) {
            run.verdict(group, group + "-m3", "u3", START + 30 * MINUTE, "allow");
            run.decision(decision(group, "-m9"), START + 31 * MINUTE);
        }
        // What is read behind them tells that they have been read.
        run.verdict("probe", "probe", "u", START + 2, "unheard-of");
        run.decision(
                ReviewDecision.newBuilder(decision("probe", "")).setOutcome("unheard-of").build(),
                START + 31 * MINUTE);
        await().atMost(LIMIT)
                .until(
                        () ->
                                !run.late.written().isEmpty()
                                        && run.deadLetters.written().size() == 2);
        return CLUSTER.stopWithSavepoint(job, folder);
    }

    private static ReviewDecision decision(String group, String message) {
        return ReviewDecision.newBuilder()
                .setDecisionId("d-" + group + message)
                .setSubjectType("verdict")
                .setSubjectId("v-" + group + message)
                .setMessageId(group + message)
                .setGroupId(group)
                .setOutcome("overturned")
                .setDecidedAt(START + 31 * MINUTE)
                .build();
    }

    private static void assertRestores(String savepoint, int parallelism) throws Exception {
        ActivityRun run = new ActivityRun();
        JobID job = submit(run, parallelism, savepoint);
        // What came before the frontier is late, though this run has seen no watermark.
        for (String group : GROUPS) {
            run.verdict(group, group + "-m4", "u1", START + 5, "allow");
        }
        await().atMost(LIMIT).until(() -> run.late.written().size() == GROUPS.size());
        assertThat(run.late.written()).allMatch(each -> each.getReason().equals("late"));
        // What was open is still open, and the hour holds what was closed.
        for (String group : GROUPS) {
            run.verdict(group, group + "-m3", "u3", START + 30 * MINUTE, "allow");
            run.decision(decision(group, "-m2"), START + 31 * MINUTE);
        }
        run.heartbeat(START + 59 * MINUTE);
        run.heartbeat(START + HOUR);
        await().atMost(LIMIT)
                .until(
                        () ->
                                run.activity.written().stream()
                                                .filter(each -> each.getAt() == START + HOUR)
                                                .count()
                                        == GROUPS.size());
        for (GroupActivity each : run.activity.written()) {
            if (each.getAt() == START + HOUR) {
                assertThat(each.getWindows()).hasSize(4);
                ActivityWindow week = each.getWindows().get(3);
                assertThat(week.getMessages()).as("m1, m2, m3 once").isEqualTo(3);
                assertThat(week.getSenders()).isEqualTo(3);
                assertThat(week.getJoins()).isEqualTo(1);
                assertThat(each.getMembers()).isEqualTo(2);
            }
        }
        // The decision on m9, which nobody knows, waited through the restart.
        await().atMost(LIMIT).until(() -> run.late.written().size() == 2 * GROUPS.size());
        assertThat(run.late.written())
                .filteredOn(each -> each.getReason().equals("unknown-verdict"))
                .hasSize(GROUPS.size());
        CLUSTER.cancel(job);
    }
}
