package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.LedgerMessage;
import io.qundun.jobs.credit.state.StoredVerdict;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.schemas.CreditEntry;
import io.qundun.udfs.credit.CreditHistory;

/**
 * Makes the lines of the ledger. For one thread.
 *
 * <p>A message's first line as a violation has the id {@code hash(message id, "violation")}. A line
 * is taken back by one with the id {@code hash(cause, "reversal")}, and stands again in one with
 * the id {@code hash(cause, "violation")}, the cause being the decision or the verdict that led to
 * it. So every line is caused once, and a replay makes the same lines.
 */
final class LedgerEntries {

    private static final String VIOLATION = "violation";
    private static final String REVERSAL = "reversal";

    private final ContentId ids = new ContentId();

    /**
     * What led to a line.
     *
     * @param id the verdict or the decision
     * @param byPerson whether it is a decision
     * @param at when, for a line that takes another back
     */
    record Cause(String id, boolean byPerson, long at) {}

    CreditEntry violation(
            String userId, LedgerMessage message, StoredVerdict verdict, Cause cause) {
        String causeId = message.entered ? cause.id() : message.messageId;
        return line(userId, message, verdict, cause)
                .setEntryId(ids.of(causeId, VIOLATION))
                .setCause(VIOLATION)
                .setCauseId(causeId)
                .setEventTime(message.time)
                .setPoints(-verdict.points)
                .setExpiresAt(verdict.expiresAt)
                .build();
    }

    CreditEntry reversal(String userId, LedgerMessage message, StoredVerdict verdict, Cause cause) {
        return line(userId, message, verdict, cause)
                .setEntryId(ids.of(cause.id(), REVERSAL))
                .setCause(REVERSAL)
                .setCauseId(cause.id())
                .setEventTime(cause.at())
                .setPoints(0)
                .setReverses(message.entryId)
                .build();
    }

    private static CreditEntry.Builder line(
            String userId, LedgerMessage message, StoredVerdict verdict, Cause cause) {
        return CreditEntry.newBuilder()
                .setUserId(userId)
                .setMessageId(message.messageId)
                .setVerdictId(verdict.verdictId)
                .setDecisionId(cause.byPerson() ? cause.id() : null)
                .setGroupId(message.groupId)
                .setClause(verdict.clause)
                .setCategory(verdict.category)
                .setSeverity(verdict.severity)
                .setRole(verdict.role)
                .setFormulaVersion(CreditHistory.FORMULA_VERSION)
                .setPolicyVersion(verdict.policyVersion);
    }
}
