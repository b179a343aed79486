package io.qundun.jobs.enforcement;

import static io.qundun.jobs.enforcement.MeasureHarness.HOUR;
import static io.qundun.jobs.enforcement.MeasureHarness.MINUTE;
import static io.qundun.jobs.enforcement.MeasureHarness.START;
import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.EnforcementCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Crashes and rescaling between checkpoints: no measure is missing, none is doubled. */
class EnforcementRestartTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(2);

    private static final EnforcementSettings PATIENT =
            new EnforcementSettings(3 * HOUR, 3 * HOUR, 3, 7 * 24 * HOUR);
    private static final int USERS = 40;

    private static final List<Violation> PROBE =
            List.of(
                    new Violation("p1", "probe", START - 3),
                    new Violation("p2", "probe", START - 2),
                    new Violation("p3", "probe", START - 1));

    private record Violation(String messageId, String sender, long time) {}

    /** Per subject: action, measure and sequence of each command, in the order of sequence. */
    private static Map<String, Map<Long, String>> bySubject(List<EnforcementCommand> commands) {
        Map<String, Map<Long, String>> result = new HashMap<>();
        for (EnforcementCommand each : commands) {
            String before =
                    result.computeIfAbsent(each.getSubjectId(), id -> new TreeMap<>())
                            .put(each.getSequence(), each.getAction() + " " + each.getCommandId());
            assertThat(before).as("one command a sequence, written once").isNull();
        }
        return result;
    }

    @Test
    void crashesLoseAndDoubleNoMeasure(@TempDir Path savepoints) throws Exception {
        List<List<Violation>> hours = traffic(new Random(7));
        Map<String, Map<Long, String>> expected = bySubject(undisturbed(hours));
        assertThat(expected).hasSizeGreaterThan(USERS / 2);

        EnforcementRun run = new EnforcementRun();
        JobID job = submit(run, 1, SavepointRestoreSettings.none());
        run.release();
        // What waits for the policy may be over when that comes: first the policy, then the
        // traffic.
        play(run, PROBE, -1);
        await().atMost(LIMIT).until(() -> !run.commands.committed().isEmpty());
        for (int hour = 0; hour < hours.size(); hour++) {
            if (hour % 3 == 1) {
                run.failOnce();
            }
            play(run, hours.get(hour), hour);
            if (hour % 3 == 1) {
                await().atMost(LIMIT).until(run::hasFailed);
            }
            if (hour == hours.size() / 2) {
                String savepoint = CLUSTER.stopWithSavepoint(job, savepoints);
                job = submit(run, 2, SavepointRestoreSettings.forPath(savepoint, false));
            }
        }
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            Map<String, Map<Long, String>> written =
                                    bySubject(run.commands.committed());
                            for (Map.Entry<String, Map<Long, String>> each : expected.entrySet()) {
                                assertThat(written.get(each.getKey()))
                                        .as(each.getKey())
                                        .isEqualTo(each.getValue());
                            }
                            assertThat(written).hasSameSizeAs(expected);
                        });
        assertThat(run.deadLetters.committed()).isEmpty();
    }

    @Test
    void aPoisonedRecordBecomesADeadLetterAndTheJobGoesOn() throws Exception {
        EnforcementRun run = new EnforcementRun();
        submit(run, 2, SavepointRestoreSettings.none());
        run.release();
        run.poison();
        for (int i = 0; i < 3; i++) {
            run.removed("m" + i, "u", START + i);
        }
        run.heartbeat(START);
        await().atMost(LIMIT).until(() -> run.commands.committed().size() == 1);
        run.applied(run.commands.committed().get(0));
        await().atMost(LIMIT).until(() -> run.states.committed().size() == 2);

        assertThat(run.states.committed().get(1).state.getMeasures().get(0).getState())
                .isEqualTo("applied");
        assertThat(run.deadLetters.committed()).hasSize(1);
        assertThat(run.deadLetters.committed().get(0).getCode()).isEqualTo("no-avro-header");
    }

    private static JobID submit(EnforcementRun run, int parallelism, SavepointRestoreSettings from)
            throws Exception {
        return CLUSTER.submit(run.graph(parallelism, PATIENT, from));
    }

    // Violations come in order within an hour, and decisions only after the verdicts are known, so
    // that what follows does not hang on how two topics interleave.
    private static void play(EnforcementRun run, List<Violation> hour, int number) {
        for (Violation each : hour) {
            run.removed(each.messageId(), each.sender(), each.time());
        }
        run.heartbeat(START + (number + 1) * HOUR);
    }

    private static List<List<Violation>> traffic(Random random) {
        List<List<Violation>> hours = new ArrayList<>();
        for (int hour = 0; hour < 12; hour++) {
            List<Violation> violations = new ArrayList<>();
            for (int minute = 0; minute < 59; minute++) {
                long time = START + hour * HOUR + minute * MINUTE;
                String sender = "u" + random.nextInt(USERS);
                violations.add(new Violation("m" + hour + "-" + minute, sender, time));
                violations.add(new Violation("n" + hour + "-" + minute, sender, time + 1));
            }
            hours.add(violations);
        }
        return hours;
    }

    private static List<EnforcementCommand> undisturbed(List<List<Violation>> hours)
            throws Exception {
        try (MeasureHarness harness = MeasureHarness.bare()) {
            harness.release();
            for (int hour = -1; hour < hours.size(); hour++) {
                for (Violation each : hour < 0 ? PROBE : hours.get(hour)) {
                    var signal = MeasureHarness.verdict(each.messageId(), "remove", each.time());
                    signal.subject = "user/" + each.sender();
                    harness.signal(signal);
                }
                harness.watermark(START + (hour + 1) * HOUR);
            }
            return harness.commands();
        }
    }
}
