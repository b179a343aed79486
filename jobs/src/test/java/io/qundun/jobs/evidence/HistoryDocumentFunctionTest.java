package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class HistoryDocumentFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What comes out, and how many records were set aside. */
    private record Run(List<DocumentOperation> documents, int poison) {}

    private static Run run(RawRecord... records) throws Exception {
        try (OneInputStreamOperatorTestHarness<RawRecord, DocumentOperation> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(new HistoryDocumentFunction())) {
            for (RawRecord record : records) {
                harness.processElement(record, record.recordTime);
            }
            var poison = harness.getSideOutput(EvidenceNames.POISON);
            return new Run(
                    new ArrayList<>(harness.extractOutputValues()),
                    poison == null ? 0 : poison.size());
        }
    }

    private static JsonNode only(Topic topic, SpecificRecord record) throws Exception {
        Run run = run(Samples.raw(topic, record));
        assertThat(run.poison()).isZero();
        assertThat(run.documents()).hasSize(1);
        return JSON.readTree(run.documents().get(0).json());
    }

    @Test
    void everyRecordBecomesOneDocumentHoweverOftenItComes() throws Exception {
        for (Map.Entry<Topic, SpecificRecord> sample : HistorySamples.all().entrySet()) {
            Run run =
                    run(
                            Samples.raw(sample.getKey(), sample.getValue()),
                            Samples.raw(sample.getKey(), sample.getValue()));
            Map<String, String> byId = new HashMap<>();
            for (DocumentOperation document : run.documents()) {
                assertThat(document.type()).isEqualTo(DocumentOperation.Type.CREATE);
                byId.put(document.id(), document.index());
            }
            String family =
                    sample.getKey() == Topic.GROUP_ACTIVITY
                            ? EvidenceNames.ACTIVITY
                            : EvidenceNames.HISTORY;
            assertThat(run.documents()).as(sample.getKey().topicName()).hasSize(2);
            assertThat(byId).hasSize(1).containsValue(family + "-2026.11");
            assertThat(run.poison()).isZero();
        }
    }

    @Test
    void aResentCommandIsTheSameDocument() throws Exception {
        EnforcementCommand first = HistorySamples.command("user", "u1");
        EnforcementCommand again = EnforcementCommand.newBuilder(first).setIssuedAt(9).build();

        Run run =
                run(
                        Samples.raw(Topic.MEASURE_COMMAND, first),
                        Samples.raw(Topic.MEASURE_COMMAND, again));

        assertThat(run.documents()).extracting(DocumentOperation::id).containsOnly("c1").hasSize(2);
    }

    @Test
    void aUsersTimelineIsFoundByTheUser() throws Exception {
        List<JsonNode> documents = new ArrayList<>();
        documents.add(only(Topic.USER_CREDIT_ENTRY, HistorySamples.entry()));
        documents.add(only(Topic.USER_CREDIT, HistorySamples.credit()));
        documents.add(only(Topic.MEASURE_COMMAND, HistorySamples.command("user", "u1")));
        documents.add(only(Topic.ENFORCEMENT_STATE, HistorySamples.state("user", "u1")));
        documents.add(only(Topic.COMMAND_ACK, HistorySamples.ack("user", "u1")));
        documents.add(only(Topic.REVIEW_TASK, HistorySamples.task("user", "u1")));
        documents.add(only(Topic.REVIEW_TASK, HistorySamples.task("message", "m1")));
        documents.add(only(Topic.REVIEW_DECISION, HistorySamples.decision("verdict")));
        for (JsonNode document : documents) {
            assertThat(document.at("/user/id").asText()).as(document.toString()).isEqualTo("u1");
            assertThat(document.path("@timestamp").asText()).isNotEmpty();
        }
    }

    @Test
    void aGroupsDayIsFoundByTheGroup() throws Exception {
        List<JsonNode> documents = new ArrayList<>();
        documents.add(only(Topic.GROUP_ACTIVITY, HistorySamples.activity()));
        documents.add(only(Topic.GROUP_ACTIVITY_LATE, HistorySamples.late("event", "e1")));
        documents.add(only(Topic.GROUP_GRADE, HistorySamples.grade()));
        documents.add(only(Topic.USER_CREDIT_ENTRY, HistorySamples.entry()));
        documents.add(only(Topic.MEASURE_COMMAND, HistorySamples.command("group", "g1")));
        documents.add(only(Topic.ENFORCEMENT_STATE, HistorySamples.state("group", "g1")));
        documents.add(only(Topic.COMMAND_ACK, HistorySamples.ack("group", "g1")));
        documents.add(only(Topic.REVIEW_TASK, HistorySamples.task("group", "g1")));
        documents.add(only(Topic.REVIEW_DECISION, HistorySamples.decision("measure")));
        for (JsonNode document : documents) {
            assertThat(document.at("/qundun/group/id").asText())
                    .as(document.toString())
                    .isEqualTo("g1");
        }
    }

    @Test
    void causesLeadBack() throws Exception {
        assertThat(causes(only(Topic.USER_CREDIT_ENTRY, HistorySamples.entry())))
                .containsExactly("d1", "v1", "entry-0");
        assertThat(causes(only(Topic.USER_CREDIT, HistorySamples.credit())))
                .containsExactly("entry-1", "entry-0");
        assertThat(causes(only(Topic.MEASURE_COMMAND, HistorySamples.command("user", "u1"))))
                .containsExactly("v1", "v0");
        assertThat(causes(only(Topic.COMMAND_ACK, HistorySamples.ack("user", "u1"))))
                .containsExactly("c1");
        assertThat(causes(only(Topic.GROUP_GRADE, HistorySamples.grade()))).containsExactly("a1");
        assertThat(causes(only(Topic.REVIEW_DECISION, HistorySamples.decision("verdict"))))
                .containsExactly("v1", "t1");
        assertThat(causes(only(Topic.REVIEW_TASK, HistorySamples.task("user", "u1"))))
                .containsExactly("v1", "u1");
    }

    private static List<String> causes(JsonNode document) {
        List<String> causes = new ArrayList<>();
        document.at("/qundun/causes").forEach(cause -> causes.add(cause.asText()));
        return causes;
    }

    @Test
    void whatWasLateLeadsToWhatItWas() throws Exception {
        JsonNode verdict = only(Topic.GROUP_ACTIVITY_LATE, HistorySamples.late("verdict", "v1"));
        LateActivity first = HistorySamples.late("decision", "d1");
        first.setFrontier(Long.MIN_VALUE);
        JsonNode decision = only(Topic.GROUP_ACTIVITY_LATE, first);

        assertThat(verdict.at("/event/dataset").asText()).isEqualTo("activity-late");
        assertThat(verdict.at("/event/action").asText()).isEqualTo("verdict");
        assertThat(verdict.at("/event/reason").asText()).isEqualTo("late");
        assertThat(verdict.at("/qundun/verdict/id").asText()).isEqualTo("v1");
        assertThat(verdict.at("/qundun/frontier").asText()).isNotEmpty();
        assertThat(causes(verdict)).containsExactly("v1");
        assertThat(decision.at("/qundun/verdict").isMissingNode()).isTrue();
        assertThat(decision.at("/qundun/frontier").isMissingNode()).isTrue();
        assertThat(causes(decision)).containsExactly("d1");
        assertThat(decision.at("/event/id")).isNotEqualTo(verdict.at("/event/id"));
    }

    @Test
    void theEndOfASubjectIsNoDocumentAndNoFault() throws Exception {
        Run run =
                run(
                        Samples.raw(Topic.USER_CREDIT, (byte[]) null),
                        Samples.raw(Topic.GROUP_GRADE, (byte[]) null),
                        Samples.raw(Topic.ENFORCEMENT_STATE, (byte[]) null));

        assertThat(run).isEqualTo(new Run(List.of(), 0));
    }

    @Test
    void whatNoDocumentCanBeMadeOfIsSetAside() throws Exception {
        GroupActivity odd = HistorySamples.activity();
        odd.setWindows(List.of(HistorySamples.window("30d", 1)));
        GroupActivity timeless = HistorySamples.activity();
        timeless.setAt(Long.MAX_VALUE);
        EnforcementCommand nameless = HistorySamples.command("user", "u1");
        nameless.setCommandId("");

        Run run =
                run(
                        Samples.raw(Topic.GROUP_ACTIVITY, odd),
                        Samples.raw(Topic.GROUP_ACTIVITY, timeless),
                        Samples.raw(Topic.MEASURE_COMMAND, nameless),
                        Samples.raw(Topic.MEASURE_COMMAND, (byte[]) null),
                        Samples.raw(Topic.COMMAND_ACK, new byte[] {1, 2, 3}));

        assertThat(run).isEqualTo(new Run(List.of(), 5));
    }
}
