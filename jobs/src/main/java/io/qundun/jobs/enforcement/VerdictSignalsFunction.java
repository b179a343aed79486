package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.FlaggedVerdict;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Takes a flagged verdict to its sender and to its group, and a refusal or what reverses a verdict
 * to the sender, who may have another verdict on the same message; the rest, which is nearly all,
 * ends here.
 */
final class VerdictSignalsFunction implements FlatMapFunction<JudgedMessage, Signal> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(JudgedMessage judged, Collector<Signal> out) {
        boolean refused = judged.refusal != null;
        if (!judged.isFlagged() && !refused && judged.reverses == null) {
            return;
        }
        FlaggedVerdict verdict = FlaggedVerdict.of(judged);
        Signal ofSender = Signal.ofUser(judged.senderId);
        ofSender.verdict = verdict;
        out.collect(ofSender);
        if (!judged.isFlagged()) {
            return;
        }
        Signal ofGroup = Signal.ofGroup(judged.groupId);
        ofGroup.verdict = verdict;
        out.collect(ofGroup);
    }
}
