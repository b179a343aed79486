package io.qundun.jobs.testing;

import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Shows to a test in the same JVM what a reader of committed records would see: what is written
 * becomes visible with the checkpoint that it belongs to, as with Kafka's transactions.
 */
public final class TransactionalSink<T extends SpecificRecordBase>
        implements Sink<T>, SupportsCommitter<TransactionalSink.Pending> {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentHashMap<String, Map<String, byte[]>> COMMITTED =
            new ConcurrentHashMap<>();

    private final String name;
    private final Topic topic;

    /** Under a name of its own. */
    public TransactionalSink(String name, Topic topic) {
        this.name = name;
        this.topic = topic;
        COMMITTED.put(name, new LinkedHashMap<>());
    }

    /** A record that waits for its checkpoint. */
    public static final class Pending {
        private final String transaction;
        private final byte[] value;

        Pending(String transaction, byte[] value) {
            this.transaction = transaction;
            this.value = value;
        }
    }

    /** What was committed up to now. */
    @SuppressWarnings("unchecked")
    public List<T> committed() {
        WireFormat format = WireFormat.of(topic);
        List<T> records = new ArrayList<>();
        Map<String, byte[]> committed = COMMITTED.get(name);
        synchronized (committed) {
            for (byte[] value : committed.values()) {
                try {
                    records.add((T) format.decode(value));
                } catch (UndecodableException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return records;
    }

    @Override
    public CommittingSinkWriter<T, Pending> createWriter(WriterInitContext context) {
        return new Writer<>(topic);
    }

    private static final class Writer<T extends SpecificRecordBase>
            implements CommittingSinkWriter<T, Pending> {
        private final WireFormat format;
        private List<Pending> written = new ArrayList<>();

        Writer(Topic topic) {
            format = WireFormat.of(topic);
        }

        @Override
        public void write(T element, Context context) {
            written.add(new Pending(UUID.randomUUID().toString(), format.encode(element)));
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<Pending> prepareCommit() {
            List<Pending> prepared = written;
            written = new ArrayList<>();
            return prepared;
        }

        @Override
        public void close() {}
    }

    @Override
    public Committer<Pending> createCommitter(CommitterInitContext context) {
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<Pending>> requests) {
                Map<String, byte[]> committed = COMMITTED.get(name);
                synchronized (committed) {
                    for (CommitRequest<Pending> request : requests) {
                        Pending pending = request.getCommittable();
                        committed.putIfAbsent(pending.transaction, pending.value);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SimpleVersionedSerializer<Pending> getCommittableSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(Pending pending) throws IOException {
                DataOutputSerializer out = new DataOutputSerializer(256);
                out.writeUTF(pending.transaction);
                out.writeInt(pending.value.length);
                out.write(pending.value);
                return out.getCopyOfBuffer();
            }

            @Override
            public Pending deserialize(int version, byte[] bytes) throws IOException {
                DataInputDeserializer in = new DataInputDeserializer(bytes);
                String transaction = in.readUTF();
                byte[] value = new byte[in.readInt()];
                in.readFully(value);
                return new Pending(transaction, value);
            }
        };
    }
}
