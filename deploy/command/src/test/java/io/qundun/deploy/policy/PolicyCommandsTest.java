package io.qundun.deploy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.CommandLineRun;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyFilePart;
import io.qundun.schemas.PolicyFileReference;
import io.qundun.schemas.PolicyProblem;
import io.qundun.schemas.PolicyRelease;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    @TempDir Path pack;

    @BeforeEach
    void writePack() throws IOException {
        write(
                "policy.yaml",
                """
                id: publish-test
                version: 3
                title: {zh: 测试, en: Test}
                languages: [zh]
                unknown: refuse
                appeal: "https://example.org/appeal"
                categories:
                  - id: gambling
                    title: {zh: 赌博, en: Gambling}
                    clause: provisions-2017/10
                    severity: 3
                rules:
                  - id: gambling-named
                    mode: live
                    clause: provisions-2017/10
                    category: gambling
                    when: keyword.gambling >= 1
                    action: remove
                    severity: 3
                    reason: {zh: 赌博, en: Gambling}
                """);
        write("lexicon/gambling.tsv", "网上赌博\tgambling\t3\n");
        write(
                "examples/gambling.jsonl",
                """
                {"text":"来网上赌博吧","expect":{"action":"remove","categories":["gambling"]}}
                {"text":"今天吃什么","expect":{"action":"allow","categories":[]}}
                """);
    }

    private void write(String path, String content) throws IOException {
        Path file = pack.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static CommandLineRun run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("policy", command));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void aValidPackIsSummedUpInOneLine() throws IOException {
        CommandLineRun run = run("check", pack.toString());

        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .contains("publish-test version 3 is valid: 1 categories, 1 rules, 3 files")
                .contains(PolicyFiles.read(pack).hash());
        assertThat(run.status()).isZero();
    }

    @Test
    void defectsComeWithFileAndLine() throws IOException {
        write("lexicon/gambling.tsv", "网上赌博\tgambling\t3\n赌场\tgambling\t9\n");

        CommandLineRun run = run("check", pack.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith(pack.resolve("lexicon/gambling.tsv") + ":2: ");
        assertThat(run.err()).isEmpty();
        CommandLineRun publish =
                run("publish", pack.toString(), "--bootstrap", SERVERS.kafka().bootstrapServers());
        assertThat(publish.status()).isEqualTo(1);
        assertThat(publish.err()).contains("not published").contains("lexicon/gambling.tsv:2");
    }

    @Test
    void aMissingFolderAndAStrangeTimeAreTold() {
        CommandLineRun missing = run("check", pack.resolve("nowhere").toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("nowhere").contains("cannot be read");

        CommandLineRun strange =
                run("publish", pack.toString(), "--bootstrap", "x:1", "--effective-in", "soon");
        assertThat(strange.status()).isEqualTo(2);
        assertThat(strange.err()).contains("--effective-in").contains("'soon' is no time");
    }

    @Test
    void aReleaseLiesInTheTopicAfterAllItsParts() throws Exception {
        // Three pieces, and a second file of the same content.
        String large = ("# " + "长".repeat(1000) + "\n").repeat(400);
        write("lexicon/notes-a.tsv", large);
        write("lexicon/notes-b.tsv", large);
        installTopics();
        long before = System.currentTimeMillis();

        CommandLineRun run =
                run(
                        "publish",
                        pack.toString(),
                        "--bootstrap",
                        SERVERS.kafka().bootstrapServers(),
                        "--effective-in",
                        "10m",
                        "--publisher",
                        "trust-and-safety");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        PolicyFiles files = PolicyFiles.read(pack);
        assertThat(run.out()).contains("publish-test version 3").contains(files.hash());
        Map<String, TreeMap<Integer, PolicyFilePart>> parts = new TreeMap<>();
        PolicyRelease release = null;
        WireFormat format = WireFormat.of(Topic.POLICY_RELEASE);
        for (ConsumerRecord<byte[], byte[]> record : readAll(Topic.POLICY_RELEASE)) {
            SpecificRecordBase value = format.decode(record.value());
            if (value instanceof PolicyFilePart part) {
                assertThat(part.getContent().remaining())
                        .isLessThanOrEqualTo(PolicyPublisher.PART_BYTES);
                parts.computeIfAbsent(part.getSha256(), sha256 -> new TreeMap<>())
                        .put(part.getPart(), part);
            } else if (value instanceof PolicyRelease candidate
                    && candidate.getPackId().equals("publish-test")) {
                release = candidate;
                break; // what comes later does not count
            }
        }
        assertThat(release).isNotNull();
        assertThat(release.getHash()).isEqualTo(files.hash());
        assertThat(release.getPublisher()).isEqualTo("trust-and-safety");
        assertThat(release.getEffectiveFrom())
                .isBetween(before + 600_000, System.currentTimeMillis() + 600_000);
        assertThat(release.getFiles())
                .extracting(PolicyFileReference::getPath)
                .containsExactlyElementsOf(files.paths());
        for (PolicyFileReference file : release.getFiles()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (PolicyFilePart part : parts.get(file.getSha256()).values()) {
                byte[] piece = new byte[part.getContent().remaining()];
                part.getContent().duplicate().get(piece);
                content.writeBytes(piece);
            }
            assertThat(parts.get(file.getSha256())).hasSize(file.getParts());
            assertThat(content.toByteArray()).isEqualTo(files.bytes(file.getPath()));
        }
        assertThat(parts.get(files.sha256("lexicon/notes-a.tsv"))).hasSize(3);
    }

    @Test
    void statusTellsTheLastWordOnEachVersion() throws Exception {
        installTopics();
        WireFormat format = WireFormat.of(Topic.POLICY_STATUS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        SERVERS.kafkaProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            PolicyProblem problem = new PolicyProblem("policy.yaml", 7, "no such category");
            for (PolicyStatus status :
                    List.of(
                            status(8, "rejected", 1_000, List.of(problem)),
                            status(9, "rejected", 2_000, List.of(problem)),
                            status(9, "accepted", 3_000, List.of()))) {
                producer.send(
                                new ProducerRecord<>(
                                        Topic.POLICY_STATUS.topicName(),
                                        WireFormat.key("status/" + status.getVersion()),
                                        format.encode(status)))
                        .get();
            }
            producer.send(
                            new ProducerRecord<>(
                                    Topic.POLICY_STATUS.topicName(),
                                    WireFormat.key("broken"),
                                    new byte[] {1}))
                    .get();
        }

        CommandLineRun run = run("status", "--bootstrap", SERVERS.kafka().bootstrapServers());

        assertThat(run.status()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("status-test")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("version 8", "rejected"),
                        line -> assertThat(line).contains("version 9", "accepted"));
        assertThat(run.out()).contains("  policy.yaml:7: no such category");
        assertThat(run.err()).contains("1 records could not be read");
    }

    private static PolicyStatus status(
            long version, String state, long decidedAt, List<PolicyProblem> problems) {
        return PolicyStatus.newBuilder()
                .setPackId("status-test")
                .setVersion(version)
                .setHash("0")
                .setState(state)
                .setProblems(problems)
                .setEffectiveFrom(0)
                .setOrigin(new Origin(Topic.POLICY_RELEASE.topicName(), 0, 0L))
                .setJobVersion("test")
                .setDecidedAt(decidedAt)
                .build();
    }

    private static void installTopics() {
        CommandLineRun.of(
                "topics",
                "apply",
                "--bootstrap",
                SERVERS.kafka().bootstrapServers(),
                "--replication-factor",
                "1");
    }

    private static List<ConsumerRecord<byte[], byte[]>> readAll(Topic topic) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        try (Admin admin = Admin.create(SERVERS.kafkaProperties());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                SERVERS.kafkaProperties(),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())) {
            assertThat(admin.listTopics().names().get()).contains(topic.topicName());
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
