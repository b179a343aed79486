package io.qundun.deploy.e2e;

import static io.qundun.deploy.e2e.ModerationStack.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.deploy.topics.IndexInstaller;
import io.qundun.jobs.evidence.EvidenceJob;
import io.qundun.jobs.evidence.EvidenceOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.http.HttpHost;
import org.awaitility.core.ConditionFactory;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From chat in Kafka to evidence in Elasticsearch, and to the analyst's first page. */
class EvidenceRoadTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private static final String NBCONVERT = "/usr/bin/jupyter-nbconvert";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModerationStack stack;
    private RestClient elasticsearch;
    private final String run = Long.toHexString(System.nanoTime());
    private int written;
    private int flagged;

    @BeforeEach
    void start() throws Exception {
        stack = new ModerationStack(SERVERS);
        elasticsearch = RestClient.builder(HttpHost.create(SERVERS.elasticsearch().url())).build();
        new IndexInstaller(elasticsearch)
                .apply(Installation.locate().elasticsearchAssets(), OptionalInt.empty());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        EvidenceJob.build(
                env,
                JobConfiguration.of(
                        Map.of(
                                "bootstrap.servers",
                                SERVERS.kafka().bootstrapServers(),
                                "elasticsearch.urls",
                                SERVERS.elasticsearch().url(),
                                "elasticsearch.back.off.longest",
                                "1 s",
                                "checkpoint.interval",
                                "1 s"),
                        EvidenceOptions.all()));
        stack.flink.submit(env.getStreamGraph());
        stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
        stack.startModeration(Map.of());
        stack.awaitStatus(1);
        for (int user = 0; user < 10; user++) {
            stack.account("u" + user, "verified", 0);
        }
    }

    @AfterEach
    void stop() throws Exception {
        elasticsearch.close();
        stack.close();
    }

    @Test
    void evidenceIsFoundAlsoAfterAnOutageAndTheNotebookReadsIt() throws Exception {
        write(300);
        stack.awaitJudged(written);
        awaiting().until(() -> found() == flagged);

        SERVERS.elasticsearch().kill();
        write(200);
        stack.awaitJudged(written);
        await().atMost(LIMIT).until(() -> stack.commands().size() == flagged);
        SERVERS.elasticsearch().startAgain();
        await().atMost(LIMIT).ignoreExceptions().until(() -> found() == flagged);

        historyIsFoundByUserAndByGroup();

        executeNotebook("day", "flagged messages", "甲乙丙");
        executeNotebook("timeline", "Credit and mutes of", "短时间内多次违规");
    }

    /** What is decided about a user and a group, by the README's two queries. */
    private void historyIsFoundByUserAndByGroup() {
        String user = "user-" + run;
        String group = "group-" + run;
        String verdict = stack.verdicts().get(0).getVerdictId();
        long now = System.currentTimeMillis();
        new HistoryRecords(user, group, verdict, now)
                .write((topic, record) -> stack.send(topic, user, record));
        stack.flush();
        awaiting()
                .until(
                        () ->
                                search("{\"term\":{\"user.id\":\"" + user + "\"}}")
                                        == HistoryRecords.OF_THE_USER);
        awaiting()
                .until(
                        () ->
                                search(
                                                """
                                                {"bool":{"filter":[{"term":{"qundun.group.id":"%s"}},
                                                  {"range":{"@timestamp":{"gte":%d,"lt":%d}}}]}}
                                                """
                                                        .formatted(
                                                                group,
                                                                now - 43_200_000,
                                                                now + 43_200_000))
                                        == HistoryRecords.OF_THE_GROUP);
    }

    /** An index that was just made has no shard to ask for a moment. */
    private static ConditionFactory awaiting() {
        return await().atMost(LIMIT).ignoreException(ResponseException.class);
    }

    private int search(String query) throws IOException {
        String indices = "/qundun-evidence-redacted-*,qundun-activity-*,qundun-history-*";
        elasticsearch.performRequest(new Request("POST", indices + "/_refresh"));
        Request search = new Request("POST", indices + "/_search");
        search.setJsonEntity(
                "{\"size\":100,\"query\":" + query + ",\"sort\":[{\"@timestamp\":\"asc\"}]}");
        JsonNode hits =
                JSON.readTree(elasticsearch.performRequest(search).getEntity().getContent())
                        .at("/hits/hits");
        return hits.size();
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            boolean bad = i % 5 == 0;
            String text = bad ? "这里有甲 乙 丙，电话13800000000" : "今天天气不错";
            stack.message(run + "-" + written++, "g" + i % 3, "u" + i % 10, text + i);
            if (bad) {
                flagged++;
            }
        }
        stack.flush();
    }

    private long found() throws IOException {
        Request refresh = new Request("POST", "/qundun-evidence-redacted-*/_refresh");
        elasticsearch.performRequest(refresh);
        Request count = new Request("POST", "/qundun-evidence-redacted-*/_count");
        count.setJsonEntity("{\"query\":{\"prefix\":{\"qundun.message.id\":\"" + run + "-\"}}}");
        JsonNode answer =
                JSON.readTree(elasticsearch.performRequest(count).getEntity().getContent());
        return answer.path("count").asLong();
    }

    private static void executeNotebook(String name, String... contents) throws Exception {
        boolean installed = Files.isExecutable(Path.of(NBCONVERT));
        if (System.getenv("CI") == null) {
            assumeTrue(
                    installed,
                    NBCONVERT
                            + " is not there, so the notebook was not executed; .ci/run says which"
                            + " packages it needs");
        }
        Path notebook = Installation.locate().home().resolve("notebooks/" + name + ".ipynb");
        Path output = LocalServers.folder("notebook");
        Path log = output.resolve("nbconvert.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                                NBCONVERT,
                                "--execute",
                                "--to",
                                "html",
                                "--output-dir",
                                output.toString(),
                                notebook.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("QUNDUN_ELASTICSEARCH", SERVERS.elasticsearch().url());
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
        assertThat(output.resolve(name + ".html")).content().contains(contents);
    }
}
