package io.qundun.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.jobs.moderation.ModerationOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigurationTest {

    private static final String SERVERS = "bootstrap.servers";

    @TempDir private Path folder;

    @Test
    void theDefaultsArePinned() {
        Map<String, Object> defaults = new TreeMap<>();
        for (ConfigOption<?> option : ModerationOptions.all()) {
            defaults.put(option.key(), option.hasDefaultValue() ? option.defaultValue() : "none");
        }

        Map<String, Object> pinned = new TreeMap<>();
        pinned.put("bootstrap.servers", "none");
        pinned.put("buffer.timeout", Duration.ofMillis(5));
        pinned.put("chat.start", ModerationOptions.ChatStart.EARLIEST);
        pinned.put("checkpoint.directory", "");
        pinned.put("checkpoint.interval", Duration.ofSeconds(10));
        pinned.put("classifier.enabled", true);
        pinned.put("group.id", "qundun-moderation");
        pinned.put("heartbeat.interval", Duration.ofSeconds(1));
        pinned.put("max.parallelism", 128);
        pinned.put("unknown.hold", Duration.ofSeconds(2));
        pinned.put("unknown.max-held", 64);
        pinned.put("watermark.clock", io.qundun.jobs.runtime.chat.EventTimePolicy.Clock.WALL);
        pinned.put("watermark.disorder", Duration.ofSeconds(10));
        pinned.put("watermark.silence", Duration.ofSeconds(5));
        assertThat(defaults).isEqualTo(pinned);
    }

    @Test
    void everyOptionSaysWhatItDoes() {
        assertThat(ModerationOptions.all())
                .allSatisfy(
                        option ->
                                assertThat(option.description())
                                        .extracting(Object::toString)
                                        .isNotNull());
        assertThat(ModerationOptions.all())
                .extracting(ConfigOption::key)
                .doesNotHaveDuplicates()
                .containsAll(CommonOptions.all().stream().map(ConfigOption::key).toList());
    }

    @Test
    void argumentsWinOverTheFile() throws Exception {
        Path file = folder.resolve("moderation.properties");
        Files.writeString(
                file,
                """
                bootstrap.servers = one:9092
                checkpoint.interval = 3 s
                kafka.security.protocol = SSL
                kafka.ssl.key.password = from-file
                """);

        JobConfiguration settings =
                parse(
                        "--config",
                        file.toString(),
                        "--bootstrap.servers",
                        "two:9092",
                        "--kafka.ssl.key.password",
                        "given");

        assertThat(settings.get(CommonOptions.BOOTSTRAP_SERVERS)).isEqualTo("two:9092");
        assertThat(settings.get(CommonOptions.CHECKPOINT_INTERVAL))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.get(CommonOptions.MAX_PARALLELISM)).isEqualTo(128);
        assertThat(settings.kafka())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.key.password", "given")
                .hasSize(2);
    }

    @Test
    void theClientSettingsAreACopy() throws Exception {
        JobConfiguration settings = of(Map.of(SERVERS, "a:1", "kafka.acks", "all"));

        settings.kafka().setProperty("acks", "0");

        assertThat(settings.kafka()).containsEntry("acks", "all");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheKnownOnes() {
        assertThatThrownBy(() -> of(Map.of(SERVERS, "a:1", "unknown.hodl", "1 s")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown.hodl")
                .hasMessageContaining("unknown.hold")
                .hasMessageContaining("kafka.*");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> of(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("missing key bootstrap.servers");
    }

    @Test
    void aValueOfTheWrongTypeIsAnErrorThatNamesTheKey() {
        for (String[] wrong :
                new String[][] {
                    {"checkpoint.interval", "soon"},
                    {"max.parallelism", "many"},
                    {"classifier.enabled", "perhaps"},
                    {"watermark.clock", "SUNDIAL"},
                    {"unknown.hold", "-1 s"}
                }) {
            assertThatThrownBy(() -> of(Map.of(SERVERS, "a:1", wrong[0], wrong[1])))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(wrong[0]);
        }
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> of(Map.of("a", "1", "max.parallelism", "many")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown key a")
                .hasMessageContaining("max.parallelism")
                .hasMessageContaining("missing key bootstrap.servers");
    }

    @Test
    void aKeyWithoutAValueIsAnError() {
        assertThatThrownBy(() -> parse("--checkpoint.directory", "--bootstrap.servers", "a:1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--checkpoint.directory needs a value after it");
        assertThatThrownBy(() -> parse("--config"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--config needs a value after it");
        assertThatThrownBy(() -> parse("bootstrap.servers", "a:1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--config FILE and --key value");
    }

    @Test
    void aFileThatCannotBeReadIsAnError() {
        assertThatThrownBy(() -> parse("--config", folder.resolve("none").toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--config")
                .hasMessageContaining("none");
    }

    @Test
    void secretsAreGivenByReference() throws Exception {
        Path secret = folder.resolve("secret");
        Files.write(secret, "geheim-群盾\n".getBytes(StandardCharsets.UTF_8));
        Map.Entry<String, String> variable =
                System.getenv().entrySet().stream()
                        .filter(each -> each.getKey().equals("PATH"))
                        .findFirst()
                        .orElseThrow();

        JobConfiguration settings =
                of(
                        Map.of(
                                SERVERS,
                                "env:" + variable.getKey(),
                                "kafka.sasl.jaas.config",
                                "file:" + secret,
                                "checkpoint.directory",
                                "file:///checkpoints"));

        assertThat(settings.get(CommonOptions.BOOTSTRAP_SERVERS)).isEqualTo(variable.getValue());
        assertThat(settings.kafka()).containsEntry("sasl.jaas.config", "geheim-群盾");
        assertThat(settings.get(CommonOptions.CHECKPOINT_DIRECTORY))
                .isEqualTo("file:///checkpoints");
    }

    @Test
    void aReferenceToNothingNamesKeyAndPlace() {
        assertThatThrownBy(() -> of(Map.of(SERVERS, "env:QUNDUN_TEST_UNSET")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(SERVERS)
                .hasMessageContaining("QUNDUN_TEST_UNSET");
        assertThatThrownBy(
                        () -> of(Map.of(SERVERS, "a:1", "kafka.x", "file:" + folder + "/missing")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("kafka.x")
                .hasMessageContaining("missing");
    }

    private static JobConfiguration parse(String... arguments) throws ConfigurationException {
        return JobConfiguration.parse(arguments, options());
    }

    private static JobConfiguration of(Map<String, String> given) throws ConfigurationException {
        return JobConfiguration.of(given, options());
    }

    private static List<ConfigOption<?>> options() {
        return ModerationOptions.all();
    }
}
