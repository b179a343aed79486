package io.qundun.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro single-object encoding (two marker bytes C3 01, the little-endian CRC-64-AVRO fingerprint of
 * the writer's schema, the body) for the records of one topic, old writers included: the schemas of
 * all published versions travel in this jar, so no registry is asked.
 *
 * <p>Instances keep buffers and are for one thread; make one an operator.
 */
public final class WireFormat {

    private static final int HEADER_BYTES = 10;

    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = (byte) 0x01;

    private final String topicName;
    private final Map<Long, SpecificDatumReader<SpecificRecordBase>> readers = new HashMap<>();
    private final Map<Schema, Writer> writers = new HashMap<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;
    private final BodyDecoder decoder = new BodyDecoder();

    private record Writer(byte[] header, SpecificDatumWriter<SpecificRecord> body) {}

    private WireFormat(String topicName) {
        this.topicName = topicName;
    }

    /** The format of a topic: reads every published version of its records, writes the newest. */
    public static WireFormat of(Topic topic) {
        return of(topic, SchemaHistory::of);
    }

    /** The format of a topic whose records have that history. */
    static WireFormat of(Topic topic, Function<Schema, List<Schema>> history) {
        WireFormat format = new WireFormat(topic.topicName());
        for (Schema newest : topic.schemas()) {
            for (Schema published : history.apply(newest)) {
                format.accept(published, newest);
            }
            format.accept(newest, newest);
            format.writers.put(
                    newest, new Writer(header(newest), new SpecificDatumWriter<>(newest)));
        }
        return format;
    }

    private void accept(Schema written, Schema read) {
        readers.put(
                SchemaNormalization.parsingFingerprint64(written),
                new SpecificDatumReader<>(written, read));
    }

    private static byte[] header(Schema schema) {
        byte[] header = new byte[HEADER_BYTES];
        header[0] = MARKER_0;
        header[1] = MARKER_1;
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(2, SchemaNormalization.parsingFingerprint64(schema));
        return header;
    }

    /**
     * Encodes a record.
     *
     * @throws IllegalArgumentException when records of its type do not belong into the topic
     */
    public byte[] encode(SpecificRecord value) {
        Writer writer = writers.get(value.getSchema());
        if (writer == null) {
            throw new IllegalArgumentException(
                    topicName + " takes no " + value.getSchema().getFullName());
        }
        buffer.reset();
        buffer.writeBytes(writer.header());
        encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
        try {
            writer.body().write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.toByteArray();
    }

    /**
     * Decodes a record, whichever published version wrote it.
     *
     * @throws UndecodableException when it is no record of the topic; its code says why
     */
    public SpecificRecordBase decode(byte[] bytes) throws UndecodableException {
        if (bytes == null) {
            throw new UndecodableException(
                    UndecodableException.Code.NULL_VALUE, "no value where one must be");
        }
        if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
            throw new UndecodableException(
                    UndecodableException.Code.NO_AVRO_HEADER,
                    "not Avro single-object encoding: it does not begin with C3 01 and a schema"
                            + " fingerprint");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        SpecificDatumReader<SpecificRecordBase> reader = readers.get(fingerprint);
        if (reader == null) {
            throw new UndecodableException(
                    UndecodableException.Code.UNKNOWN_SCHEMA,
                    "no published schema of "
                            + topicName
                            + " has the fingerprint "
                            + String.format("%016x", fingerprint));
        }
        SpecificRecordBase value;
        try {
            value = reader.read(null, decoder.on(bytes, HEADER_BYTES));
        } catch (IOException | RuntimeException e) {
            // Any RuntimeException: what Avro throws on bytes that no writer wrote is not fixed
            // (index, cast, unsupported), and none of them may stop a job.
            throw new UndecodableException(
                    UndecodableException.Code.CORRUPT_BODY,
                    "the body does not fit its schema: " + e);
        }
        if (decoder.remaining() > 0) {
            throw new UndecodableException(
                    UndecodableException.Code.CORRUPT_BODY,
                    decoder.remaining() + " bytes are left over after the record ended");
        }
        return value;
    }

    /**
     * Whether the bytes say that they are a record of that type, in any published version. Looks at
     * the header alone; false for bytes that are no record of the topic, null included.
     */
    public boolean isOf(Schema type, byte[] bytes) {
        if (bytes == null
                || bytes.length < HEADER_BYTES
                || bytes[0] != MARKER_0
                || bytes[1] != MARKER_1) {
            return false;
        }
        SpecificDatumReader<SpecificRecordBase> reader =
                readers.get(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2));
        return reader != null && reader.getExpected().getFullName().equals(type.getFullName());
    }

    /** A record key: UTF-8. */
    public static byte[] key(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
