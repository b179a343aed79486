package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Makes a document of each dead letter. Key and value stand in it as they came, in Base64: found by
 * code, origin and time, never by what they say. For one thread.
 */
final class DeadLetterDocuments {

    private final IndexMonth index = new IndexMonth(EvidenceNames.DEAD_LETTER);
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(4096);

    /** The document; the first one of an id stays, for a repeat differs in when it failed only. */
    DocumentOperation of(DeadLetter letter, RawRecord source) {
        byte[] document =
                EvidenceDocuments.write(
                        buffer,
                        json -> {
                            json.writeStringField(
                                    "@timestamp", EvidenceDocuments.time(letter.getFailedAt()));
                            json.writeObjectFieldStart("event");
                            json.writeStringField("id", letter.getDeadLetterId());
                            json.writeStringField("kind", "pipeline_error");
                            json.writeStringField("reason", letter.getReason());
                            json.writeEndObject();
                            json.writeObjectFieldStart("error");
                            json.writeStringField("code", letter.getCode());
                            json.writeEndObject();
                            json.writeObjectFieldStart("qundun");
                            EvidenceDocuments.origin(json, letter.getOrigin());
                            json.writeObjectFieldStart("job");
                            json.writeStringField("name", letter.getJob());
                            json.writeStringField("version", letter.getJobVersion());
                            json.writeEndObject();
                            json.writeObjectFieldStart("record");
                            // A number, not a date: it may be the very thing that was wrong.
                            json.writeNumberField("time", letter.getRecordTime());
                            if (letter.getKey() != null) {
                                json.writeBinaryField("key", bytes(letter.getKey()));
                            }
                            if (letter.getValue() != null) {
                                byte[] value = bytes(letter.getValue());
                                json.writeBinaryField("value", value);
                                json.writeNumberField("value_bytes", value.length);
                            }
                            json.writeEndObject();
                            json.writeEndObject();
                        });
        return new DocumentOperation(
                index.of(letter.getRecordTime(), letter.getFailedAt()),
                letter.getDeadLetterId(),
                DocumentOperation.NO_VERSION,
                DocumentOperation.Type.CREATE,
                document,
                source);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
