package io.qundun.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds what chat backends are told against the topic catalogue and the published schemas. */
class AsyncApiTest {

    private static final Set<Topic> BACKENDS_SEND =
            EnumSet.of(
                    Topic.CHAT_MESSAGE,
                    Topic.ACCOUNT_STATUS,
                    Topic.GROUP_EVENT,
                    Topic.REVIEW_DECISION,
                    Topic.COMMAND_ACK);
    private static final Set<Topic> BACKENDS_RECEIVE =
            EnumSet.of(
                    Topic.MESSAGE_COMMAND,
                    Topic.MEASURE_COMMAND,
                    Topic.ENFORCEMENT_STATE,
                    Topic.VERDICT,
                    Topic.REVIEW_TASK);

    private static Map<String, Object> document;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            document =
                    mapping(
                            new Load(LoadSettings.builder().setLabel("asyncapi.yaml").build())
                                    .loadFromInputStream(in));
        }
    }

    private static Map<String, Object> mapping(Object node) {
        assertThat(node).isInstanceOf(Map.class);
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> copy.put((String) key, value));
        if (copy.get("$ref") instanceof String ref && ref.startsWith("#/")) {
            return mapping(at(document, ref.substring(2).split("/")));
        }
        return copy;
    }

    private static Object at(Object node, String... path) {
        Object found = node;
        for (String name : path) {
            Map<String, Object> parent = mapping(found);
            assertThat(parent).as("on the way to %s", String.join("/", path)).containsKey(name);
            found = parent.get(name);
        }
        return found;
    }

    private static Topic topic(Object channel) {
        Object address = at(channel, "address");
        return Stream.of(Topic.values())
                .filter(topic -> topic.topicName().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError(address + " is no topic of the catalogue"));
    }

    private static Map<Topic, Map<String, Object>> channels() {
        Map<Topic, Map<String, Object>> channels = new EnumMap<>(Topic.class);
        mapping(document.get("channels"))
                .values()
                .forEach(
                        channel ->
                                assertThat(channels.put(topic(channel), mapping(channel)))
                                        .as("a second channel of %s", topic(channel))
                                        .isNull());
        return channels;
    }

    @Test
    void isAsyncApi3WithPlaceholderServers() {
        assertThat(document.get("asyncapi")).isEqualTo("3.0.0");
        mapping(document.get("servers"))
                .values()
                .forEach(
                        server -> {
                            assertThat((String) at(server, "description")).contains("placeholder");
                            assertThat((String) at(server, "host"))
                                    .matches("(localhost|[a-z.]+\\.example\\.org):[0-9]+");
                        });
    }

    @Test
    void everyReferenceResolves() {
        assertThat(references(document)).isNotEmpty().allSatisfy(AsyncApiTest::resolves);
    }

    private static void resolves(String ref) {
        if (ref.startsWith("#/")) {
            assertThat(at(document, ref.substring(2).split("/"))).isNotNull();
        } else {
            assertThat(AsyncApiTest.class.getResource("/" + ref)).as(ref).isNotNull();
        }
    }

    private static Set<String> references(Object node) {
        Set<String> found = new HashSet<>();
        if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String ref) {
                found.add(ref);
            }
            map.values().forEach(value -> found.addAll(references(value)));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> found.addAll(references(item)));
        }
        return found;
    }

    @Test
    void channelsAreTheTopicsThatBackendsTouch() {
        Set<Topic> expected = EnumSet.copyOf(BACKENDS_SEND);
        expected.addAll(BACKENDS_RECEIVE);
        assertThat(channels().keySet()).isEqualTo(expected);
    }

    @Test
    void operationsSayWhoWrites() {
        Map<String, Set<Topic>> byAction = new HashMap<>();
        mapping(document.get("operations"))
                .values()
                .forEach(
                        operation ->
                                byAction.computeIfAbsent(
                                                (String) at(operation, "action"),
                                                action -> EnumSet.noneOf(Topic.class))
                                        .add(topic(at(operation, "channel"))));
        assertThat(byAction).isEqualTo(Map.of("send", BACKENDS_SEND, "receive", BACKENDS_RECEIVE));
    }

    @Test
    void channelsAreSetUpAsTheCatalogueSays() {
        channels()
                .forEach(
                        (topic, channel) -> {
                            Map<String, Object> kafka = mapping(at(channel, "bindings", "kafka"));
                            assertThat(kafka.get("topic")).isEqualTo(topic.topicName());
                            assertThat(kafka.get("partitions")).isEqualTo(topic.partitions());
                            Map<String, Object> expected = new HashMap<>();
                            expected.put(
                                    "cleanup.policy",
                                    List.of(
                                            topic.cleanup() == Topic.Cleanup.COMPACT
                                                    ? "compact"
                                                    : "delete"));
                            expected.put("max.message.bytes", (long) topic.maxMessageBytes());
                            if (topic.retention() != null) {
                                expected.put("retention.ms", topic.retention().toMillis());
                                assertThat((String) channel.get("description"))
                                        .contains(topic.retention().toDays() + " days");
                            } else {
                                assertThat((String) channel.get("description"))
                                        .contains("for ever")
                                        .doesNotContain(" days");
                            }
                            Map<String, Object> actual = mapping(kafka.get("topicConfiguration"));
                            actual.replaceAll(
                                    (key, value) ->
                                            value instanceof Number number
                                                    ? number.longValue()
                                                    : value);
                            assertThat(actual).as(topic.topicName()).isEqualTo(expected);
                        });
    }

    @Test
    void messagesAreTheRecordsOfTheirTopics() {
        channels()
                .forEach(
                        (topic, channel) ->
                                assertThat(mapping(channel.get("messages")).keySet())
                                        .isEqualTo(
                                                topic.schemas().stream()
                                                        .map(Schema::getName)
                                                        .collect(Collectors.toSet())));
    }

    @Test
    void messagesAreKeyedAsTheCatalogueSays() {
        channels()
                .forEach(
                        (topic, channel) -> {
                            String main = topic.schemas().get(0).getName();
                            Object key = at(channel, "messages", main, "bindings", "kafka", "key");
                            assertThat(at(key, "type")).isEqualTo("string");
                            assertThat(at(key, "description"))
                                    .as("key of %s", topic.topicName())
                                    .isEqualTo(topic.key());
                        });
    }

    @Test
    void payloadsAreTheNewestPublishedSchemas() {
        channels()
                .forEach(
                        (topic, channel) -> {
                            for (Schema schema : topic.schemas()) {
                                Object payload =
                                        at(channel, "messages", schema.getName(), "payload");
                                assertThat((String) at(payload, "schemaFormat"))
                                        .startsWith("application/vnd.apache.avro");
                                String file = (String) at(payload, "schema", "$ref");
                                assertThat(file)
                                        .isEqualTo(
                                                "published/%s/%d.avsc"
                                                        .formatted(
                                                                schema.getName(),
                                                                SchemaHistory.of(schema).size()));
                                assertSameFields(parsed(file), schema);
                            }
                        });
    }

    private static Schema parsed(String file) {
        try (InputStream in = AsyncApiTest.class.getResourceAsStream("/" + file)) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    private static void assertSameFields(Schema documented, Schema actual) {
        assertThat(documented.getFields())
                .extracting(Schema.Field::name)
                .isEqualTo(actual.getFields().stream().map(Schema.Field::name).toList());
        for (Schema.Field field : actual.getFields()) {
            assertThat(
                            SchemaNormalization.toParsingForm(
                                    documented.getField(field.name()).schema()))
                    .as("%s.%s", actual.getName(), field.name())
                    .isEqualTo(SchemaNormalization.toParsingForm(field.schema()));
        }
    }

    @Test
    void everyMessageIsUsedAndHasValidExamples() {
        Set<String> used = new TreeSet<>();
        channels()
                .forEach(
                        (topic, channel) -> {
                            for (Schema schema : topic.schemas()) {
                                used.add(schema.getName());
                                Object message = at(channel, "messages", schema.getName());
                                assertThat((List<?>) at(message, "examples"))
                                        .isNotEmpty()
                                        .allSatisfy(
                                                example ->
                                                        assertFits(at(example, "payload"), schema));
                            }
                        });
        assertThat(mapping(at(document, "components", "messages")).keySet()).isEqualTo(used);
    }

    /** Fields with a default may be left out, nothing may be added, types must hold. */
    private static void assertFits(Object example, Schema schema) {
        mapping(example)
                .forEach(
                        (name, value) -> {
                            assertThat(schema.getField(name))
                                    .as("%s.%s", schema.getName(), name)
                                    .isNotNull();
                            Schema type = schema.getField(name).schema();
                            if (type.getType() == Schema.Type.RECORD) {
                                assertFits(value, type);
                            } else if (type.getType() == Schema.Type.ARRAY
                                    && type.getElementType().getType() == Schema.Type.RECORD) {
                                ((List<?>) value)
                                        .forEach(item -> assertFits(item, type.getElementType()));
                            } else {
                                assertThatCode(() -> asDefault(type, value))
                                        .as("%s.%s: %s", schema.getName(), name, value)
                                        .doesNotThrowAnyException();
                            }
                        });
        assertThat(mapping(example).keySet())
                .as("fields of %s without default", schema.getName())
                .containsAll(
                        schema.getFields().stream()
                                .filter(field -> !field.hasDefaultValue())
                                .map(Schema.Field::name)
                                .toList());
    }

    /** Avro checks a field's default value against its type: so it checks ours. */
    private static void asDefault(Schema type, Object value) {
        Object checked =
                value instanceof Integer number && isLong(type)
                        ? (Object) number.longValue()
                        : value;
        new Schema.Field(
                "example", type, null, checked == null ? Schema.Field.NULL_DEFAULT_VALUE : checked);
    }

    private static boolean isLong(Schema type) {
        return type.getType() == Schema.Type.LONG
                || (type.isUnion() && type.getTypes().stream().anyMatch(AsyncApiTest::isLong));
    }

    @Test
    void anExampleThatDoesNotFitIsFound() {
        Schema ack = CommandAck.getClassSchema();
        Map<String, Object> example = new HashMap<>();
        example.put("commandId", "c-0001");
        assertThatThrownBy(() -> assertFits(example, ack)).hasMessageContaining("without default");
        assertThatThrownBy(() -> asDefault(ack.getField("sequence").schema(), "one"))
                .isInstanceOf(AvroRuntimeException.class);
        example.put("comandId", "c-0001");
        assertThatThrownBy(() -> assertFits(example, ack)).hasMessageContaining("comandId");
    }
}
