package io.qundun.jobs.runtime;

import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka sources and sinks of one job. */
public final class KafkaEndpoints {

    /**
     * How long a transaction may stay open: longer than a checkpoint and a restart take together,
     * or what was written is lost; at most the broker's {@code transaction.max.timeout.ms}, 15
     * minutes by default. Until it has passed, an abandoned transaction hides what follows it.
     */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(14);

    private final Properties client;
    private final String groupId;

    /** With the job's settings and its consumer group. */
    public KafkaEndpoints(JobConfiguration settings, String groupId) {
        this.client = settings.kafka();
        this.client.setProperty(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.get(CommonOptions.BOOTSTRAP_SERVERS));
        this.groupId = groupId;
    }

    /** Settings for a plain client: a fresh copy. */
    public Properties client() {
        Properties copy = new Properties();
        copy.putAll(client);
        return copy;
    }

    /** The job's consumer group, in which it commits what its checkpoints hold. */
    public String groupId() {
        return groupId;
    }

    /** A source of a topic's records as they came. */
    public KafkaSource<RawRecord> source(Topic topic, OffsetsInitializer start) {
        return source(List.of(topic), start);
    }

    /** A source of several topics' records as they came. */
    public KafkaSource<RawRecord> source(List<Topic> topics, OffsetsInitializer start) {
        int maxMessageBytes = 0;
        List<String> names = new ArrayList<>(topics.size());
        for (Topic topic : topics) {
            maxMessageBytes = Math.max(maxMessageBytes, topic.maxMessageBytes());
            names.add(topic.topicName());
        }
        Properties properties = client();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        properties.setProperty("commit.offsets.on.checkpoint", "true");
        return KafkaSource.<RawRecord>builder()
                .setProperties(properties)
                .setTopics(names)
                .setGroupId(groupId)
                .setClientIdPrefix(groupId + "-" + names.get(0))
                .setStartingOffsets(start)
                .setDeserializer(new AsRawRecord())
                .build();
    }

    /** The records of a topic from its oldest on, in an operator of that name and uid. */
    public DataStream<RawRecord> stream(
            StreamExecutionEnvironment env,
            Topic topic,
            WatermarkStrategy<RawRecord> watermarks,
            String uid) {
        return env.fromSource(
                        source(topic, OffsetsInitializer.earliest()),
                        watermarks,
                        uid,
                        TypeInformation.of(RawRecord.class))
                .uid(uid);
    }

    /** The key of a record. */
    public interface KeyOf<T> extends Serializable {

        /** The key. */
        String key(T value);
    }

    /** What is written for an element, and where. */
    public interface Routing<T> extends Serializable {

        /** The record; null for a tombstone. */
        SpecificRecord part(T value);

        /** Its key. */
        String key(T value);

        /** Its partition of so many, or null to leave it to the key. */
        default Integer partition(T value, int partitions) {
            return null;
        }
    }

    /** The same for elements that are the record, routed by key. */
    public <T extends SpecificRecord> KafkaSink<T> sink(Topic topic, KeyOf<T> key) {
        return sink(topic, new ByKey<>(key));
    }

    /**
     * An at-least-once sink into a topic; ids are derived from content, so a repeat does no harm.
     */
    public <T> KafkaSink<T> sink(Topic topic, Routing<T> routing) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer(topic))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new AsAvro<>(topic, routing))
                .build();
    }

    /** The same for elements that are the record, routed by key. */
    public <T extends SpecificRecord> KafkaSink<T> exactlyOnceSink(Topic topic, KeyOf<T> key) {
        return exactlyOnceSink(topic, new ByKey<>(key));
    }

    /**
     * An exactly-once sink into a topic: what it writes can be read, by readers of committed
     * records, when the checkpoint that holds its cause is complete. Transactions are named after
     * the consumer group, which must therefore differ between two installations of a job on one
     * Kafka, and after the topic.
     */
    public <T> KafkaSink<T> exactlyOnceSink(Topic topic, Routing<T> routing) {
        Properties properties = producer(topic);
        properties.putIfAbsent(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(groupId + "-" + topic.topicName())
                .setRecordSerializer(new AsAvro<>(topic, routing))
                .build();
    }

    /** Writes records into a topic, exactly once, by an operator of that uid, also its name. */
    public <T extends SpecificRecord> void writeExactlyOnce(
            DataStream<T> stream, Topic topic, KeyOf<T> key, String uid) {
        write(stream, exactlyOnceSink(topic, key), uid);
    }

    /** The same for elements that hold a record, or its end. */
    public <T> void writeExactlyOnce(
            DataStream<T> stream, Topic topic, Routing<T> routing, String uid) {
        write(stream, exactlyOnceSink(topic, routing), uid);
    }

    /**
     * Writes dead letters, at least once: a repeated one has the same id, and what is wrong should
     * be seen at once.
     */
    public void writeDeadLetters(DataStream<DeadLetter> stream, Topic topic, String uid) {
        write(stream, sink(topic, DeadLetter::getDeadLetterId), uid);
    }

    private static <T> void write(DataStream<T> stream, KafkaSink<T> sink, String uid) {
        stream.sinkTo(sink).name(uid).uid(uid);
    }

    private Properties producer(Topic topic) {
        Properties properties = client();
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "2");
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(64 << 20));
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(topic.maxMessageBytes()));
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.putAll(client);
        return properties;
    }

    private record ByKey<T extends SpecificRecord>(KeyOf<T> key) implements Routing<T> {

        @Override
        public SpecificRecord part(T value) {
            return value;
        }

        @Override
        public String key(T value) {
            return key.key(value);
        }
    }

    private static final class AsRawRecord implements KafkaRecordDeserializationSchema<RawRecord> {

        private static final long serialVersionUID = 1L;

        @Override
        public void open(DeserializationSchema.InitializationContext context) {}

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<RawRecord> out) {
            out.collect(RawRecord.of(consumed));
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return TypeInformation.of(RawRecord.class);
        }
    }

    private static final class AsAvro<T> implements KafkaRecordSerializationSchema<T> {

        private static final long serialVersionUID = 1L;

        private final Topic topic;
        private final Routing<T> routing;
        private transient WireFormat format;

        AsAvro(Topic topic, Routing<T> routing) {
            this.topic = topic;
            this.routing = routing;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                T value, KafkaSinkContext context, Long timestamp) {
            if (format == null) {
                format = WireFormat.of(topic);
            }
            Integer partition =
                    routing.partition(
                            value, context.getPartitionsForTopic(topic.topicName()).length);
            SpecificRecord part = routing.part(value);
            return new ProducerRecord<>(
                    topic.topicName(),
                    partition,
                    null,
                    WireFormat.key(routing.key(value)),
                    part == null ? null : format.encode(part));
        }
    }
}
