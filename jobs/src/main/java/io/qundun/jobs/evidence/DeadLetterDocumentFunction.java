package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;

/** A dead letter to its document. */
final class DeadLetterDocumentFunction extends DocumentFunction {

    private static final long serialVersionUID = 1L;

    /** What other jobs set aside; the job's own would go round for ever. */
    static final List<Topic> TOPICS =
            List.of(
                    Topic.MODERATION_DEAD_LETTER,
                    Topic.ACTIVITY_DEAD_LETTER,
                    Topic.CREDIT_DEAD_LETTER,
                    Topic.ENFORCEMENT_DEAD_LETTER);

    private transient DeadLetterDocuments documents;

    DeadLetterDocumentFunction() {
        super(TOPICS);
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        documents = new DeadLetterDocuments();
    }

    @Override
    void documents(SpecificRecordBase decoded, RawRecord raw, Collector<DocumentOperation> out)
            throws InvalidRecordException {
        DeadLetter letter = (DeadLetter) decoded;
        checkId("deadLetterId", letter.getDeadLetterId());
        checkTime("failedAt", letter.getFailedAt());
        out.collect(documents.of(letter, raw));
    }
}
