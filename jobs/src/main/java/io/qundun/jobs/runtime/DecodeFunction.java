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
 * Decodes records of one topic; what cannot be decoded becomes a dead letter.
 *
 * @param <T> the record that stands in the topic
 */
public final class DecodeFunction<T extends SpecificRecordBase>
        extends ProcessFunction<RawRecord, T> {

    private static final long serialVersionUID = 1L;

    private final String job;
    private final Topic topic;
    private final Class<T> type;
    private final OutputTag<DeadLetter> deadLetterTag;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    /**
     * For one job and topic.
     *
     * @param job its name, as dead letters say it
     * @param deadLetterTag where records go that cannot be decoded
     */
    public DecodeFunction(
            String job, Topic topic, Class<T> type, OutputTag<DeadLetter> deadLetterTag) {
        this.job = job;
        this.topic = topic;
        this.type = type;
        this.deadLetterTag = deadLetterTag;
    }

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(topic);
        deadLetters = new DeadLetters(job);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<T> out) {
        try {
            SpecificRecordBase decoded = format.decode(raw.value);
            if (type.isInstance(decoded)) {
                out.collect(type.cast(decoded));
            }
        } catch (UndecodableException e) {
            context.output(
                    deadLetterTag,
                    deadLetters.of(
                            raw,
                            DeadLetterCode.of(e),
                            e.getMessage(),
                            context.timerService().currentProcessingTime()));
        }
    }
}
