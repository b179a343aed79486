package io.qundun.deploy.traffic;

import io.qundun.deploy.QundunException;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the platform's topics: chat and group events by group, accounts by user, dead letters.
 * Idempotent and acknowledged by all replicas; the first record that Kafka refuses for good fails
 * the next call. For one thread.
 */
public final class TopicWriter implements AutoCloseable {

    /** What Kafka adds to a value at most: key, header, batch. */
    private static final int OVERHEAD_BYTES = 1 << 12;

    private final KafkaProducer<byte[], byte[]> producer;
    private final WireFormat chatFormat = WireFormat.of(Topic.CHAT_MESSAGE);
    private final WireFormat accountFormat = WireFormat.of(Topic.ACCOUNT_STATUS);
    private final WireFormat groupEventFormat = WireFormat.of(Topic.GROUP_EVENT);
    private final WireFormat deadLetterFormat = WireFormat.of(Topic.MODERATION_DEAD_LETTER);
    private final AppendTimes appendTimes;
    private final AtomicLong appended = new AtomicLong();
    private final Callback counted = (metadata, problem) -> note(problem);
    private volatile Exception failure;

    /** How records travel. */
    public enum Tuning {
        /** Large batches: most messages a second. */
        THROUGHPUT,
        /** Sent at once: least latency. */
        LATENCY
    }

    /**
     * @param clientConfiguration at least {@code bootstrap.servers}
     * @param appendTimes takes the time of every chat record; null when nobody asks
     */
    public TopicWriter(
            Map<String, Object> clientConfiguration, Tuning tuning, AppendTimes appendTimes) {
        this.appendTimes = appendTimes;
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.MODERATION_DEAD_LETTER.maxMessageBytes());
        configuration.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        if (tuning == Tuning.THROUGHPUT) {
            configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            configuration.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
            configuration.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        } else {
            configuration.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        }
        producer =
                new KafkaProducer<>(
                        configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes a chat message.
     *
     * @param recordTime epoch milliseconds
     * @return false when it is larger than its topic takes; then nothing was written
     */
    public boolean chat(ChatMessage message, long recordTime) {
        byte[] value = chatFormat.encode(message);
        if (value.length > Topic.CHAT_MESSAGE.maxMessageBytes() - OVERHEAD_BYTES) {
            return false;
        }
        Callback callback = counted;
        if (appendTimes != null) {
            long handedOver = System.currentTimeMillis();
            callback =
                    (metadata, problem) -> {
                        note(problem);
                        if (problem == null) {
                            appendTimes.put(metadata.partition(), metadata.offset(), handedOver);
                        }
                    };
        }
        send(Topic.CHAT_MESSAGE, message.getGroupId(), recordTime, value, callback);
        return true;
    }

    /** Writes an account's status. */
    public void account(AccountStatus status, long recordTime) {
        send(
                Topic.ACCOUNT_STATUS,
                status.getUserId(),
                recordTime,
                accountFormat.encode(status),
                (metadata, problem) -> failOn(problem));
    }

    /** Writes something that happened to a group. */
    public void groupEvent(GroupEvent event, long recordTime) {
        send(
                Topic.GROUP_EVENT,
                event.getGroupId(),
                recordTime,
                groupEventFormat.encode(event),
                (metadata, problem) -> failOn(problem));
    }

    /** Sets an input aside. */
    public void deadLetter(DeadLetter deadLetter) {
        send(
                Topic.MODERATION_DEAD_LETTER,
                deadLetter.getDeadLetterId(),
                deadLetter.getRecordTime(),
                deadLetterFormat.encode(deadLetter),
                counted);
    }

    private void send(Topic topic, String key, long recordTime, byte[] value, Callback callback) {
        throwFailure();
        Future<RecordMetadata> unused =
                producer.send(
                        new ProducerRecord<>(
                                topic.topicName(), null, recordTime, WireFormat.key(key), value),
                        callback);
    }

    private void note(Exception problem) {
        failOn(problem);
        if (problem == null) {
            appended.incrementAndGet();
        }
    }

    private void failOn(Exception problem) {
        if (problem != null && failure == null) {
            failure = problem;
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw new QundunException("Kafka took no more input: " + failure.getMessage(), failure);
        }
    }

    /** Chat messages and dead letters that are in Kafka. */
    public long appended() {
        return appended.get();
    }

    /** Waits until everything is in Kafka. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    @Override
    public void close() {
        producer.close();
    }
}
