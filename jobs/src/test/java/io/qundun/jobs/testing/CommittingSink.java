package io.qundun.jobs.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Keeps what a job writes exactly once, as a transactional topic does for readers of committed
 * records: what a crash interrupts is never seen.
 */
public final class CommittingSink<T> implements Sink<T>, SupportsCommitter<String> {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentHashMap<String, List<Object>> COMMITTED =
            new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<String, List<Object>> PREPARED =
            new ConcurrentHashMap<>();

    private final String name;

    /** Under a name of its own. */
    public CommittingSink(String name) {
        this.name = name;
        COMMITTED.put(name, new CopyOnWriteArrayList<>());
    }

    /** What was committed up to now. */
    @SuppressWarnings("unchecked")
    public List<T> committed() {
        return (List<T>) COMMITTED.get(name);
    }

    @Override
    public CommittingSinkWriter<T, String> createWriter(WriterInitContext context) {
        return new CommittingSinkWriter<>() {
            private List<Object> open = new ArrayList<>();

            @Override
            public void write(T element, Context context) {
                open.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public Collection<String> prepareCommit() {
                if (open.isEmpty()) {
                    return List.of();
                }
                String batch = UUID.randomUUID().toString();
                PREPARED.put(batch, open);
                open = new ArrayList<>();
                return List.of(batch);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<String>> requests) {
                for (CommitRequest<String> request : requests) {
                    List<Object> batch = PREPARED.remove(request.getCommittable());
                    if (batch == null) {
                        request.signalAlreadyCommitted();
                    } else {
                        COMMITTED.get(name).addAll(batch);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SimpleVersionedSerializer<String> getCommittableSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(String batch) {
                return batch.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String deserialize(int version, byte[] serialized) {
                return new String(serialized, StandardCharsets.UTF_8);
            }
        };
    }
}
