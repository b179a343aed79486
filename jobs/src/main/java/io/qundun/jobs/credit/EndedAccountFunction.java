package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Of the statuses of accounts lets the ends through: null values, whose key is the user. The others
 * are moderation's affair, which also says what is wrong with them.
 */
final class EndedAccountFunction extends ProcessFunction<RawRecord, LedgerInput> {

    private static final long serialVersionUID = 1L;

    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        deadLetters = new DeadLetters(CreditNames.JOB);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<LedgerInput> out) {
        if (raw.value != null) {
            return;
        }
        if (raw.key == null || raw.key.length == 0) {
            context.output(
                    CreditNames.DEAD_LETTERS,
                    deadLetters.of(
                            raw,
                            DeadLetterCode.NULL_VALUE,
                            "a null value without a key ends nobody's account",
                            context.timerService().currentProcessingTime()));
            return;
        }
        LedgerInput input = new LedgerInput();
        input.userId = new String(raw.key, StandardCharsets.UTF_8);
        input.time = raw.recordTime;
        input.ended = true;
        out.collect(input);
    }
}
