package io.qundun.jobs.runtime.verdict;

import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Decodes verdicts; heartbeats end here, since {@link VerdictWatermarks} has read them. */
public final class VerdictDecodeFunction extends ProcessFunction<RawRecord, JudgedMessage> {

    private static final long serialVersionUID = 1L;

    private final String job;
    private final OutputTag<DeadLetter> deadLetterTag;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    /**
     * For one job.
     *
     * @param job its name, as dead letters say it
     * @param deadLetterTag where records go that cannot be decoded
     */
    public VerdictDecodeFunction(String job, OutputTag<DeadLetter> deadLetterTag) {
        this.job = job;
        this.deadLetterTag = deadLetterTag;
    }

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(Topic.VERDICT);
        deadLetters = new DeadLetters(job);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<JudgedMessage> out) {
        SpecificRecordBase decoded;
        try {
            decoded = format.decode(raw.value);
        } catch (UndecodableException e) {
            context.output(
                    deadLetterTag,
                    deadLetters.of(
                            raw,
                            DeadLetterCode.of(e),
                            e.getMessage(),
                            context.timerService().currentProcessingTime()));
            return;
        }
        if (decoded instanceof Verdict verdict) {
            out.collect(JudgedMessage.of(verdict));
        }
    }
}
