package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.verdict.JudgedMessage;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What a verdict means to its sender's ledger. */
final class LedgerInputFunction implements FlatMapFunction<JudgedMessage, LedgerInput> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(JudgedMessage judged, Collector<LedgerInput> out) {
        LedgerInput input = new LedgerInput();
        input.userId = judged.senderId;
        input.time = judged.eventTime;
        input.policyVersion = judged.policyVersion;
        input.verdict = judged;
        out.collect(input);
    }
}
