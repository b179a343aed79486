package io.qundun.jobs.testing;

import io.qundun.jobs.runtime.RawRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
 * A source that a test fills while the job runs in the same JVM, and that goes on, after a restart,
 * where the checkpoint left off: one partition of a topic, read by one subtask. The others are
 * idle.
 */
public final class PartitionSource implements Source<RawRecord, PartitionSource.Position, Boolean> {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentHashMap<String, Log> LOGS = new ConcurrentHashMap<>();

    private final String name;

    /** Reads the log of that name. */
    public PartitionSource(String name) {
        this.name = name;
        LOGS.computeIfAbsent(name, each -> new Log());
    }

    /** Puts records at the end. */
    public void append(List<RawRecord> records) {
        LOGS.get(name).append(records);
    }

    /** The next record to read. */
    public record Position(long next) implements SourceSplit {

        @Override
        public String splitId() {
            return "log";
        }
    }

    private static final class Log {
        private final List<RawRecord> records = new ArrayList<>();
        private CompletableFuture<Void> grown = new CompletableFuture<>();

        synchronized void append(List<RawRecord> more) {
            records.addAll(more);
            grown.complete(null);
        }

        synchronized RawRecord at(long index) {
            return index < records.size() ? records.get((int) index) : null;
        }

        synchronized CompletableFuture<Void> longerThan(long length) {
            if (records.size() <= length && grown.isDone()) {
                grown = new CompletableFuture<>();
            }
            return grown;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RawRecord, Position> createReader(SourceReaderContext context) {
        Log log = LOGS.get(name);
        return new SourceReader<>() {
            private long next = -1;
            private final CompletableFuture<Void> assigned = new CompletableFuture<>();

            @Override
            public void start() {
                context.sendSplitRequest();
            }

            @Override
            public InputStatus pollNext(ReaderOutput<RawRecord> output) {
                if (next < 0) {
                    output.markIdle();
                    return InputStatus.NOTHING_AVAILABLE;
                }
                RawRecord record = log.at(next);
                if (record == null) {
                    return InputStatus.NOTHING_AVAILABLE;
                }
                next++;
                output.collect(record, record.recordTime);
                return InputStatus.MORE_AVAILABLE;
            }

            @Override
            public List<Position> snapshotState(long checkpointId) {
                return next < 0 ? List.of() : List.of(new Position(next));
            }

            @Override
            public CompletableFuture<Void> isAvailable() {
                return next < 0 ? assigned : log.longerThan(next);
            }

            @Override
            public void addSplits(List<Position> splits) {
                next = splits.get(0).next();
                assigned.complete(null);
            }

            @Override
            public void notifyNoMoreSplits() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public SplitEnumerator<Position, Boolean> createEnumerator(
            SplitEnumeratorContext<Position> context) {
        return enumerator(context, false);
    }

    @Override
    public SplitEnumerator<Position, Boolean> restoreEnumerator(
            SplitEnumeratorContext<Position> context, Boolean assigned) {
        return enumerator(context, assigned);
    }

    private static SplitEnumerator<Position, Boolean> enumerator(
            SplitEnumeratorContext<Position> context, boolean assignedBefore) {
        return new SplitEnumerator<>() {
            private Position unassigned = assignedBefore ? null : new Position(0);

            @Override
            public void start() {}

            @Override
            public void handleSplitRequest(int subtask, String host) {
                if (unassigned != null) {
                    context.assignSplit(unassigned, subtask);
                    unassigned = null;
                }
            }

            @Override
            public void addSplitsBack(List<Position> splits, int subtask) {
                if (!splits.isEmpty()) {
                    unassigned = splits.get(0);
                }
            }

            @Override
            public void addReader(int subtask) {}

            @Override
            public Boolean snapshotState(long checkpointId) {
                return unassigned == null;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SimpleVersionedSerializer<Position> getSplitSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(Position position) {
                return ByteBuffer.allocate(Long.BYTES).putLong(position.next()).array();
            }

            @Override
            public Position deserialize(int version, byte[] serialized) {
                return new Position(ByteBuffer.wrap(serialized).getLong());
            }
        };
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(Boolean assigned) {
                return new byte[] {(byte) (assigned ? 1 : 0)};
            }

            @Override
            public Boolean deserialize(int version, byte[] serialized) {
                return serialized[0] == 1;
            }
        };
    }
}
