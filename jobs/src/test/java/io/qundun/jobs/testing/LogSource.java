package io.qundun.jobs.testing;

import io.qundun.jobs.runtime.RawRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
 * A log that a test appends to while jobs in the same JVM read it: one split, whose position is in
 * checkpoints, so that a job that fails reads again from there.
 */
public final class LogSource implements Source<RawRecord, LogSource.Position, Boolean> {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentHashMap<String, Log> LOGS = new ConcurrentHashMap<>();

    private final String name;

    /** Reads the log of that name, which is new and empty. */
    public LogSource(String name) {
        this.name = name;
        LOGS.put(name, new Log());
    }

    /** Appends records. */
    public void append(List<RawRecord> records) {
        LOGS.get(name).append(records);
    }

    /** How many records were read in all, repetitions included. */
    public long reads() {
        return LOGS.get(name).reads();
    }

    private static final class Log {
        private final List<RawRecord> records = new ArrayList<>();
        private CompletableFuture<Void> appended = new CompletableFuture<>();
        private long reads;

        synchronized void append(List<RawRecord> more) {
            records.addAll(more);
            appended.complete(null);
            appended = new CompletableFuture<>();
        }

        synchronized RawRecord read(int position) {
            if (position >= records.size()) {
                return null;
            }
            reads++;
            return records.get(position);
        }

        synchronized CompletableFuture<Void> availableFrom(int position) {
            return position < records.size() ? CompletableFuture.completedFuture(null) : appended;
        }

        synchronized long reads() {
            return reads;
        }
    }

    /** Up to where a log was read. A position in one log says nothing of another. */
    public record Position(String log, int next) implements SourceSplit {
        @Override
        public String splitId() {
            return "log";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RawRecord, Position> createReader(SourceReaderContext context) {
        return new Reader(name, LOGS.get(name));
    }

    private static final class Reader implements SourceReader<RawRecord, Position> {
        private final String name;
        private final Log log;
        private final CompletableFuture<Void> assigned = new CompletableFuture<>();
        private Integer next;

        Reader(String name, Log log) {
            this.name = name;
            this.log = log;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> output) {
            RawRecord record = next == null ? null : log.read(next);
            if (record == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            next++;
            output.collect(record, record.recordTime);
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<Position> snapshotState(long checkpointId) {
            return next == null ? List.of() : List.of(new Position(name, next));
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return next == null ? assigned : log.availableFrom(next);
        }

        @Override
        public void addSplits(List<Position> splits) {
            for (Position split : splits) {
                next = split.log().equals(name) ? split.next() : 0;
            }
            assigned.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    @Override
    public SplitEnumerator<Position, Boolean> createEnumerator(
            SplitEnumeratorContext<Position> context) {
        return new Enumerator(name, context, true);
    }

    @Override
    public SplitEnumerator<Position, Boolean> restoreEnumerator(
            SplitEnumeratorContext<Position> context, Boolean unassigned) {
        return new Enumerator(name, context, unassigned);
    }

    private static final class Enumerator implements SplitEnumerator<Position, Boolean> {
        private final SplitEnumeratorContext<Position> context;
        private final Queue<Position> unassigned = new ArrayDeque<>();

        Enumerator(String name, SplitEnumeratorContext<Position> context, boolean unassigned) {
            this.context = context;
            if (unassigned) {
                this.unassigned.add(new Position(name, 0));
            }
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<Position> splits, int subtask) {
            unassigned.addAll(splits);
        }

        @Override
        public void addReader(int subtask) {
            Position position = unassigned.poll();
            if (position != null) {
                context.assignSplit(position, subtask);
            }
        }

        @Override
        public Boolean snapshotState(long checkpointId) {
            return !unassigned.isEmpty();
        }

        @Override
        public void close() {}
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
                byte[] log = position.log().getBytes(StandardCharsets.UTF_8);
                return ByteBuffer.allocate(Integer.BYTES + log.length)
                        .putInt(position.next())
                        .put(log)
                        .array();
            }

            @Override
            public Position deserialize(int version, byte[] bytes) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                int next = buffer.getInt();
                return new Position(StandardCharsets.UTF_8.decode(buffer).toString(), next);
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
            public byte[] serialize(Boolean unassigned) {
                return new byte[] {(byte) (unassigned ? 1 : 0)};
            }

            @Override
            public Boolean deserialize(int version, byte[] bytes) {
                return bytes[0] == 1;
            }
        };
    }
}
