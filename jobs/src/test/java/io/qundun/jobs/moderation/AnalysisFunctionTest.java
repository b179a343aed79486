package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.Samples.START;
import static io.qundun.jobs.moderation.TestPolicy.HARMLESS;
import static io.qundun.jobs.moderation.TestPolicy.OTHER;
import static io.qundun.jobs.moderation.TestPolicy.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.runtime.JobVersion;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisFunctionTest {

    private static final PolicyBundle POLICY = TestPolicy.bundle(1, "refuse");
    private static final long YEAR_2000 = 946_684_800_000L;
    private static final long DAY = 86_400_000;

    private BroadcastOperatorTestHarness<RawRecord, PolicyBundle, KeyedInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.processBroadcastElement(POLICY, 0);
    }

    private static BroadcastOperatorTestHarness<RawRecord, PolicyBundle, KeyedInput> harness()
            throws Exception {
        return ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
                new AnalysisFunction(true),
                new MapStateDescriptor<?, ?>[] {ModerationNames.POLICIES});
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void analysesAMessage() throws Exception {
        ChatMessage message = Samples.chat("m", "user-1", "请看 " + REMOVED, START);
        message.setMentions(List.of("user-2", "user-3"));
        message.setEdits("m0");

        analyse(Samples.raw(message, START + 5));

        KeyedInput out = only();
        Candidate candidate = out.candidate;
        assertThat(out.key).isEqualTo("group-1");
        assertThat(candidate.messageId).isEqualTo("m");
        assertThat(candidate.senderId).isEqualTo("user-1");
        assertThat(candidate.edits).isEqualTo("m0");
        assertThat(candidate.mentions).isEqualTo(2);
        assertThat(candidate.partition).isEqualTo(3);
        assertThat(candidate.offset).isEqualTo(42);
        assertThat(candidate.recordTime).isEqualTo(START + 5);
        assertThat(candidate.eventTime).isEqualTo(START);
        assertThat(candidate.policyVersion).isEqualTo(1);
        assertThat(candidate.hits)
                .extracting(hit -> hit.getTerm() + "@" + hit.getStart() + "-" + hit.getEnd())
                .containsExactly(REMOVED + "@3-7");
        assertThat(candidate.keywords).containsExactly(1, 0);
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "edit", "media", "nickname", "group_name", "announcement"})
    void looksForTermsInWhateverKind(String kind) throws Exception {
        ChatMessage message = Samples.chat("m", "user-1", "白*菜 促*銷，加V：demo12345", START);
        message.setKind(kind);

        analyse(Samples.raw(message, START));

        Candidate candidate = only().candidate;
        assertThat(candidate.kind).isEqualTo(kind);
        assertThat(candidate.hits).extracting(hit -> hit.getTerm()).containsExactly(REMOVED);
        assertThat(candidate.keywords).containsExactly(1, 0);
        assertThat(candidate.contacts).isOne();
    }

    @Test
    void setsAsideWhatIsNoMessage() throws Exception {
        byte[] sound = Samples.raw(Samples.chat("m", "user-1", HARMLESS, START), START).value;
        byte[] unknown = sound.clone();
        unknown[5] ^= 1;
        byte[] truncated = Arrays.copyOf(sound, sound.length - 3);

        analyse(Samples.raw(Topic.CHAT_MESSAGE, "group-1", (byte[]) null));
        analyse(Samples.raw(Topic.CHAT_MESSAGE, "group-1", TestPolicy.utf8("{\"text\":1}")));
        analyse(Samples.raw(Topic.CHAT_MESSAGE, null, unknown));
        analyse(Samples.raw(Topic.CHAT_MESSAGE, "group-1", truncated));

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters())
                .extracting(DeadLetter::getCode)
                .containsExactly("null-value", "no-avro-header", "unknown-schema", "corrupt-body");
        DeadLetter letter = letters().get(3);
        assertThat(letter.getOrigin().getTopic()).isEqualTo("chat.message.v1");
        assertThat(letter.getOrigin().getOffset()).isEqualTo(7);
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(truncated));
        assertThat(letter.getJob()).isEqualTo("moderation");
        assertThat(letter.getJobVersion()).isEqualTo(JobVersion.current());
        assertThat(letter.getReason()).isNotBlank();
    }

    @Test
    void setsAsideIdsAndFieldsOutOfBounds() throws Exception {
        List<Consumer<ChatMessage>> unusable =
                List.of(
                        message -> message.setMessageId(""),
                        message -> message.setGroupId(""),
                        message -> message.setSenderId(""),
                        message -> message.setMessageId("x".repeat(257)),
                        message -> message.setKind("x".repeat(65)),
                        message -> message.setEdits(""),
                        message -> message.setEdits("x".repeat(257)));
        for (Consumer<ChatMessage> each : unusable) {
            ChatMessage message = Samples.chat("m", "user-1", HARMLESS, START);
            each.accept(message);
            analyse(Samples.raw(message, START));
        }

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters()).hasSize(unusable.size());
        assertThat(letters()).extracting(DeadLetter::getCode).containsOnly("invalid-field");
        assertThat(letters().get(0).getReason()).contains("messageId");
        assertThat(letters().get(4).getReason()).contains("kind");
    }

    @Test
    void takesIdsOfTheGreatestLength() throws Exception {
        analyse(Samples.raw(Samples.chat("x".repeat(256), "y", HARMLESS, START), START));

        assertThat(only().candidate.messageId).hasSize(256);
    }

    @Test
    void setsAsideTimesThatCannotBe() throws Exception {
        sent(0, START);
        sent(3_786_912_000_000L, START); // 2090
        sent(YEAR_2000 - 1, START);
        sent(START + DAY + 1, START);
        sent(Long.MIN_VALUE, START);
        sent(Long.MAX_VALUE, START);
        sent(START, -1); // a record without a time

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters()).hasSize(7);
        assertThat(letters()).extracting(DeadLetter::getCode).containsOnly("time-out-of-range");
    }

    @Test
    void eventTimeIsSentAtButAMinuteAfterTheRecordAtMost() throws Exception {
        sent(YEAR_2000, START);
        sent(START, START);
        sent(START + 60_000, START);
        sent(START + 60_001, START);
        sent(START + DAY, START);

        assertThat(harness.extractOutputValues())
                .extracting(out -> out.candidate.eventTime)
                .containsExactly(YEAR_2000, START, START + 60_000, START + 60_000, START + 60_000);
        assertThat(letters()).isEmpty();
    }

    @Test
    void anEmptyTextGetsACandidate() throws Exception {
        analyse(Samples.raw(Samples.chat("m", "user-1", "", START), START));

        Candidate candidate = only().candidate;
        assertThat(candidate.hits).isNull();
        assertThat(candidate.length).isZero();
        assertThat(candidate.fingerprint).isZero();
    }

    @Test
    void boundsTheHitsOfAMegabyte() throws Exception {
        String text = (REMOVED + "，" + "好".repeat(300)).repeat(1_000);
        assertThat(TestPolicy.utf8(text).length).isGreaterThan(900_000);

        analyse(Samples.raw(Samples.chat("m", "user-1", text, START), START));

        Candidate candidate = only().candidate;
        assertThat(candidate.hitCount).isEqualTo(1_000);
        assertThat(candidate.hits).hasSize(200);
        assertThat(candidate.keywords).containsExactly(1, 0);
    }

    @Test
    void takesInvalidUtf8AndReplacementCharacters() throws Exception {
        analyse(Samples.raw(Samples.chat("m", "user-1", "a\ud800b\udc00\ufffd", START), START));
        ChatMessage marked = Samples.chat("m", "user-1", "zzzz", START);
        RawRecord invalid = Samples.raw(marked, START);
        for (int i = 0; i + 3 < invalid.value.length; i++) {
            if (invalid.value[i] == 'z' && invalid.value[i + 3] == 'z') {
                invalid.value[i + 1] = (byte) 0xFF;
                invalid.value[i + 2] = (byte) 0xED;
            }
        }
        analyse(invalid);

        assertThat(harness.extractOutputValues()).hasSize(2);
        assertThat(letters()).isEmpty();
    }

    @Test
    void choosesTheVersionByRecordTime() throws Exception {
        harness.processBroadcastElement(TestPolicy.bundle(2, "refuse", START, OTHER), 0);

        recorded(START - 1);
        recorded(START);
        recorded(START + 1);

        assertThat(harness.extractOutputValues())
                .extracting(out -> out.candidate.policyVersion)
                .containsExactly(1L, 2L, 2L);
        assertThat(harness.extractOutputValues())
                .extracting(out -> out.candidate.hitCount)
                .containsExactly(1, 0, 0);
    }

    @Test
    void theHigherVersionWinsInWhateverOrderTheyArrive() throws Exception {
        harness.processBroadcastElement(TestPolicy.bundle(5, "refuse", START, OTHER), 0);
        harness.processBroadcastElement(TestPolicy.bundle(4, "refuse", START, OTHER), 0);

        recorded(START - 1);
        recorded(START);

        assertThat(harness.extractOutputValues())
                .extracting(out -> out.candidate.policyVersion)
                .containsExactly(1L, 5L);
    }

    @Test
    void aMessageFromBeforeAllVersionsIsJudgedByTheLowest() throws Exception {
        harness.close();
        harness = harness();
        harness.processBroadcastElement(TestPolicy.bundle(5, "refuse", START, OTHER), 0);

        recorded(START - DAY);

        assertThat(only().candidate.policyVersion).isEqualTo(5);
    }

    @Test
    void forgetsTheLowestVersionsOnly() throws Exception {
        for (long version = 2; version <= 6; version++) {
            harness.processBroadcastElement(
                    TestPolicy.bundle(version, "refuse", START + version, OTHER), 0);
        }

        assertThat(harness.getBroadcastState(ModerationNames.POLICIES).immutableEntries())
                .extracting(entry -> entry.getKey())
                .containsExactlyInAnyOrder(3L, 4L, 5L, 6L);
        recorded(START + 4);
        assertThat(only().candidate.policyVersion).isEqualTo(4);
    }

    @Test
    void saysThatAPolicyIsMissing() throws Exception {
        harness.close();
        harness = harness();

        assertThatThrownBy(() -> recorded(START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy.status.v1");
    }

    @Test
    void everyRecordGivesExactlyOneThing() throws Exception {
        byte[] sound = Samples.raw(Samples.chat("m", "user-1", REMOVED, START), START).value;
        for (int i = 0; i < sound.length; i++) {
            byte[] broken = sound.clone();
            broken[i] ^= (byte) 0x55;
            analyse(Samples.raw(Topic.CHAT_MESSAGE, "group-1", broken));
            analyse(Samples.raw(Topic.CHAT_MESSAGE, "group-1", Arrays.copyOf(sound, i)));
        }

        assertThat(harness.extractOutputValues().size() + letters().size())
                .isEqualTo(2 * sound.length);
        assertThat(WireFormat.of(Topic.CHAT_MESSAGE).decode(sound)).isNotNull();
    }

    private void sent(long sentAt, long recordTime) throws Exception {
        analyse(Samples.raw(Samples.chat("m", "user-1", HARMLESS, sentAt), recordTime));
    }

    private void recorded(long recordTime) throws Exception {
        analyse(Samples.raw(Samples.chat("m", "user-1", REMOVED, recordTime), recordTime));
    }

    private void analyse(RawRecord raw) throws Exception {
        harness.processElement(new StreamRecord<>(raw));
    }

    private KeyedInput only() {
        assertThat(harness.extractOutputValues()).hasSize(1);
        return harness.extractOutputValues().get(0);
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        var records = harness.getSideOutput(ModerationNames.DEAD_LETTERS);
        if (records != null) {
            records.forEach(each -> letters.add(each.getValue()));
        }
        return letters;
    }
}
