package io.qundun.deploy.backend;

import io.qundun.schemas.CommandAck;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chat backend to look at: applies the commands of {@code enforcement.message-command.v1} and
 * {@code enforcement.measure-command.v1} idempotently and acknowledges each on {@code
 * enforcement.ack.v1}. On request it fails now and then, as backends do: the command comes again.
 *
 * <p>Its state lives in memory. Commands on messages it reads from the start again, which is
 * harmless, for commands and acknowledgements can be repeated. As to measures it takes over {@code
 * enforcement.state.v1} and follows the commands of the last quarter of an hour. {@link #run}
 * belongs to one thread; {@link #close}, the counts and the snapshots can be used by any.
 */
public final class ReferenceBackend implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceBackend.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String NAME = "reference-backend";

    /** State and commands are committed apart: what the state does not tell yet, commands do. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(15);

    private final KafkaConsumer<byte[], byte[]> commands;
    private final KafkaProducer<byte[], byte[]> acks;
    private final Clock clock;
    private final double failureShare;
    private final CommandLedger ledger = new CommandLedger();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final WireFormat messageFormat = WireFormat.of(Topic.MESSAGE_COMMAND);
    private final WireFormat measureFormat = WireFormat.of(Topic.MEASURE_COMMAND);
    private final WireFormat stateFormat = WireFormat.of(Topic.ENFORCEMENT_STATE);
    private final WireFormat ackFormat = WireFormat.of(Topic.COMMAND_ACK);
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile Map<String, CommandLedger.Applied> snapshot = Map.of();
    private volatile boolean closed;

    /** A backend on the given brokers that never fails. */
    public ReferenceBackend(String bootstrapServers, Clock clock) {
        this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), clock, 0);
    }

    /**
     * With a client configuration of one's own: TLS, SASL.
     *
     * @param failureShare how often it fails to carry out a measure at the first attempt, 0 never
     *     to 1 always; the second attempt succeeds
     */
    public ReferenceBackend(
            Map<String, Object> clientConfiguration, Clock clock, double failureShare) {
        this.clock = clock;
        this.failureShare = failureShare;
        Map<String, Object> consuming = new HashMap<>(clientConfiguration);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Measures are written in transactions: one that was aborted was never ordered.
        consuming.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        commands =
                new KafkaConsumer<>(
                        consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> producing = new HashMap<>(clientConfiguration);
        producing.put(ProducerConfig.ACKS_CONFIG, "all");
        acks = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Applies and acknowledges until it is closed. */
    @Override
    public void run() {
        try (commands;
                acks) {
            // No consumer group: this one process reads every partition.
            catchUp();
            follow();
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
                    receive(record);
                }
                snapshot = ledger.state();
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private List<TopicPartition> partitions(Topic topic) {
        return commands.partitionsFor(topic.topicName()).stream()
                .map(found -> new TopicPartition(topic.topicName(), found.partition()))
                .toList();
    }

    private void catchUp() {
        List<TopicPartition> partitions = partitions(Topic.ENFORCEMENT_STATE);
        commands.assign(partitions);
        commands.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = commands.endOffsets(partitions);
        while (!closed && !isAt(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
                adopt(record);
            }
        }
        snapshot = ledger.state();
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (commands.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private void adopt(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            ledger.forget(new String(record.key(), StandardCharsets.UTF_8));
            return;
        }
        try {
            if (stateFormat.decode(record.value()) instanceof EnforcementState state) {
                ledger.adopt(state);
            }
        } catch (UndecodableException e) {
            skip(record, e);
        }
    }

    private void follow() {
        List<TopicPartition> all = new ArrayList<>(partitions(Topic.MESSAGE_COMMAND));
        List<TopicPartition> measures = partitions(Topic.MEASURE_COMMAND);
        all.addAll(measures);
        commands.assign(all);
        commands.seekToBeginning(all);
        long since = clock.millis() - LOOK_BACK.toMillis();
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition partition : measures) {
            times.put(partition, since);
        }
        commands.offsetsForTimes(times)
                .forEach(
                        (partition, from) -> {
                            if (from == null) {
                                commands.seekToEnd(List.of(partition));
                            } else {
                                commands.seek(partition, from.offset());
                            }
                        });
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        boolean measure = record.topic().equals(Topic.MEASURE_COMMAND.topicName());
        WireFormat format = measure ? measureFormat : messageFormat;
        try {
            if (format.decode(record.value()) instanceof EnforcementCommand command) {
                if (measure && fails(command)) {
                    acknowledge(command, "failed", "made up: the chat server did not answer");
                } else {
                    CommandLedger.Outcome outcome = ledger.apply(command);
                    acknowledge(command, outcome.state(), outcome.detail());
                }
            }
        } catch (UndecodableException e) {
            // Without an id there is nobody to answer to.
            skip(record, e);
        }
    }

    private boolean fails(EnforcementCommand command) {
        if (failureShare <= 0) {
            return false;
        }
        int attempt = attempts.merge(command.getCommandId(), 1, Integer::sum);
        double trait = Math.floorMod(command.getCommandId().hashCode(), 1_000) / 1_000.0;
        return attempt == 1 && trait < failureShare;
    }

    private static void skip(ConsumerRecord<byte[], byte[]> record, UndecodableException e) {
        LOG.warn(
                "{}-{}@{} cannot be read: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                e.getMessage());
    }

    private void acknowledge(EnforcementCommand command, String state, String detail) {
        CommandAck ack =
                new CommandAck(
                        command.getCommandId(),
                        command.getSubjectType(),
                        command.getSubjectId(),
                        command.getSequence(),
                        state,
                        detail,
                        NAME,
                        clock.millis());
        Future<RecordMetadata> unused =
                acks.send(
                        new ProducerRecord<>(
                                Topic.COMMAND_ACK.topicName(),
                                WireFormat.key(command.getSubjectId()),
                                ackFormat.encode(ack)),
                        (metadata, failure) -> {
                            if (failure == null) {
                                acknowledged.incrementAndGet();
                            } else if (!closed) {
                                LOG.error(
                                        "command {} not acknowledged",
                                        command.getCommandId(),
                                        failure);
                            }
                        });
    }

    /** Acknowledgements that have reached Kafka. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** The last command of each subject, by type and id, a moment ago. */
    public Map<String, CommandLedger.Applied> state() {
        return snapshot;
    }

    /** Ends {@link #run}. */
    @Override
    public void close() {
        closed = true;
        commands.wakeup();
    }
}
