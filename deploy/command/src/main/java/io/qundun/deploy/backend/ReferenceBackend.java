package io.qundun.deploy.backend;

import io.qundun.schemas.CommandAck;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.time.Clock;
import java.time.Duration;
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
 * A chat backend to look at: applies the commands of {@code enforcement.message-command.v1}
 * idempotently and acknowledges each on {@code enforcement.ack.v1}.
 *
 * <p>Its state lives in memory, so after a restart it reads the topic from the start again; that is
 * harmless, for commands and acknowledgements can be repeated. {@link #run} belongs to one thread;
 * {@link #close} and the counts can be used by any.
 */
public final class ReferenceBackend implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceBackend.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String NAME = "reference-backend";

    private final KafkaConsumer<byte[], byte[]> commands;
    private final KafkaProducer<byte[], byte[]> acks;
    private final Clock clock;
    private final CommandLedger ledger = new CommandLedger();
    private final WireFormat commandFormat = WireFormat.of(Topic.MESSAGE_COMMAND);
    private final WireFormat ackFormat = WireFormat.of(Topic.COMMAND_ACK);
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean closed;

    /** A backend on the given brokers. */
    public ReferenceBackend(String bootstrapServers, Clock clock) {
        this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), clock);
    }

    /** With a client configuration of one's own: TLS, SASL. */
    public ReferenceBackend(Map<String, Object> clientConfiguration, Clock clock) {
        this.clock = clock;
        Map<String, Object> consuming = new HashMap<>(clientConfiguration);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
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
            String topic = Topic.MESSAGE_COMMAND.topicName();
            // No consumer group: this one process reads every partition from the start.
            commands.assign(
                    commands.partitionsFor(topic).stream()
                            .map(found -> new TopicPartition(topic, found.partition()))
                            .toList());
            commands.seekToBeginning(List.of());
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
                    receive(record);
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (commandFormat.decode(record.value()) instanceof EnforcementCommand command) {
                acknowledge(command, ledger.apply(command));
            }
        } catch (UndecodableException e) {
            // Without an id there is nobody to answer to.
            LOG.warn(
                    "{}-{}@{} is no command: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void acknowledge(EnforcementCommand command, CommandLedger.Outcome outcome) {
        CommandAck ack =
                new CommandAck(
                        command.getCommandId(),
                        command.getSubjectType(),
                        command.getSubjectId(),
                        command.getSequence(),
                        outcome.state(),
                        outcome.detail(),
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

    /** Ends {@link #run}. */
    @Override
    public void close() {
        closed = true;
        commands.wakeup();
    }
}
