package io.qundun.jobs.runtime;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Takes raw records from a source to what decodes them. */
public final class RawRecordSerializer extends RecordSerializer<RawRecord> {

    private static final long serialVersionUID = 1L;

    private final transient FieldCodec fields = new FieldCodec();

    @Override
    public RawRecordSerializer duplicate() {
        return new RawRecordSerializer();
    }

    private Object readResolve() {
        return new RawRecordSerializer();
    }

    @Override
    public RawRecord createInstance() {
        return new RawRecord();
    }

    @Override
    public void serialize(RawRecord record, DataOutputView out) throws IOException {
        FieldCodec.writeText(out, record.topic);
        out.writeInt(record.partition);
        out.writeLong(record.offset);
        out.writeLong(record.recordTime);
        FieldCodec.writeBytes(out, record.key);
        FieldCodec.writeBytes(out, record.value);
    }

    @Override
    public RawRecord deserialize(DataInputView in) throws IOException {
        return new RawRecord(
                fields.readKnownText(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                FieldCodec.readBytes(in),
                FieldCodec.readBytes(in));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecordSerializer;
    }

    @Override
    public int hashCode() {
        return RawRecordSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {

        /** For Flink. */
        public Snapshot() {
            super(RawRecordSerializer::new);
        }
    }

    /** For Flink, which finds it by the annotation on {@link RawRecord}. */
    public static final class Factory extends TypeInfoFactory<RawRecord> {

        @Override
        public TypeInformation<RawRecord> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new RecordTypeInfo<>(RawRecord.class, RawRecordSerializer::new);
        }
    }
}
