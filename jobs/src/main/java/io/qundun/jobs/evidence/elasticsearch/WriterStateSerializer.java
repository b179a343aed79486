package io.qundun.jobs.evidence.elasticsearch;

import io.qundun.jobs.runtime.RawRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/**
 * Writer state as bytes. Version 1, a document: index, id (each a length and UTF-8), version
 * (long), type (byte: 0 index, 1 create), JSON, and the source: topic, partition, offset, record
 * time, key, value. Byte arrays are preceded by their length as an int, -1 for null.
 */
final class WriterStateSerializer extends AsyncSinkWriterStateSerializer<DocumentOperation> {

    private static final int VERSION = 1;
    private static final byte INDEX = 0;
    private static final byte CREATE = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public BufferedRequestState<DocumentOperation> deserialize(int version, byte[] serialized)
            throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "state of the Elasticsearch writer has version "
                            + version
                            + "; this job reads version "
                            + VERSION
                            + ": start it with the release that wrote the savepoint, or a newer"
                            + " one");
        }
        return super.deserialize(version, serialized);
    }

    @Override
    protected void serializeRequestToStream(DocumentOperation operation, DataOutputStream out)
            throws IOException {
        text(out, operation.index());
        text(out, operation.id());
        out.writeLong(operation.version());
        out.writeByte(operation.type() == DocumentOperation.Type.CREATE ? CREATE : INDEX);
        bytes(out, operation.json());
        RawRecord source = operation.source();
        text(out, source.topic);
        out.writeInt(source.partition);
        out.writeLong(source.offset);
        out.writeLong(source.recordTime);
        bytes(out, source.key);
        bytes(out, source.value);
    }

    @Override
    protected DocumentOperation deserializeRequestFromStream(long size, DataInputStream in)
            throws IOException {
        String index = text(in);
        String id = text(in);
        long version = in.readLong();
        byte type = in.readByte();
        if (type != INDEX && type != CREATE) {
            throw new IOException("state of the Elasticsearch writer is corrupt: type " + type);
        }
        byte[] json = bytes(in);
        RawRecord source =
                new RawRecord(
                        text(in), in.readInt(), in.readLong(), in.readLong(), bytes(in), bytes(in));
        return new DocumentOperation(
                index,
                id,
                version,
                type == CREATE ? DocumentOperation.Type.CREATE : DocumentOperation.Type.INDEX,
                json,
                source);
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        bytes(out, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void bytes(DataOutputStream out, byte[] value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(value.length);
            out.write(value);
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        in.readFully(value);
        return value;
    }
}
