package io.qundun.jobs.runtime.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns partitions as Kafka's enumerator does, tells readers when the gate opens, and reports the
 * log's tail to them every second, so that they can tell silence from backlog.
 */
final class ChatEnumerator implements SplitEnumerator<KafkaPartitionSplit, ChatEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(ChatEnumerator.class);
    private static final Duration TAIL_INTERVAL = Duration.ofMillis(500);
    private static final Duration GATE_INTERVAL = Duration.ofMillis(200);

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final StartGate gate;
    private final LogTailReader tailReader;
    private final Set<Integer> waiting = new HashSet<>();
    private boolean everOpened;

    // Written by the coordinator thread, read by the worker thread.
    private final AtomicLong registrations = new AtomicLong();
    private volatile boolean anybodyWaiting;

    // Of the worker thread alone.
    private StartGate.Probe probe;
    private long armedFor = -1;

    ChatEnumerator(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            StartGate gate,
            Properties client,
            String topic,
            EventTimePolicy policy,
            boolean everOpened) {
        this.kafka = kafka;
        this.context = context;
        this.gate = gate;
        this.tailReader = new LogTailReader(client, topic, policy.clock());
        this.everOpened = everOpened;
    }

    @Override
    public void start() {
        kafka.start();
        boolean openedBefore = everOpened;
        context.callAsync(
                () -> pollGate(openedBefore), this::openGate, 0, GATE_INTERVAL.toMillis());
        context.callAsync(tailReader::read, this::reportTail, 0, TAIL_INTERVAL.toMillis());
    }

    /** The number of registrations for which the gate is open, or -1. */
    private long pollGate(boolean openedBefore) throws Exception {
        if (!anybodyWaiting) {
            return -1;
        }
        if (probe == null) {
            probe = gate.probe(openedBefore);
        }
        long current = registrations.get();
        if (armedFor != current) {
            probe.arm();
            armedFor = current;
        }
        return probe.open() ? current : -1;
    }

    private void openGate(Long openFor, Throwable failure) {
        if (failure != null) {
            LOG.warn("cannot tell yet whether chat may begin: {}", failure.toString());
            return;
        }
        if (openFor != registrations.get() || waiting.isEmpty()) {
            return;
        }
        for (int subtask : waiting) {
            if (context.registeredReaders().containsKey(subtask)) {
                context.sendEventToSourceReader(subtask, new GateOpened());
            }
        }
        LOG.info("chat begins in {} readers", waiting.size());
        waiting.clear();
        anybodyWaiting = false;
        everOpened = true;
    }

    private void reportTail(LogTail tail, Throwable failure) {
        if (failure != null) {
            LOG.warn("cannot see the end of the chat topic: {}", failure.toString());
            return;
        }
        for (int subtask : context.registeredReaders().keySet()) {
            context.sendEventToSourceReader(subtask, tail);
        }
    }

    @Override
    public void addReader(int subtask) {
        waiting.add(subtask);
        registrations.incrementAndGet();
        anybodyWaiting = true;
        kafka.addReader(subtask);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        kafka.addSplitsBack(splits, subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        kafka.handleSplitRequest(subtask, host);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        kafka.handleSourceEvent(subtask, event);
    }

    @Override
    public ChatEnumeratorState snapshotState(long checkpointId) throws Exception {
        return new ChatEnumeratorState(everOpened, kafka.snapshotState(checkpointId));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws IOException {
        try {
            kafka.close();
            tailReader.close();
            if (probe != null) {
                probe.close();
            }
        } catch (Exception e) {
            throw new IOException("cannot close the chat source's enumerator", e);
        }
    }
}
