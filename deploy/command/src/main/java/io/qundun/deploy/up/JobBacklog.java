package io.qundun.deploy.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the jobs have still to read. Sources commit with each completed checkpoint the offsets that
 * are in it, and what the job wrote because of them is committed with it: so when every job has
 * committed all that can be read, and nothing more is written for longer than a checkpoint takes,
 * nothing is on its way any more. For one thread.
 */
final class JobBacklog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> consumerGroups;
    private final Map<String, List<TopicPartition>> partitions = new HashMap<>();

    /** Up to where nothing is left to read after what a group had committed. */
    private final Map<String, Long> clean = new HashMap<>();

    private long written = -1;

    /** Of the jobs that commit in these consumer groups. */
    JobBacklog(Map<String, Object> clientConfiguration, List<String> consumerGroups) {
        this.consumerGroups = List.copyOf(consumerGroups);
        admin = Admin.create(clientConfiguration);
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer =
                new KafkaConsumer<>(
                        configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether every job has read everything and nothing was written since the last call. */
    boolean isEmpty() throws InterruptedException {
        try {
            long before = written;
            written = 0;
            boolean empty = true;
            for (String group : consumerGroups) {
                empty &= hasReadEverything(group);
            }
            return empty && written == before;
        } catch (ExecutionException e) {
            return false; // Kafka will answer next time, or the run finds that it has ended
        }
    }

    private boolean hasReadEverything(String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        Set<TopicPartition> read = new HashSet<>();
        for (TopicPartition partition : committed.keySet()) {
            read.addAll(partitionsOf(partition.topic()));
        }
        if (read.isEmpty()) {
            return false;
        }
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        read.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
        Map<TopicPartition, Long> readable = consumer.endOffsets(read);
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (TopicPartition partition : read) {
            long end = ends.get(partition).offset();
            written += end;
            if (readable.get(partition) < end) {
                return false; // a transaction is under way
            }
            OffsetAndMetadata held = committed.get(partition);
            long from = held == null ? 0 : held.offset();
            if (from < end && clean.getOrDefault(group + "/" + partition, -1L) < end) {
                unread.put(partition, from);
            }
        }
        return unread.isEmpty() || nothingIsLeft(group, unread, readable);
    }

    // The last offsets of a partition may be markers of transactions, which nobody commits.
    private boolean nothingIsLeft(
            String group, Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
        consumer.assign(unread.keySet());
        unread.forEach(consumer::seek);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<TopicPartition> left = new HashSet<>(unread.keySet());
        while (System.nanoTime() < deadline) {
            if (!consumer.poll(POLL).isEmpty()) {
                return false;
            }
            left.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
            if (left.isEmpty()) {
                unread.keySet()
                        .forEach(
                                partition ->
                                        clean.put(group + "/" + partition, ends.get(partition)));
                return true;
            }
        }
        return false;
    }

    private List<TopicPartition> partitionsOf(String topic) {
        return partitions.computeIfAbsent(
                topic,
                name -> {
                    List<TopicPartition> found = new ArrayList<>();
                    for (PartitionInfo info : consumer.partitionsFor(name)) {
                        found.add(new TopicPartition(name, info.partition()));
                    }
                    return found;
                });
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(1));
    }
}
