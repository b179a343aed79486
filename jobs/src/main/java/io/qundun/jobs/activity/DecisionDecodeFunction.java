package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.CheckedDecodeFunction;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;

/** Decodes and checks decisions on verdicts; those on measures are left out here. */
final class DecisionDecodeFunction extends CheckedDecodeFunction<ReviewDecision, GroupInput> {

    private static final long serialVersionUID = 1L;

    DecisionDecodeFunction() {
        super(
                ActivityNames.JOB,
                Topic.REVIEW_DECISION,
                ReviewDecision.class,
                "decidedAt",
                ActivityNames.DEAD_LETTERS);
    }

    @Override
    protected boolean concerns(ReviewDecision decision) {
        return !decision.getSubjectType().equals("measure");
    }

    @Override
    protected String fault(ReviewDecision decision) {
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

    @Override
    protected long timeOf(ReviewDecision decision) {
        return decision.getDecidedAt();
    }

    @Override
    protected GroupInput input(ReviewDecision decision, RawRecord raw) {
        return GroupInput.of(decision);
    }
}
