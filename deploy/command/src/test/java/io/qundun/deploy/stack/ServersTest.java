package io.qundun.deploy.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServersTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    @Test
    void kafkaKeepsItsRecordsWhenItIsKilledAndStartedAgain() throws Exception {
        KafkaProcess kafka = SERVERS.kafka();
        String topic = "servers-test";
        try (Admin admin = Admin.create(SERVERS.kafkaProperties())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        produce(topic, "群里大家好");
        assertThat(consume(topic, 1)).containsExactly("群里大家好");
        long before = kafka.pid();

        kafka.kill();
        assertThat(kafka.isRunning()).isFalse();
        kafka.startAgain();

        assertThat(kafka.pid()).isNotEqualTo(before);
        produce(topic, "second");
        assertThat(consume(topic, 2)).containsExactly("群里大家好", "second");
    }

    @Test
    void elasticsearchKeepsItsDocumentsWhenItIsStoppedAndStartedAgain() throws Exception {
        ElasticsearchProcess elasticsearch = SERVERS.elasticsearch();
        try (RestClient client = RestClient.builder(HttpHost.create(elasticsearch.url())).build()) {
            Request create = new Request("PUT", "/servers-test");
            create.setJsonEntity("{\"settings\":{\"number_of_replicas\":0}}");
            client.performRequest(create);
            Request index = new Request("PUT", "/servers-test/_doc/1?refresh=true");
            index.setJsonEntity("{\"text\":\"群里大家好\"}");
            client.performRequest(index);
            assertThat(search(client)).contains("群里大家好");

            elasticsearch.stop();
            assertThat(elasticsearch.isRunning()).isFalse();
            elasticsearch.startAgain();

            assertThat(search(client)).contains("群里大家好");
            assertThat(body(client, "/")).contains("\"number\":\"8.");
        }
    }

    @Test
    void aSuspendedServerDoesNotAnswerUntilItIsResumed() throws Exception {
        ElasticsearchProcess elasticsearch = SERVERS.elasticsearch();
        try (RestClient client =
                RestClient.builder(HttpHost.create(elasticsearch.url()))
                        .setRequestConfigCallback(config -> config.setSocketTimeout(300))
                        .build()) {
            elasticsearch.suspend();
            try {
                assertThatThrownBy(() -> body(client, "/")).isInstanceOf(IOException.class);
            } finally {
                elasticsearch.resume();
            }
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> body(client, "/").contains("cluster_name"));
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(Ports.free())) {
            int port = taken.getLocalPort();
            ServerOptions options = ServerOptions.in(LocalServers.folder("taken")).withPort(port);
            Installation installation = Installation.locate();

            assertThatThrownBy(() -> KafkaProcess.start(installation, options).close())
                    .isInstanceOf(QundunException.class)
                    .hasMessageContaining("port " + port + " is taken")
                    .hasMessageContaining("Kafka")
                    .hasMessageContaining("another port");
            assertThatThrownBy(() -> ElasticsearchProcess.start(installation, options).close())
                    .isInstanceOf(QundunException.class)
                    .hasMessageContaining("port " + port + " is taken")
                    .hasMessageContaining("Elasticsearch");
        }
    }

    @Test
    void aFailedStartShowsTheLogsEnd() {
        ServerOptions options =
                ServerOptions.in(LocalServers.folder("broken"))
                        .withSettings(Map.of("num.network.threads", "none"));

        assertThatThrownBy(() -> KafkaProcess.start(Installation.locate(), options).close())
                .isInstanceOf(QundunException.class)
                .hasMessageContaining("Kafka ended with status")
                .hasMessageContaining("Invalid value none for configuration num.network.threads");
    }

    @Test
    void whatIsNotReadyInTimeIsEnded() {
        ServerOptions options =
                ServerOptions.in(LocalServers.folder("slow"))
                        .withStartLimit(Duration.ofMillis(100));

        assertThatThrownBy(() -> KafkaProcess.start(Installation.locate(), options).close())
                .isInstanceOf(QundunException.class)
                .hasMessageContaining("not ready");
        assertThat(childrenWith(options.folder().toString())).isEmpty();
    }

    @Test
    void theServersEndWhenTheirParentIsKilled() throws Exception {
        Path folder = LocalServers.folder("orphans");
        Path pids = folder.resolve("pids");
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-D" + Installation.PROPERTY + "=" + Installation.locate().home(),
                                "-Dqundun.log.dir=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                ServersParent.class.getName(),
                                folder.toString(),
                                pids.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("parent.log").toFile())
                        .start();
        List<ProcessHandle> children = new ArrayList<>();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !parent.isAlive() || Files.exists(pids));
            assertThat(pids).exists();
            for (String pid : Files.readAllLines(pids)) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(children::add);
            }
            assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);

            parent.destroyForcibly().waitFor();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            parent.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static List<ProcessHandle> childrenWith(String argument) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(argument))
                .toList();
    }

    private static void produce(String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        SERVERS.kafkaProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static List<String> consume(String topic, int count) {
        Properties properties = SERVERS.kafkaProperties();
        properties.put("auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(record -> values.add(record.value()));
                                return values.size() >= count;
                            });
        }
        return values;
    }

    private static String search(RestClient client) throws IOException {
        return body(client, "/servers-test/_search?q=text:" + "%E5%A4%A7");
    }

    private static String body(RestClient client, String path) throws IOException {
        return EntityUtils.toString(
                client.performRequest(new Request("GET", path)).getEntity(), UTF_8);
    }
}
