package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextDecodeFunctionTest {

    private OneInputStreamOperatorTestHarness<RawRecord, KeyedInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forProcessFunction(new ContextDecodeFunction());
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void handsOnWhatIsToldOfUsers() throws Exception {
        take(Topic.ACCOUNT_STATUS, "user-1", Samples.status("user-1", "verified", START));
        take(Topic.USER_CREDIT, "user-2", Samples.credit("user-2", 4, START));
        take(Topic.ENFORCEMENT_STATE, "user/user-3", Samples.measures("user", "user-3", 1));

        List<KeyedInput> users = users();
        assertThat(users)
                .extracting(input -> input.key)
                .containsExactly("user-1", "user-2", "user-3");
        assertThat(users).extracting(input -> input.recordTime).containsOnly(START);
        assertThat(users.get(0).account.getStatus()).isEqualTo("verified");
        assertThat(users.get(1).credit.getLevel()).isEqualTo(4);
        assertThat(users.get(2).enforcement.getSequence()).isEqualTo(1);
        assertThat(groups()).isEmpty();
    }

    @Test
    void handsOnWhatIsToldOfGroups() throws Exception {
        take(Topic.GROUP_GRADE, "group-1", Samples.grade("group-1", 2, START));
        take(Topic.ENFORCEMENT_STATE, "group/group-2", Samples.measures("group", "group-2", 1));

        assertThat(groups()).extracting(input -> input.key).containsExactly("group-1", "group-2");
        assertThat(users()).isEmpty();
    }

    @Test
    void nullEndsItsKeysSubject() throws Exception {
        take(Topic.ACCOUNT_STATUS, "user-1", (byte[]) null);
        take(Topic.USER_CREDIT, "user-2", (byte[]) null);
        take(Topic.ENFORCEMENT_STATE, "user/a/b", (byte[]) null);
        take(Topic.GROUP_GRADE, "group-1", (byte[]) null);
        take(Topic.ENFORCEMENT_STATE, "group/group-2", (byte[]) null);

        assertThat(users())
                .extracting(input -> input.key + " " + input.ended)
                .containsExactly(
                        "user-1 account.status.v1",
                        "user-2 user.credit.v1",
                        "a/b enforcement.state.v1");
        assertThat(groups())
                .extracting(input -> input.key + " " + input.ended)
                .containsExactly("group-1 group.grade.v1", "group-2 enforcement.state.v1");
        assertThat(letters()).isEmpty();
    }

    @Test
    void aNullThatNamesNobodyIsSetAside() throws Exception {
        take(Topic.ACCOUNT_STATUS, null, (byte[]) null);
        take(Topic.ACCOUNT_STATUS, "", (byte[]) null);
        take(Topic.ENFORCEMENT_STATE, "user-1", (byte[]) null);
        take(Topic.ENFORCEMENT_STATE, "device/1", (byte[]) null);
        take(Topic.ENFORCEMENT_STATE, "user/", (byte[]) null);

        assertThat(letters()).hasSize(5);
        assertThat(letters()).extracting(DeadLetter::getCode).containsOnly("null-value");
        assertThat(users()).isEmpty();
        assertThat(groups()).isEmpty();
    }

    @Test
    void aSubjectThatIsNeitherUserNorGroupIsSetAside() throws Exception {
        take(Topic.ENFORCEMENT_STATE, "message/m", Samples.measures("message", "m", 1));

        assertThat(letters()).extracting(DeadLetter::getCode).containsExactly("invalid-field");
        assertThat(users()).isEmpty();
    }

    @Test
    void whatHappensToMembersIsTheirs() throws Exception {
        take(Topic.GROUP_EVENT, "group-1", event("joined", "user-1"));
        take(Topic.GROUP_EVENT, "group-1", event("renamed", null));
        take(Topic.GROUP_EVENT, "group-1", (byte[]) null);

        assertThat(users()).hasSize(1);
        assertThat(users().get(0).key).isEqualTo("user-1");
        assertThat(users().get(0).membership.getType()).isEqualTo("joined");
        assertThat(letters()).extracting(DeadLetter::getCode).containsExactly("null-value");
    }

    private static GroupEvent event(String type, String user) {
        return GroupEvent.newBuilder()
                .setEventId("e")
                .setGroupId("group-1")
                .setType(type)
                .setUserId(user)
                .setOccurredAt(START)
                .build();
    }

    @Test
    void poisonIsSetAside() throws Exception {
        for (Topic topic :
                List.of(
                        Topic.ACCOUNT_STATUS,
                        Topic.USER_CREDIT,
                        Topic.GROUP_GRADE,
                        Topic.ENFORCEMENT_STATE)) {
            take(topic, "key", TestPolicy.utf8("poison"));
        }
        RawRecord foreign =
                Samples.raw(Topic.USER_CREDIT, "user-1", Samples.credit("user-1", 1, START));
        take(Topic.ACCOUNT_STATUS, "user-1", foreign.value);

        assertThat(letters())
                .extracting(DeadLetter::getCode)
                .containsExactly(
                        "no-avro-header",
                        "no-avro-header",
                        "no-avro-header",
                        "no-avro-header",
                        "unknown-schema");
        assertThat(letters().get(0).getOrigin().getTopic()).isEqualTo("account.status.v1");
        assertThat(users()).isEmpty();
    }

    private void take(Topic topic, String key, SpecificRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(Samples.raw(topic, key, record)));
    }

    private void take(Topic topic, String key, byte[] value) throws Exception {
        harness.processElement(new StreamRecord<>(Samples.raw(topic, key, value)));
    }

    private List<KeyedInput> users() {
        return harness.extractOutputValues();
    }

    private List<KeyedInput> groups() {
        return side(ModerationNames.GROUP_CONTEXTS);
    }

    private List<DeadLetter> letters() {
        return side(ModerationNames.DEAD_LETTERS);
    }

    private <T> List<T> side(OutputTag<T> tag) {
        List<T> values = new ArrayList<>();
        var records = harness.getSideOutput(tag);
        if (records != null) {
            records.forEach(each -> values.add(each.getValue()));
        }
        return values;
    }
}
