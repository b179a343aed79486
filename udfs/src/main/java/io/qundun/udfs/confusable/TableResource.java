package io.qundun.udfs.confusable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The files beside this class. */
final class TableResource {
    private TableResource() {}

    /** Hands over the lines of a UTF-8 table that are neither empty nor comments. */
    static void forEachLine(String name, Consumer<String> line) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                if (!next.isEmpty() && next.charAt(0) != '#') {
                    line.accept(next);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table " + name, e);
        }
    }

    /** Opens a table; the caller closes it. */
    static InputStream open(String name) {
        InputStream in = TableResource.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(
                    "the table "
                            + name
                            + " is missing from the class path beside "
                            + TableResource.class.getName()
                            + "; the jar was not built completely");
        }
        return in;
    }
}
