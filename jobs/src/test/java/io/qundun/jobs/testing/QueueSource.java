package io.qundun.jobs.testing;

import io.qundun.jobs.runtime.RawRecord;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that a test fills while the job runs in the same JVM. Only its first subtask reads, so
 * records keep their order. It keeps nothing in checkpoints.
 */
public final class QueueSource implements Source<RawRecord, QueueSource.NoSplit, Void> {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentHashMap<String, Feed> FEEDS = new ConcurrentHashMap<>();

    private final String name;

    /** Reads what is put into the feed of that name. */
    public QueueSource(String name) {
        this.name = name;
        FEEDS.put(name, new Feed());
    }

    /** Puts records in. */
    public void send(List<RawRecord> records) {
        FEEDS.get(name).put(records);
    }

    private static final class Feed {
        private final Queue<RawRecord> queue = new ConcurrentLinkedQueue<>();
        private CompletableFuture<Void> filled = new CompletableFuture<>();

        synchronized void put(List<RawRecord> records) {
            queue.addAll(records);
            filled.complete(null);
        }

        synchronized CompletableFuture<Void> available() {
            if (queue.isEmpty() && filled.isDone()) {
                filled = new CompletableFuture<>();
            }
            return filled;
        }
    }

    /** There are none. */
    public record NoSplit(String splitId) implements SourceSplit {}

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RawRecord, NoSplit> createReader(SourceReaderContext context) {
        Feed feed = context.getIndexOfSubtask() == 0 ? FEEDS.get(name) : new Feed();
        return new SourceReader<>() {
            @Override
            public void start() {}

            @Override
            public InputStatus pollNext(ReaderOutput<RawRecord> output) {
                RawRecord next = feed.queue.poll();
                if (next == null) {
                    return InputStatus.NOTHING_AVAILABLE;
                }
                output.collect(next, next.recordTime);
                return InputStatus.MORE_AVAILABLE;
            }

            @Override
            public List<NoSplit> snapshotState(long checkpointId) {
                return List.of();
            }

            @Override
            public CompletableFuture<Void> isAvailable() {
                return feed.available();
            }

            @Override
            public void addSplits(List<NoSplit> splits) {}

            @Override
            public void notifyNoMoreSplits() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public SplitEnumerator<NoSplit, Void> createEnumerator(
            SplitEnumeratorContext<NoSplit> context) {
        return new SplitEnumerator<>() {
            @Override
            public void start() {}

            @Override
            public void handleSplitRequest(int subtask, String host) {}

            @Override
            public void addSplitsBack(List<NoSplit> splits, int subtask) {}

            @Override
            public void addReader(int subtask) {}

            @Override
            public Void snapshotState(long checkpointId) {
                return null;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SplitEnumerator<NoSplit, Void> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, Void checkpoint) {
        return createEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(NoSplit split) {
                return new byte[0];
            }

            @Override
            public NoSplit deserialize(int version, byte[] serialized) {
                return new NoSplit("none");
            }
        };
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(Void state) {
                return new byte[0];
            }

            @Override
            public Void deserialize(int version, byte[] serialized) {
                return null;
            }
        };
    }
}
