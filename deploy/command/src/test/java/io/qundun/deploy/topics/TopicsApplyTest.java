package io.qundun.deploy.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.CommandLineRun;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TopicsApplyTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private Admin admin;

    @BeforeEach
    void connect() {
        admin = Admin.create(SERVERS.kafkaProperties());
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    private static CommandLineRun apply(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "topics",
                                "apply",
                                "--bootstrap",
                                SERVERS.kafka().bootstrapServers(),
                                "--replication-factor",
                                "1"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private String configuration(Topic topic, String key) throws Exception {
        ConfigResource resource = resource(topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private void set(Topic topic, String key, String value) throws Exception {
        admin.incrementalAlterConfigs(
                        Map.of(
                                resource(topic),
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry(key, value),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Test
    void createsTheCatalogueAndThenChangesNothing() throws Exception {
        assertThat(apply().status()).isZero();
        CommandLineRun again = apply();

        assertThat(again.status()).isZero();
        assertThat(again.err()).isEmpty();
        assertThat(again.out().lines())
                .hasSize(Topic.values().length)
                .allMatch(line -> line.endsWith("unchanged"));
        var descriptions =
                admin.describeTopics(Arrays.stream(Topic.values()).map(Topic::topicName).toList())
                        .allTopicNames()
                        .get();
        for (Topic topic : Topic.values()) {
            assertThat(descriptions.get(topic.topicName()).partitions())
                    .as(topic.topicName())
                    .hasSize(topic.partitions());
        }
        assertThat(configuration(Topic.ACCOUNT_STATUS, "cleanup.policy")).isEqualTo("compact");
        assertThat(configuration(Topic.VERDICT, "retention.ms"))
                .isEqualTo(Long.toString(Duration.ofDays(190).toMillis()));
        assertThat(configuration(Topic.MODERATION_DEAD_LETTER, "max.message.bytes"))
                .isEqualTo(Integer.toString(12 << 20));
    }

    @Test
    void altersWhatDiffersButLowersNothing() throws Exception {
        apply();
        set(Topic.VERDICT, "retention.ms", "86400000");
        set(Topic.EVIDENCE, "retention.ms", Long.toString(Duration.ofDays(3_650).toMillis()));
        set(Topic.REVIEW_TASK, "retention.ms", "-1");
        set(Topic.CHAT_MESSAGE, "max.message.bytes", "1000000");
        set(Topic.USER_CREDIT, "cleanup.policy", "delete");

        CommandLineRun preview = apply("--dry-run");
        assertThat(preview.out()).containsPattern("moderation.verdict.v1 +altered");
        assertThat(configuration(Topic.VERDICT, "retention.ms")).isEqualTo("86400000");

        CommandLineRun run = apply();

        assertThat(run.out())
                .containsPattern("moderation.verdict.v1 +altered +retention.ms 86400000 → 164")
                .containsPattern("moderation.evidence.v1 +unchanged +retention.ms .* kept")
                .containsPattern("review.task.v1 +unchanged +retention.ms -1 kept")
                .containsPattern("chat.message.v1 +altered +max.message.bytes 1000000 → 4194304")
                .containsPattern("user.credit.v1 +altered +cleanup.policy delete → compact");
        assertThat(configuration(Topic.VERDICT, "retention.ms")).isEqualTo("16416000000");
        assertThat(configuration(Topic.REVIEW_TASK, "retention.ms")).isEqualTo("-1");
        assertThat(configuration(Topic.USER_CREDIT, "cleanup.policy")).isEqualTo("compact");
        set(Topic.EVIDENCE, "retention.ms", Long.toString(Duration.ofDays(190).toMillis()));
        set(Topic.REVIEW_TASK, "retention.ms", Long.toString(Duration.ofDays(190).toMillis()));
    }

    @Test
    void aDryRunCreatesNothing(@TempDir Path folder) throws Exception {
        apply();
        admin.deleteTopics(List.of(Topic.GROUP_GRADE.topicName())).all().get();
        Awaitility.await()
                .until(
                        () ->
                                !admin.listTopics()
                                        .names()
                                        .get()
                                        .contains(Topic.GROUP_GRADE.topicName()));
        Path config = folder.resolve("kafka.properties");
        Files.writeString(config, "bootstrap.servers=" + SERVERS.kafka().bootstrapServers());

        CommandLineRun run =
                CommandLineRun.of("topics", "apply", "--config", config.toString(), "--dry-run");

        assertThat(run.status()).isZero();
        assertThat(run.out()).containsPattern("group.grade.v1 +created +4 partitions");
        assertThat(admin.listTopics().names().get()).doesNotContain(Topic.GROUP_GRADE.topicName());
        apply();
        assertThat(admin.listTopics().names().get()).contains(Topic.GROUP_GRADE.topicName());
    }

    @Test
    void aRetentionBelowSixMonthsIsRefusedForRecords() {
        CommandLineRun tooShort = apply("--retention", "moderation.verdict.v1=180");

        assertThat(tooShort.status()).isEqualTo(2);
        assertThat(tooShort.err())
                .contains("180 days is refused for moderation.verdict.v1")
                .contains("184 days");
        assertThat(apply("--retention", "moderation.verdict.v1=184", "--dry-run").status())
                .isZero();
        assertThat(apply("--retention", "chat.message.v1=1", "--dry-run").status()).isZero();
    }

    @Test
    void anUnreachableKafkaIsSaid(@TempDir Path folder) throws Exception {
        Path config = folder.resolve("kafka.properties");
        Files.writeString(config, "default.api.timeout.ms=1000\nrequest.timeout.ms=1000\n");

        CommandLineRun run =
                CommandLineRun.of(
                        "topics",
                        "apply",
                        "--config",
                        config.toString(),
                        "--bootstrap",
                        "127.0.0.1:1");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("topics cannot be listed");
    }
}
