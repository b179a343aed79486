package io.qundun.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireFormatTest {

    private static final int HEADER_BYTES = 10;

    static List<Schema> catalogue() {
        return Samples.catalogue();
    }

    private static WireFormat format(Schema schema) {
        return WireFormat.of(Samples.topicOf(schema));
    }

    private static UndecodableException.Code rejection(WireFormat format, byte[] bytes) {
        UndecodableException rejected =
                catchThrowableOfType(UndecodableException.class, () -> format.decode(bytes));
        assertThat(rejected).isNotNull();
        assertThat(rejected).hasMessageMatching("(?s).+");
        return rejected.code();
    }

    private static byte[] withBody(Schema schema, byte... body) {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .put(body)
                .array();
    }

    @Test
    void nullIsRejected() {
        assertThat(rejection(WireFormat.of(Topic.CHAT_MESSAGE), null))
                .isEqualTo(UndecodableException.Code.NULL_VALUE);
    }

    @Test
    void whatHasNoHeaderIsRejected() {
        WireFormat format = WireFormat.of(Topic.CHAT_MESSAGE);
        for (String text : List.of("", "\u00c3", "{\"text\":\"hello\"}", "0123456789abcdef")) {
            assertThat(rejection(format, text.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEqualTo(UndecodableException.Code.NO_AVRO_HEADER);
        }
    }

    @Test
    void unknownFingerprintIsNamed() {
        byte[] bytes = WireFormat.of(Topic.CHAT_MESSAGE).encode(Samples.chatMessage());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(2, 0xDEADBEEF12345678L);
        assertThatThrownBy(() -> WireFormat.of(Topic.CHAT_MESSAGE).decode(bytes))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("chat.message.v1")
                .hasMessageContaining("deadbeef12345678");
        assertThat(rejection(WireFormat.of(Topic.CHAT_MESSAGE), bytes))
                .isEqualTo(UndecodableException.Code.UNKNOWN_SCHEMA);
    }

    @Test
    void recordOfAnotherTopicIsUnknown() {
        byte[] bytes = WireFormat.of(Topic.MESSAGE_COMMAND).encode(Samples.enforcementCommand());
        assertThat(rejection(WireFormat.of(Topic.CHAT_MESSAGE), bytes))
                .isEqualTo(UndecodableException.Code.UNKNOWN_SCHEMA);
        assertThatThrownBy(
                        () ->
                                WireFormat.of(Topic.CHAT_MESSAGE)
                                        .encode(Samples.enforcementCommand()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chat.message.v1 takes no io.qundun.schemas.Enf");
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyTruncationIsRejectedAndTheFormatStaysUsable(Schema schema) throws Exception {
        WireFormat format = format(schema);
        SpecificRecordBase sample = Samples.of(schema);
        byte[] whole = format.encode(sample);
        for (int length = 0; length < whole.length; length++) {
            assertThat(rejection(format, Arrays.copyOf(whole, length)))
                    .isEqualTo(
                            length < HEADER_BYTES
                                    ? UndecodableException.Code.NO_AVRO_HEADER
                                    : UndecodableException.Code.CORRUPT_BODY);
        }
        assertThat(format.decode(whole)).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void trailingBytesAreRejected(Schema schema) {
        WireFormat format = format(schema);
        byte[] whole = format.encode(Samples.of(schema));
        assertThat(rejection(format, Arrays.copyOf(whole, whole.length + 1)))
                .isEqualTo(UndecodableException.Code.CORRUPT_BODY);
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void corruptStringLengthAllocatesNothing() {
        // The first field's length: 1 GB, 2^31 - 8, 2^31, 2^62, -1, a varint without an end.
        Schema schema = ChatMessage.getClassSchema();
        WireFormat format = format(schema);
        byte[][] lengths = {
            {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08},
            {(byte) 0xF0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
            {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10},
            {-128, -128, -128, -128, -128, -128, -128, -128, -128, 0x01},
            {0x01},
            {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
        };
        rejection(format, withBody(schema, lengths[0]));
        for (byte[] length : lengths) {
            byte[] bytes = withBody(schema, length);
            assertThat(
                            allocatedBy(
                                    () ->
                                            assertThat(rejection(format, bytes))
                                                    .isEqualTo(
                                                            UndecodableException.Code
                                                                    .CORRUPT_BODY)))
                    .isLessThan(1 << 20);
        }
    }

    @Test
    void corruptCountsAllocateNothing() {
        // EnforcementState ends in an array: cut its end and put other counts there.
        EnforcementState empty =
                EnforcementState.newBuilder()
                        .setSubjectType("user")
                        .setSubjectId("u")
                        .setSequence(1)
                        .setEffectiveFrom(1)
                        .build();
        WireFormat format = WireFormat.of(Topic.ENFORCEMENT_STATE);
        byte[] whole = format.encode(empty);
        byte[][] counts = {
            {-2, -1, -1, -1, 0x0F},
            {-1, -1, -1, -1, 0x0F, 0x02},
            {-2, -1, -1, -1, -1, -1, -1, -1, -1, 0x01},
            {-1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01, 0x00},
            {0x01, -1, -1, -1, -1, 0x0F},
            {0x01, 0x01},
        };
        rejection(format, Arrays.copyOf(whole, whole.length - 1));
        for (byte[] count : counts) {
            byte[] bytes = Arrays.copyOf(whole, whole.length - 1 + count.length);
            System.arraycopy(count, 0, bytes, whole.length - 1, count.length);
            assertThat(
                            allocatedBy(
                                    () ->
                                            assertThat(rejection(format, bytes))
                                                    .isEqualTo(
                                                            UndecodableException.Code
                                                                    .CORRUPT_BODY)))
                    .isLessThan(1 << 20);
        }
    }

    @Test
    void blocksWithTheirLengthAreRead() throws Exception {
        // Other writers may write an array as a negated count and a length in bytes.
        EnforcementState state = (EnforcementState) Samples.of(EnforcementState.getClassSchema());
        state.setMeasures(Collections.nCopies(20, state.getMeasures().get(0)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(withBody(EnforcementState.getClassSchema()));
        BinaryEncoder blocking =
                new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new SpecificDatumWriter<>(EnforcementState.class).write(state, blocking);
        blocking.flush();
        assertThat(out.toByteArray())
                .isNotEqualTo(WireFormat.of(Topic.ENFORCEMENT_STATE).encode(state));
        assertThat(WireFormat.of(Topic.ENFORCEMENT_STATE).decode(out.toByteArray()))
                .isEqualTo(state);
    }

    /** The chat message as a writer without its last field would write it. */
    private static Schema without(Schema schema, String field) {
        return Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .filter(f -> !f.name().equals(field))
                        .map(f -> new Schema.Field(f, f.schema()))
                        .toList());
    }

    @Test
    void olderWriterIsReadWithDefaults() throws Exception {
        Schema newest = ChatMessage.getClassSchema();
        Schema older = without(newest, "mentions");
        ChatMessage sample = Samples.chatMessage();
        GenericRecord old = new GenericData.Record(older);
        older.getFields().forEach(f -> old.put(f.name(), sample.get(f.name())));
        byte[] bytes = bytes(new BinaryMessageEncoder<>(GenericData.get(), older).encode(old));

        WireFormat knowing = WireFormat.of(Topic.CHAT_MESSAGE, s -> List.of(older, s));
        sample.setMentions(List.of());
        assertThat(knowing.decode(bytes)).isEqualTo(sample);
        assertThat(knowing.decode(knowing.encode(sample))).isEqualTo(sample);
        assertThat(rejection(WireFormat.of(Topic.CHAT_MESSAGE), bytes))
                .isEqualTo(UndecodableException.Code.UNKNOWN_SCHEMA);
    }

    @Test
    void writerWithAFieldMoreIsReadWithoutIt() throws Exception {
        Schema narrow = without(Verdict.getClassSchema(), "nothing");
        // A published version had arrays, a map and bytes that are gone: they are skipped.
        List<Schema.Field> fields =
                new ArrayList<>(
                        narrow.getFields().stream()
                                .map(f -> new Schema.Field(f, f.schema()))
                                .toList());
        Schema strings = Schema.createArray(Schema.create(Schema.Type.STRING));
        fields.add(3, new Schema.Field("gone", strings, "Gone."));
        fields.add(
                5,
                new Schema.Field(
                        "alsoGone", Schema.createMap(Schema.create(Schema.Type.BYTES)), "Gone."));
        fields.add(7, new Schema.Field("number", Schema.create(Schema.Type.FLOAT), "Gone."));
        Schema wide =
                Schema.createRecord(
                        narrow.getName(), narrow.getDoc(), narrow.getNamespace(), false, fields);
        Verdict sample = (Verdict) Samples.of(Verdict.getClassSchema());
        GenericRecord old = new GenericData.Record(wide);
        narrow.getFields().forEach(f -> old.put(f.name(), sample.get(f.name())));
        old.put("gone", List.of("a", "b"));
        old.put("alsoGone", Map.of("k", ByteBuffer.wrap(new byte[] {1, 2, 3})));
        old.put("number", 1.5f);
        byte[] bytes = bytes(new BinaryMessageEncoder<>(SpecificData.get(), wide).encode(old));
        WireFormat knowing =
                WireFormat.of(
                        Topic.VERDICT,
                        s -> s.getName().equals("Verdict") ? List.of(wide) : List.of());
        assertThat(knowing.decode(bytes)).isEqualTo(sample);
        for (int length = HEADER_BYTES; length < bytes.length; length++) {
            assertThat(rejection(knowing, Arrays.copyOf(bytes, length)))
                    .isEqualTo(UndecodableException.Code.CORRUPT_BODY);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void keysAreUtf8() {
        assertThat(WireFormat.key("群-1")).containsExactly(0xE7, 0xBE, 0xA4, '-', '1');
    }

    @Provide
    Arbitrary<Schema> schemas() {
        return Arbitraries.of(Samples.catalogue());
    }

    private static void decodesOrRejects(WireFormat format, byte[] bytes) {
        try {
            SpecificRecordBase decoded = format.decode(bytes);
            // What decodes is whole: it can be written again.
            assertThat(format.encode(decoded)).isNotEmpty();
        } catch (UndecodableException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Property
    void anyBytesDecodeOrAreRejected(@ForAll("schemas") Schema schema, @ForAll byte[] bytes) {
        decodesOrRejects(format(schema), bytes);
    }

    @Property
    void anyBodyDecodesOrIsRejected(@ForAll("schemas") Schema schema, @ForAll byte[] body) {
        decodesOrRejects(format(schema), withBody(schema, body));
    }

    @Property
    void anyDamageDecodesOrIsRejected(@ForAll("schemas") Schema schema, @ForAll long seed) {
        Random random = new Random(seed);
        WireFormat format = format(schema);
        byte[] bytes = format.encode(Samples.of(schema));
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[HEADER_BYTES + random.nextInt(bytes.length - HEADER_BYTES)] =
                    (byte) random.nextInt(256);
        }
        decodesOrRejects(format, bytes);
    }

    @Property
    void anyRecordComesBackEqual(@ForAll("records") SpecificRecordBase value) throws Exception {
        WireFormat format = format(value.getSchema());
        assertThat(format.decode(format.encode(value))).isEqualTo(value);
    }

    @Provide
    Arbitrary<SpecificRecordBase> records() {
        return Arbitraries.of(Samples.catalogue())
                .flatMap(RandomRecords::of)
                .map(SpecificRecordBase.class::cast);
    }
}
