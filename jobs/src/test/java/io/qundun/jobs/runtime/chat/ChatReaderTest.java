package io.qundun.jobs.runtime.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.RawRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChatReaderTest {

    private static final long DISORDER = 10_000;
    private static final long SILENCE = 5_000;
    private static final long START = 1_000_000_000;

    private final Inner inner = new Inner();
    private final Output output = new Output();
    private long now = START;
    private final ChatReader reader =
            new ChatReader(
                    inner,
                    new EventTimePolicy(
                            Duration.ofMillis(DISORDER),
                            Duration.ofMillis(SILENCE),
                            EventTimePolicy.Clock.WALL),
                    () -> now);

    @Test
    void parksPartitionsUntilTheGateOpens() throws Exception {
        reader.start();
        assertThat(inner.started).isTrue();
        reader.addSplits(List.of(split(0, 5)));

        assertThat(inner.splits).isEmpty();
        assertThat(reader.snapshotState(1)).containsExactly(split(0, 5));

        reader.handleSourceEvents(new GateOpened());
        assertThat(inner.splits).containsExactly(split(0, 5));
        assertThat(reader.snapshotState(2)).containsExactly(split(0, 5));
        reader.handleSourceEvents(new GateOpened());
        assertThat(inner.splits).as("opened once").hasSize(1);
        reader.addSplits(List.of(split(1, 0)));
        assertThat(inner.splits).containsExactly(split(0, 5), split(1, 0));
    }

    @Test
    void theEndOfPartitionsWaitsForTheGateToo() {
        reader.addSplits(List.of(split(0, 5)));
        reader.notifyNoMoreSplits();
        assertThat(inner.noMoreSplits).isFalse();

        reader.handleSourceEvents(new GateOpened());

        assertThat(inner.noMoreSplits).isTrue();
        assertThat(inner.splits).hasSize(1);
    }

    @Test
    void handsOtherEventsOn() {
        SourceEvent event = new SourceEvent() {};

        reader.handleSourceEvents(event);

        assertThat(inner.events).containsExactly(event);
    }

    @Test
    void theWatermarkIsTheLeastOfAllPartitions() throws Exception {
        open(split(0, 0), split(1, 0));
        inner.emit("chat-0", 0, 500_000);
        poll();
        pass(100);
        assertThat(output.watermarks).as("nothing is known of the other partition").isEmpty();

        inner.emit("chat-1", 0, 400_000);
        pass(100);
        assertThat(output.watermarks).containsExactly(400_000 - DISORDER - 1);

        inner.emit("chat-1", 1, 600_000);
        pass(100);
        inner.emit("chat-0", 1, 450_000);
        pass(100);
        assertThat(output.watermarks)
                .containsExactly(400_000 - DISORDER - 1, 500_000 - DISORDER - 1);
        assertThat(output.records).hasSize(4);
    }

    @Test
    void emitsWatermarksWhileItIsBusyFromTheFirst() throws Exception {
        open(split(0, 0));
        for (int i = 0; i < 10; i++) {
            inner.emit("chat-0", i, 500_000 + i);
        }

        assertThat(poll()).isEqualTo(InputStatus.MORE_AVAILABLE);

        assertThat(output.watermarks).containsExactly(500_000 - DISORDER - 1);
        poll();
        assertThat(output.watermarks).as("not for every record").hasSize(1);
        pass(100);
        assertThat(output.watermarks).hasSize(2);
    }

    @Test
    void passesOverWatermarksAndIdlenessOfTheInnerReader() throws Exception {
        open(split(0, 0));
        inner.emit("chat-0", 0, 500_000);
        inner.disturb = true;

        poll();

        assertThat(output.watermarks).containsExactly(500_000 - DISORDER - 1);
        assertThat(output.idle).isFalse();
    }

    @Test
    void aTailWakesItUpAndSilenceFollowsTheClock() throws Exception {
        open(split(0, 0));
        inner.emit("chat-0", 0, 500_000);
        poll();
        assertThat(poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        CompletableFuture<Void> available = reader.isAvailable();
        assertThat(available).isNotDone();

        now += SILENCE;
        reader.handleSourceEvents(new LogTail(Map.of("chat-0", 1L), Long.MIN_VALUE, now));

        assertThat(available).isDone();
        assertThat(poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(output.watermarks).endsWith(now - DISORDER - 1);
        assertThat(reader.isAvailable()).as("and sleeps again").isNotDone();
    }

    @Test
    void recordsWakeItUp() throws Exception {
        open(split(0, 0));
        poll();
        CompletableFuture<Void> available = reader.isAvailable();
        assertThat(available).isNotDone();

        inner.emit("chat-0", 0, 500_000);
        inner.available.complete(null);

        assertThat(available).isDone();
    }

    @Test
    void aReaderWithoutPartitionsHoldsNobodyBackOnceThatIsClear() throws Exception {
        reader.handleSourceEvents(new LogTail(Map.of(), Long.MIN_VALUE, now));
        pass(100 * SILENCE);
        assertThat(output.watermarks).as("not before the gate opens").isEmpty();

        reader.handleSourceEvents(new GateOpened());
        pass(SILENCE);
        assertThat(output.watermarks).isEmpty();
        now += 1;
        reader.handleSourceEvents(new LogTail(Map.of(), Long.MIN_VALUE, now));
        poll();

        assertThat(output.watermarks).containsExactly(now - DISORDER - 1);
    }

    @Test
    void aPartitionWithBacklogDoesNotFollowTheClockThoughOthersAreRead() throws Exception {
        open(split(0, 0), split(1, 0));
        inner.emit("chat-0", 0, 500_000);
        inner.emit("chat-1", 0, 500_000);
        poll();
        poll();
        Map<String, Long> ends = Map.of("chat-0", 1_000L, "chat-1", 1_000L);
        pass(SILENCE);
        reader.handleSourceEvents(new LogTail(ends, Long.MIN_VALUE, now));
        poll();

        // One partition keeps the reader busy for minutes; the other's records wait behind.
        for (int i = 1; i < 200; i++) {
            inner.emit("chat-0", i, 500_000 + i);
            inner.emit("chat-0", i, 500_000 + i);
            now += 1_000;
            reader.handleSourceEvents(new LogTail(ends, Long.MIN_VALUE, now));
            assertThat(poll()).isEqualTo(InputStatus.MORE_AVAILABLE);
        }

        assertThat(output.watermarks).containsOnly(500_000 - DISORDER - 1);
    }

    @Test
    void aPartitionThatIsTakenAwayHoldsNothingBack() throws Exception {
        open(split(0, 0), split(1, 0));
        inner.emit("chat-0", 0, 400_000);
        inner.emit("chat-1", 0, 500_000);
        poll();
        pass(100);
        inner.release("chat-0");
        pass(100);

        assertThat(output.watermarks)
                .containsExactly(400_000 - DISORDER - 1, 500_000 - DISORDER - 1);
    }

    private void open(KafkaPartitionSplit... splits) {
        reader.addSplits(List.of(splits));
        reader.handleSourceEvents(new GateOpened());
    }

    private InputStatus poll() throws Exception {
        return reader.pollNext(output);
    }

    private void pass(long millis) throws Exception {
        now += millis;
        poll();
    }

    private static KafkaPartitionSplit split(int partition, long offset) {
        return new KafkaPartitionSplit(new TopicPartition("chat", partition), offset);
    }

    /** A reader whose records the test puts in. */
    private static final class Inner implements SourceReader<RawRecord, KafkaPartitionSplit> {

        private final List<KafkaPartitionSplit> splits = new ArrayList<>();
        private final List<SourceEvent> events = new ArrayList<>();
        private final Deque<RawRecord> queue = new ArrayDeque<>();
        private final Deque<String> releases = new ArrayDeque<>();
        private final Map<String, SourceOutput<RawRecord>> outputs = new HashMap<>();
        private CompletableFuture<Void> available = new CompletableFuture<>();
        private boolean started;
        private boolean noMoreSplits;
        private boolean disturb;

        void emit(String split, long offset, long recordTime) {
            int partition = Integer.parseInt(split.substring(split.indexOf('-') + 1));
            queue.add(new RawRecord("chat", partition, offset, recordTime, null, null));
        }

        void release(String split) {
            releases.add(split);
        }

        @Override
        public void start() {
            started = true;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> out) {
            while (!releases.isEmpty()) {
                out.releaseOutputForSplit(releases.poll());
            }
            RawRecord next = queue.poll();
            if (next != null) {
                SourceOutput<RawRecord> split =
                        outputs.computeIfAbsent(
                                "chat-" + next.partition, out::createOutputForSplit);
                if (disturb) {
                    out.emitWatermark(new Watermark(Long.MAX_VALUE));
                    out.markIdle();
                    split.emitWatermark(new Watermark(Long.MAX_VALUE));
                    split.markIdle();
                }
                split.collect(next, next.recordTime);
            }
            return queue.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return splits;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> added) {
            splits.addAll(added);
        }

        @Override
        public void notifyNoMoreSplits() {
            noMoreSplits = true;
        }

        @Override
        public void handleSourceEvents(SourceEvent event) {
            events.add(event);
        }

        @Override
        public void close() {}
    }

    /** Collects what comes out. */
    private static final class Output implements ReaderOutput<RawRecord> {

        private final List<RawRecord> records = new ArrayList<>();
        private final List<Long> watermarks = new ArrayList<>();
        private boolean idle;

        @Override
        public void collect(RawRecord value) {
            records.add(value);
        }

        @Override
        public void collect(RawRecord value, long timestamp) {
            records.add(value);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<RawRecord> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
