package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.NOON;
import static io.qundun.jobs.credit.CreditSamples.decision;
import static io.qundun.jobs.credit.CreditSamples.removed;
import static io.qundun.jobs.credit.CreditSamples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a ledger when its user's account is ended. */
class EndedAccountTest {

    private static final String USER = "user-1";

    private CreditHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = CreditHarness.create();
        harness.watermark(NOON - 1);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void everythingIsForgottenAndTheCreditTakenBack() throws Exception {
        Verdict refused = verdict("m2", USER, NOON);
        refused.setAction("refuse");
        harness.verdict(refused);
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.decision(decision("d1", "overturned", "v-unknown", USER, NOON));

        harness.ended(USER, NOON + 10);

        CreditOutput last = last();
        assertThat(last.userId).isEqualTo(USER);
        assertThat(last.credit).as("a tombstone").isNull();
        assertThat(harness.keyedStateEntries()).as("that it has ended").isEqualTo(1);
        harness.watermark(NOON + 10 + DAY);
        assertThat(harness.keyedStateEntries()).isZero();
        assertThat(harness.flink.numEventTimeTimers()).isZero();
        assertThat(harness.deadLetters()).isEmpty();
        assertThat(harness.entries()).as("the ledger's lines stay").hasSize(1);
    }

    @Test
    void whatWasWrittenBeforeTheEndBeginsNoLedgerAnew() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.ended(USER, NOON + 10);
        harness.ended(USER, NOON + 10);
        int said = harness.outputs().size();

        harness.verdict(removed(2, "m2", USER, NOON + 9));
        harness.verdict(verdict("m3", USER, NOON + 10));
        harness.decision(decision("d1", "upheld", "v-m1", USER, NOON + 5));

        assertThat(harness.outputs()).hasSize(said);
        assertThat(harness.entries()).hasSize(1);
        assertThat(harness.keyedStateEntries()).isEqualTo(1);
    }

    @Test
    void anAccountOfTheSameIdBeginsAnew() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.ended(USER, NOON + 10);

        harness.verdict(removed(1, "m4", USER, NOON + 11));

        assertThat(harness.last().getScore()).isEqualTo(46);
        assertThat(harness.last().getSequence()).isEqualTo(1);
        harness.watermark(NOON + 2 * DAY);
        harness.verdict(removed(1, "m5", USER, NOON + 2 * DAY));
        assertThat(harness.last().getSequence()).isGreaterThan(1);
    }

    @Test
    void nothingIsSaidOfSomebodyOfWhomNothingWasSaid() throws Exception {
        harness.verdict(verdict("m1", USER, NOON));
        harness.ended(USER, NOON + 10);
        harness.ended("stranger", NOON - 3 * DAY);

        assertThat(harness.outputs()).isEmpty();
        harness.watermark(NOON + 2 * DAY);
        assertThat(harness.keyedStateEntries()).isZero();
    }

    @Test
    void onlyEndsAreTakenFromTheStatusesOfAccounts() throws Exception {
        try (OneInputStreamOperatorTestHarness<RawRecord, LedgerInput> ends =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new EndedAccountFunction()))) {
            ends.open();
            AccountStatus status = new AccountStatus(USER, "verified", null, NOON);
            ends.processElement(
                    new StreamRecord<>(CreditSamples.raw(Topic.ACCOUNT_STATUS, status, 1, NOON)));
            ends.processElement(new StreamRecord<>(nothing(USER)));
            ends.processElement(new StreamRecord<>(nothing("")));

            List<LedgerInput> inputs = ends.extractOutputValues();
            assertThat(inputs).hasSize(1);
            assertThat(inputs.get(0).userId).isEqualTo(USER);
            assertThat(inputs.get(0).ended).isTrue();
            assertThat(inputs.get(0).time).isEqualTo(NOON);
            assertThat(ends.getSideOutput(CreditNames.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .extracting(DeadLetter::getCode)
                    .containsExactly("null-value");
        }
    }

    private static RawRecord nothing(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return new RawRecord(Topic.ACCOUNT_STATUS.topicName(), 0, 2, NOON, bytes, null);
    }

    private CreditOutput last() {
        List<CreditOutput> outputs = harness.outputs();
        return outputs.get(outputs.size() - 1);
    }
}
