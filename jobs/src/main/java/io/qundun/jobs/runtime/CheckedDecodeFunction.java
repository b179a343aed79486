package io.qundun.jobs.runtime;

import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes the records of a topic, checks their fields and their time, and makes of them what the
 * job takes. What cannot be used becomes a dead letter.
 *
 * @param <R> the record that stands in the topic
 * @param <T> what the job takes
 */
public abstract class CheckedDecodeFunction<R extends SpecificRecordBase, T>
        extends ProcessFunction<RawRecord, T> {

    private static final long serialVersionUID = 1L;

    private final String job;
    private final Topic topic;
    private final Class<R> type;
    private final String timeField;
    private final OutputTag<DeadLetter> deadLetterTag;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    /**
     * For one job and topic.
     *
     * @param job its name, as dead letters say it
     * @param timeField the field that {@link #timeOf} reads, as dead letters say it
     * @param deadLetterTag where records go that cannot be used
     */
    protected CheckedDecodeFunction(
            String job,
            Topic topic,
            Class<R> type,
            String timeField,
            OutputTag<DeadLetter> deadLetterTag) {
        this.job = job;
        this.topic = topic;
        this.type = type;
        this.timeField = timeField;
        this.deadLetterTag = deadLetterTag;
    }

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(topic);
        deadLetters = new DeadLetters(job);
    }

    /** Whether a record is this job's to check; others are passed over. */
    protected abstract boolean concerns(R record);

    /** What is wrong with its fields, its time aside, and what to do; null for nothing. */
    protected abstract String fault(R record);

    /** When it happened, epoch milliseconds. */
    protected abstract long timeOf(R record);

    /** What the job takes of a record without faults; null when it needs nothing of it. */
    protected abstract T input(R record, RawRecord raw);

    @Override
    public final void processElement(RawRecord raw, Context context, Collector<T> out) {
        R record;
        try {
            record = type.cast(format.decode(raw.value));
        } catch (UndecodableException e) {
            setAside(raw, DeadLetterCode.of(e), e.getMessage(), context);
            return;
        }
        if (!concerns(record)) {
            return;
        }
        String fault = fault(record);
        if (fault != null) {
            setAside(raw, DeadLetterCode.INVALID_FIELD, fault, context);
            return;
        }
        fault = InputTime.fault(timeField, timeOf(record), raw.recordTime);
        if (fault != null) {
            setAside(raw, DeadLetterCode.TIME_OUT_OF_RANGE, fault, context);
            return;
        }
        T input = input(record, raw);
        if (input != null) {
            out.collect(input);
        }
    }

    private void setAside(RawRecord raw, DeadLetterCode code, String reason, Context context) {
        context.output(
                deadLetterTag,
                deadLetters.of(raw, code, reason, context.timerService().currentProcessingTime()));
    }
}
