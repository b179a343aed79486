package io.qundun.deploy.live;

import io.qundun.schemas.CommandAck;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what the jobs write from the start of their topics: verdicts, message commands and dead
 * letters into a {@link TrafficAccount}, what concerns users and groups into a {@link
 * MeasureAccount}. {@link #run} belongs to one thread.
 */
public final class TopicTail implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final List<Topic> TOPICS =
            List.of(
                    Topic.VERDICT,
                    Topic.MESSAGE_COMMAND,
                    Topic.MODERATION_DEAD_LETTER,
                    Topic.GROUP_ACTIVITY,
                    Topic.GROUP_GRADE,
                    Topic.USER_CREDIT_ENTRY,
                    Topic.USER_CREDIT,
                    Topic.MEASURE_COMMAND,
                    Topic.ENFORCEMENT_STATE,
                    Topic.COMMAND_ACK);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TrafficAccount account;
    private final MeasureAccount measures;
    private final Map<Topic, WireFormat> formats = new EnumMap<>(Topic.class);
    private final Map<String, Topic> topics = new HashMap<>();
    private volatile boolean closed;

    /**
     * @param clientConfiguration at least {@code bootstrap.servers}
     */
    public TopicTail(
            Map<String, Object> clientConfiguration,
            TrafficAccount account,
            MeasureAccount measures) {
        this.account = account;
        this.measures = measures;
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        consumer =
                new KafkaConsumer<>(
                        configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (Topic topic : TOPICS) {
            topics.put(topic.topicName(), topic);
            formats.put(topic, WireFormat.of(topic));
        }
    }

    @Override
    public void run() {
        try (consumer) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : TOPICS) {
                for (PartitionInfo partition : consumer.partitionsFor(topic.topicName())) {
                    partitions.add(new TopicPartition(topic.topicName(), partition.partition()));
                }
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    receive(record);
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = topics.get(record.topic());
        if (record.value() == null) {
            if (topic == Topic.ENFORCEMENT_STATE) {
                measures.state(key(record), null);
            }
            return;
        }
        SpecificRecordBase value;
        try {
            value = formats.get(topic).decode(record.value());
        } catch (UndecodableException e) {
            LOG.warn(
                    "{}-{}@{} is not counted: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return;
        }
        if (value instanceof Verdict verdict) {
            account.verdict(verdict, appendedAt(record));
        } else if (value instanceof EnforcementCommand command) {
            if (topic == Topic.MEASURE_COMMAND) {
                measures.command(command);
            } else {
                account.command(command);
            }
        } else if (value instanceof DeadLetter deadLetter) {
            account.deadLetter(deadLetter);
        } else {
            receive(value, record);
        }
    }

    private void receive(SpecificRecordBase value, ConsumerRecord<byte[], byte[]> record) {
        if (value instanceof GroupActivity activity) {
            measures.activity(activity);
        } else if (value instanceof GroupGrade grade) {
            measures.grade(grade);
        } else if (value instanceof CreditEntry entry) {
            measures.entry(entry);
        } else if (value instanceof UserCredit credit) {
            measures.credit(credit);
        } else if (value instanceof EnforcementState state) {
            measures.state(key(record), state);
        } else if (value instanceof CommandAck ack) {
            measures.ack(ack);
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** The broker's time where the topic keeps it, else now, which is a little later. */
    private static long appendedAt(ConsumerRecord<byte[], byte[]> record) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? record.timestamp()
                : System.currentTimeMillis();
    }

    /** Ends {@link #run}. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
    }
}
