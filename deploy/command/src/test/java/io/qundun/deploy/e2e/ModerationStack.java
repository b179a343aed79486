package io.qundun.deploy.e2e;

import static org.awaitility.Awaitility.await;

import io.qundun.deploy.policy.PolicyPack;
import io.qundun.deploy.policy.PolicyPublisher;
import io.qundun.deploy.stack.FlinkCluster;
import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.deploy.topics.TopicInstaller;
import io.qundun.deploy.topics.TopicSettings;
import io.qundun.jobs.moderation.ModerationJob;
import io.qundun.jobs.moderation.ModerationOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.policy.PolicyFiles;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Empty topics in a real Kafka, a Flink cluster, and what tests do with them. */
final class ModerationStack implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(90);

    private final Properties client;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Topic, WireFormat> formats = new EnumMap<>(Topic.class);
    private final Map<Topic, TopicTail> tails = new EnumMap<>(Topic.class);
    private final Queue<Future<?>> pending = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    final FlinkCluster flink;

    ModerationStack(LocalServers servers) throws Exception {
        client = servers.kafkaProperties();
        recreateTopics();
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("max.request.size", Integer.toString(8 << 20));
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        flink = FlinkCluster.start(FlinkCluster.Options.in(LocalServers.folder("flink"), 8));
    }

    private void recreateTopics() throws Exception {
        try (Admin admin = Admin.create(client)) {
            Set<String> ours = new HashSet<>();
            for (Topic topic : Topic.values()) {
                ours.add(topic.topicName());
            }
            Set<String> existing = new HashSet<>(admin.listTopics().names().get());
            existing.retainAll(ours);
            admin.deleteTopics(existing).all().get();
            await().atMost(LIMIT)
                    .until(
                            () -> {
                                Set<String> left = new HashSet<>(admin.listTopics().names().get());
                                left.retainAll(ours);
                                return left.isEmpty();
                            });
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(
                            () -> {
                                new TopicInstaller(admin).apply(TopicSettings.replicated(1), false);
                                return true;
                            });
        }
    }

    /** Submits the moderation job as the command line would, checkpointing every second. */
    FlinkJob startModeration(Map<String, String> overrides) throws Exception {
        return start(ModerationJob::build, ModerationOptions.all(), 2, overrides);
    }

    /** What makes a job. */
    @FunctionalInterface
    interface Build {
        void into(StreamExecutionEnvironment env, JobConfiguration configuration) throws Exception;
    }

    /** Submits a job as the command line would, checkpointing every second. */
    FlinkJob start(
            Build job,
            List<ConfigOption<?>> options,
            int parallelism,
            Map<String, String> overrides)
            throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", client.getProperty("bootstrap.servers"));
        settings.put("checkpoint.interval", "1 s");
        settings.putAll(overrides);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        job.into(env, JobConfiguration.of(settings, options));
        return flink.submit(env.getStreamGraph());
    }

    /** Publishes a pack unchecked, as a careless publisher would. */
    void release(Map<String, String> pack, long version, long effectiveFrom) {
        Map<String, byte[]> contents = new TreeMap<>();
        pack.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        try (PolicyPublisher publisher = PolicyPublisher.connect(client, Clock.systemUTC())) {
            publisher.publishUnchecked(
                    PolicyFiles.of(contents), "fixture", version, effectiveFrom, "test");
        }
    }

    /** Publishes the shipped pack, in effect from the beginning. */
    void releaseDefault() throws Exception {
        PolicyPack pack = PolicyPack.read(Installation.locate().defaultPolicy());
        try (PolicyPublisher publisher = PolicyPublisher.connect(client, Clock.systemUTC())) {
            publisher.publishUnchecked(
                    pack.files(), pack.compiled().id(), pack.compiled().version(), 0, "test");
        }
    }

    /** Waits until the job has reported on a release. */
    PolicyStatus awaitStatus(long version) {
        await().atMost(LIMIT).until(() -> status(version) != null);
        return status(version);
    }

    private PolicyStatus status(long version) {
        PolicyStatus found = null;
        for (PolicyStatus status : tail(Topic.POLICY_STATUS).all(PolicyStatus.class)) {
            if (status.getVersion() == version) {
                found = status;
            }
        }
        return found;
    }

    void account(String user, String status, long effectiveFrom) {
        send(
                Topic.ACCOUNT_STATUS,
                user,
                AccountStatus.newBuilder()
                        .setUserId(user)
                        .setStatus(status)
                        .setEffectiveFrom(effectiveFrom)
                        .build());
    }

    void message(String id, String group, String sender, String text) {
        send(
                Topic.CHAT_MESSAGE,
                group,
                ChatMessage.newBuilder()
                        .setMessageId(id)
                        .setGroupId(group)
                        .setSenderId(sender)
                        .setSentAt(System.currentTimeMillis())
                        .setText(text)
                        .build());
    }

    /** Traffic comes from a thread of its own, and a wire format is for one thread. */
    void send(Topic topic, String key, SpecificRecord record) {
        sendRaw(topic, key, encoded(topic, record));
    }

    private synchronized byte[] encoded(Topic topic, SpecificRecord record) {
        return formats.computeIfAbsent(topic, WireFormat::of).encode(record);
    }

    void sendRaw(Topic topic, String key, byte[] value) {
        pending.add(
                producer.send(new ProducerRecord<>(topic.topicName(), WireFormat.key(key), value)));
        if (topic == Topic.CHAT_MESSAGE) {
            sent.incrementAndGet();
        }
    }

    /** Begins a transaction with one record; it is the caller's to end. */
    KafkaProducer<byte[], byte[]> beginTransaction(
            String transactionalId, Topic topic, String key, SpecificRecord record)
            throws Exception {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("transactional.id", transactionalId);
        KafkaProducer<byte[], byte[]> transactional =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        transactional.initTransactions();
        transactional.beginTransaction();
        transactional
                .send(
                        new ProducerRecord<>(
                                topic.topicName(), WireFormat.key(key), encoded(topic, record)))
                .get();
        return transactional;
    }

    /** Waits until Kafka has everything. */
    void flush() {
        producer.flush();
        for (Future<?> written = pending.poll(); written != null; written = pending.poll()) {
            try {
                written.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("Kafka did not take a record", e);
            }
        }
    }

    /** Chat records written so far. */
    long sent() {
        return sent.get();
    }

    TopicTail tail(Topic topic) {
        return tails.computeIfAbsent(topic, t -> new TopicTail(client, t));
    }

    List<Verdict> verdicts() {
        return tail(Topic.VERDICT).all(Verdict.class);
    }

    List<EnforcementCommand> commands() {
        return tail(Topic.MESSAGE_COMMAND).all(EnforcementCommand.class);
    }

    /** Distinct input records that have a verdict. */
    int judged() {
        Set<String> origins = new HashSet<>();
        for (Verdict verdict : verdicts()) {
            origins.add(verdict.getOrigin().getPartition() + "@" + verdict.getOrigin().getOffset());
        }
        return origins.size();
    }

    void awaitJudged(long count) {
        await().atMost(LIMIT).until(() -> judged() >= count);
    }

    List<Verdict> verdictsOn(String messageId) {
        List<Verdict> found = new ArrayList<>();
        for (Verdict verdict : verdicts()) {
            if (verdict.getMessageId().equals(messageId)) {
                found.add(verdict);
            }
        }
        return found;
    }

    @Override
    public void close() throws Exception {
        flink.close();
        producer.close();
        for (TopicTail tail : tails.values()) {
            tail.close();
        }
    }

    /** A small pack: a term is removed, senders without a status are refused. */
    static Map<String, String> pack(long version, String term) {
        return Map.of(
                "policy.yaml",
                """
                id: fixture
                version: %d
                title: {zh: 测试, en: fixture}
                languages: [zh, en]
                unknown: refuse
                appeal: https://example.org/appeal
                categories:
                  - {id: spam, title: {zh: 垃圾信息, en: spam}, clause: provisions-2017/10, severity: 1}
                rules:
                  - id: spam-term
                    mode: live
                    clause: provisions-2017/10
                    category: spam
                    when: keyword.spam >= 1
                    action: remove
                    severity: 2
                """
                        .formatted(version),
                "lexicon/spam.tsv",
                term + "\tspam\t2\n",
                "examples/spam.jsonl",
                """
                {"text": "这里有%s", "expect": {"action": "remove", "categories": ["spam"]}}
                {"text": "你好", "expect": {"action": "allow", "categories": []}}
                """
                        .formatted(term));
    }
}
