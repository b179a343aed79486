package io.qundun.jobs.runtime.chat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Asks the broker how long a topic is. For one thread; connects on first use. */
final class LogTailReader implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Properties client;
    private final String topic;
    private final EventTimePolicy.Clock clock;
    private Admin admin;

    LogTailReader(Properties client, String topic, EventTimePolicy.Clock clock) {
        this.client = client;
        this.topic = topic;
        this.clock = clock;
    }

    LogTail read() throws Exception {
        if (admin == null) {
            Properties properties = new Properties();
            properties.putAll(client);
            properties.setProperty(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Integer.toString(TIMEOUT_MILLIS));
            properties.setProperty(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MILLIS));
            admin = Admin.create(properties);
        }
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        for (TopicPartitionInfo info :
                admin.describeTopics(java.util.List.of(topic))
                        .allTopicNames()
                        .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        .get(topic)
                        .partitions()) {
            TopicPartition partition = new TopicPartition(topic, info.partition());
            ends.put(partition, OffsetSpec.latest());
            newest.put(partition, OffsetSpec.maxTimestamp());
        }
        Map<String, Long> endOffsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(ends)
                        .all()
                        .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        .entrySet()) {
            endOffsets.put(end.getKey().toString(), end.getValue().offset());
        }
        long newestRecordTime = Long.MIN_VALUE;
        if (clock == EventTimePolicy.Clock.REPLAY) {
            for (ListOffsetsResultInfo info :
                    admin.listOffsets(newest)
                            .all()
                            .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                            .values()) {
                if (info.timestamp() >= 0) {
                    newestRecordTime = Math.max(newestRecordTime, info.timestamp());
                }
            }
        }
        return new LogTail(endOffsets, newestRecordTime, System.currentTimeMillis());
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(java.time.Duration.ofSeconds(1));
        }
    }
}
