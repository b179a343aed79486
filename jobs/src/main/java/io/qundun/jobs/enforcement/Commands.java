package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewTask;
import io.qundun.udfs.measure.MeasureKind;
import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.policy.PolicyTables;
import java.util.List;

/**
 * Writes commands and review tasks. Every field but {@code issuedAt} derives from input and state.
 * For one thread.
 */
final class Commands {

    private static final int MAX_CAUSES = 50;

    private static final String EXPIRED = "measure-expired";
    private static final String EXPIRED_ZH = "处置期限已满，现予解除。";
    private static final String EXPIRED_EN = "The measure has run its term and is lifted.";
    private static final String REVERSED = "measure-reversed";
    private static final String REVERSED_ZH = "经复核，处置依据不再成立，现予撤销。";
    private static final String REVERSED_EN =
            "On review the grounds for the measure no longer hold; it is taken back.";

    private final ContentId ids = new ContentId();

    String measureId(MeasureKind kind, String subjectId, String episode) {
        return ids.of(kind.subjectType(), subjectId, kind.code(), episode);
    }

    /** The order, complete but for sequence and issue. */
    EnforcementCommand order(
            Measure measure,
            String subjectId,
            MeasureRule rule,
            PolicyTables tables,
            String hash,
            List<String> causes,
            boolean automated) {
        MeasureKind kind = rule.when().kind();
        boolean user = kind.subjectType().equals("user");
        return EnforcementCommand.newBuilder()
                .setCommandId(measure.measureId)
                .setSubjectType(kind.subjectType())
                .setSubjectId(subjectId)
                .setGroupId(user ? null : subjectId)
                .setUserId(user ? subjectId : null)
                .setAction(kind.code())
                .setClause(rule.clause())
                .setReasonCode(rule.id())
                .setReasonZh(rule.reasonZh())
                .setReasonEn(rule.reasonEn())
                .setRules(List.of(rule.id()))
                .setPolicyId(tables.packId())
                .setPolicyVersion(tables.version())
                .setPolicyHash(hash)
                .setAutomated(automated)
                .setIssuedAt(0)
                .setEffectiveFrom(measure.effectiveFrom)
                .setExpiresAt(measure.expiresAt)
                .setSequence(0)
                .setAppealAddress(tables.appeal())
                .setCauses(bounded(causes))
                .setMeasureId(measure.measureId)
                .build();
    }

    /** The order as it goes out. */
    EnforcementCommand issued(Measure measure, long sequence, long now) {
        EnforcementCommand order = measure.order;
        String id =
                measure.round == 0
                        ? measure.measureId
                        : ids.of(
                                order.getSubjectType(),
                                order.getSubjectId(),
                                order.getAction(),
                                measure.episode,
                                Integer.toString(measure.round));
        return EnforcementCommand.newBuilder(order)
                .setCommandId(id)
                .setEffectiveFrom(measure.effectiveFrom)
                .setSequence(sequence)
                .setIssuedAt(now)
                .build();
    }

    EnforcementCommand lifting(Measure measure, long sequence, long now) {
        return undo(measure, sequence, now)
                .setReasonCode(EXPIRED)
                .setReasonZh(EXPIRED_ZH)
                .setReasonEn(EXPIRED_EN)
                .setAutomated(true)
                .setCauses(List.of())
                .build();
    }

    /**
     * The reversal.
     *
     * @param cause the decision or verdict that led to it
     * @param automated whether no person took part
     */
    EnforcementCommand reversal(
            Measure measure, long sequence, long now, String cause, boolean automated) {
        return undo(measure, sequence, now)
                .setReasonCode(REVERSED)
                .setReasonZh(REVERSED_ZH)
                .setReasonEn(REVERSED_EN)
                .setAutomated(automated)
                .setCauses(cause == null ? List.of() : List.of(cause))
                .build();
    }

    private EnforcementCommand.Builder undo(Measure measure, long sequence, long now) {
        EnforcementCommand order = measure.order;
        String undo = MeasureKind.of(measure.kind).undo();
        return EnforcementCommand.newBuilder(order)
                .setCommandId(
                        ids.of(
                                order.getSubjectType(),
                                order.getSubjectId(),
                                undo,
                                measure.episode,
                                Integer.toString(measure.round)))
                .setAction(undo)
                .setEffectiveFrom(measure.endedAt)
                .setExpiresAt(null)
                .setReverses(order.getCommandId())
                .setSequence(sequence)
                .setIssuedAt(now);
    }

    /** A command that went out before, once more. */
    EnforcementCommand again(EnforcementCommand command, long now) {
        return EnforcementCommand.newBuilder(command).setIssuedAt(now).build();
    }

    /** The task for a command that nobody carries out; a new one after each decision. */
    ReviewTask task(Measure measure, String cause, long now) {
        EnforcementCommand command = measure.outstanding;
        return ReviewTask.newBuilder()
                .setTaskId(
                        ids.of(
                                command.getSubjectType(),
                                command.getSubjectId(),
                                command.getCommandId(),
                                cause,
                                measure.decisionId))
                .setSubjectType(command.getSubjectType())
                .setSubjectId(command.getSubjectId())
                .setGroupId(command.getGroupId())
                .setSenderId(command.getUserId())
                .setCause(cause)
                .setSeverity(0)
                .setVerdictId("")
                .setEvidenceId("")
                .setEventTime(command.getEffectiveFrom())
                .setIssuedAt(now)
                .build();
    }

    private static List<String> bounded(List<String> causes) {
        return List.copyOf(causes.size() <= MAX_CAUSES ? causes : causes.subList(0, MAX_CAUSES));
    }
}
