package io.qundun.deploy.bench.terms;

import io.qundun.deploy.QundunException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Messages of everyday conversation that may be learnt from: those two corpora and no other. */
final class EverydayText {
    /** Tab-separated, gzip, with a head line that names the column {@code text}. */
    private static final List<String> FILES =
            List.of("zh-dialogue/dialogue.tsv.gz", "ubuntu-irc-en/chat.tsv.gz");

    private EverydayText() {}

    /**
     * Gives every message to a reader.
     *
     * @return how many there were
     */
    static long read(Path data, Consumer<String> reader) {
        long messages = 0;
        for (String name : FILES) {
            Path file = data.resolve(name);
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(Files.newInputStream(file)),
                                    StandardCharsets.UTF_8))) {
                String head = lines.readLine();
                int column =
                        head == null ? -1 : Arrays.asList(head.split("\t", -1)).indexOf("text");
                if (column < 0) {
                    throw new QundunException(file + " has no column \"text\" in its first line");
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] columns = line.split("\t", -1);
                    if (column < columns.length) {
                        reader.accept(columns[column]);
                        messages++;
                    }
                }
            } catch (IOException e) {
                throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return messages;
    }
}
