package io.qundun.deploy.up;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.policy.PolicyPack;
import io.qundun.deploy.policy.PolicyPublisher;
import io.qundun.deploy.stack.ElasticsearchProcess;
import io.qundun.deploy.stack.FlinkCluster;
import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.stack.KafkaProcess;
import io.qundun.deploy.stack.ServerOptions;
import io.qundun.deploy.topics.IndexInstaller;
import io.qundun.deploy.topics.TopicInstaller;
import io.qundun.deploy.topics.TopicSettings;
import io.qundun.jobs.activity.ActivityJob;
import io.qundun.jobs.activity.ActivityOptions;
import io.qundun.jobs.credit.CreditJob;
import io.qundun.jobs.credit.CreditOptions;
import io.qundun.jobs.enforcement.EnforcementJob;
import io.qundun.jobs.enforcement.EnforcementOptions;
import io.qundun.jobs.evidence.EvidenceJob;
import io.qundun.jobs.evidence.EvidenceNames;
import io.qundun.jobs.evidence.EvidenceOptions;
import io.qundun.jobs.moderation.ModerationJob;
import io.qundun.jobs.moderation.ModerationOptions;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.schemas.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, Elasticsearch and Flink on this machine, with topics, indices, a policy and the jobs. Not
 * thread-safe.
 */
