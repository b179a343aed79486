package io.qundun.udfs.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that is read key by key. What is missing, misplaced or unknown becomes a defect
 * with its line; the reading goes on with a null.
 */
final class YamlMapping {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setAllowDuplicateKeys(false).setUseMarks(true).build();

    private final String file;
    private final String path;
    private final int line;
    private final Map<String, Node> values;
    private final Map<String, Integer> keyLines;
    private final Defects defects;

    private YamlMapping(
            String file,
            String path,
            int line,
            Map<String, Node> values,
            Map<String, Integer> keyLines,
            Defects defects) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.values = values;
        this.keyLines = keyLines;
        this.defects = defects;
    }

    /** A scalar and where it starts. */
    record Scalar(String value, int line, boolean block) {}

    /** The top of a file, or null after a defect. */
    static YamlMapping parse(String file, String text, Set<String> keys, Defects defects) {
        try {
            Optional<Node> node = new Compose(SETTINGS).composeString(text);
            if (node.isEmpty()) {
                defects.add(file, 0, "the file is empty");
                return null;
            }
            return of(file, "", node.get(), keys, defects);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            defects.add(file, line, "not YAML: " + e.getProblem());
            return null;
        } catch (YamlEngineException e) {
            defects.add(file, 0, "not YAML: " + e.getMessage());
            return null;
        }
    }

    /**
     * Reads a node that must be a mapping; null after a defect.
     *
     * @param keys the keys that may occur; null when any may
     */
    private static YamlMapping of(
            String file, String path, Node node, Set<String> keys, Defects defects) {
        if (!(node instanceof MappingNode mapping)) {
            defects.add(
                    file,
                    lineOf(node),
                    (path.isEmpty() ? "the file" : path) + " must be a mapping");
            return null;
        }
        Map<String, Node> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = lineOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                defects.add(file, line, "a key must be a plain word");
                continue;
            }
            String name = key.getValue();
            if (keys != null && !keys.contains(name)) {
                defects.add(
                        file,
                        line,
                        "unknown key \"%s\"%s; known are %s"
                                .formatted(
                                        name,
                                        path.isEmpty() ? "" : " in " + path,
                                        String.join(", ", keys)));
            } else if (values.put(name, tuple.getValueNode()) != null) {
                defects.add(file, line, "key \"" + name + "\" stands twice");
            }
            lines.put(name, line);
        }
        return new YamlMapping(file, path, lineOf(node), values, lines, defects);
    }

    /** Where the mapping starts, from 1. */
    int line() {
        return line;
    }

    /** Where a key stands, or the mapping when it does not. */
    int line(String key) {
        return keyLines.getOrDefault(key, line);
    }

    Set<String> keys() {
        return values.keySet();
    }

    void defect(String key, String message) {
        defects.add(file, line(key), message);
    }

    /** A scalar's text; null, after a defect when it is required, if there is none. */
    String string(String key, boolean required) {
        Scalar scalar = scalar(key, required);
        return scalar == null ? null : scalar.value();
    }

    /** A scalar with its place; null, after a defect when it is required, if there is none. */
    Scalar scalar(String key, boolean required) {
        Node node = value(key, required);
        if (node == null) {
            return null;
        }
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
            defects.add(file, lineOf(node), name(key) + " must be a text");
            return null;
        }
        if (required && scalar.getValue().isBlank()) {
            defects.add(file, lineOf(node), name(key) + " must not be empty");
            return null;
        }
        boolean block =
                switch (scalar.getScalarStyle()) {
                    case LITERAL, FOLDED -> true;
                    default -> false;
                };
        return new Scalar(scalar.getValue(), lineOf(node), block);
    }

    /** A scalar that matches a pattern, or null. */
    String matching(String key, Pattern pattern, String example) {
        String value = string(key, true);
        if (value != null && !pattern.matcher(value).matches()) {
            defect(key, "%s \"%s\" must look like %s".formatted(name(key), value, example));
            return null;
        }
        return value;
    }

    /** A whole number in a range, or null. */
    Long integer(String key, long least, long most, boolean required) {
        String value = string(key, required);
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        defect(
                key,
                "%s must be a whole number from %d to %d, not %s"
                        .formatted(name(key), least, most, value));
        return null;
    }

    /** A number in a range, or null. */
    Double decimal(String key, double least, double most, boolean required) {
        String value = string(key, required);
        if (value == null) {
            return null;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        defect(
                key,
                "%s must be a number from %s to %s, not %s"
                        .formatted(name(key), least, most, value));
        return null;
    }

    /** A mapping, or null. */
    YamlMapping mapping(String key, Set<String> keys, boolean required) {
        Node node = value(key, required);
        return node == null ? null : of(file, name(key), node, keys, defects);
    }

    /** A list of mappings; empty when there is none. */
    List<YamlMapping> mappings(String key, Set<String> keys, boolean required) {
        List<YamlMapping> result = new ArrayList<>();
        for (Node item : items(key, required)) {
            YamlMapping mapping = of(file, name(key) + "[]", item, keys, defects);
            if (mapping != null) {
                result.add(mapping);
            }
        }
        return result;
    }

    /** A list of texts; empty when there is none. */
    List<String> strings(String key, boolean required) {
        List<String> result = new ArrayList<>();
        for (Node item : items(key, required)) {
            if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                result.add(scalar.getValue());
            } else {
                defects.add(file, lineOf(item), name(key) + " must be a list of texts");
            }
        }
        return result;
    }

    private List<Node> items(String key, boolean required) {
        Node node = value(key, required);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            defects.add(file, lineOf(node), name(key) + " must be a list");
            return List.of();
        }
        if (required && sequence.getValue().isEmpty()) {
            defects.add(file, lineOf(node), name(key) + " must not be empty");
        }
        return sequence.getValue();
    }

    private Node value(String key, boolean required) {
        Node node = values.get(key);
        if (node == null && required) {
            defects.add(
                    file,
                    line,
                    "missing key \"" + key + "\"" + (path.isEmpty() ? "" : " in " + path));
        }
        return node;
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
