package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Excerpt;
import io.qundun.schemas.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceDocumentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EvidenceDocuments documents = new EvidenceDocuments();
    private final Evidence evidence = Samples.evidence("m1");
    private final RawRecord source = Samples.raw(Topic.EVIDENCE, evidence);

    private static JsonNode json(DocumentOperation document) throws IOException {
        return JSON.readTree(document.json());
    }

    @Test
    void bothLieUnderTheEvidenceIdInTheMonthOfTheRecord() {
        DocumentOperation redacted = documents.redacted(evidence, source);
        DocumentOperation raw = documents.raw(evidence, source);

        assertThat(redacted.id()).isEqualTo("e-m1").isEqualTo(raw.id());
        assertThat(redacted.index()).isEqualTo("qundun-evidence-redacted-2026.11");
        assertThat(raw.index()).isEqualTo("qundun-evidence-raw-2026.11");
        assertThat(redacted.version())
                .isEqualTo(raw.version())
                .isEqualTo(EvidenceVersion.of(evidence.getVerdict()));
        assertThat(redacted.source()).isEqualTo(source);
    }

    @Test
    void theSameRecordGivesTheSameBytes() {
        byte[] before = documents.redacted(evidence, source).json();
        documents.redacted(Samples.evidence("m2"), source);

        assertThat(documents.redacted(evidence, source).json()).isEqualTo(before);
    }

    @Test
    void onlyTheRawDocumentHasTheNumber() throws IOException {
        JsonNode redacted = json(documents.redacted(evidence, source));
        JsonNode raw = json(documents.raw(evidence, source));

        assertThat(raw.path("message").asText()).contains(Samples.PHONE);
        assertThat(raw.at("/qundun/excerpts/0/text").asText()).contains(Samples.PHONE);
        assertThat(redacted.toString()).doesNotContain(Samples.PHONE);
        assertThat(redacted.path("message").asText()).contains("玩网-上-赌-博");
        assertThat(raw.has("rule")).isFalse();
        assertThat(raw.at("/qundun/hits").isMissingNode()).isTrue();
    }

    @Test
    void numbersThatAnExcerptCutsInTwoAreGoneToo() throws IOException {
        evidence.setExcerpts(
                List.of(new Excerpt(100, "0000000，网上赌博，138000"), new Excerpt(300, "加我")));
        evidence.setTextLength(400);

        JsonNode redacted = json(documents.redacted(evidence, source));

        assertThat(redacted.path("message").asText())
                .contains("网上赌博")
                .contains(" … ")
                .doesNotContain("0000000")
                .doesNotContain("138000");
    }

    @Test
    void fieldsAreThoseOfTheCommonSchemaAndOurs() throws IOException {
        JsonNode redacted = json(documents.redacted(evidence, source));

        assertThat(redacted.path("@timestamp").asText()).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(redacted.at("/event/action").asText()).isEqualTo("remove");
        assertThat(redacted.at("/event/outcome").asText()).isEqualTo("failure");
        assertThat(redacted.at("/event/reason").asText()).isEqualTo("gambling");
        assertThat(redacted.at("/rule/id").toString()).isEqualTo("[\"gambling-solicitation\"]");
        assertThat(redacted.at("/rule/version").asText()).isEqualTo("7");
        assertThat(redacted.at("/user/id").asText()).isEqualTo("user-1");
        assertThat(redacted.at("/qundun/hits/0").toString())
                .isEqualTo(
                        "{\"term\":\"网上赌博\",\"category\":\"gambling\",\"severity\":3,"
                                + "\"confidence\":0.98,\"techniques\":[\"separator\"],\"start\":2,"
                                + "\"end\":9}");
        assertThat(redacted.at("/qundun/scores").toString())
                .isEqualTo(
                        "[{\"category\":\"gambling\",\"value\":0.97},"
                                + "{\"category\":\"spam\",\"value\":0.25}]");
        assertThat(redacted.at("/qundun/verdict/severity").asInt()).isEqualTo(3);
        assertThat(redacted.at("/qundun/rules")).hasSize(2);
    }

    @Test
    void aRefusalIsAboutAccess() throws IOException {
        evidence.getVerdict().setAction("refuse");
        evidence.getVerdict().setRefusal("sender-unverified");
        evidence.getVerdict().setRules(List.of());
        evidence.getVerdict().setCategories(List.of());

        JsonNode redacted = json(documents.redacted(evidence, source));

        assertThat(redacted.at("/event/category").asText()).isEqualTo("iam");
        assertThat(redacted.at("/event/reason").asText()).isEqualTo("sender-unverified");
        assertThat(redacted.at("/qundun/verdict/refusal").asText()).isEqualTo("sender-unverified");
    }

    @Test
    void scoresThatAreNoNumberAreLeftOut() throws IOException {
        evidence.getVerdict().setScores(Map.of("spam", Double.NaN));

        assertThat(json(documents.redacted(evidence, source)).at("/qundun/scores")).isEmpty();
    }
}
