package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the documents against the templates that deploy/ ships: each must have what the other has.
 */
class MappingsTest {

    private static final Path ASSETS = Path.of("..", "deploy", "elasticsearch");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EvidenceDocuments documents = new EvidenceDocuments();

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    @Test
    void everyFieldOfEvidenceIsMappedAndEveryMappedFieldIsWritten() throws IOException {
        Evidence evidence = Samples.evidence("m1");
        Evidence refused = Samples.evidence("m2");
        refused.getVerdict().setRefusal("sender-unverified");
        Set<String> redacted = new TreeSet<>();
        for (Evidence each : List.of(evidence, refused)) {
            written(documents.redacted(each, Samples.raw(Topic.EVIDENCE, each)), redacted);
        }
        Set<String> raw = new TreeSet<>();
        written(documents.raw(evidence, Samples.raw(Topic.EVIDENCE, evidence)), raw);

        assertThat(redacted).isEqualTo(mapped(EvidenceNames.REDACTED));
        assertThat(raw).isEqualTo(mapped(EvidenceNames.RAW));
    }

    @Test
    void everyFieldOfADeadLetterIsMappedAndEveryMappedFieldIsWritten() throws IOException {
        DeadLetter letter = Samples.deadLetter("d1");
        Set<String> fields = new TreeSet<>();
        written(
                new DeadLetterDocuments()
                        .of(letter, Samples.raw(Topic.MODERATION_DEAD_LETTER, letter)),
                fields);

        assertThat(fields).isEqualTo(mapped(EvidenceNames.DEAD_LETTER));
    }

    @Test
    void everyFieldOfTheHistoryIsMappedAndEveryMappedFieldIsWritten() throws Exception {
        Set<String> activity = new TreeSet<>();
        Set<String> history = new TreeSet<>();
        try (OneInputStreamOperatorTestHarness<RawRecord, DocumentOperation> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(new HistoryDocumentFunction())) {
            for (var sample : HistorySamples.all().entrySet()) {
                for (var field : sample.getValue().getSchema().getFields()) {
                    assertThat(sample.getValue().get(field.pos())).as(field.name()).isNotNull();
                }
                harness.processElement(Samples.raw(sample.getKey(), sample.getValue()), 0);
            }
            for (DocumentOperation document : harness.extractOutputValues()) {
                boolean isActivity = document.index().startsWith(EvidenceNames.ACTIVITY);
                written(document, isActivity ? activity : history);
            }
        }

        assertThat(activity).isEqualTo(mapped(EvidenceNames.ACTIVITY));
        assertThat(history).isEqualTo(mapped(EvidenceNames.HISTORY));
    }

    /** A field that a later verdict brings must not be forgotten here. */
    @Test
    void theSampleHasEveryFieldSet() {
        Verdict verdict = Samples.verdict("m1");
        verdict.setRefusal("sender-unverified");
        for (var field : Verdict.getClassSchema().getFields()) {
            assertThat(verdict.get(field.pos())).as(field.name()).isNotNull();
        }
        Evidence evidence = Samples.evidence("m1");
        for (var field : Evidence.getClassSchema().getFields()) {
            assertThat(evidence.get(field.pos())).as(field.name()).isNotNull();
        }
    }

    static Stream<Path> components() throws IOException {
        try (Stream<Path> files = Files.list(ASSETS.resolve("component-templates"))) {
            return files.sorted().toList().stream();
        }
    }

    /**
     * Strict mappings keep a typing error from making a field; a keyword has its limit in Lucene.
     */
    @ParameterizedTest
    @MethodSource("components")
    void mappingsAreStrictAndKeywordsBounded(Path file) throws IOException {
        JsonNode mappings = read(file).at("/template/mappings");
        if (mappings.isMissingNode()) {
            return;
        }
        assertThat(mappings.path("dynamic").asText()).isEqualTo("strict");
        for (JsonNode type : mappings.findParents("type")) {
            if (type.path("type").asText().equals("keyword")) {
                assertThat(type.path("ignore_above").asInt()).isBetween(1, 8_191);
            }
            if (type.path("type").asText().equals("nested")) {
                assertThat(type.path("dynamic").asText()).isEqualTo("strict");
            }
        }
    }

    private static Set<String> mapped(String template) throws IOException {
        Set<String> fields = new TreeSet<>();
        JsonNode index = read(ASSETS.resolve("index-templates/" + template + ".json"));
        assertThat(index.at("/index_patterns/0").asText()).isEqualTo(template + "-*");
        for (JsonNode component : index.path("composed_of")) {
            JsonNode mappings =
                    read(ASSETS.resolve("component-templates/" + component.asText() + ".json"))
                            .at("/template/mappings");
            properties("", mappings, fields);
        }
        return fields;
    }

    private static void properties(String prefix, JsonNode mapping, Set<String> fields) {
        mapping.path("properties")
                .properties()
                .forEach(
                        property -> {
                            String path = prefix + property.getKey();
                            if (property.getValue().has("properties")) {
                                properties(path + ".", property.getValue(), fields);
                            } else {
                                fields.add(path);
                            }
                        });
    }

    private static void written(DocumentOperation document, Set<String> fields) {
        try {
            leaves("", JSON.readTree(document.json()), fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void leaves(String path, JsonNode value, Set<String> fields) {
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            field ->
                                    leaves(
                                            path.isEmpty()
                                                    ? field.getKey()
                                                    : path + "." + field.getKey(),
                                            field.getValue(),
                                            fields));
        } else if (value.isArray()) {
            value.forEach(element -> leaves(path, element, fields));
        } else {
            fields.add(path);
        }
    }
}
