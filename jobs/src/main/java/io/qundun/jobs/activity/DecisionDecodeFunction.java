package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes and checks decisions on verdicts; those on measures are left out here. */
final class DecisionDecodeFunction extends ProcessFunction<RawRecord, GroupInput> {

    private static final long serialVersionUID = 1L;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(Topic.REVIEW_DECISION);
        deadLetters = new DeadLetters(ActivityNames.JOB);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<GroupInput> out) {
        ReviewDecision decision;
        try {
            decision = (ReviewDecision) format.decode(raw.value);
        } catch (UndecodableException e) {
            setAside(raw, DeadLetterCode.of(e), e.getMessage(), context);
            return;
        }
        if (decision.getSubjectType().equals("measure")) {
            return;
        }
        String fault = fault(decision);
        if (fault != null) {
            setAside(raw, DeadLetterCode.INVALID_FIELD, fault, context);
        } else if (!InputTime.usable(decision.getDecidedAt(), raw.recordTime)) {
            setAside(
                    raw,
                    DeadLetterCode.TIME_OUT_OF_RANGE,
                    "decidedAt %d is before 2000 or more than a day after the record time %d"
                            .formatted(decision.getDecidedAt(), raw.recordTime),
                    context);
        } else {
            out.collect(GroupInput.of(decision));
        }
    }

    private static String fault(ReviewDecision decision) {
        if (!decision.getSubjectType().equals("verdict")) {
            return "subjectType "
                    + decision.getSubjectType()
                    + " is unknown; known are verdict, measure";
        }
        if (missing(decision.getDecisionId()) || missing(decision.getSubjectId())) {
            return "decisionId and subjectId must not be empty";
        }
        if (missing(decision.getGroupId()) || missing(decision.getMessageId())) {
            return "a decision on a verdict must name its groupId and messageId";
        }
        return switch (decision.getOutcome()) {
            case "upheld", "overturned" -> null;
            default ->
                    "outcome "
                            + decision.getOutcome()
                            + " is unknown; known are upheld, overturned";
        };
    }

    private static boolean missing(String id) {
        return id == null || id.isEmpty();
    }

    private void setAside(RawRecord raw, DeadLetterCode code, String reason, Context context) {
        context.output(
                ActivityNames.DEAD_LETTERS,
                deadLetters.of(raw, code, reason, context.timerService().currentProcessingTime()));
    }
}