final class LocalPipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPipeline.class);

    /** Of the jobs that see every message's text; the others keep up with one subtask. */
    private static final int PARALLELISM = 2;

    private static final int SLOTS = 8;
    private static final String CHECKPOINT_INTERVAL = "2 s";

    /** A command can be read, and its answer too, when a checkpoint is complete. */
    private static final String ACKNOWLEDGED_WITHIN = "8 s";

    /** Five jobs' shuffles are more than Flink's default is made for. */
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(128);

    private static final String FOREVER = Long.toString(Long.MAX_VALUE);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<FlinkJob> jobs = new ArrayList<>();
    private final KafkaProcess kafka;
    private final ElasticsearchProcess elasticsearch;
    private final FlinkCluster flink;
    private final RestClient elasticsearchClient;

    /**
     * Where it listens; 0 finds a free port.
     *
     * @param folder holds all data
     */
    record Places(Path folder, int kafkaPort, int elasticsearchPort, int flinkPort) {}

    private LocalPipeline(Installation installation, Places places) {
        try {
            CompletableFuture<KafkaProcess> startingKafka =
                    CompletableFuture.supplyAsync(
                            () ->
                                    KafkaProcess.start(
                                            installation,
                                            ServerOptions.in(places.folder().resolve("kafka"))
                                                    .withPort(places.kafkaPort())
                                                    .withSettings(
                                                            // Replayed times are long past.
                                                            Map.of(
                                                                    "log.message.timestamp.after.max.ms",
                                                                    FOREVER,
                                                                    "log.roll.ms",
                                                                    FOREVER))));
            CompletableFuture<ElasticsearchProcess> startingElasticsearch =
                    CompletableFuture.supplyAsync(
                            () ->
                                    ElasticsearchProcess.start(
                                            installation,
                                            ServerOptions.in(
                                                            places.folder()
                                                                    .resolve("elasticsearch"))
                                                    .withPort(places.elasticsearchPort())));
            // Both are waited for, so that neither is left behind when the other fails.
            CompletableFuture<Void> both =
                    CompletableFuture.allOf(
                            startingKafka.thenAccept(this::opened),
                            startingElasticsearch.thenAccept(this::opened));
            both.join();
            kafka = startingKafka.join();
            elasticsearch = startingElasticsearch.join();
            Configuration configuration = new Configuration();
            configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
            configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
            configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
            flink =
                    FlinkCluster.start(
                            FlinkCluster.Options.in(places.folder().resolve("flink"), SLOTS)
                                    .withRestPort(places.flinkPort())
                                    .withConfiguration(configuration));
            opened(flink);
            elasticsearchClient = RestClient.builder(HttpHost.create(elasticsearch.url())).build();
            opened(elasticsearchClient);
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof QundunException cause ? cause : e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized void opened(AutoCloseable part) {
        opened.push(part);
    }

    /**
     * Starts the servers and creates topics and indices.
     *
     * @throws QundunException when a port is taken or a server does not start
     */
    static LocalPipeline start(Installation installation, Places places) {
        LocalPipeline pipeline = new LocalPipeline(installation, places);
        try {
            pipeline.createTopics();
            new IndexInstaller(pipeline.elasticsearchClient)
                    .apply(installation.elasticsearchAssets(), OptionalInt.of(0));
            return pipeline;
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    private void createTopics() {
        Map<Topic, Optional<Duration>> forever = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            if (topic.cleanup() == Topic.Cleanup.DELETE) {
                forever.put(topic, Optional.empty());
            }
        }
        try (Admin admin = Admin.create(kafkaClient())) {
            new TopicInstaller(admin).apply(new TopicSettings((short) 1, forever), false);
            // Latency is told by when Kafka took the verdict, not by the message's own time.
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(
                                            ConfigResource.Type.TOPIC, Topic.VERDICT.topicName()),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            TopicConfig
                                                                    .MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                                            "LogAppendTime"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new QundunException(
                    "topics cannot be set up: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException("interrupted while topics were set up", e);
        }
    }

    /** Publishes a policy that judges messages of all times. */
    void publish(PolicyPack policy) {
        Properties properties = new Properties();
        properties.putAll(kafkaClient());
        Clock clock = Clock.systemUTC();
        try (PolicyPublisher publisher = PolicyPublisher.connect(properties, clock)) {
            publisher.publish(policy, Duration.ofMillis(-clock.millis()), "qundun up");
        }
    }

    /** Submits every job. */
    void submitJobs(boolean replay, boolean classifier) throws Exception {
        submit(
                PARALLELISM,
                ModerationJob::build,
                ModerationOptions.all(),
                Map.of(
                        ModerationOptions.CLOCK.key(),
                        replay ? "REPLAY" : "WALL",
                        ModerationOptions.CLASSIFIER.key(),
                        Boolean.toString(classifier)));
        submit(1, ActivityJob::build, ActivityOptions.all(), Map.of());
        submit(1, CreditJob::build, CreditOptions.all(), Map.of());
        submit(
                1,
                EnforcementJob::build,
                EnforcementOptions.all(),
                Map.of(EnforcementOptions.ACKNOWLEDGEMENT_TIMEOUT.key(), ACKNOWLEDGED_WITHIN));
        submit(
                PARALLELISM,
                EvidenceJob::build,
                EvidenceOptions.all(),
                Map.of(EvidenceOptions.URLS.key(), elasticsearch.url()));
    }

    @FunctionalInterface
    private interface Build {
        void into(StreamExecutionEnvironment env, JobConfiguration configuration) throws Exception;
    }

    private void submit(
            int parallelism,
            Build job,
            List<ConfigOption<?>> options,
            Map<String, String> ownSettings)
            throws Exception {
        Map<String, String> settings = new HashMap<>(ownSettings);
        settings.put(CommonOptions.BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
        settings.put(CommonOptions.CHECKPOINT_INTERVAL.key(), CHECKPOINT_INTERVAL);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        job.into(env, JobConfiguration.of(settings, options));
        jobs.add(flink.submit(env.getStreamGraph()));
    }

    /** In which the jobs commit what their checkpoints hold. */
    List<String> consumerGroups() {
        return List.of(
                ModerationOptions.GROUP_ID.defaultValue(),
                ActivityOptions.GROUP_ID.defaultValue(),
                CreditOptions.GROUP_ID.defaultValue(),
                EnforcementOptions.GROUP_ID.defaultValue(),
                EvidenceNames.CONSUMER_GROUP);
    }

    /**
     * Nothing when all jobs still run or restart.
     *
     * @throws QundunException when one has ended
     */
    void check() {
        for (FlinkJob job : jobs) {
            JobStatus status = job.status();
            if (status.isTerminalState()) {
                throw new QundunException(
                        "the job "
                                + job.name()
                                + " has ended: "
                                + job.failure().orElse("" + status));
            }
        }
        if (!kafka.isRunning() || !elasticsearch.isRunning()) {
            throw new QundunException(
                    (kafka.isRunning() ? "Elasticsearch" : "Kafka") + " has ended; see its log");
        }
    }

    /** Settings for Kafka's clients. */
    Map<String, Object> kafkaClient() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    }

    KafkaProcess kafka() {
        return kafka;
    }

    ElasticsearchProcess elasticsearch() {
        return elasticsearch;
    }

    FlinkCluster flink() {
        return flink;
    }

    RestClient elasticsearchClient() {
        return elasticsearchClient;
    }

    List<FlinkJob> jobs() {
        return jobs;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The others are to be closed all the same.
                LOG.warn("{} was not closed cleanly", part, e);
            }
        }
    }
}
