package io.qundun.udfs.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a JSON line says of sender and group: objects whose keys are the names that rules use
 * ({@code sender.newMember} is {@code newMember} of {@code sender}). What is not given is neutral.
 * Stateless.
 */
public final class FactsReader {
    private static final Set<String> SENDER_KEYS =
            new LinkedHashSet<>(
                    List.of(
                            "verified",
                            "level",
                            "role",
                            "muted",
                            "repeats",
                            "rate",
                            "flagged",
                            "newMember"));
    private static final Set<String> GROUP_KEYS =
            new LinkedHashSet<>(List.of("grade", "category", "members", "suspended"));
    private static final int MOST_LEVEL = 5;

    private FactsReader() {}

    /**
     * The sender.
     *
     * @param node null or missing for a neutral one
     * @throws IllegalArgumentException for an unknown key or a value of the wrong type or range
     */
    public static SenderFacts sender(JsonNode node) {
        if (isAbsent(node)) {
            return SenderFacts.NEUTRAL;
        }
        check(node, "sender", SENDER_KEYS);
        return new SenderFacts(
                bool(node, "sender", "verified", true),
                integer(node, "sender", "level", SenderFacts.NEUTRAL_LEVEL, 1, MOST_LEVEL),
                string(node, "sender", "role", SenderFacts.MEMBER),
                bool(node, "sender", "muted", false),
                integer(node, "sender", "repeats", 0, 0, Integer.MAX_VALUE),
                integer(node, "sender", "rate", 0, 0, Integer.MAX_VALUE),
                integer(node, "sender", "flagged", 0, 0, Integer.MAX_VALUE),
                bool(node, "sender", "newMember", false));
    }

    /**
     * The group.
     *
     * @param node null or missing for a neutral one
     * @throws IllegalArgumentException for an unknown key or a value of the wrong type or range
     */
    public static GroupFacts group(JsonNode node) {
        if (isAbsent(node)) {
            return GroupFacts.NEUTRAL;
        }
        check(node, "group", GROUP_KEYS);
        return new GroupFacts(
                integer(node, "group", "grade", GroupFacts.NEUTRAL_GRADE, 1, MOST_LEVEL),
                string(node, "group", "category", ""),
                integer(node, "group", "members", 0, 0, Integer.MAX_VALUE),
                bool(node, "group", "suspended", false));
    }

    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
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

    private static boolean bool(JsonNode node, String name, String key, boolean neutral) {
        JsonNode value = node.get(key);
        if (value == null) {
            return neutral;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + "." + key + " must be true or false");
        }
        return value.booleanValue();
    }

    private static String string(JsonNode node, String name, String key, String neutral) {
        JsonNode value = node.get(key);
        if (value == null) {
            return neutral;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + "." + key + " must be a text");
        }
        return value.textValue();
    }

    private static int integer(
            JsonNode node, String name, String key, int neutral, int least, int most) {
        JsonNode value = node.get(key);
        if (value == null) {
            return neutral;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new IllegalArgumentException(
                    "%s.%s must be a whole number from %d to %d".formatted(name, key, least, most));
        }
        return value.intValue();
    }
}
