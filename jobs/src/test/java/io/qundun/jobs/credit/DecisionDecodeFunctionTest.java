package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.NOON;
import static io.qundun.jobs.credit.CreditSamples.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionDecodeFunctionTest {

    private OneInputStreamOperatorTestHarness<RawRecord, LedgerInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new DecisionDecodeFunction()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void readsADecisionOnAVerdict() throws Exception {
        ReviewDecision decided = decision("d1", "overturned", "v1", "user-1", NOON);
        decided.setMessageId("m1");
        read(decided);
        assertThat(harness.extractOutputValues()).hasSize(1);
        LedgerInput input = harness.extractOutputValues().get(0);
        assertThat(input.userId).isEqualTo("user-1");
        assertThat(input.decision.verdictId).isEqualTo("v1");
        assertThat(input.decision.messageId).isEqualTo("m1");
        assertThat(input.decision.overturned).isTrue();
        assertThat(input.decision.raw())
                .isEqualTo(CreditSamples.raw(Topic.REVIEW_DECISION, decided, 7, NOON));
    }

    @Test
    void leavesDecisionsOnMeasuresToTheJobThatOrdersThem() throws Exception {
        ReviewDecision decided = decision("d1", "overturned", "measure-1", null, NOON);
        decided.setSubjectType("measure");
        read(decided);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(CreditNames.DEAD_LETTERS)).isNull();
    }

    @Test
    void setsAsideWhatItCannotUse() throws Exception {
        read(decision("d1", "maybe", "v1", "user-1", NOON));
        assertThat(deadLetter().getCode()).isEqualTo("invalid-field");
        assertThat(deadLetter().getReason()).contains("outcome", "maybe");
    }

    @Test
    void setsAsideADecisionThatNamesNobody() throws Exception {
        read(decision("d1", "upheld", "v1", null, NOON));
        assertThat(deadLetter().getCode()).isEqualTo("invalid-field");
        assertThat(deadLetter().getReason()).contains("userId");
    }

    @Test
    void setsAsideAnUnknownSubject() throws Exception {
        ReviewDecision decided = decision("d1", "upheld", "v1", "user-1", NOON);
        decided.setSubjectType("group");
        read(decided);
        assertThat(deadLetter().getReason()).contains("subjectType", "group");
    }

    @Test
    void setsAsideADecisionFromTheFuture() throws Exception {
        read(decision("d1", "upheld", "v1", "user-1", NOON + DAY + 1));
        assertThat(deadLetter().getCode()).isEqualTo("time-out-of-range");
    }

    @Test
    void setsAsideWhatIsNoRecord() throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        new RawRecord(
                                Topic.REVIEW_DECISION.topicName(),
                                0,
                                7,
                                NOON,
                                null,
                                new byte[] {1, 2, 3})));
        assertThat(deadLetter().getCode()).isEqualTo("no-avro-header");
    }

    private void read(ReviewDecision decided) throws Exception {
        harness.processElement(
                new StreamRecord<>(CreditSamples.raw(Topic.REVIEW_DECISION, decided, 7, NOON)));
    }

    private DeadLetter deadLetter() {
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(CreditNames.DEAD_LETTERS)).hasSize(1);
        return harness.getSideOutput(CreditNames.DEAD_LETTERS).peek().getValue();
    }
}
