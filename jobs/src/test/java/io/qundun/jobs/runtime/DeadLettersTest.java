package io.qundun.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final DeadLetters letters = new DeadLetters("moderation");

    @Test
    void keepsTheRecordAsItCameAndWhereItLay() throws Exception {
        byte[] key = {1, 2};
        byte[] value = {-1, 0, 3};
        RawRecord raw = new RawRecord("chat.message.v1", 3, 42, 99, key, value);

        DeadLetter letter = letters.of(raw, DeadLetterCode.CORRUPT_BODY, "cut off", 123);

        assertThat(letter.getOrigin().getTopic()).isEqualTo("chat.message.v1");
        assertThat(letter.getOrigin().getPartition()).isEqualTo(3);
        assertThat(letter.getOrigin().getOffset()).isEqualTo(42);
        assertThat(letter.getRecordTime()).isEqualTo(99);
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(key));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getCode()).isEqualTo("corrupt-body");
        assertThat(letter.getReason()).isEqualTo("cut off");
        assertThat(letter.getJob()).isEqualTo("moderation");
        assertThat(letter.getJobVersion()).isEqualTo(JobVersion.current());
        assertThat(letter.getFailedAt()).isEqualTo(123);
        WireFormat format = WireFormat.of(Topic.MODERATION_DEAD_LETTER);
        assertThat(format.decode(format.encode(letter))).isEqualTo(letter);
    }

    @Test
    void nullsStayNull() throws Exception {
        DeadLetter letter =
                letters.of(
                        new RawRecord("t", 0, 0, 0, null, null), DeadLetterCode.NULL_VALUE, "", 0);

        assertThat(letter.getKey()).isNull();
        assertThat(letter.getValue()).isNull();
        WireFormat format = WireFormat.of(Topic.MODERATION_DEAD_LETTER);
        assertThat(format.decode(format.encode(letter))).isEqualTo(letter);
    }

    @Test
    void theIdIsThatOfThePlace() {
        assertThat(id("t", 1, 23, 5)).isEqualTo(id("t", 1, 23, 6));
        assertThat(id("t", 1, 23, 5)).isNotEqualTo(id("t", 12, 3, 5));
        assertThat(id("t", 1, 23, 5)).isNotEqualTo(id("u", 1, 23, 5));
    }

    private String id(String topic, int partition, long offset, long recordTime) {
        return letters.of(
                        new RawRecord(topic, partition, offset, recordTime, null, null),
                        DeadLetterCode.INVALID_FIELD,
                        "",
                        0)
                .getDeadLetterId();
    }

    @Test
    void everyReasonThatDecodingFailsHasACode() {
        assertThat(Arrays.stream(UndecodableException.Code.values()))
                .extracting(code -> DeadLetterCode.of(new UndecodableException(code, "")).name())
                .containsExactlyElementsOf(
                        Arrays.stream(UndecodableException.Code.values()).map(Enum::name).toList());
        assertThat(Arrays.stream(DeadLetterCode.values()).map(DeadLetterCode::code))
                .containsExactly(
                        "null-value",
                        "no-avro-header",
                        "unknown-schema",
                        "corrupt-body",
                        "invalid-field",
                        "time-out-of-range",
                        "unknown-verdict",
                        "unknown-command",
                        "outdated-acknowledgement",
                        "unknown-decision-subject",
                        "decision-without-effect",
                        "document-refused",
                        "unreadable-line");
    }
}
