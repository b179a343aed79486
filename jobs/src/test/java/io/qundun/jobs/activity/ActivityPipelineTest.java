package io.qundun.jobs.activity;

import static io.qundun.jobs.activity.Inputs.DAY;
import static io.qundun.jobs.activity.Inputs.MINUTE;
import static io.qundun.jobs.activity.Inputs.START;
import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.ReviewDecision;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job, between sources and sinks of the test. */
class ActivityPipelineTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(2);

    @Test
    void countsGradesAndSetsAside() throws Exception {
        ActivityRun run = new ActivityRun();
        CLUSTER.submit(run.graph(2, SavepointRestoreSettings.none()));
        run.policy(1, "accepted");
        run.policy(2, "rejected");
        run.nonsense();
        run.event("g", "e1", "created", "u1", START, START);
        run.event("g", "e2", "promoted", "u1", START, START);
        run.event("g", "e3", "joined", null, START, START);
        run.event("g", "e4", "category_set", null, START, START);
        run.event("", "e5", "closed", null, START, START);
        run.event("g", "e6", "joined", "u2", START + 2 * DAY, START);
        run.event("g", "e7", "joined", "u2", 0, START);
        run.event("g", "e8", "renamed", null, START, START);
        // Two hours ahead of the broker: counted a minute ahead of it.
        run.event("g", "e9", "joined", "u3", START + 7_200_000, START + 1);
        run.decision(decision("d1", "verdict", "shrug", "m"), START);
        run.decision(decision("d2", "verdict", "upheld", null), START);
        run.decision(decision("d3", "weather", "upheld", "m"), START);
        run.decision(decision("d4", "measure", "upheld", null), START);
        await().atMost(LIMIT).until(() -> run.deadLetters.written().size() >= 13);
        assertThat(run.deadLetters.written())
                .allMatch(each -> each.getJob().equals("activity"))
                .extracting(each -> each.getCode())
                .containsExactlyInAnyOrder(
                        "no-avro-header",
                        "no-avro-header",
                        "no-avro-header",
                        "null-value",
                        "invalid-field",
                        "invalid-field",
                        "invalid-field",
                        "invalid-field",
                        "time-out-of-range",
                        "time-out-of-range",
                        "invalid-field",
                        "invalid-field",
                        "invalid-field");

        run.verdict("g", "m", "u1", START + 5, "remove");
        run.heartbeat(START + 2 * MINUTE);

        await().atMost(LIMIT).until(() -> run.activity.written().size() >= 2);
        assertThat(run.activity.written().get(0).getWindows().get(0).getFlaggedByCategory())
                .containsEntry("fraud", 1L);
        assertThat(run.activity.written().get(1).getWindows().get(0).getJoins()).isEqualTo(1);
        assertThat(run.activity.written().get(1).getMembers()).isEqualTo(2);
        assertThat(run.late.written()).isEmpty();
    }

    private static ReviewDecision decision(
            String id, String subjectType, String outcome, String message) {
        return ReviewDecision.newBuilder()
                .setDecisionId(id)
                .setSubjectType(subjectType)
                .setSubjectId("v")
                .setMessageId(message)
                .setGroupId("g")
                .setOutcome(outcome)
                .setDecidedAt(START)
                .build();
    }
}
