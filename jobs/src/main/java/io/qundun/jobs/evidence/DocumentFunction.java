package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.BoundedDeadLetters;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes the records of a topic and makes documents of them; what is no record is set aside. */
abstract class DocumentFunction extends ProcessFunction<RawRecord, DocumentOperation> {

    private static final long serialVersionUID = 1L;

    /** Elasticsearch takes ids up to this many bytes. */
    private static final int MAX_ID_BYTES = 512;

    private static final long YEAR_2000 = 946_684_800_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    // Of a list that can be serialized.
    private final ArrayList<Topic> topics;
    private transient Map<String, WireFormat> formats;
    private transient Set<String> compacted;
    private transient BoundedDeadLetters letters;
    private transient Counter undecodable;

    DocumentFunction(List<Topic> topics) {
        this.topics = new ArrayList<>(topics);
    }

    /** Something in a record with which no document can be made. */
    static final class InvalidRecordException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidRecordException(String message) {
            super(message);
        }
    }

    @Override
    public void open(OpenContext context) {
        formats = new HashMap<>();
        compacted = new HashSet<>();
        for (Topic topic : topics) {
            formats.put(topic.topicName(), WireFormat.of(topic));
            if (topic.cleanup() == Topic.Cleanup.COMPACT) {
                compacted.add(topic.topicName());
            }
        }
        letters = new BoundedDeadLetters(EvidenceNames.JOB);
        undecodable = getRuntimeContext().getMetricGroup().counter("undecodableRecords");
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<DocumentOperation> out) {
        if (raw.value == null && compacted.contains(raw.topic)) {
            return; // the subject has ended; what is known of it stays
        }
        try {
            documents(formats.get(raw.topic).decode(raw.value), raw, out);
        } catch (UndecodableException e) {
            setAside(raw, DeadLetterCode.of(e), e.getMessage(), context);
        } catch (InvalidRecordException e) {
            setAside(raw, DeadLetterCode.INVALID_FIELD, e.getMessage(), context);
        }
    }

    private void setAside(RawRecord raw, DeadLetterCode code, String reason, Context context) {
        undecodable.inc();
        long now = context.timerService().currentProcessingTime();
        context.output(EvidenceNames.POISON, letters.of(raw, code, reason, now));
    }

    /** Makes the documents of one record. */
    abstract void documents(
            SpecificRecordBase decoded, RawRecord raw, Collector<DocumentOperation> out)
            throws InvalidRecordException;

    /** One bad id would have Elasticsearch refuse the whole request that it stands in. */
    static void checkId(String field, String id) throws InvalidRecordException {
        int bytes = WireFormat.key(id).length;
        if (bytes == 0 || bytes > MAX_ID_BYTES) {
            throw new InvalidRecordException(
                    field + " has " + bytes + " bytes; 1 to " + MAX_ID_BYTES + " make an id");
        }
    }

    /** Each odd time would be another index, or a date that the index refuses. */
    static void checkTime(String field, long time) throws InvalidRecordException {
        if (time < YEAR_2000 || time >= YEAR_2100) {
            throw new InvalidRecordException(
                    field + " is " + time + ", no time from 2000 to 2099 in epoch milliseconds");
        }
    }

    /** The same for a time that may be absent. */
    static void checkOptionalTime(String field, Long time) throws InvalidRecordException {
        if (time != null) {
            checkTime(field, time);
        }
    }
}
