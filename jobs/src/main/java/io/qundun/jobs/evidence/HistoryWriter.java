package io.qundun.jobs.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What documents about users and groups have in common: when it happened, what kind of record it
 * is, and whom it concerns. The first document of an id stays, for a repeat differs in when it was
 * written only. For one thread.
 */
final class HistoryWriter {

    private final IndexMonth index;
    private final String kind;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(4096);

    /**
     * Into one family of indices.
     *
     * @param prefix beginning of the indices' names
     * @param kind ECS's {@code event.kind}
     */
    HistoryWriter(String prefix, String kind) {
        this.index = new IndexMonth(prefix);
        this.kind = kind;
    }

    /**
     * What stands under {@code event}.
     *
     * @param id the document's
     * @param dataset which record it is
     * @param action what happened; null: nothing to say
     * @param reason why; null or empty: nothing to say
     * @param time when, epoch milliseconds
     */
    record Event(String id, String dataset, String action, String reason, long time) {}

    /** The document: its event, whom it concerns, and the fields under {@code qundun}. */
    DocumentOperation document(
            RawRecord source, Event event, String userId, EvidenceDocuments.Fields qundun) {
        byte[] json =
                EvidenceDocuments.write(
                        buffer,
                        out -> {
                            out.writeStringField(
                                    "@timestamp", EvidenceDocuments.time(event.time()));
                            out.writeObjectFieldStart("event");
                            out.writeStringField("id", event.id());
                            out.writeStringField("kind", kind);
                            out.writeStringField("dataset", event.dataset());
                            text(out, "action", event.action());
                            text(out, "reason", event.reason());
                            out.writeStringField(
                                    "created", EvidenceDocuments.time(source.recordTime));
                            out.writeEndObject();
                            if (userId != null) {
                                id(out, "user", userId);
                            }
                            out.writeObjectFieldStart("qundun");
                            qundun.write(out);
                            out.writeEndObject();
                        });
        return new DocumentOperation(
                index.of(source.recordTime, event.time()),
                event.id(),
                DocumentOperation.NO_VERSION,
                DocumentOperation.Type.CREATE,
                json,
                source);
    }

    /** An object with nothing but an id; nothing when there is none. */
    static void id(JsonGenerator json, String name, String id) throws IOException {
        if (id != null && !id.isEmpty()) {
            json.writeObjectFieldStart(name);
            json.writeStringField("id", id);
            json.writeEndObject();
        }
    }

    /** A text; nothing when there is none. */
    static void text(JsonGenerator json, String name, String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    /** Texts, even when there are none. */
    static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** A moment; nothing when there is none. */
    static void time(JsonGenerator json, String name, Long time) throws IOException {
        if (time != null) {
            json.writeStringField(name, EvidenceDocuments.time(time));
        }
    }

    /** A whole number; nothing when there is none. */
    static void number(JsonGenerator json, String name, Integer number) throws IOException {
        if (number != null) {
            json.writeNumberField(name, number);
        }
    }
}
