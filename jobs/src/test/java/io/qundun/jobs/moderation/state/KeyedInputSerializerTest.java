package io.qundun.jobs.moderation.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.RawRecordSerializer;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.MatchedSpan;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KeyedInputSerializerTest {

    private static Candidate bare() {
        Candidate candidate = new Candidate();
        candidate.messageId = "m-1";
        candidate.groupId = "g-1";
        candidate.senderId = "u-1";
        candidate.kind = "text";
        candidate.language = "zh";
        return candidate;
    }

    private static Candidate full() {
        Candidate candidate = bare();
        candidate.edits = "m-0";
        candidate.mentions = 1;
        candidate.value = new byte[] {1, -2, 3};
        candidate.partition = 2;
        candidate.offset = 3;
        candidate.recordTime = 4;
        candidate.eventTime = 5;
        candidate.late = true;
        candidate.policyVersion = 6;
        candidate.hits =
                List.of(
                        new MatchedSpan("词", "spam", 2, 0.5, 1, 2, List.of("homophone", "spaced")),
                        new MatchedSpan("word", "spam", 1, 1.0, 3, 7, List.of()));
        candidate.hitCount = 7;
        candidate.keywords = new int[] {1, 0};
        candidate.suspects = new int[] {0, 2};
        candidate.severities = new int[] {3, 1};
        candidate.scores = new double[] {0.25, 0.5};
        candidate.links = 8;
        candidate.contacts = 9;
        candidate.length = 10;
        candidate.fingerprint = 11;
        candidate.group = new GroupContext(4, "f-1", "study", 12, true);
        return candidate;
    }

    private static <T> T through(TypeSerializer<T> serializer, T value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static KeyedInput through(KeyedInput input) throws Exception {
        return through(
                TypeInformation.of(KeyedInput.class).createSerializer(new SerializerConfigImpl()),
                input);
    }

    private static void assertSurvives(KeyedInput input) throws Exception {
        assertThat(through(input)).usingRecursiveComparison().isEqualTo(input);
    }

    @Test
    void messagesSurviveUnderEachOfTheirKeys() throws Exception {
        for (Candidate candidate : List.of(bare(), full())) {
            for (String key : List.of("g-1", "u-1", "another")) {
                assertSurvives(KeyedInput.of(key, candidate));
            }
        }
    }

    /** A field that is added to the candidate, but not to its codec, would get lost silently. */
    @Test
    void theFullCandidateHasEveryFieldSet() throws Exception {
        Candidate empty = new Candidate();
        Candidate full = full();
        for (Field field : Candidate.class.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                assertThat(field.get(full)).as(field.getName()).isNotEqualTo(field.get(empty));
            }
        }
    }

    @Test
    void aScoreThatIsMissingStaysMissing() throws Exception {
        Candidate candidate = bare();
        candidate.scores = new double[] {Double.NaN, 0.5};
        assertThat(through(KeyedInput.of("g-1", candidate)).candidate.scores)
                .containsExactly(Double.NaN, 0.5);
    }

    @Test
    void contextsSurvive() throws Exception {
        KeyedInput account = KeyedInput.context("u-1", 5);
        account.account = new AccountStatus("u-1", "verified", null, 3L);
        assertSurvives(account);
        KeyedInput grade = KeyedInput.context("g-1", 6);
        grade.grade =
                GroupGrade.newBuilder()
                        .setGroupId("g-1")
                        .setGrade(2)
                        .setMembers(10)
                        .setFormulaVersion("f-1")
                        .setEffectiveFrom(1)
                        .build();
        assertSurvives(grade);
        KeyedInput measures = KeyedInput.context("u-1", 7);
        measures.enforcement = new EnforcementState("user", "u-1", 8L, 9L, List.of());
        assertSurvives(measures);
        KeyedInput membership = KeyedInput.context("u-1", 9);
        membership.membership =
                GroupEvent.newBuilder()
                        .setEventId("e-1")
                        .setGroupId("g-1")
                        .setType("joined")
                        .setUserId("u-1")
                        .setOccurredAt(4)
                        .build();
        assertSurvives(membership);
        KeyedInput ended = KeyedInput.context("u-1", 8);
        ended.ended = "account.status.v1";
        assertSurvives(ended);
    }

    @Test
    void serializersTravelToTaskManagers() throws Exception {
        KeyedInputSerializer received =
                InstantiationUtil.clone(new KeyedInputSerializer().duplicate());
        KeyedInput input = KeyedInput.of("g-1", full());
        assertThat(through(received, input)).usingRecursiveComparison().isEqualTo(input);
        assertThat(received.copy(input))
                .isNotSameAs(input)
                .usingRecursiveComparison()
                .isEqualTo(input);
        RawRecord raw = new RawRecord("chat.message.v1", 1, 2, 3, null, new byte[] {4});
        assertThat(through(InstantiationUtil.clone(new RawRecordSerializer()), raw)).isEqualTo(raw);
    }

    @Test
    void rawRecordsSurviveWithoutKeyOrValue() throws Exception {
        TypeSerializer<RawRecord> serializer =
                TypeInformation.of(RawRecord.class).createSerializer(new SerializerConfigImpl());
        assertThat(serializer).isInstanceOf(RawRecordSerializer.class);
        for (RawRecord raw :
                List.of(
                        new RawRecord("t", 1, 2, 3, new byte[] {1}, null),
                        new RawRecord("t", 1, 2, 3, null, new byte[0]))) {
            assertThat(through(serializer, raw)).isEqualTo(raw);
        }
    }
}
