package io.qundun.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Every version of a schema that was ever published, oldest first: the files {@code
 * /published/<record>/<n>.avsc} in this jar, n from 1. They are added to, never changed.
 */
public final class SchemaHistory {

    private static final Map<String, List<Schema>> BY_NAME = new ConcurrentHashMap<>();

    private SchemaHistory() {}

    /** The published versions of the record that this schema is a version of, oldest first. */
    public static List<Schema> of(Schema schema) {
        return BY_NAME.computeIfAbsent(schema.getName(), SchemaHistory::read);
    }

    private static List<Schema> read(String record) {
        List<Schema> versions = new ArrayList<>();
        for (int n = 1; ; n++) {
            String resource = "/published/" + record + "/" + n + ".avsc";
            try (InputStream in = SchemaHistory.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + resource, e);
            }
        }
    }
}
