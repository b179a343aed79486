package io.qundun.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.avro.Schema;

/** The bytes of a sample as one version of its schema wrote them, kept as hex. */
record GoldenBytes(Schema schema, int version, Path file) {

    private static final int HEX_DIGITS_A_LINE = 96;

    static GoldenBytes of(Schema schema, int version) {
        return new GoldenBytes(
                schema,
                version,
                Path.of("src/test/resources/golden", schema.getName() + ".v" + version + ".hex"));
    }

    byte[] read() throws IOException {
        return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
    }

    void writeIfMissing() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        String hex =
                HexFormat.of()
                        .formatHex(
                                WireFormat.of(Samples.topicOf(schema)).encode(Samples.of(schema)));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < hex.length(); i += HEX_DIGITS_A_LINE) {
            lines.append(hex, i, Math.min(hex.length(), i + HEX_DIGITS_A_LINE)).append('\n');
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }
}
