package io.qundun.jobs.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.WireFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom side inputs concern, and what becomes of those that concern nobody. */
class SideInputDecodeFunctionTest {

    private static final long NOW = 1_750_000_000_000L;
    private static final long DAY = 86_400_000;

    private OneInputStreamOperatorTestHarness<RawRecord, Signal> flink;

    @BeforeEach
    void open() throws Exception {
        flink =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new SideInputDecodeFunction()));
        flink.open();
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
    }

    @Test
    void aDecisionOnAVerdictGoesToSenderAndGroup() throws Exception {
        send(Topic.REVIEW_DECISION, decision("verdict", "overturned", "u", "g", NOW));

        assertThat(subjects()).containsExactly("user/u", "group/g");
        assertThat(flink.extractOutputValues().get(0).recordValue).isNotNull();
    }

    @Test
    void aDecisionOnAMeasureGoesToItsSubject() throws Exception {
        send(Topic.REVIEW_DECISION, decision("measure", "upheld", "u", "g", NOW));
        send(Topic.REVIEW_DECISION, decision("measure", "upheld", null, "g", NOW));

        assertThat(subjects()).containsExactly("user/u", "group/g");
    }

    @Test
    void aDecisionThatSaysTooLittleOrTooMuchIsSetAside() throws Exception {
        send(Topic.REVIEW_DECISION, decision("case", "upheld", "u", null, NOW));
        send(Topic.REVIEW_DECISION, decision("verdict", "postponed", "u", null, NOW));
        send(Topic.REVIEW_DECISION, decision("verdict", "upheld", null, "g", NOW));
        send(Topic.REVIEW_DECISION, decision("measure", "upheld", null, null, NOW));

        assertThat(subjects()).isEmpty();
        assertThat(codes()).containsOnly("invalid-field").hasSize(4);
    }

    @Test
    void timesOutOfRangeAreSetAside() throws Exception {
        send(Topic.REVIEW_DECISION, decision("verdict", "upheld", "u", null, NOW + DAY + 1));
        send(Topic.REVIEW_DECISION, decision("verdict", "upheld", "u", null, 0));
        send(Topic.USER_CREDIT, credit(NOW + 2 * DAY));
        send(Topic.GROUP_ACTIVITY, activity(NOW + 2 * DAY));

        assertThat(subjects()).isEmpty();
        assertThat(codes()).containsOnly("time-out-of-range").hasSize(4);
        send(Topic.USER_CREDIT, credit(NOW + DAY));
        send(Topic.GROUP_ACTIVITY, activity(NOW));
        assertThat(subjects()).containsExactly("user/u", "group/g");
    }

    @Test
    void answersToMessageCommandsAreNoneOfOurs() throws Exception {
        send(Topic.COMMAND_ACK, ack("message", "applied"));
        send(Topic.COMMAND_ACK, ack("user", "applied"));
        send(Topic.COMMAND_ACK, ack("group", "failed"));
        send(Topic.COMMAND_ACK, ack("user", "perhaps"));

        assertThat(subjects()).containsExactly("user/s", "group/s");
        assertThat(codes()).containsExactly("invalid-field");
    }

    @Test
    void whatIsNoRecordIsSetAsideAndATombstoneOfCreditIsNot() throws Exception {
        raw(Topic.COMMAND_ACK, new byte[] {7});
        raw(Topic.REVIEW_DECISION, null);
        raw(Topic.USER_CREDIT, null);

        assertThat(subjects()).isEmpty();
        assertThat(codes()).containsExactly("no-avro-header", "null-value");
    }

    private static ReviewDecision decision(
            String type, String outcome, String user, String group, long at) {
        return ReviewDecision.newBuilder()
                .setDecisionId("d")
                .setSubjectType(type)
                .setSubjectId("s")
                .setUserId(user)
                .setGroupId(group)
                .setOutcome(outcome)
                .setDecidedAt(at)
                .build();
    }

    private static UserCredit credit(long at) {
        return UserCredit.newBuilder()
                .setUserId("u")
                .setScore(1)
                .setLevel(1)
                .setFormulaVersion("1")
                .setEffectiveFrom(at)
                .build();
    }

    private static GroupActivity activity(long at) {
        return GroupActivity.newBuilder()
                .setActivityId("a")
                .setGroupId("g")
                .setAt(at)
                .setWindows(List.of())
                .build();
    }

    private static CommandAck ack(String subjectType, String state) {
        return CommandAck.newBuilder()
                .setCommandId("c")
                .setSubjectType(subjectType)
                .setSubjectId("s")
                .setSequence(1)
                .setState(state)
                .setBackend("fixture")
                .setAcknowledgedAt(0)
                .build();
    }

    private void send(Topic topic, SpecificRecord record) throws Exception {
        raw(topic, WireFormat.of(topic).encode(record));
    }

    private void raw(Topic topic, byte[] value) throws Exception {
        flink.processElement(
                new StreamRecord<>(new RawRecord(topic.topicName(), 0, 0, NOW, null, value)));
    }

    private List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        flink.extractOutputValues().forEach(signal -> subjects.add(signal.subject));
        return subjects;
    }

    private List<String> codes() {
        List<String> codes = new ArrayList<>();
        for (StreamRecord<DeadLetter> each : flink.getSideOutput(EnforcementNames.DEAD_LETTERS)) {
            codes.add(each.getValue().getCode());
        }
        return codes;
    }
}
