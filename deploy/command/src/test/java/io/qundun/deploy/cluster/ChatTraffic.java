package io.qundun.deploy.cluster;

import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Steady chat from a thread of its own: in every group verified and unverified accounts and such
 * whose status comes late, within the time that a message is held and after it; ordinary and
 * offending texts, empty ones, and records that are no messages.
 */
final class ChatTraffic implements AutoCloseable {

    /** Offends against every version of the test's pack. */
    static final String GAMBLING = "来网上赌博吧";

    /** Offends against the second version only. */
    static final String FRAUD = "兼职刷单了解一下";

    /**
     * Where a record lies in the chat topic.
     *
     * @param partition of the topic
     * @param offset in the partition
     */
    record Place(int partition, long offset) {}

    private static final long DAY_MILLIS = 86_400_000;
    private static final int GROUPS = 12;
    private static final int VERIFIED = 3;
    private static final int POISON_EVERY = 97;
    private static final int NEWCOMER_EVERY = 31;
    private static final long[] STATUS_DELAYS = {700, 3_500};

    private final KafkaProducer<byte[], byte[]> producer;
    private final WireFormat chat = WireFormat.of(Topic.CHAT_MESSAGE);
    private final WireFormat accounts = WireFormat.of(Topic.ACCOUNT_STATUS);
    private final Set<Place> sent = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    private volatile Throwable failure;
    private ScheduledFuture<?> pace;
    private long next;

    private ChatTraffic(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Starts to write at a steady rate. */
    static ChatTraffic start(Properties kafka, int perSecond) {
        ChatTraffic traffic = new ChatTraffic(kafka);
        for (int group = 0; group < GROUPS; group++) {
            for (int sender = 0; sender < VERIFIED; sender++) {
                traffic.status(sender(group, sender), "verified");
            }
            traffic.status(sender(group, VERIFIED), "unverified");
        }
        traffic.producer.flush();
        traffic.pace =
                traffic.writer.scheduleAtFixedRate(
                        () -> traffic.message(traffic.next++),
                        0,
                        1_000_000L / perSecond,
                        TimeUnit.MICROSECONDS);
        return traffic;
    }

    private static String sender(int group, long sender) {
        return "cluster-u" + group + "-" + sender;
    }

    private void message(long number) {
        int group = (int) (number % GROUPS);
        if (number % POISON_EVERY == POISON_EVERY - 1) {
            send(group, "no message".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String sender = sender(group, number / GROUPS % (VERIFIED + 1));
        if (number % NEWCOMER_EVERY == 0) {
            String newcomer = sender(group, VERIFIED + 1 + number);
            sender = newcomer;
            long delay = STATUS_DELAYS[(int) (number / NEWCOMER_EVERY % STATUS_DELAYS.length)];
            ScheduledFuture<?> unused =
                    writer.schedule(
                            () -> status(newcomer, "verified"), delay, TimeUnit.MILLISECONDS);
        }
        String text =
                switch ((int) (number % 7)) {
                    case 0 -> GAMBLING + number;
                    case 1 -> FRAUD + number;
                    case 2 -> "";
                    default -> "大家早上好，第" + number + "条";
                };
        send(
                group,
                chat.encode(
                        ChatMessage.newBuilder()
                                .setMessageId("cluster-m" + number)
                                .setGroupId("cluster-g" + group)
                                .setSenderId(sender)
                                .setSentAt(System.currentTimeMillis())
                                .setText(text)
                                .build()));
    }

    private void send(int group, byte[] value) {
        write(
                new ProducerRecord<>(
                        Topic.CHAT_MESSAGE.topicName(), WireFormat.key("cluster-g" + group), value),
                written -> sent.add(new Place(written.partition(), written.offset())));
    }

    private void status(String user, String status) {
        AccountStatus value =
                AccountStatus.newBuilder()
                        .setUserId(user)
                        .setStatus(status)
                        .setEffectiveFrom(System.currentTimeMillis() - DAY_MILLIS)
                        .build();
        write(
                new ProducerRecord<>(
                        Topic.ACCOUNT_STATUS.topicName(),
                        WireFormat.key(user),
                        accounts.encode(value)),
                written -> {});
    }

    private void write(
            ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> acknowledged) {
        Future<RecordMetadata> unused =
                producer.send(
                        record,
                        (metadata, exception) -> {
                            if (exception == null) {
                                acknowledged.accept(metadata);
                            } else {
                                failure = exception;
                            }
                        });
    }

    /** What Kafka has acknowledged. */
    Set<Place> sent() {
        return sent;
    }

    /** Stops, after everything is written that was begun. */
    @Override
    public void close() throws InterruptedException {
        boolean ended = pace.isDone(); // it goes on until here unless it failed
        writer.shutdown();
        if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the traffic does not end");
        }
        producer.close();
        if (failure != null || ended) {
            throw new AssertionError("the traffic failed", failure);
        }
    }
}
