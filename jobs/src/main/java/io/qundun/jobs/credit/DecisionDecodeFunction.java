package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.Decision;
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

/**
 * Decodes review decisions on verdicts; those on measures are another job's. What cannot be used
 * becomes a dead letter.
 */
final class DecisionDecodeFunction extends ProcessFunction<RawRecord, LedgerInput> {

    private static final long serialVersionUID = 1L;

    /** 2000-01-01T00:00:00Z. */
    private static final long EARLIEST = 946_684_800_000L;

    private static final long DAY = 86_400_000;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(Topic.REVIEW_DECISION);
        deadLetters = new DeadLetters(CreditNames.JOB);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<LedgerInput> out) {
        ReviewDecision decided;
        try {
            decided = (ReviewDecision) format.decode(raw.value);
        } catch (UndecodableException e) {
            reject(raw, DeadLetterCode.of(e), e.getMessage(), context);
            return;
        }
        if (decided.getSubjectType().equals("measure")) {
            return;
        }
        String problem = problemOf(decided);
        if (problem != null) {
            reject(raw, DeadLetterCode.INVALID_FIELD, problem, context);
            return;
        }
        if (decided.getDecidedAt() < EARLIEST || decided.getDecidedAt() > raw.recordTime + DAY) {
            reject(
                    raw,
                    DeadLetterCode.TIME_OUT_OF_RANGE,
                    "decidedAt "
                            + decided.getDecidedAt()
                            + " is before 2000 or more than a day ahead of the record time "
                            + raw.recordTime
                            + ": set the review tool's clock and decide again",
                    context);
            return;
        }
        out.collect(input(decided, raw));
    }

    static LedgerInput input(ReviewDecision decided, RawRecord raw) {
        LedgerInput input = new LedgerInput();
        input.userId = decided.getUserId();
        input.time = decided.getDecidedAt();
        input.decision = Decision.of(decided, raw);
        return input;
    }

    private static String problemOf(ReviewDecision decided) {
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

    private void reject(RawRecord raw, DeadLetterCode code, String reason, Context context) {
        context.output(
                CreditNames.DEAD_LETTERS,
                deadLetters.of(raw, code, reason, context.timerService().currentProcessingTime()));
    }
}
