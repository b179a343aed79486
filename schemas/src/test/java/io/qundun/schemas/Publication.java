package io.qundun.schemas;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The folder of published schemas, {@code <Record>/<n>.avsc}, with the list of their hashes beside.
 */
record Publication(Path folder, Path hashes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** That of this source tree. */
    static Publication ofSources() {
        return new Publication(
                Path.of("src/main/resources/published"),
                Path.of("src/test/resources/published.sha256"));
    }

    List<Schema> versions(Schema record) throws IOException {
        List<Schema> versions = new ArrayList<>();
        for (int n = 1; Files.exists(file(record, n)); n++) {
            versions.add(new Schema.Parser().parse(Files.readString(file(record, n))));
        }
        return versions;
    }

    Path file(Schema record, int version) {
        return folder.resolve(record.getName()).resolve(version + ".avsc");
    }

    /**
     * Writes the next version when the schema differs from the newest one.
     *
     * @return whether it did
     * @throws IllegalStateException when the history would be broken
     */
    boolean publish(Schema current) throws IOException {
        List<Schema> versions = versions(current);
        if (!versions.isEmpty()
                && SchemaNormalization.parsingFingerprint64(versions.get(versions.size() - 1))
                        == SchemaNormalization.parsingFingerprint64(current)) {
            return false;
        }
        versions.add(current);
        List<String> findings = HistoryRule.of(current).findings(versions);
        if (!findings.isEmpty()) {
            throw new IllegalStateException(
                    "not published, for it would break its readers: "
                            + String.join("; ", findings));
        }
        Path file = file(current, versions.size());
        Files.createDirectories(file.getParent());
        Files.writeString(file, pretty(current));
        addHashOf(file);
        return true;
    }

    /** The other lines stay as they are: publishing must not bless an edited file. */
    private void addHashOf(Path file) throws IOException {
        List<String> lines =
                new ArrayList<>(Files.exists(hashes) ? Files.readAllLines(hashes) : List.of());
        String name = name(file);
        hashLines().stream().filter(line -> nameIn(line).equals(name)).forEach(lines::add);
        lines.sort(Comparator.comparing(Publication::nameIn));
        Files.write(hashes, lines);
    }

    /** The file's name in a line of the hash list. */
    static String nameIn(String hashLine) {
        return hashLine.substring(hashLine.indexOf("  ") + 2);
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** {@code <sha256> <Record>/<n>.avsc} for every file, sorted by name. */
    List<String> hashLines() throws IOException {
        TreeMap<String, String> byName = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = name(file);
                byName.put(name, sha256(Files.readAllBytes(file)) + "  " + name);
            }
        }
        return List.copyOf(byName.values());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pretty(Schema schema) throws IOException {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer)
                        .writeValueAsString(withoutJavaTypes(JSON.readTree(schema.toString())))
                + "\n";
    }

    /** Which class our code generator takes for a string is nobody else's business. */
    private static JsonNode withoutJavaTypes(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(item -> copy.add(withoutJavaTypes(item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().stream()
                    .filter(entry -> !entry.getKey().equals("avro.java.string"))
                    .forEach(entry -> copy.set(entry.getKey(), withoutJavaTypes(entry.getValue())));
            JsonNode type = copy.get("type");
            return copy.size() == 1 && type instanceof TextNode ? type : copy;
        }
        return node;
    }
}
