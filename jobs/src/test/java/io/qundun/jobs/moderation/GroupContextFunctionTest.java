package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.Topic;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupContextFunctionTest {

    private static final PolicyBundle POLICY = TestPolicy.bundle(1, "refuse");
    private static final String GROUP = "group-1";

    private KeyedOneInputStreamOperatorTestHarness<String, KeyedInput, KeyedInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                        new GroupContextFunction(), input -> input.key, Types.STRING);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void passesAMessageToItsSender() throws Exception {
        message(START);

        KeyedInput out = harness.extractOutputValues().get(0);
        assertThat(out.key).isEqualTo("user-1");
        assertThat(out.candidate.messageId).isEqualTo("m");
        assertThat(out.candidate.group).as("nothing is known of the group").isNull();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void addsTheGradeAsLastReceived() throws Exception {
        grade(Samples.grade(GROUP, 2, START));
        grade(Samples.grade(GROUP, 5, START - 1));

        message(START - 100);

        assertThat(groups()).containsExactly(new GroupContext(2, "g1", "study", 120, false));
        grade(Samples.grade(GROUP, 4, START));
        message(START);
        assertThat(groups().get(1).getGrade()).as("the same moment, received later").isEqualTo(4);
    }

    @Test
    void addsSuspensionAsOfTheMessage() throws Exception {
        measures(2, Samples.measure("suspend", START, START + 10));
        measures(1, Samples.measure("suspend", START - 100, null));

        message(START - 1);
        message(START);
        message(START + 9);
        message(START + 10);

        assertThat(groups())
                .extracting(GroupContext::getSuspended)
                .containsExactly(false, true, true, false);
        assertThat(groups().get(1)).isEqualTo(new GroupContext(3, "", "", 0, true));
    }

    @Test
    void aMuteOfAGroupSuspendsNobody() throws Exception {
        measures(1, Samples.measure("mute", START, null));

        message(START);

        assertThat(groups().get(0).getSuspended()).isFalse();
    }

    @Test
    void stateEndsWithItsSubject() throws Exception {
        grade(Samples.grade(GROUP, 2, START));
        measures(1, Samples.measure("suspend", START, null));
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);

        ended(Topic.GROUP_GRADE);
        message(START);
        assertThat(groups()).containsExactly(new GroupContext(3, "", "", 0, true));
        ended(Topic.ENFORCEMENT_STATE);

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void otherGroupsAreNotConcerned() throws Exception {
        grade(Samples.grade("group-2", 1, START));

        message(START);

        assertThat(harness.extractOutputValues().get(0).candidate.group).isNull();
    }

    private void message(long time) throws Exception {
        take(KeyedInput.of(GROUP, Samples.candidate(POLICY, "m", "user-1", "好", time)));
    }

    private void grade(GroupGrade grade) throws Exception {
        KeyedInput input = KeyedInput.context(grade.getGroupId(), START);
        input.grade = grade;
        take(input);
    }

    private void measures(long sequence, ActiveMeasure... measures) throws Exception {
        KeyedInput input = KeyedInput.context(GROUP, START);
        input.enforcement = Samples.measures("group", GROUP, sequence, measures);
        take(input);
    }

    private void ended(Topic topic) throws Exception {
        KeyedInput input = KeyedInput.context(GROUP, START);
        input.ended = topic.topicName();
        take(input);
    }

    private void take(KeyedInput input) throws Exception {
        harness.processElement(new StreamRecord<>(input));
    }

    private List<GroupContext> groups() {
        return harness.extractOutputValues().stream().map(out -> out.candidate.group).toList();
    }
}
