package io.qundun.deploy.evidence;

import static io.qundun.deploy.evidence.EvidenceSamples.MONTH;
import static io.qundun.deploy.evidence.EvidenceSamples.deadLetter;
import static io.qundun.deploy.evidence.EvidenceSamples.evidence;
import static io.qundun.deploy.evidence.EvidenceSamples.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvidenceJobTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private static final Duration SOON = Duration.ofSeconds(40);

    private static final String REDACTED = "qundun-evidence-redacted-" + MONTH;
    private static final String RAW = "qundun-evidence-raw-" + MONTH;

    private static EvidenceStack stack;
    private static FlinkJob job;

    @BeforeAll
    static void start() throws Exception {
        stack = new EvidenceStack(SERVERS);
        job = stack.start();
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    private static String byMessage(String messageId) {
        return "{\"query\":{\"term\":{\"qundun.message.id\":\"" + messageId + "\"}}}";
    }

    private static JsonNode found(String index, String query) throws Exception {
        await().atMost(SOON).until(() -> stack.count(index, query) > 0);
        return stack.search(index, query);
    }

    @Test
    void theSameEvidenceTwiceIsOneDocument() throws Exception {
        for (int n = 0; n < 3; n++) {
            stack.produce(Topic.EVIDENCE, evidence("twice"));
        }
        stack.produce(Topic.EVIDENCE, evidence("after-twice"));

        found(REDACTED, byMessage("after-twice"));
        await().atMost(SOON)
                .until(
                        () ->
                                stack.search(REDACTED, byMessage("twice"))
                                                .at("/hits/0/_version")
                                                .asLong()
                                        > 0);
        assertThat(stack.count(REDACTED, byMessage("twice"))).isEqualTo(1);
        assertThat(stack.count(RAW, byMessage("twice"))).isEqualTo(1);
    }

    @Test
    void theFoldDecidesWhichDocumentStays() throws Exception {
        stack.produce(Topic.EVIDENCE, evidence("fold", "remove", 7, null));
        stack.produce(Topic.EVIDENCE, evidence("fold", "review", 9, null));
        stack.produce(Topic.EVIDENCE, evidence("reversed", "allow", 7, "v-1"));
        stack.produce(Topic.EVIDENCE, evidence("reversed", "refuse", 9, null));
        int last = 8;
        for (int n = 0; n < last; n++) {
            stack.produce(Topic.EVIDENCE, evidence("after-fold-" + n));
        }
        await().atMost(SOON)
                .until(
                        () ->
                                stack.count(
                                                REDACTED,
                                                "{\"query\":{\"prefix\":{\"qundun.message.id\":\"after-fold-\"}}}")
                                        == last);

        JsonNode fold = found(REDACTED, byMessage("fold"));
        assertThat(fold.at("/hits/0/_source/event/action").asText()).isEqualTo("remove");
        JsonNode reversed = found(REDACTED, byMessage("reversed"));
        assertThat(reversed.at("/hits/0/_source/event/action").asText()).isEqualTo("allow");
    }

    @Test
    void onlyTheRawIndexHasTheNumberAndSpansAreFound() throws Exception {
        stack.produce(Topic.EVIDENCE, evidence("span"));

        JsonNode redacted =
                found(
                        REDACTED,
                        """
                        {"query":{"bool":{"filter":[
                          {"term":{"qundun.message.id":"span"}},
                          {"nested":{"path":"qundun.hits","query":{"bool":{"filter":[
                            {"term":{"qundun.hits.term":"网上赌博"}},
                            {"range":{"qundun.hits.confidence":{"gte":0.9}}},
                            {"term":{"qundun.hits.techniques":"separator"}}]}}}},
                          {"match_phrase":{"message":"来玩"}}]}}}
                        """);
        JsonNode raw = found(RAW, byMessage("span"));

        assertThat(redacted.path("hits")).hasSize(1);
        assertThat(redacted.toString()).doesNotContain(EvidenceSamples.PHONE);
        assertThat(raw.at("/hits/0/_source/message").asText()).contains(EvidenceSamples.PHONE);
        assertThat(raw.at("/hits/0/_id").asText())
                .isEqualTo(redacted.at("/hits/0/_id").asText())
                .isEqualTo("e-span");
        assertThat(
                        stack.count(
                                REDACTED,
                                "{\"query\":{\"match_phrase\":{\"message\":\""
                                        + EvidenceSamples.PHONE
                                        + "\"}}}"))
                .isZero();
    }

    @Test
    void aDocumentThatIsRefusedIsADeadLetterAndTheRestGoesOn() throws Exception {
        Evidence poison = refused("refused");
        RecordMetadata place = stack.produce(Topic.EVIDENCE, poison);
        stack.produce(Topic.EVIDENCE, evidence("after-refused"));

        found(REDACTED, byMessage("after-refused"));
        DeadLetter letter = await().atMost(SOON).until(() -> letterOf(place), it -> it != null);
        long before = EvidenceStack.checkpoints(job);
        await().atMost(SOON).until(() -> EvidenceStack.checkpoints(job) > before + 1);

        assertThat(letter.getCode()).isEqualTo("document-refused");
        assertThat(letter.getReason()).contains("e-refused").contains("nested");
        assertThat(WireFormat.of(Topic.EVIDENCE).decode(letter.getValue().array()))
                .isEqualTo(poison);
        assertThat(stack.count(REDACTED, byMessage("refused"))).isZero();
        assertThat(stack.count(RAW, byMessage("refused"))).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoEvidenceAreADeadLetter() throws Exception {
        RecordMetadata place = stack.produce(Topic.EVIDENCE, new byte[] {1, 2, 3});

        DeadLetter letter = await().atMost(SOON).until(() -> letterOf(place), it -> it != null);

        assertThat(letter.getCode()).isEqualTo("no-avro-header");
        assertThat(letter.getValue().array()).containsExactly(1, 2, 3);
    }

    @Test
    void deadLettersOfModerationAreFoundByCodeAndOrigin() throws Exception {
        stack.produce(Topic.MODERATION_DEAD_LETTER, deadLetter("d-1"));
        stack.produce(Topic.MODERATION_DEAD_LETTER, deadLetter("d-1"));
        String query =
                """
                {"query":{"bool":{"filter":[
                  {"term":{"error.code":"corrupt-body"}},
                  {"term":{"qundun.origin.offset":43}}]}}}
                """;

        JsonNode hits = found("qundun-dead-letter-" + MONTH, query);

        assertThat(hits.path("hits")).hasSize(1);
        assertThat(hits.at("/hits/0/_source/qundun/record/value").asText()).isEqualTo("AgM=");
    }

    private static DeadLetter letterOf(RecordMetadata place) throws Exception {
        for (DeadLetter letter : stack.deadLetters()) {
            if (letter.getOrigin().getTopic().equals(place.topic())
                    && letter.getOrigin().getPartition() == place.partition()
                    && letter.getOrigin().getOffset() == place.offset()) {
                return letter;
            }
        }
        return null;
    }
}
