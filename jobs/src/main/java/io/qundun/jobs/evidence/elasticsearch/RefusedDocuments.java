package io.qundun.jobs.evidence.elasticsearch;

import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.schemas.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Turns documents that will never be accepted into dead letters. They are durable once flushed,
 * which the writer does before each of its checkpoints. For the mailbox thread.
 */
final class RefusedDocuments implements AutoCloseable {

    private static final SinkWriter.Context NO_TIME =
            new SinkWriter.Context() {
                @Override
                public long currentWatermark() {
                    return Long.MIN_VALUE;
                }

                @Override
                public Long timestamp() {
                    return null;
                }
            };

    private final BoundedDeadLetters letters;
    private final SinkWriter<DeadLetter> sink;

    RefusedDocuments(String job, SinkWriter<DeadLetter> sink) {
        this.letters = new BoundedDeadLetters(job);
        this.sink = sink;
    }

    /** Sets the record aside that the document was made of. */
    void add(DocumentOperation document, String why, long now)
            throws IOException, InterruptedException {
        String reason = "document " + document.index() + "/" + document.id() + ": " + why;
        sink.write(
                letters.of(document.source(), DeadLetterCode.DOCUMENT_REFUSED, reason, now),
                NO_TIME);
    }

    void flush(boolean endOfInput) throws IOException, InterruptedException {
        sink.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
        sink.close();
    }
}
