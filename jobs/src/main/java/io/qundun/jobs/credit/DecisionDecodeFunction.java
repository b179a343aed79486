package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.Decision;
import io.qundun.jobs.runtime.CheckedDecodeFunction;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;

/**
 * Decodes review decisions on verdicts; those on measures are another job's. What cannot be used
 * becomes a dead letter.
 */
final class DecisionDecodeFunction extends CheckedDecodeFunction<ReviewDecision, LedgerInput> {

    private static final long serialVersionUID = 1L;

    DecisionDecodeFunction() {
        super(
                CreditNames.JOB,
                Topic.REVIEW_DECISION,
                ReviewDecision.class,
                "decidedAt",
                CreditNames.DEAD_LETTERS);
    }

    @Override
    protected boolean concerns(ReviewDecision decided) {
        return !decided.getSubjectType().equals("measure");
    }

    @Override
    protected long timeOf(ReviewDecision decided) {
        return decided.getDecidedAt();
    }

    @Override
    protected LedgerInput input(ReviewDecision decided, RawRecord raw) {
        return inputOf(decided, raw);
    }

    static LedgerInput inputOf(ReviewDecision decided, RawRecord raw) {
        LedgerInput input = new LedgerInput();
        input.userId = decided.getUserId();
        input.time = decided.getDecidedAt();
        input.decision = Decision.of(decided, raw);
        return input;
    }

    @Override
    protected String fault(ReviewDecision decided) {
        if (!decided.getSubjectType().equals("verdict")) {
            return "subjectType must be verdict or measure, not " + decided.getSubjectType();
        }
        String outcome = decided.getOutcome();
        if (!outcome.equals("upheld") && !outcome.equals("overturned")) {
            return "outcome must be upheld or overturned, not " + outcome;
        }
        if (decided.getSubjectId().isEmpty() || decided.getDecisionId().isEmpty()) {
            return "subjectId and decisionId must not be empty";
        }
        String userId = decided.getUserId();
        if (userId == null || userId.isEmpty()) {
            return "userId is missing: a decision on a verdict must name the sender, whose ledger it"
                    + " concerns; the review task has it as senderId";
        }
        return null;
    }
}
