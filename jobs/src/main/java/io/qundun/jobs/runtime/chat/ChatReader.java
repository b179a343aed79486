package io.qundun.jobs.runtime.chat;

import io.qundun.jobs.runtime.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads partitions once the gate is open, and emits watermarks by {@link EventTimePolicy}.
 * Partitions that arrive before are parked; they are part of every snapshot.
 */
final class ChatReader implements SourceReader<RawRecord, KafkaPartitionSplit> {

    private static final long WATERMARK_INTERVAL_MILLIS = 100;

    /** Long ago, but near enough that a difference does not overflow. */
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final SourceReader<RawRecord, KafkaPartitionSplit> kafka;
    private final EventTimePolicy policy;
    private final LongSupplier clock;
    private final List<KafkaPartitionSplit> parked = new ArrayList<>();
    private final Map<String, PartitionTime> partitions = new HashMap<>();
    private CompletableFuture<Void> tick = new CompletableFuture<>();
    private TimedOutput output;
    private LogTail tail;
    private boolean open;
    private long openedAt;
    private long now;
    private long drained = NEVER;
    private long lastEmit = NEVER;
    private boolean noMoreSplits;
    private long watermark = Long.MIN_VALUE;

    ChatReader(
            SourceReader<RawRecord, KafkaPartitionSplit> kafka,
            EventTimePolicy policy,
            LongSupplier clock) {
        this.kafka = kafka;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> downstream) throws Exception {
        if (output == null) {
            output = new TimedOutput(downstream);
        }
        now = clock.getAsLong();
        InputStatus status = kafka.pollNext(output);
        if (status == InputStatus.NOTHING_AVAILABLE) {
            drained = now;
        }
        if (now - lastEmit >= WATERMARK_INTERVAL_MILLIS
                || (status == InputStatus.NOTHING_AVAILABLE && tick.isDone())) {
            lastEmit = now;
            emitWatermark(downstream);
        }
        if (tick.isDone()) {
            tick = new CompletableFuture<>();
        }
        return status;
    }

    private void emitWatermark(ReaderOutput<RawRecord> downstream) {
        long least = Long.MAX_VALUE;
        for (Map.Entry<String, PartitionTime> partition : partitions.entrySet()) {
            least =
                    Math.min(
                            least,
                            partition.getValue().watermark(tail, partition.getKey(), now, drained));
        }
        if (partitions.isEmpty()) {
            // A reader without partitions must not hold the others back, once it is clear that it
            // stays without.
            boolean settled = open && tail != null && now - openedAt > policy.silence().toMillis();
            least = settled ? PartitionTime.silentTime(policy, tail) : Long.MIN_VALUE;
        }
        if (least > watermark) {
            watermark = least;
            downstream.emitWatermark(new Watermark(least));
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> records = kafka.isAvailable();
        if (records.isDone()) {
            return records;
        }
        return tick.isDone()
                ? tick
                : CompletableFuture.anyOf(records, tick).thenApply(ignored -> null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        if (!open) {
            parked.addAll(splits);
            return;
        }
        for (KafkaPartitionSplit split : splits) {
            partitions.put(
                    split.splitId(),
                    new PartitionTime(policy, split.getStartingOffset(), clock.getAsLong()));
        }
        kafka.addSplits(splits);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof GateOpened) {
            if (!open) {
                open = true;
                openedAt = clock.getAsLong();
                List<KafkaPartitionSplit> assigned = List.copyOf(parked);
                parked.clear();
                addSplits(assigned);
                if (noMoreSplits) {
                    kafka.notifyNoMoreSplits();
                }
            }
        } else if (event instanceof LogTail latest) {
            tail = latest;
        } else {
            kafka.handleSourceEvents(event);
            return;
        }
        tick.complete(null);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> splits = new ArrayList<>(kafka.snapshotState(checkpointId));
        splits.addAll(parked);
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        // Kafka's reader would take it for the end of its input while partitions are parked here.
        noMoreSplits = true;
        if (open) {
            kafka.notifyNoMoreSplits();
        }
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }

    /** Passes records on and notes how far each partition has come. */
    private final class TimedOutput implements ReaderOutput<RawRecord> {

        private final ReaderOutput<RawRecord> downstream;

        TimedOutput(ReaderOutput<RawRecord> downstream) {
            this.downstream = downstream;
        }

        @Override
        public void collect(RawRecord value) {
            downstream.collect(value);
        }

        @Override
        public void collect(RawRecord value, long timestamp) {
            downstream.collect(value, timestamp);
        }

        @Override
        public void emitWatermark(Watermark ignored) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<RawRecord> createOutputForSplit(String splitId) {
            return new PartitionOutput(
                    downstream.createOutputForSplit(splitId), partitions.get(splitId));
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            partitions.remove(splitId);
            downstream.releaseOutputForSplit(splitId);
        }
    }

    private final class PartitionOutput implements SourceOutput<RawRecord> {

        private final SourceOutput<RawRecord> downstream;
        private final PartitionTime partition;

        PartitionOutput(SourceOutput<RawRecord> downstream, PartitionTime partition) {
            this.downstream = downstream;
            this.partition = partition;
        }

        @Override
        public void collect(RawRecord value) {
            collect(value, value.recordTime);
        }

        @Override
        public void collect(RawRecord value, long timestamp) {
            downstream.collect(value, timestamp);
            partition.read(value.offset, value.recordTime, now);
        }

        @Override
        public void emitWatermark(Watermark ignored) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
