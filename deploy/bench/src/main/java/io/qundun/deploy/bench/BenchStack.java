package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.stack.FlinkCluster;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.stack.KafkaProcess;
import io.qundun.deploy.stack.ServerOptions;
import io.qundun.deploy.topics.TopicInstaller;
import io.qundun.deploy.topics.TopicSettings;
import io.qundun.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka in a child process and Flink in this one, with empty topics, and questions to them. */
final class BenchStack implements AutoCloseable {

    private static final String FOREVER = Long.toString(Long.MAX_VALUE);
    private static final int FETCH_BYTES = 4 << 20;

    /** What jobs write. Emptied between runs, so that no run pays for the one before. */
    private static final List<Topic> OUTPUTS =
            List.of(
                    Topic.VERDICT,
                    Topic.EVIDENCE,
                    Topic.REVIEW_TASK,
                    Topic.MESSAGE_COMMAND,
                    Topic.MODERATION_DEAD_LETTER);

    private final Path folder;
    private final KafkaProcess kafka;
    private final FlinkCluster flink;
    private final Admin admin;

    private BenchStack(Path folder, KafkaProcess kafka, FlinkCluster flink) {
        this.folder = folder;
        this.kafka = kafka;
        this.flink = flink;
        this.admin = Admin.create(client());
    }

    /**
     * Starts both in an empty folder, which is removed at the end.
     *
     * @throws QundunException when one does not start
     */
    static BenchStack start(Installation installation, Path folder, int slots) {
        remove(folder);
        KafkaProcess kafka =
                KafkaProcess.start(
                        installation,
                        ServerOptions.in(folder.resolve("kafka"))
                                .withSettings(
                                        // The times of a file's messages may be long past.
                                        Map.of(
                                                "log.message.timestamp.after.max.ms", FOREVER,
                                                "log.roll.ms", FOREVER)));
        FlinkCluster flink = null;
        try {
            flink = FlinkCluster.start(FlinkCluster.Options.in(folder.resolve("flink"), slots));
            BenchStack stack = new BenchStack(folder, kafka, flink);
            stack.createTopics();
            return stack;
        } catch (RuntimeException e) {
            if (flink != null) {
                flink.close();
            }
            kafka.close();
            throw e;
        }
    }

    private void createTopics() {
        Map<Topic, Optional<Duration>> forever = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            if (topic.cleanup() == Topic.Cleanup.DELETE) {
                forever.put(topic, Optional.empty());
            }
        }
        new TopicInstaller(admin).apply(new TopicSettings((short) 1, forever), false);
        // A verdict's time is when Kafka took it.
        stampByAppend(Topic.VERDICT);
    }

    /** From now on the topic's records carry the time at which Kafka took them. */
    void stampByAppend(Topic topic) {
        await(
                admin.incrementalAlterConfigs(
                                Map.of(
                                        new ConfigResource(
                                                ConfigResource.Type.TOPIC, topic.topicName()),
                                        List.of(
                                                new AlterConfigOp(
                                                        new ConfigEntry(
                                                                TopicConfig
                                                                        .MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                                                "LogAppendTime"),
                                                        AlterConfigOp.OpType.SET))))
                        .all());
    }

    FlinkCluster flink() {
        return flink;
    }

    long kafkaPid() {
        return kafka.pid();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Settings for a plain client. */
    Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", kafka.bootstrapServers());
        return client;
    }

    /** A consumer in no group, of bytes. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = client();
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        properties.setProperty(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCH_BYTES));
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Where each partition of a topic ends. */
    Map<TopicPartition, Long> ends(Topic topic) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            latest.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(latest).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Removes what jobs have written. */
    void clearOutputs() {
        OUTPUTS.forEach(this::clear);
    }

    /** Removes a topic's records. */
    void clear(Topic topic) {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        ends(topic)
                .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
        await(admin.deleteRecords(all).all());
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new QundunException(
                    "Kafka does not answer: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException("interrupted while Kafka was asked", e);
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> all = new ArrayList<>(found.toList());
            for (int i = all.size() - 1; i >= 0; i--) {
                Files.delete(all.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            flink.close();
        } finally {
            admin.close(Duration.ofSeconds(1));
            kafka.close();
            remove(folder);
        }
    }
}
