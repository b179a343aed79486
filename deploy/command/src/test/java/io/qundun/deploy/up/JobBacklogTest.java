package io.qundun.deploy.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.deploy.stack.LocalServers;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the jobs have still to read, against a real Kafka. */
class JobBacklogTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private final String topic = "backlog-" + UUID.randomUUID();
    private final String group = "group-" + UUID.randomUUID();
    private Admin admin;
    private JobBacklog backlog;

    @BeforeEach
    void open() throws Exception {
        admin = Admin.create(SERVERS.kafkaProperties());
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        backlog = backlog(group);
    }

    @AfterEach
    void close() {
        backlog.close();
        admin.close();
    }

    @Test
    void aJobThatHasCommittedNothingHasNotBegun() throws Exception {
        assertThat(isSettled()).isFalse();
    }

    @Test
    void emptyWhenAllIsCommittedAndNothingMoreIsWritten() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
            write(producer, 0, 3);
            write(producer, 1, 1);
            commit(group, 2, 1);
            assertThat(isSettled()).as("one record is unread").isFalse();

            commit(group, 3, 1);
            assertThat(isSettled()).isTrue();
            assertThat(backlog.isEmpty()).isTrue();

            write(producer, 1, 1);
            commit(group, 3, 2);
            assertThat(backlog.isEmpty()).as("something was written since").isFalse();
            assertThat(backlog.isEmpty()).isTrue();
        }
    }

    @Test
    void aPartitionThatWasNeverReadIsABacklogToo() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
            write(producer, 0, 1);
            write(producer, 1, 1);
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();

            assertThat(isSettled()).isFalse();
        }
    }

    @Test
    void everyJobMustHaveReadEverything() throws Exception {
        String other = "other-" + UUID.randomUUID();
        try (KafkaProducer<byte[], byte[]> producer = producer(null);
                JobBacklog both = backlog(group, other)) {
            write(producer, 0, 2);
            commit(group, 2, 0);
            commit(other, 1, 0);
            both.isEmpty();
            assertThat(both.isEmpty()).isFalse();

            commit(other, 2, 0);
            both.isEmpty();
            assertThat(both.isEmpty()).isTrue();
        }
    }

    @Test
    void theMarkersOfTransactionsNeedNotBeRead() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("tx-" + topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            write(producer, 0, 2);
            commit(group, 2, 0);
            assertThat(isSettled()).as("the transaction may still be committed").isFalse();

            producer.commitTransaction();
            // The broker writes the marker in its own time.
            await("after two records comes a marker").until(this::isSettled);

            producer.beginTransaction();
            write(producer, 0, 1);
            producer.commitTransaction();
            assertThat(isSettled()).isFalse();
            commit(group, 4, 0);
            await().until(this::isSettled);

            producer.beginTransaction();
            write(producer, 0, 5);
            producer.abortTransaction();
            await("what was aborted is nothing to read").until(this::isSettled);
        }
    }

    private boolean isSettled() throws Exception {
        backlog.isEmpty();
        return backlog.isEmpty();
    }

    private static JobBacklog backlog(String... groups) {
        return new JobBacklog(
                Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()), List.of(groups));
    }

    private void commit(String group, long first, long second) throws Exception {
        admin.alterConsumerGroupOffsets(
                        group,
                        Map.of(
                                new TopicPartition(topic, 0),
                                new OffsetAndMetadata(first),
                                new TopicPartition(topic, 1),
                                new OffsetAndMetadata(second)))
                .all()
                .get();
    }

    private void write(KafkaProducer<byte[], byte[]> producer, int partition, int records)
            throws Exception {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {1})).get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        Properties properties = SERVERS.kafkaProperties();
        if (transactionalId != null) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
