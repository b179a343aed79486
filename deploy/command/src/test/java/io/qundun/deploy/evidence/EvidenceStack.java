package io.qundun.deploy.evidence;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.stack.FlinkCluster;
import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.deploy.topics.IndexInstaller;
import io.qundun.deploy.topics.TopicInstaller;
import io.qundun.deploy.topics.TopicSettings;
import io.qundun.jobs.evidence.EvidenceJob;
import io.qundun.jobs.evidence.EvidenceOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** The evidence job between a real Kafka and a real Elasticsearch, and what tests ask of them. */
final class EvidenceStack implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalServers servers;
    private final FlinkCluster flink;
    private final RestClient elasticsearch;
    private final KafkaProducer<byte[], byte[]> producer;

    EvidenceStack(LocalServers servers) {
        this.servers = servers;
        try (Admin admin = Admin.create(servers.kafkaProperties())) {
            new TopicInstaller(admin).apply(TopicSettings.replicated(1), false);
        }
        elasticsearch = RestClient.builder(HttpHost.create(servers.elasticsearch().url())).build();
        new IndexInstaller(elasticsearch)
                .apply(Installation.locate().elasticsearchAssets(), OptionalInt.empty());
        Properties properties = servers.kafkaProperties();
        properties.setProperty("max.request.size", Integer.toString(12 << 20));
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        flink = FlinkCluster.start(FlinkCluster.Options.in(LocalServers.folder("evidence"), 4));
    }

    FlinkCluster flink() {
        return flink;
    }

    /** Starts the job; settings come in pairs. */
    FlinkJob start(String... settings) throws Exception {
        return start(SavepointRestoreSettings.none(), settings);
    }

    FlinkJob start(SavepointRestoreSettings state, String... settings) throws Exception {
        Map<String, String> given = new HashMap<>();
        given.put("bootstrap.servers", servers.kafka().bootstrapServers());
        given.put("elasticsearch.urls", servers.elasticsearch().url());
        given.put("checkpoint.interval", "500 ms");
        given.put("elasticsearch.back.off.longest", "1 s");
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        EvidenceJob.build(env, JobConfiguration.of(given, EvidenceOptions.all()));
        StreamGraph graph = env.getStreamGraph();
        graph.setSavepointRestoreSettings(state);
        return flink.submit(graph);
    }

    static long checkpoints(FlinkJob job) {
        return job.executionGraph()
                .getCheckpointStatsSnapshot()
                .getCounts()
                .getNumberOfCompletedCheckpoints();
    }

    RecordMetadata produce(Topic topic, SpecificRecord value) throws Exception {
        return produce(topic, WireFormat.of(topic).encode(value));
    }

    RecordMetadata produce(Topic topic, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>(topic.topicName(), null, value)).get();
    }

    JsonNode search(String index, String query) {
        Request request = new Request("GET", "/" + index + "/_search");
        request.addParameter("version", "true");
        return answer(request, index, query).path("hits");
    }

    long count(String index, String query) {
        return answer(new Request("GET", "/" + index + "/_count"), index, query)
                .path("count")
                .asLong();
    }

    /** What the server says of all that it holds by now; an index just made has no shard yet. */
    private JsonNode answer(Request request, String index, String query) {
        request.addParameter("allow_no_indices", "true");
        request.addParameter("ignore_unavailable", "true");
        request.setJsonEntity(query);
        return await("an answer of " + index)
                .ignoreException(ResponseException.class)
                .until(
                        () -> {
                            refresh(index);
                            return JSON.readTree(
                                    elasticsearch.performRequest(request).getEntity().getContent());
                        },
                        Objects::nonNull);
    }

    private void refresh(String index) throws IOException {
        Request refresh = new Request("POST", "/" + index + "/_refresh");
        refresh.addParameter("ignore_unavailable", "true");
        elasticsearch.performRequest(refresh);
    }

    /** All dead letters that the evidence job has ever set aside. */
    List<DeadLetter> deadLetters() throws Exception {
        Properties properties = servers.kafkaProperties();
        properties.setProperty("max.partition.fetch.bytes", Integer.toString(12 << 20));
        List<DeadLetter> letters = new ArrayList<>();
        WireFormat format = WireFormat.of(Topic.EVIDENCE_DEAD_LETTER);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition =
                    new TopicPartition(Topic.EVIDENCE_DEAD_LETTER.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    letters.add((DeadLetter) format.decode(record.value()));
                }
            }
        }
        return letters;
    }

    @Override
    public void close() throws IOException {
        flink.close();
        producer.close();
        elasticsearch.close();
    }
}
