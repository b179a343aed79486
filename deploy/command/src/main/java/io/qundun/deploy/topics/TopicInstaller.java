package io.qundun.deploy.topics;

import io.qundun.deploy.QundunException;
import io.qundun.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Brings a cluster's topics to what the catalogue says: creates what is missing and alters
 * configuration that differs. Never deletes anything, nor lowers a retention (a legal hold may have
 * raised it) or a largest size, nor changes partitions, on which the place of every key depends.
 */
public final class TopicInstaller {

    private final Admin admin;

    public TopicInstaller(Admin admin) {
        this.admin = admin;
    }

    /**
     * Applies the catalogue.
     *
     * @param dryRun find out only
     * @return every topic of the catalogue, in its order
     * @throws QundunException when Kafka refuses or does not answer
     */
    public List<TopicOutcome> apply(TopicSettings settings, boolean dryRun) {
        Map<Topic, TopicDescription> existing = existing();
        Map<Topic, Config> configurations = configurations(existing.keySet());
        List<NewTopic> missing = new ArrayList<>();
        Map<ConfigResource, Collection<AlterConfigOp>> alterations = new HashMap<>();
        List<TopicOutcome> outcomes = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (existing.containsKey(topic)) {
                List<String> notes = new ArrayList<>();
                List<AlterConfigOp> operations =
                        alterations(topic, settings, configurations.get(topic), notes);
                notes.addAll(partitionDrift(topic, existing.get(topic)));
                if (!operations.isEmpty()) {
                    alterations.put(resource(topic), operations);
                }
                outcomes.add(
                        new TopicOutcome(
                                topic,
                                operations.isEmpty()
                                        ? TopicOutcome.State.UNCHANGED
                                        : TopicOutcome.State.ALTERED,
                                notes));
            } else {
                missing.add(
                        new NewTopic(
                                        topic.topicName(),
                                        topic.partitions(),
                                        settings.replicationFactor())
                                .configs(settings.initialConfiguration(topic)));
                outcomes.add(
                        new TopicOutcome(
                                topic,
                                TopicOutcome.State.CREATED,
                                List.of(topic.partitions() + " partitions")));
            }
        }
        if (!dryRun) {
            if (!missing.isEmpty()) {
                await(admin.createTopics(missing).all(), "topics cannot be created");
                awaitLeaders(missing);
            }
            if (!alterations.isEmpty()) {
                await(
                        admin.incrementalAlterConfigs(alterations).all(),
                        "topic configuration cannot be altered");
            }
        }
        return outcomes;
    }

    // A producer that comes before a partition has its leader may have its first batch refused and
    // its second one taken, and then the first never gets in. The broker answers this question only
    // when there is one.
    private void awaitLeaders(List<NewTopic> created) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        await(admin.listOffsets(partitions).all(), "new topics get no leaders");
    }

    private Map<Topic, TopicDescription> existing() {
        Map<String, Topic> catalogue =
                Arrays.stream(Topic.values())
                        .collect(Collectors.toMap(Topic::topicName, Function.identity()));
        List<String> names =
                await(admin.listTopics().names(), "topics cannot be listed").stream()
                        .filter(catalogue::containsKey)
                        .toList();
        Map<Topic, TopicDescription> existing = new EnumMap<>(Topic.class);
        await(admin.describeTopics(names).allTopicNames(), "topics cannot be described")
                .forEach((name, description) -> existing.put(catalogue.get(name), description));
        return existing;
    }

    private Map<Topic, Config> configurations(Collection<Topic> topics) {
        Map<ConfigResource, Config> all =
                await(
                        admin.describeConfigs(
                                        topics.stream().map(TopicInstaller::resource).toList())
                                .all(),
                        "topic configuration cannot be read");
        Map<Topic, Config> configurations = new EnumMap<>(Topic.class);
        topics.forEach(topic -> configurations.put(topic, all.get(resource(topic))));
        return configurations;
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private static List<AlterConfigOp> alterations(
            Topic topic, TopicSettings settings, Config actual, List<String> notes) {
        List<AlterConfigOp> operations = new ArrayList<>();
        settings.configuration(topic)
                .forEach(
                        (key, wanted) -> {
                            String present = actual.get(key).value();
                            if (present.equals(wanted)) {
                                return;
                            }
                            if (isLarger(key, present, wanted)) {
                                notes.add(key + " " + present + " kept, above " + wanted);
                                return;
                            }
                            notes.add(key + " " + present + " → " + wanted);
                            operations.add(
                                    new AlterConfigOp(
                                            new ConfigEntry(key, wanted),
                                            AlterConfigOp.OpType.SET));
                        });
        return operations;
    }

    private static boolean isLarger(String key, String present, String wanted) {
        if (key.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
            return false;
        }
        // -1 is for ever.
        return Long.compareUnsigned(Long.parseLong(present), Long.parseLong(wanted)) > 0;
    }

    private static List<String> partitionDrift(Topic topic, TopicDescription description) {
        int partitions = description.partitions().size();
        return partitions == topic.partitions()
                ? List.of()
                : List.of(
                        partitions
                                + " partitions kept; a first installation has "
                                + topic.partitions());
    }

    private static <T> T await(KafkaFuture<T> future, String failure) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new QundunException(failure + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException(failure + ": interrupted", e);
        }
    }
}
