package io.qundun.deploy.policy;

import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What became of the releases so far.
 *
 * @param latest the last word on each version of each pack, by version
 * @param unreadable records of the topic that are none of ours
 */
public record PolicyStatuses(List<PolicyStatus> latest, int unreadable) {

    private static final Duration POLL = Duration.ofSeconds(1);

    public PolicyStatuses {
        latest = List.copyOf(latest);
    }

    /**
     * Reads the status topic from its beginning to its present end.
     *
     * @param kafka properties of Kafka's clients
     */
    public static PolicyStatuses read(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topic.POLICY_STATUS.topicName()).stream()
                            .map(PolicyStatuses::partition)
                            .toList();
            consumer.assign(partitions);
            return readToEnd(consumer, consumer.endOffsets(partitions));
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private static PolicyStatuses readToEnd(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        WireFormat format = WireFormat.of(Topic.POLICY_STATUS);
        Map<String, PolicyStatus> latest = new HashMap<>();
        int unreadable = 0;
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                try {
                    PolicyStatus status = (PolicyStatus) format.decode(record.value());
                    latest.merge(
                            status.getPackId() + "/" + status.getVersion(),
                            status,
                            (before, now) ->
                                    now.getDecidedAt() >= before.getDecidedAt() ? now : before);
                } catch (UndecodableException e) {
                    unreadable++;
                }
            }
        }
        return new PolicyStatuses(
                latest.values().stream()
                        .sorted(
                                Comparator.comparing(PolicyStatus::getPackId)
                                        .thenComparingLong(PolicyStatus::getVersion))
                        .toList(),
                unreadable);
    }
}
