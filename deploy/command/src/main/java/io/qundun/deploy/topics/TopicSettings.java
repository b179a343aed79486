package io.qundun.deploy.topics;

import io.qundun.schemas.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What an installation chooses about its topics; the rest is the catalogue's.
 *
 * @param replicationFactor copies of each partition; from 3 on a write needs two of them
 * @param retention instead of the catalogue's; an empty value is for ever
 */
public record TopicSettings(short replicationFactor, Map<Topic, Optional<Duration>> retention) {

    private static final int SAFE_REPLICAS = 3;

    /**
     * @throws IllegalArgumentException when a retention is below the legal floor, or concerns a
     *     compacted topic, which forgets by key
     */
    public TopicSettings {
        Map<Topic, Optional<Duration>> checked = new EnumMap<>(Topic.class);
        checked.putAll(retention);
        retention = checked;
        retention.forEach(TopicSettings::check);
        if (replicationFactor < 1) {
            throw new IllegalArgumentException(
                    "a replication factor of " + replicationFactor + " is below 1");
        }
    }

    /** The catalogue as it is. */
    public static TopicSettings replicated(int factor) {
        return new TopicSettings((short) factor, Map.of());
    }

    private static void check(Topic topic, Optional<Duration> retention) {
        if (topic.cleanup() == Topic.Cleanup.COMPACT) {
            throw new IllegalArgumentException(
                    topic.topicName()
                            + " is compacted: it keeps the last record of each key for ever and"
                            + " takes no retention");
        }
        boolean belowFloor =
                retention.isPresent() && retention.get().compareTo(Topic.RETENTION_FLOOR) < 0;
        if (isRecord(topic) && belowFloor) {
            throw new IllegalArgumentException(
                    "a retention of "
                            + retention.get().toDays()
                            + " days is refused for "
                            + topic.topicName()
                            + ": logs, measures and evidence stay at least "
                            + Topic.RETENTION_FLOOR.toDays()
                            + " days (six months; Provisions, Article 13)");
        }
    }

    /** Whether it holds logs, measures or evidence, which have a legal floor of retention. */
    private static boolean isRecord(Topic topic) {
        return topic.retention() != null && topic.retention().compareTo(Topic.RETENTION_FLOOR) >= 0;
    }

    /** The topic's configuration that this program looks after. */
    Map<String, String> configuration(Topic topic) {
        Map<String, String> configuration = new TreeMap<>();
        boolean compacted = topic.cleanup() == Topic.Cleanup.COMPACT;
        configuration.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        if (!compacted) {
            Optional<Duration> wanted =
                    retention.getOrDefault(topic, Optional.ofNullable(topic.retention()));
            configuration.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(wanted.map(Duration::toMillis).orElse(-1L)));
        }
        configuration.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxMessageBytes()));
        return configuration;
    }

    /** What is set once, when the topic is created, and is the operators' afterwards. */
    Map<String, String> initialConfiguration(Topic topic) {
        Map<String, String> configuration = configuration(topic);
        configuration.put(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                replicationFactor >= SAFE_REPLICAS ? "2" : "1");
        return configuration;
    }
}
