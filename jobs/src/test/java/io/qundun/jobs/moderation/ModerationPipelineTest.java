package io.qundun.jobs.moderation;

import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole pipeline on a cluster in this JVM, between test sources and sinks. */
class ModerationPipelineTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(4);

    @Test
    void judgesEveryMessageAndSwapsPoliciesByRecordTime() throws Exception {
        PipelineRun run = new PipelineRun();
        submit(run, Duration.ofMillis(200));
        run.release(PipelineRun.pack(1, "甲乙丙"), 1, 0);
        await().atMost(LIMIT).until(() -> run.statuses.written().size() == 1);
        run.account("known", "verified", 0);
        run.account("barred", "unverified", 0);

        run.message("m1", "g1", "known", "大家好", PipelineRun.START);
        run.message("m2", "g1", "known", "这里有甲乙丙", PipelineRun.START + 1);
        run.message("m3", "g2", "barred", "大家好", PipelineRun.START + 2);
        run.message("m4", "g2", "nobody", "大家好", PipelineRun.START + 3);
        run.message("m5", "g2", "known", "", PipelineRun.START + 4);
        run.chat("no message".getBytes(StandardCharsets.UTF_8), PipelineRun.START + 5);
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 5);
        assertThat(verdict(run, "m1").getAction()).isEqualTo("allow");
        assertThat(verdict(run, "m2").getAction()).isEqualTo("remove");
        assertThat(verdict(run, "m2").getHits()).hasSize(1);
        assertThat(verdict(run, "m3").getRefusal()).isEqualTo("sender-unverified");
        assertThat(verdict(run, "m4").getRefusal()).isEqualTo("sender-unknown");
        assertThat(verdict(run, "m5").getAction()).isEqualTo("allow");
        await().atMost(LIMIT).until(() -> run.deadLetters.written().size() == 1);
        assertThat(run.deadLetters.written().get(0).getCode()).isEqualTo("no-avro-header");
        assertThat(run.commands.written())
                .extracting("subjectId")
                .containsExactlyInAnyOrder("m2", "m3", "m4");
        assertThat(run.evidence.written()).hasSize(3);

        long swap = PipelineRun.START + 1_000;
        run.release(PipelineRun.pack(2, "丁戊己"), 2, swap);
        run.release(PipelineRun.pack(3, "坏\t的\t行"), 3, swap);
        await().atMost(LIMIT).until(() -> run.statuses.written().size() == 3);
        // Two sinks write, so that the order says nothing.
        assertThat(run.statuses.written())
                .filteredOn(status -> status.getVersion() == 3)
                .singleElement()
                .satisfies(
                        bad -> {
                            assertThat(bad.getState()).isEqualTo("rejected");
                            assertThat(bad.getProblems()).isNotEmpty();
                        });
        run.message("m6", "g1", "known", "这里有甲乙丙", swap - 1);
        run.message("m7", "g1", "known", "这里有甲乙丙", swap);
        run.message("m8", "g1", "known", "这里有丁戊己", swap + 1);
        await().atMost(LIMIT).until(() -> run.verdicts().size() == 8);
        assertThat(verdict(run, "m6").getPolicy().getVersion()).isEqualTo(1);
        assertThat(verdict(run, "m6").getAction()).isEqualTo("remove");
        assertThat(verdict(run, "m7").getPolicy().getVersion()).isEqualTo(2);
        assertThat(verdict(run, "m7").getAction()).isEqualTo("allow");
        assertThat(verdict(run, "m8").getAction()).isEqualTo("remove");

        await().atMost(LIMIT)
                .until(
                        () ->
                                run.verdictOutputs.written().stream()
                                        .map(output -> output.heartbeat)
                                        .filter(Objects::nonNull)
                                        .map(Heartbeat::getWatermark)
                                        .anyMatch(mark -> mark >= swap));
    }

    private static void submit(PipelineRun run, Duration hold) throws Exception {
        CLUSTER.submit(run.graph(2, hold, SavepointRestoreSettings.none()));
    }

    private static Verdict verdict(PipelineRun run, String messageId) {
        List<Verdict> found =
                run.verdicts().stream()
                        .filter(verdict -> verdict.getMessageId().equals(messageId))
                        .toList();
        assertThat(found).as("verdicts on %s", messageId).hasSize(1);
        return found.get(0);
    }
}
