package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;

/** Evidence to its two documents. */
final class EvidenceDocumentFunction extends DocumentFunction {

    private static final long serialVersionUID = 1L;

    private transient EvidenceDocuments documents;

    EvidenceDocumentFunction() {
        super(List.of(Topic.EVIDENCE));
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        documents = new EvidenceDocuments();
    }

    @Override
    void documents(SpecificRecordBase decoded, RawRecord raw, Collector<DocumentOperation> out)
            throws InvalidRecordException {
        Evidence evidence = (Evidence) decoded;
        checkId("evidenceId", evidence.getEvidenceId());
        checkTime("eventTime", evidence.getVerdict().getEventTime());
        checkTime("recordTime", evidence.getVerdict().getRecordTime());
        checkTime("decidedAt", evidence.getVerdict().getDecidedAt());
        // Raw first: whoever finds the redacted one can look the raw one up.
        out.collect(documents.raw(evidence, raw));
        out.collect(documents.redacted(evidence, raw));
    }
}
