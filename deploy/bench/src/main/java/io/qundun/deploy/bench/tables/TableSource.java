package io.qundun.deploy.bench.tables;

import io.qundun.deploy.QundunException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads source tables and writes those of the project. */
final class TableSource {

    private TableSource() {}

    /** All lines of a gzipped UTF-8 file. */
    static List<String> lines(Path folder, String name) {
        Path file = folder.resolve(name);
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new QundunException("cannot read the source table " + file, e);
        }
    }

    /** Writes a table with a head of comment lines. */
    static void write(Path folder, String name, List<String> head, List<String> lines) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append("# ").append(line).append('\n'));
        lines.forEach(line -> text.append(line).append('\n'));
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new QundunException("cannot write the table " + folder.resolve(name), e);
        }
    }
}
