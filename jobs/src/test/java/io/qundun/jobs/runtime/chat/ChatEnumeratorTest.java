package io.qundun.jobs.runtime.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatEnumeratorTest {

    private static final int GATE = 0;

    private final MockSplitEnumeratorContext<KafkaPartitionSplit> context =
            new MockSplitEnumeratorContext<>(2);
    private final Gate gate = new Gate();
    private final Inner inner = new Inner();
    private ChatEnumerator enumerator = enumerator(false);

    private ChatEnumerator enumerator(boolean everOpened) {
        return new ChatEnumerator(
                inner,
                context,
                gate,
                new Properties(),
                "chat",
                new EventTimePolicy(
                        Duration.ofSeconds(10), Duration.ofSeconds(5), EventTimePolicy.Clock.WALL),
                everOpened);
    }

    @AfterEach
    void close() throws Exception {
        enumerator.close();
        context.close();
    }

    @Test
    void asksTheGateUntilItOpensAndTellsEachReaderOnce() throws Throwable {
        enumerator.start();
        assertThat(inner.calls).contains("start");
        context.runPeriodicCallable(GATE);
        assertThat(gate.calls).as("nobody waits").isEmpty();

        register(0);
        register(1);
        context.runPeriodicCallable(GATE);
        assertThat(gate.calls).containsExactly("probe false", "arm", "open");
        assertThat(told(0)).isEmpty();
        assertThat(snapshot().everOpened()).isFalse();

        gate.open = true;
        context.runPeriodicCallable(GATE);
        context.runPeriodicCallable(GATE);

        assertThat(told(0)).containsExactly(new GateOpened());
        assertThat(told(1)).containsExactly(new GateOpened());
        assertThat(gate.calls).as("asked no more").hasSize(4);
        assertThat(snapshot().everOpened()).isTrue();
    }

    @Test
    void aReaderThatRegistersAgainArmsTheGateAgain() throws Throwable {
        gate.open = true;
        enumerator.start();
        register(0);
        context.runPeriodicCallable(GATE);
        assertThat(told(0)).hasSize(1);

        context.unregisterReader(0);
        register(0);
        gate.open = false;
        context.runPeriodicCallable(GATE);
        assertThat(told(0)).hasSize(1);
        assertThat(gate.calls).endsWith("arm", "open");
        gate.open = true;
        context.runPeriodicCallable(GATE);

        assertThat(told(0)).hasSize(2);
        assertThat(gate.calls.stream().filter("arm"::equals)).hasSize(2);
        assertThat(gate.calls.stream().filter("probe false"::equals)).hasSize(1);
    }

    @Test
    void aReaderThatIsGoneIsNotTold() throws Throwable {
        gate.open = true;
        enumerator.start();
        register(0);
        register(1);
        context.unregisterReader(1);

        context.runPeriodicCallable(GATE);

        assertThat(told(0)).hasSize(1);
        assertThat(told(1)).isEmpty();
    }

    @Test
    void survivesAProbeThatFails() throws Throwable {
        enumerator.start();
        register(0);
        gate.open = true;
        for (String step : List.of("probe", "arm", "open")) {
            gate.failing = step;
            context.runPeriodicCallable(GATE);
            assertThat(told(0)).isEmpty();
        }

        gate.failing = "";
        context.runPeriodicCallable(GATE);

        assertThat(told(0)).containsExactly(new GateOpened());
    }

    @Test
    void tellsTheGateWhetherItHadOpenedBefore() throws Throwable {
        enumerator = enumerator(true);
        enumerator.start();
        register(0);

        context.runPeriodicCallable(GATE);

        assertThat(gate.calls).startsWith("probe true");
        assertThat(snapshot().everOpened()).isTrue();
    }

    @Test
    void leavesPartitionsToKafka() throws Exception {
        SourceEvent event = new SourceEvent() {};
        enumerator.addReader(1);
        enumerator.addSplitsBack(List.of(), 1);
        enumerator.handleSplitRequest(1, "host");
        enumerator.handleSourceEvent(1, event);
        enumerator.notifyCheckpointComplete(7);
        enumerator.close();

        assertThat(inner.calls)
                .containsExactly(
                        "addReader 1",
                        "addSplitsBack 1",
                        "handleSplitRequest 1",
                        "handleSourceEvent 1",
                        "notifyCheckpointComplete 7",
                        "close");
    }

    private void register(int subtask) {
        context.registerReader(new ReaderInfo(subtask, "host-" + subtask));
        enumerator.addReader(subtask);
    }

    private List<SourceEvent> told(int subtask) throws Exception {
        return context.getSentSourceEvent().getOrDefault(subtask, List.of());
    }

    private ChatEnumeratorState snapshot() throws Exception {
        return enumerator.snapshotState(1);
    }

    private static final class Gate implements StartGate {

        private static final long serialVersionUID = 1L;

        private final transient List<String> calls = new ArrayList<>();
        private volatile boolean open;
        private volatile String failing = "";

        private void call(String step, String call) throws Exception {
            if (failing.equals(step)) {
                throw new java.io.IOException("the broker cannot be reached");
            }
            calls.add(call);
        }

        @Override
        public Probe probe(boolean everOpened) throws Exception {
            call("probe", "probe " + everOpened);
            return new Probe() {
                @Override
                public void arm() throws Exception {
                    call("arm", "arm");
                }

                @Override
                public boolean open() throws Exception {
                    call("open", "open");
                    return open;
                }

                @Override
                public void close() {}
            };
        }
    }

    private static final class Inner
            implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void start() {
            calls.add("start");
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {
            calls.add("handleSplitRequest " + subtask);
        }

        @Override
        public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
            calls.add("addSplitsBack " + subtask);
        }

        @Override
        public void addReader(int subtask) {
            calls.add("addReader " + subtask);
        }

        @Override
        public KafkaSourceEnumState snapshotState(long checkpointId) {
            return new KafkaSourceEnumState(Set.of(), true);
        }

        @Override
        public void handleSourceEvent(int subtask, SourceEvent event) {
            calls.add("handleSourceEvent " + subtask);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            calls.add("notifyCheckpointComplete " + checkpointId);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
