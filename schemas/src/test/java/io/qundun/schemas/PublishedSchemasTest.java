package io.qundun.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas against their published history. With {@code -Dschemas.publish=true} it first
 * adds what is new to the source tree: the next version of a changed schema, its hash, its golden
 * bytes.
 */
class PublishedSchemasTest {

    static final String HOW_TO_PUBLISH =
            "mvn -pl schemas test -Dtest=PublishedSchemasTest -Dschemas.publish=true";

    private static final Publication SOURCES = Publication.ofSources();

    @BeforeAll
    static void publishIfAsked() throws Exception {
        if (Boolean.getBoolean("schemas.publish")) {
            for (Schema schema : Samples.catalogue()) {
                SOURCES.publish(schema);
                GoldenBytes.of(schema, SOURCES.versions(schema).size()).writeIfMissing();
            }
        }
    }

    static List<Schema> catalogue() {
        return Samples.catalogue();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void currentSchemaIsTheNewestPublished(Schema schema) throws IOException {
        List<Schema> versions = SOURCES.versions(schema);
        assertThat(versions).as("published versions of %s", schema.getName()).isNotEmpty();
        Schema newest = versions.get(versions.size() - 1);
        assertThat(SchemaNormalization.toParsingForm(schema))
                .as(
                        "%s differs from its newest published version %d. If the change is meant,"
                                + " publish it as version %d: %s",
                        schema.getName(), versions.size(), versions.size() + 1, HOW_TO_PUBLISH)
                .isEqualTo(SchemaNormalization.toParsingForm(newest));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void defaultsAreThoseOfTheNewestPublished(Schema schema) throws IOException {
        // The parsing form knows no defaults, yet readers in other languages get them from there.
        List<Schema> versions = SOURCES.versions(schema);
        Schema newest = versions.get(versions.size() - 1);
        for (Schema.Field field : schema.getFields()) {
            assertThat(newest.getField(field.name()))
                    .as("%s.%s is not published", schema.getName(), field.name())
                    .isNotNull();
            assertThat(newest.getField(field.name()).defaultVal())
                    .as(
                            "the default of %s.%s is published and cannot change",
                            schema.getName(), field.name())
                    .isEqualTo(field.defaultVal());
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void historyIsCompatible(Schema schema) throws IOException {
        assertThat(HistoryRule.of(schema).findings(SOURCES.versions(schema))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void historyTravelsInTheJar(Schema schema) throws IOException {
        if (!Boolean.getBoolean("schemas.publish")) {
            assertThat(SchemaHistory.of(schema)).isEqualTo(SOURCES.versions(schema));
        }
    }

    @Test
    void publishedFilesAreNeverChanged() throws IOException {
        assertThat(SOURCES.hashLines())
                .as(
                        "a published schema is never edited, renamed or removed: restore it, and"
                                + " publish the change as the next version: %s",
                        HOW_TO_PUBLISH)
                .isEqualTo(Files.readAllLines(SOURCES.hashes()));
    }

    @Test
    void publishedFilesBelongToTheCatalogueAndAreNumberedWithoutGaps() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Schema schema : Samples.catalogue()) {
            for (int n = 1; n <= SOURCES.versions(schema).size(); n++) {
                expected.add(schema.getName() + "/" + n + ".avsc");
            }
        }
        assertThat(SOURCES.hashLines().stream().map(Publication::nameIn))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void onlyWhatBackendsShareIsHeldBothWays() {
        assertThat(
                        Samples.catalogue().stream()
                                .filter(s -> HistoryRule.of(s) == HistoryRule.FULL_TRANSITIVE)
                                .map(Schema::getName))
                .containsExactly("CommandAck", "EnforcementCommand", "EnforcementState");
    }

    private static Schema version(String... extra) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("R").namespace("test").fields().requiredString("id");
        for (String field : extra) {
            fields =
                    switch (field) {
                        case "+optional" -> fields.optionalLong("at");
                        case "+required" -> fields.requiredLong("at");
                        case "+string" -> fields.requiredString("at");
                        default -> throw new IllegalArgumentException(field);
                    };
        }
        return fields.endRecord();
    }

    @Test
    void aFieldWithoutDefaultBreaksReadersOfOldRecords() {
        List<Schema> versions = List.of(version(), version("+required"));
        assertThat(HistoryRule.BACKWARD_TRANSITIVE.findings(versions))
                .singleElement()
                .asString()
                .contains("R: version 2 cannot read version 1", "READER_FIELD_MISSING_DEFAULT");
    }

    @Test
    void aChangedTypeBreaksReaders() {
        List<Schema> versions = List.of(version("+required"), version("+string"));
        assertThat(HistoryRule.BACKWARD_TRANSITIVE.findings(versions))
                .singleElement()
                .asString()
                .contains("TYPE_MISMATCH");
    }

    @Test
    void aRemovedRequiredFieldBreaksOldReadersOnly() {
        List<Schema> versions = List.of(version("+required"), version());
        assertThat(HistoryRule.BACKWARD_TRANSITIVE.findings(versions)).isEmpty();
        assertThat(HistoryRule.FULL_TRANSITIVE.findings(versions))
                .singleElement()
                .asString()
                .contains("version 1 cannot read version 2");
    }

    @Test
    void everyPairOfVersionsIsHeldAgainstEachOther() {
        // 2 reads 1 and 3 reads 2, but 3 does not read 1.
        List<Schema> versions = List.of(version(), version("+optional"), version("+required"));
        assertThat(HistoryRule.BACKWARD_TRANSITIVE.findings(versions))
                .anyMatch(finding -> finding.contains("version 3 cannot read version 1"));
    }

    @Test
    void publishingWritesTheNextVersionOnceAndRefusesABrokenOne(@TempDir Path folder)
            throws IOException {
        Publication publication =
                new Publication(folder.resolve("published"), folder.resolve("hashes"));
        assertThat(publication.publish(version())).isTrue();
        assertThat(publication.publish(version())).isFalse();
        assertThat(publication.publish(version("+optional"))).isTrue();
        assertThat(publication.versions(version()))
                .containsExactly(version(), version("+optional"));
        assertThat(Files.readAllLines(publication.hashes())).isEqualTo(publication.hashLines());
        assertThatThrownBy(() -> publication.publish(version("+string")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 3 cannot read version 1");
        assertThat(publication.versions(version())).hasSize(2);

        Files.writeString(publication.file(version(), 1), version() + " ");
        assertThat(Files.readAllLines(publication.hashes())).isNotEqualTo(publication.hashLines());
        Files.delete(publication.file(version(), 2));
        Files.writeString(
                publication.hashes(), Files.readAllLines(publication.hashes()).get(0) + "\n");
        assertThat(publication.publish(version("+optional"))).isTrue();
        assertThat(Files.readAllLines(publication.hashes()))
                .as("publishing does not bless an edited file")
                .hasSize(2)
                .isNotEqualTo(publication.hashLines());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everythingIsDocumented(Schema schema) {
        assertThat(undocumented(schema, new TreeSet<>())).isEmpty();
    }

    @Test
    void aMissingDocIsFound() {
        assertThat(undocumented(version(), new TreeSet<>())).containsExactly("test.R", "test.R.id");
    }

    private static Set<String> undocumented(Schema schema, Set<String> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (schema.getDoc() == null || schema.getDoc().isBlank()) {
                    found.add(schema.getFullName());
                }
                for (Schema.Field field : schema.getFields()) {
                    if (field.doc() == null || field.doc().isBlank()) {
                        found.add(schema.getFullName() + "." + field.name());
                    }
                    undocumented(field.schema(), found);
                }
            }
            case ARRAY -> undocumented(schema.getElementType(), found);
            case MAP -> undocumented(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> undocumented(branch, found));
            default -> {}
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void itemsOfArraysTakeAtLeastAByte(Schema schema) {
        // BodyDecoder takes the bytes left for the largest possible number of items.
        assertThat(records(schema)).allSatisfy(r -> assertThat(r.getFields()).isNotEmpty());
    }

    private static Stream<Schema> records(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                    Stream.concat(
                            Stream.of(schema),
                            schema.getFields().stream().flatMap(f -> records(f.schema())));
            case ARRAY -> records(schema.getElementType());
            case MAP -> records(schema.getValueType());
            case UNION -> schema.getTypes().stream().flatMap(PublishedSchemasTest::records);
            default -> Stream.empty();
        };
    }
}
