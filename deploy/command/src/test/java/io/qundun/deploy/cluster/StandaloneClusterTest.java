package io.qundun.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.CommandLineRun;
import io.qundun.deploy.cluster.ChatTraffic.Place;
import io.qundun.deploy.policy.PolicyPublisher;
import io.qundun.deploy.stack.FlinkClient;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.stack.KafkaProcess;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.deploy.stack.Ports;
import io.qundun.deploy.stack.ServerOptions;
import io.qundun.deploy.stack.StandaloneFlink;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.PolicyRelease;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shipped jars on a cluster whose TaskManager dies. */
class StandaloneClusterTest {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneClusterTest.class);

    private static final int MESSAGES_A_SECOND = 100;
    private static final int MODERATION_SLOTS = 2;
    private static final int EVIDENCE_SLOTS = 1;
    private static final int ATTEMPTS = 30;
    // With the first one, as many as the job keeps.
    private static final int RELEASES = 3;
    private static final Duration EFFECTIVE_IN = Duration.ofSeconds(3);
    // The first is free; the cluster's processes take the next ones that are.
    private static final int METRICS_PORT = Ports.free();
    private static final int METRICS_PORTS = 5;
    private static final Pattern METRIC = Pattern.compile("`(flink_\\w+)`");
    private static final String MODERATION = "moderation";
    private static final String EVIDENCE = "evidence";

    // For its Elasticsearch. The topics of its Kafka hold the policies of other tests.
    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    @TempDir static Path folder;

    private static KafkaProcess kafka;
    private static StandaloneFlink flink;

    private TopicLog<Verdict> verdicts;
    private final List<PolicyRelease> releases = new ArrayList<>();

    @BeforeAll
    static void start() {
        Installation installation = Installation.locate();
        CompletableFuture<KafkaProcess> startingKafka =
                CompletableFuture.supplyAsync(
                        () ->
                                KafkaProcess.start(
                                        installation,
                                        ServerOptions.in(LocalServers.folder("cluster-kafka"))));
        try {
            flink =
                    StandaloneFlink.start(
                            installation,
                            new StandaloneFlink.Options(
                                    LocalServers.folder("cluster-flink"),
                                    MODERATION_SLOTS + EVIDENCE_SLOTS,
                                    Map.of(
                                            "metrics.reporter.prom.factory.class",
                                            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                                            "metrics.reporter.prom.port",
                                            METRICS_PORT + "-" + (METRICS_PORT + METRICS_PORTS))));
        } finally {
            kafka = startingKafka.join();
        }
    }

    @AfterAll
    static void stop() {
        if (flink != null) {
            flink.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static Properties client() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50));
    }

    private static Path settings(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void crashesLoseNothingAndDecideNothingTwice() throws Exception {
        qundun(
                "topics",
                "apply",
                "--bootstrap",
                kafka.bootstrapServers(),
                "--replication-factor",
                "1");
        qundun("indices", "apply", "--url", SERVERS.elasticsearch().url(), "--replicas", "0");
        Path settings =
                settings(
                        "moderation.properties",
                        "bootstrap.servers=" + kafka.bootstrapServers(),
                        "checkpoint.interval=1s",
                        "watermark.silence=2s");
        Path evidenceSettings =
                settings(
                        "evidence.properties",
                        "bootstrap.servers=" + kafka.bootstrapServers(),
                        "elasticsearch.urls=" + SERVERS.elasticsearch().url(),
                        "checkpoint.interval=1s");
        try (PolicyPublisher publisher = PolicyPublisher.connect(client(), Clock.systemUTC());
                TopicLog<Verdict> verdictLog =
                        new TopicLog<>(client(), Topic.VERDICT, Verdict.class);
                TopicLog<EnforcementCommand> commands =
                        new TopicLog<>(client(), Topic.MESSAGE_COMMAND, EnforcementCommand.class);
                TopicLog<DeadLetter> deadLetters =
                        new TopicLog<>(client(), Topic.MODERATION_DEAD_LETTER, DeadLetter.class);
                TopicLog<PolicyStatus> statuses =
                        new TopicLog<>(client(), Topic.POLICY_STATUS, PolicyStatus.class)) {
            verdicts = verdictLog;
            Set<Place> sent;
            try (ChatTraffic traffic = ChatTraffic.start(client(), MESSAGES_A_SECOND)) {
                release(publisher, 1, Duration.ZERO);
                String job = submit(MODERATION, MODERATION_SLOTS, settings);
                await("first verdicts").until(() -> !verdicts.read().isEmpty());

                killBetweenCheckpoints(
                        job, ATTEMPTS, () -> awaitNewVerdict("a verdict to be repeated"));
                restart("a crash");
                killBetweenCheckpoints(
                        job,
                        RELEASES,
                        () -> {
                            int version = releases.size() + 1;
                            release(publisher, version, EFFECTIVE_IN);
                            await("the release is accepted")
                                    .until(() -> isAccepted(statuses, version));
                        });
                restart("a crash after a release");
                awaitVerdictBy(releases.size());
                sent = traffic.sent();
            }

            await("every record has its outcome")
                    .until(() -> outcomes(deadLetters).containsAll(sent));
            assertThat(outcomes(deadLetters)).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(verdicts.read())
                    .as("the crashes made the job judge messages again")
                    .hasSizeGreaterThan(
                            verdicts.read().stream()
                                    .collect(Collectors.groupingBy(Verdict::getVerdictId))
                                    .size());
            assertEveryMessageIsJudgedByTheVersionOfItsTime();
            assertCommandsAreOnePerMessageAndAction(commands.read());
            submit(EVIDENCE, EVIDENCE_SLOTS, evidenceSettings);
            awaitEvidence();
            awaitMetricsOfThePage();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /**
     * Kills the TaskManager after the step, with no checkpoint completed since before it. When one
     * came between, the step is taken again; when it came with the kill, after a restart.
     */
    private void killBetweenCheckpoints(String job, int attempts, Step step) throws Exception {
        for (int attempt = 0; attempt < attempts; attempt++) {
            Set<Path> before = completedCheckpoints(job);
            await("a checkpoint").until(() -> hasNew(job, before));
            Set<Path> last = completedCheckpoints(job);
            step.run();
            if (hasNew(job, last)) {
                continue;
            }
            flink.killTaskManager();
            if (!hasNew(job, last)) {
                return;
            }
            restart("a crash after a checkpoint");
        }
        throw new AssertionError("a checkpoint came between in each of " + attempts + " attempts");
    }

    private static boolean hasNew(String job, Set<Path> known) throws IOException {
        return !known.containsAll(completedCheckpoints(job));
    }

    // On completion a checkpoint's metadata appears; the REST endpoint tells of it seconds later.
    private static Set<Path> completedCheckpoints(String job) throws IOException {
        Path checkpoints = flink.checkpoints().resolve(job);
        if (!Files.isDirectory(checkpoints)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(checkpoints)) {
            return all.filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
                    .collect(Collectors.toSet());
        }
    }

    private void restart(String after) {
        long killed = System.nanoTime();
        Instant time = Instant.now();
        int known = verdicts.read().size();
        flink.startTaskManager();
        long started = System.nanoTime();
        await("verdicts after " + after)
                .until(
                        () -> {
                            List<Verdict> all = verdicts.read();
                            return all.subList(known, all.size()).stream()
                                    .anyMatch(v -> v.getDecidedAt() > time.toEpochMilli());
                        });
        LOG.info(
                "after {}: a TaskManager is there after {} ms, verdicts again after {} ms",
                after,
                Duration.ofNanos(started - killed).toMillis(),
                Duration.ofNanos(System.nanoTime() - killed).toMillis());
    }

    private void awaitNewVerdict(String what) {
        long now = System.currentTimeMillis();
        await(what).until(() -> verdicts.read().stream().anyMatch(v -> v.getRecordTime() > now));
    }

    private void awaitVerdictBy(long version) {
        await("a verdict by version " + version)
                .until(
                        () ->
                                verdicts.read().stream()
                                        .anyMatch(v -> v.getPolicy().getVersion() == version));
    }

    private void release(PolicyPublisher publisher, int version, Duration effectiveIn)
            throws Exception {
        releases.add(
                publisher.publish(
                        TestPack.write(folder.resolve("pack-" + version), version),
                        effectiveIn,
                        "test"));
    }

    private static boolean isAccepted(TopicLog<PolicyStatus> statuses, long version) {
        return statuses.read().stream()
                .anyMatch(
                        status ->
                                status.getVersion() == version
                                        && status.getState().equals("accepted"));
    }

    private static String submit(String job, int parallelism, Path settings) {
        return flink.submit(
                Installation.locate().jobJar(job), parallelism, "--config", settings.toString());
    }

    private static void qundun(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.status()).as(run.err()).isZero();
    }

    private Set<Place> outcomes(TopicLog<DeadLetter> deadLetters) {
        Set<Place> places = new HashSet<>();
        for (Verdict verdict : verdicts.read()) {
            places.add(
                    new Place(verdict.getOrigin().getPartition(), verdict.getOrigin().getOffset()));
        }
        for (DeadLetter letter : deadLetters.read()) {
            places.add(
                    new Place(letter.getOrigin().getPartition(), letter.getOrigin().getOffset()));
        }
        return places;
    }

    private void assertEveryMessageIsJudgedByTheVersionOfItsTime() {
        Map<Long, Integer> judged = new HashMap<>();
        for (Verdict verdict : verdicts.read()) {
            long expected = 1;
            for (PolicyRelease release : releases) {
                if (release.getEffectiveFrom() <= verdict.getRecordTime()) {
                    expected = Math.max(expected, release.getVersion());
                }
            }
            assertThat(verdict.getPolicy().getVersion()).as(verdict.toString()).isEqualTo(expected);
            judged.merge(expected, 1, Integer::sum);
        }
        assertThat(judged).containsKeys(1L, (long) releases.size());
    }

    private static void assertCommandsAreOnePerMessageAndAction(List<EnforcementCommand> commands) {
        Map<String, String> ids = new HashMap<>();
        Map<String, EnforcementCommand> contents = new HashMap<>();
        Set<String> actions = new HashSet<>();
        for (EnforcementCommand command : commands) {
            String subjectAndAction = command.getSubjectId() + " " + command.getAction();
            String id = command.getCommandId();
            assertThat(ids.getOrDefault(subjectAndAction, id)).as(subjectAndAction).isEqualTo(id);
            ids.put(subjectAndAction, id);
            EnforcementCommand content =
                    EnforcementCommand.newBuilder(command).setIssuedAt(0).build();
            assertThat(contents.getOrDefault(id, content)).as(id).isEqualTo(content);
            contents.put(id, content);
            actions.add(command.getAction());
        }
        assertThat(actions).containsExactlyInAnyOrder("remove", "refuse", "restore");
        assertThat(commands).as("commands that were written again").hasSizeGreaterThan(ids.size());
    }

    private void awaitEvidence() throws Exception {
        Set<String> flagged =
                verdicts.read().stream()
                        .filter(verdict -> verdict.getEvidenceId() != null)
                        .map(Verdict::getEvidenceId)
                        .collect(Collectors.toSet());
        ObjectMapper mapper = new ObjectMapper();
        Request count = new Request("POST", "/qundun-evidence-redacted*/_count");
        count.setJsonEntity(
                mapper.writeValueAsString(
                        Map.of("query", Map.of("ids", Map.of("values", flagged)))));
        try (RestClient elasticsearch =
                RestClient.builder(HttpHost.create(SERVERS.elasticsearch().url())).build()) {
            await("evidence of " + flagged.size() + " messages")
                    .ignoreExceptions()
                    .until(
                            () -> {
                                elasticsearch.performRequest(
                                        new Request("POST", "/qundun-evidence-*/_refresh"));
                                String answer =
                                        EntityUtils.toString(
                                                elasticsearch.performRequest(count).getEntity());
                                return mapper.readTree(answer).path("count").asInt()
                                        == flagged.size();
                            });
        }
    }

    private static void awaitMetricsOfThePage() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher metric =
                METRIC.matcher(
                        Files.readString(
                                Installation.locate().home().resolve("deploy/docs/cluster.md")));
        while (metric.find()) {
            named.add(metric.group(1));
        }
        assertThat(named).isNotEmpty();
        HttpClient http = HttpClient.newHttpClient();
        await("every metric that the page on clusters names")
                .untilAsserted(() -> assertThat(scraped(http)).containsAll(named));
    }

    private static Set<String> scraped(HttpClient http) throws InterruptedException {
        Set<String> names = new TreeSet<>();
        for (int port = METRICS_PORT; port <= METRICS_PORT + METRICS_PORTS; port++) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                            .build();
            try {
                http.send(request, HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .filter(line -> line.startsWith("flink_"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .forEach(names::add);
            } catch (IOException e) {
                LOG.debug("nobody has taken port {}", port, e);
            }
        }
        return names;
    }

    @Test
    void whatCannotBeConfiguredIsRefusedInOneLine() throws Exception {
        Path unknownKey =
                settings("unknown.properties", "bootstrap.servers=x:1", "checkpoint.intervall=1s");
        assertRefused(MODERATION, "unknown key checkpoint.intervall", "--config", unknownKey);
        assertRefused(MODERATION, "missing key bootstrap.servers");
        Path nowhere = folder.resolve("nowhere.properties");
        assertRefused(MODERATION, "nowhere.properties", "--config", nowhere);
        assertRefused(
                MODERATION,
                "moderation.verdict.v1",
                "--bootstrap.servers",
                "127.0.0.1:" + Ports.free(),
                "--kafka.default.api.timeout.ms",
                "2000",
                "--kafka.request.timeout.ms",
                "2000");
        assertRefused(EVIDENCE, "missing key elasticsearch.urls", "--bootstrap.servers", "x:1");
    }

    private static void assertRefused(String job, String reason, Object... arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--detached"));
        command.add(Installation.locate().jobJar(job).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        FlinkClient.Run run = flink.run(command.toArray(String[]::new));

        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith(job + ": ").contains(reason);
    }
}
