package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class DocumentFunctionTest {

    private static final WireFormat FORMAT = WireFormat.of(Topic.EVIDENCE);

    private static List<String> codes(DocumentFunction function, RawRecord... records)
            throws Exception {
        try (OneInputStreamOperatorTestHarness<RawRecord, DocumentOperation> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(function)) {
            harness.setProcessingTime(Samples.RECORD_TIME);
            for (RawRecord record : records) {
                harness.processElement(record, record.recordTime);
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            return harness.getSideOutput(EvidenceNames.POISON).stream()
                    .map(StreamRecord::getValue)
                    .peek(letter -> assertThat(letter.getJob()).isEqualTo("evidence"))
                    .peek(letter -> assertThat(letter.getReason()).isNotEmpty())
                    .map(DeadLetter::getCode)
                    .toList();
        }
    }

    @Test
    void evidenceBecomesTwoDocuments() throws Exception {
        try (OneInputStreamOperatorTestHarness<RawRecord, DocumentOperation> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(new EvidenceDocumentFunction())) {
            harness.processElement(Samples.raw(Topic.EVIDENCE, Samples.evidence("m1")), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(DocumentOperation::index)
                    .containsExactly(
                            "qundun-evidence-raw-2026.11", "qundun-evidence-redacted-2026.11");
            assertThat(harness.getSideOutput(EvidenceNames.POISON)).isNull();
        }
    }

    @Test
    void aDeadLetterBecomesOneDocument() throws Exception {
        try (OneInputStreamOperatorTestHarness<RawRecord, DocumentOperation> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(new DeadLetterDocumentFunction())) {
            harness.processElement(
                    Samples.raw(Topic.MODERATION_DEAD_LETTER, Samples.deadLetter("d1")), 0);

            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            document -> {
                                assertThat(document.index())
                                        .isEqualTo("qundun-dead-letter-2026.11");
                                assertThat(document.type())
                                        .isEqualTo(DocumentOperation.Type.CREATE);
                            });
        }
    }

    @Test
    void whatIsNoEvidenceIsSetAside() throws Exception {
        byte[] good = FORMAT.encode(Samples.evidence("m1"));
        byte[] unknown = good.clone();
        unknown[5] ^= 1;

        assertThat(
                        codes(
                                new EvidenceDocumentFunction(),
                                Samples.raw(Topic.EVIDENCE, (byte[]) null),
                                Samples.raw(Topic.EVIDENCE, new byte[] {1, 2, 3}),
                                Samples.raw(Topic.EVIDENCE, unknown),
                                Samples.raw(Topic.EVIDENCE, Arrays.copyOf(good, 40))))
                .containsExactly("null-value", "no-avro-header", "unknown-schema", "corrupt-body");
    }

    @Test
    void evidenceWithoutAnIdOrWithAnImpossibleTimeIsSetAside() throws Exception {
        Evidence nameless = Samples.evidence("m1");
        nameless.setEvidenceId("");
        Evidence long513 = Samples.evidence("m1");
        long513.setEvidenceId("x".repeat(513));
        Evidence timeless = Samples.evidence("m1");
        timeless.getVerdict().setEventTime(Long.MAX_VALUE);

        assertThat(
                        codes(
                                new EvidenceDocumentFunction(),
                                Samples.raw(Topic.EVIDENCE, nameless),
                                Samples.raw(Topic.EVIDENCE, long513),
                                Samples.raw(Topic.EVIDENCE, timeless)))
                .containsExactly("invalid-field", "invalid-field", "invalid-field");
    }
}
