package io.qundun.jobs.moderation;

import io.qundun.jobs.runtime.JobVersion;
import io.qundun.jobs.runtime.chat.StartGate;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Lets chat begin once a completed checkpoint holds everything that the context topics had when the
 * tasks (re)started, and a policy.
 *
 * <p>What a checkpoint holds shows in the consumer group: sources commit with every completed
 * checkpoint the offsets that are in it, and an operator's state is in it with them. Offsets
 * committed before this run say nothing, since the run may have begun with an older savepoint: they
 * are removed first.
 */
final class KafkaStartGate implements StartGate {

    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Properties client;
    private final String groupId;
    private final List<Topic> contextTopics;

    KafkaStartGate(Properties client, String groupId, List<Topic> contextTopics) {
        this.client = client;
        this.groupId = groupId;
        this.contextTopics = List.copyOf(contextTopics);
    }

    @Override
    public Probe probe(boolean everOpened) throws Exception {
        Properties admin = new Properties();
        admin.putAll(client);
        admin.setProperty(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MILLIS));
        admin.setProperty(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MILLIS));
        Properties consumer = new Properties();
        consumer.putAll(client);
        consumer.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.setProperty(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MILLIS));
        return new KafkaProbe(
                Admin.create(admin),
                new KafkaConsumer<>(
                        consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                everOpened);
    }

    private final class KafkaProbe implements Probe {

        private final Admin admin;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final WireFormat statuses = WireFormat.of(Topic.POLICY_STATUS);
        private final TopicPartition statusPartition =
                new TopicPartition(Topic.POLICY_STATUS.topicName(), 0);
        private Map<TopicPartition, Long> ends = Map.of();
        private boolean forgotten;
        private boolean policyKnown;
        private long nextStatus;

        KafkaProbe(Admin admin, KafkaConsumer<byte[], byte[]> consumer, boolean everOpened) {
            this.admin = admin;
            this.consumer = consumer;
            this.policyKnown = everOpened;
        }

        @Override
        public void arm() throws Exception {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (TopicPartition partition : partitions()) {
                latest.put(partition, OffsetSpec.latest());
            }
            Map<TopicPartition, Long> now = new HashMap<>();
            // Other jobs write context in transactions: what is in an open one cannot be read yet,
            // and
            // chat does not wait for it. A crashed writer would hold it up until the broker ends
            // the transaction.
            ListOffsetsOptions readable = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            for (var end : get(admin.listOffsets(latest, readable).all()).entrySet()) {
                now.put(end.getKey(), end.getValue().offset());
            }
            if (!forgotten) {
                forget(now);
                forgotten = true;
            }
            ends = now;
        }

        private void forget(Map<TopicPartition, Long> partitions) throws Exception {
            try {
                get(admin.deleteConsumerGroupOffsets(groupId, partitions.keySet()).all());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)
                        && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }

        @Override
        public boolean open() throws Exception {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    get(
                            admin.listConsumerGroupOffsets(groupId)
                                    .partitionsToOffsetAndMetadata(groupId));
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                OffsetAndMetadata held = committed.get(end.getKey());
                if (!holds(end.getKey(), held == null ? 0 : held.offset(), end.getValue())) {
                    return false;
                }
            }
            return policyKnown || policyAccepted(committed);
        }

        // The last offsets may be markers of transactions, which a source never commits since it
        // never
        // sees them, or records of aborted ones, or have been compacted away: what counts is that
        // no record is left between.
        private boolean holds(TopicPartition partition, long committed, long end) {
            if (committed >= end) {
                return true;
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, committed);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> left :
                        consumer.poll(Duration.ofMillis(100)).records(partition)) {
                    if (left.offset() < end) {
                        return false;
                    }
                }
            }
            return consumer.position(partition) >= end;
        }

        private boolean policyAccepted(Map<TopicPartition, OffsetAndMetadata> committed) {
            OffsetAndMetadata policies =
                    committed.get(new TopicPartition(Topic.POLICY_RELEASE.topicName(), 0));
            if (policies == null) {
                return false;
            }
            consumer.assign(List.of(statusPartition));
            consumer.seek(statusPartition, nextStatus);
            long end = consumer.endOffsets(List.of(statusPartition)).get(statusPartition);
            while (consumer.position(statusPartition) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100)).records(statusPartition)) {
                    if (!accepts(record.value())) {
                        nextStatus = record.offset() + 1;
                    } else if (releaseOffset(record.value()) < policies.offset()) {
                        policyKnown = true;
                        return true;
                    } else {
                        // Accepted, but not in a completed checkpoint yet: look at it again.
                        return false;
                    }
                }
            }
            return false;
        }

        private boolean accepts(byte[] value) {
            PolicyStatus status = decoded(value);
            return status != null
                    && status.getState().equals("accepted")
                    && status.getJobVersion().equals(JobVersion.current());
        }

        private long releaseOffset(byte[] value) {
            return decoded(value).getOrigin().getOffset();
        }

        private PolicyStatus decoded(byte[] value) {
            try {
                return (PolicyStatus) statuses.decode(value);
            } catch (UndecodableException e) {
                return null; // not ours to report; it says nothing of a policy
            }
        }

        private List<TopicPartition> partitions() throws Exception {
            List<String> names = new ArrayList<>();
            for (Topic topic : contextTopics) {
                names.add(topic.topicName());
            }
            List<TopicPartition> partitions = new ArrayList<>();
            for (var description : get(admin.describeTopics(names).allTopicNames()).values()) {
                for (TopicPartitionInfo info : description.partitions()) {
                    partitions.add(new TopicPartition(description.name(), info.partition()));
                }
            }
            return partitions;
        }

        private <T> T get(org.apache.kafka.common.KafkaFuture<T> future) throws Exception {
            return future.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            consumer.close();
            admin.close(Duration.ofSeconds(1));
        }
    }
}
