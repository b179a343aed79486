package io.qundun.deploy.cluster;

import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All records of one type in a topic, as far as it has been written. For one thread. */
final class TopicLog<T extends SpecificRecord> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireFormat format;
    private final Class<T> type;
    private final List<TopicPartition> partitions;
    private final List<T> records = new ArrayList<>();

    TopicLog(Properties kafka, Topic topic, Class<T> type) {
        this.consumer =
                new KafkaConsumer<>(
                        kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.format = WireFormat.of(topic);
        this.type = type;
        this.partitions =
                consumer.partitionsFor(topic.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything from the beginning up to what the topic holds now. */
    List<T> read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                keep(record);
            }
        }
        return records;
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        try {
            SpecificRecord value = format.decode(record.value());
            if (type.isInstance(value)) {
                records.add(type.cast(value));
            }
        } catch (UndecodableException e) {
            throw new AssertionError(record + " cannot be decoded", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
