package io.qundun.deploy.e2e;

import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is written to a topic, decoded, as it comes. */
final class TopicTail implements AutoCloseable {

    private final Topic topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<SpecificRecordBase> records = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Throwable failure;

    TopicTail(Properties client, Topic topic) {
        this.topic = topic;
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("metadata.max.age.ms", "1000");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo info : consumer.partitionsFor(topic.topicName())) {
            partitions.add(new TopicPartition(topic.topicName(), info.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(this::read, "tail-" + topic.topicName());
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        WireFormat format = WireFormat.of(topic);
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    records.add(format.decode(record.value()));
                }
            }
        } catch (UndecodableException | RuntimeException e) {
            failure = e;
        } finally {
            consumer.close();
        }
    }

    /** The records of that type up to now. */
    <T> List<T> all(Class<T> type) {
        if (failure != null) {
            throw new IllegalStateException("tail of " + topic.topicName() + " broke", failure);
        }
        List<T> found = new ArrayList<>();
        for (SpecificRecordBase record : records) {
            if (type.isInstance(record)) {
                found.add(type.cast(record));
            }
        }
        return found;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(10_000);
    }
}
