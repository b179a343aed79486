package io.qundun.udfs.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.FactsReader;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A message with the outcome that the policy's author expects.
 *
 * @param file the file that it stands in
 * @param line its line
 * @param text the text
 * @param message kind and mentions
 * @param sender the sender
 * @param group the group
 * @param action the expected action
 * @param categories the exact set of expected categories
 */
record Example(
        String file,
        int line,
        String text,
        MessageFacts message,
        SenderFacts sender,
        GroupFacts group,
        Action action,
        Set<String> categories) {
    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();
    private static final Set<String> KEYS =
            new LinkedHashSet<>(
                    List.of("text", "kind", "mentions", "sender", "group", "expect", "note"));
    private static final Set<String> EXPECT_KEYS =
            new LinkedHashSet<>(List.of("action", "categories"));

    static boolean isExamples(String path) {
        return path.startsWith("examples/") && path.endsWith(".jsonl");
    }

    /** The examples of all files; lines that cannot be read are left out after a defect. */
    static List<Example> read(PolicyFiles files, Set<String> categories, Defects defects) {
        List<Example> examples = new ArrayList<>();
        boolean any = false;
        for (String path : files.paths()) {
            if (!isExamples(path)) {
                continue;
            }
            any = true;
            String text = PolicyText.decode(path, files.bytes(path), defects);
            if (text == null) {
                continue;
            }
            List<String> lines = PolicyText.lines(text);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).isBlank()) {
                    continue;
                }
                try {
                    examples.add(parse(path, i + 1, lines.get(i), categories));
                } catch (JsonProcessingException e) {
                    JsonLocation location = e.getLocation();
                    defects.add(
                            path,
                            i + 1,
                            "not JSON%s: %s"
                                    .formatted(
                                            location == null
                                                    ? ""
                                                    : " at column " + location.getColumnNr(),
                                            e.getOriginalMessage()));
                } catch (IllegalArgumentException e) {
                    defects.add(path, i + 1, e.getMessage());
                }
            }
        }
        if (!any) {
            defects.add(
                    "examples",
                    0,
                    "there is no examples/*.jsonl; every rule needs an example that it holds on");
        }
        return examples;
    }

    private static Example parse(String file, int line, String json, Set<String> declared)
            throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        check(node, "an example", KEYS);
        JsonNode text = node.get("text");
        if (text == null || !text.isTextual()) {
            throw new IllegalArgumentException("missing \"text\"; it must be a text");
        }
        JsonNode kind = node.get("kind");
        if (kind != null && !kind.isTextual()) {
            throw new IllegalArgumentException("kind must be a text");
        }
        JsonNode mentions = node.get("mentions");
        if (mentions != null
                && (!mentions.canConvertToExactIntegral() || mentions.intValue() < 0)) {
            throw new IllegalArgumentException("mentions must be a whole number from 0");
        }
        JsonNode expect = node.get("expect");
        if (expect == null) {
            throw new IllegalArgumentException("missing \"expect\" with action and categories");
        }
        check(expect, "expect", EXPECT_KEYS);
        JsonNode code = expect.get("action");
        Action action = code == null || !code.isTextual() ? null : Action.of(code.textValue());
        if (action == null) {
            throw new IllegalArgumentException(
                    "expect.action must be allow, review, remove or refuse"
                            + (code == null ? "" : ", not " + code));
        }
        return new Example(
                file,
                line,
                text.textValue(),
                MessageFacts.of(
                        file + ":" + line,
                        kind == null ? MessageFacts.TEXT : kind.textValue(),
                        mentions == null ? 0 : mentions.intValue(),
                        text.textValue()),
                FactsReader.sender(node.get("sender")),
                FactsReader.group(node.get("group")),
                action,
                categories(expect.get("categories"), declared));
    }

    private static Set<String> categories(JsonNode node, Set<String> declared) {
        Set<String> categories = new TreeSet<>();
        if (node == null || !node.isArray()) {
            throw new IllegalArgumentException("expect.categories must be a list, empty for none");
        }
        for (JsonNode category : node) {
            if (!category.isTextual() || !declared.contains(category.textValue())) {
                throw new IllegalArgumentException(
                        "category %s is not declared in policy.yaml".formatted(category));
            }
            categories.add(category.textValue());
        }
        return categories;
    }

    private static void check(JsonNode node, String name, Set<String> keys) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(name + " must be an object");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!keys.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "unknown key \"%s\" in %s; known are %s"
                                .formatted(field.getKey(), name, String.join(", ", keys)));
            }
        }
    }
}
