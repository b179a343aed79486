package io.qundun.jobs.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.ReviewTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes documents of measures: the commands that order, lift and reverse them, what backends
 * answered, the state that a subject is in, what persons were asked and what they decided. For one
 * thread.
 */
final class MeasureDocuments {

    private static final String USER = "user";
    private static final String GROUP = "group";
    private static final String MESSAGE = "message";

    private final HistoryWriter writer = new HistoryWriter(EvidenceNames.HISTORY, "event");
    private final HistoryWriter states = new HistoryWriter(EvidenceNames.HISTORY, "state");
    private final ContentId ids = new ContentId();

    /** A command; a resend has the same id and is the same document. */
    DocumentOperation of(EnforcementCommand command, RawRecord source) {
        String type = command.getSubjectType();
        String user = type.equals(USER) ? command.getSubjectId() : command.getUserId();
        String group = type.equals(GROUP) ? command.getSubjectId() : command.getGroupId();
        return writer.document(
                source,
                new HistoryWriter.Event(
                        command.getCommandId(),
                        "measure",
                        command.getAction(),
                        command.getReasonCode(),
                        command.getEffectiveFrom()),
                user,
                json -> {
                    subject(json, type, command.getSubjectId());
                    HistoryWriter.id(json, "group", group);
                    HistoryWriter.id(json, "measure", command.getMeasureId());
                    HistoryWriter.id(json, "evidence", command.getEvidenceId());
                    HistoryWriter.texts(json, "causes", command.getCauses());
                    json.writeStringField("clause", command.getClause());
                    json.writeObjectFieldStart("policy");
                    json.writeStringField("id", command.getPolicyId());
                    json.writeNumberField("version", command.getPolicyVersion());
                    json.writeStringField("hash", command.getPolicyHash());
                    json.writeEndObject();
                    HistoryWriter.time(json, "expires_at", command.getExpiresAt());
                    HistoryWriter.text(json, "reverses", command.getReverses());
                    json.writeObjectFieldStart("command");
                    json.writeStringField("id", command.getCommandId());
                    json.writeNumberField("sequence", command.getSequence());
                    json.writeBooleanField("automated", command.getAutomated());
                    HistoryWriter.time(json, "issued_at", command.getIssuedAt());
                    HistoryWriter.texts(json, "rules", command.getRules());
                    json.writeStringField("reason_zh", command.getReasonZh());
                    json.writeStringField("reason_en", command.getReasonEn());
                    json.writeStringField("appeal", command.getAppealAddress());
                    json.writeEndObject();
                });
    }

    /** What a backend answered; its cause is the command. */
    DocumentOperation of(CommandAck ack, RawRecord source) {
        String id =
                ids.of(
                        "ack",
                        ack.getCommandId(),
                        ack.getState(),
                        ack.getBackend(),
                        Long.toString(ack.getAcknowledgedAt()));
        String type = ack.getSubjectType();
        return writer.document(
                source,
                new HistoryWriter.Event(
                        id, "acknowledgement", ack.getState(), null, ack.getAcknowledgedAt()),
                type.equals(USER) ? ack.getSubjectId() : null,
                json -> {
                    subject(json, type, ack.getSubjectId());
                    HistoryWriter.id(json, "group", type.equals(GROUP) ? ack.getSubjectId() : null);
                    HistoryWriter.id(
                            json, "message", type.equals(MESSAGE) ? ack.getSubjectId() : null);
                    HistoryWriter.texts(json, "causes", List.of(ack.getCommandId()));
                    json.writeObjectFieldStart("command");
                    json.writeStringField("id", ack.getCommandId());
                    json.writeNumberField("sequence", ack.getSequence());
                    json.writeEndObject();
                    json.writeObjectFieldStart("acknowledgement");
                    json.writeStringField("backend", ack.getBackend());
                    HistoryWriter.text(json, "detail", ack.getDetail());
                    json.writeEndObject();
                });
    }

    /** A subject's whole state from some moment on; its causes are the measures in it. */
    DocumentOperation of(EnforcementState state, RawRecord source) {
        List<String> content = new ArrayList<>();
        content.add("state");
        content.add(state.getSubjectType());
        content.add(state.getSubjectId());
        content.add(Long.toString(state.getSequence()));
        content.add(Long.toString(state.getEffectiveFrom()));
        List<String> measureIds = new ArrayList<>(state.getMeasures().size());
        for (ActiveMeasure measure : state.getMeasures()) {
            measureIds.add(measure.getMeasureId());
            content.add(measure.getMeasureId());
            content.add(measure.getState());
            content.add(Long.toString(measure.getSequence()));
        }
        String type = state.getSubjectType();
        return states.document(
                source,
                new HistoryWriter.Event(
                        ids.of(content.toArray(new String[0])),
                        "measure-state",
                        null,
                        null,
                        state.getEffectiveFrom()),
                type.equals(USER) ? state.getSubjectId() : null,
                json -> {
                    subject(json, type, state.getSubjectId());
                    HistoryWriter.id(
                            json, "group", type.equals(GROUP) ? state.getSubjectId() : null);
                    HistoryWriter.texts(json, "causes", measureIds);
                    json.writeNumberField("sequence", state.getSequence());
                    json.writeArrayFieldStart("measures");
                    for (ActiveMeasure measure : state.getMeasures()) {
                        measure(json, measure);
                    }
                    json.writeEndArray();
                });
    }

    private static void measure(JsonGenerator json, ActiveMeasure measure) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", measure.getMeasureId());
        json.writeStringField("measure", measure.getMeasure());
        HistoryWriter.time(json, "effective_from", measure.getEffectiveFrom());
        HistoryWriter.time(json, "expires_at", measure.getExpiresAt());
        HistoryWriter.time(json, "ended_at", measure.getEndedAt());
        HistoryWriter.text(json, "state", measure.getState());
        json.writeNumberField("sequence", measure.getSequence());
        json.writeStringField("clause", measure.getClause());
        HistoryWriter.text(json, "reason", measure.getReasonCode());
        json.writeEndObject();
    }

    /**
     * What a person is asked; its causes are the verdict, or the measure that was not carried out.
     */
    DocumentOperation of(ReviewTask task, RawRecord source) {
        String type = task.getSubjectType();
        List<String> causes = new ArrayList<>(2);
        if (!task.getVerdictId().isEmpty()) {
            causes.add(task.getVerdictId());
        }
        if (!type.equals(MESSAGE)) {
            causes.add(task.getSubjectId());
        }
        return writer.document(
                source,
                new HistoryWriter.Event(
                        task.getTaskId(),
                        "review-task",
                        "asked",
                        task.getCause(),
                        task.getEventTime()),
                type.equals(USER) ? task.getSubjectId() : task.getSenderId(),
                json -> {
                    subject(json, type, task.getSubjectId());
                    HistoryWriter.id(
                            json,
                            "group",
                            type.equals(GROUP) ? task.getSubjectId() : task.getGroupId());
                    HistoryWriter.id(
                            json, "message", type.equals(MESSAGE) ? task.getSubjectId() : null);
                    HistoryWriter.id(json, "verdict", task.getVerdictId());
                    HistoryWriter.id(json, "evidence", task.getEvidenceId());
                    HistoryWriter.texts(json, "causes", causes);
                    json.writeNumberField("severity", task.getSeverity());
                    HistoryWriter.texts(json, "categories", task.getCategories());
                    json.writeArrayFieldStart("rules");
                    for (var rule : task.getRules()) {
                        json.writeString(rule.getRuleId());
                    }
                    json.writeEndArray();
                });
    }

    /** What a person decided; its cause is what was decided on, and the task. */
    DocumentOperation of(ReviewDecision decision, RawRecord source) {
        List<String> causes = new ArrayList<>(2);
        causes.add(decision.getSubjectId());
        if (decision.getTaskId() != null) {
            causes.add(decision.getTaskId());
        }
        boolean verdict = decision.getSubjectType().equals("verdict");
        return writer.document(
                source,
                new HistoryWriter.Event(
                        decision.getDecisionId(),
                        "decision",
                        decision.getOutcome(),
                        null,
                        decision.getDecidedAt()),
                decision.getUserId(),
                json -> {
                    subject(json, decision.getSubjectType(), decision.getSubjectId());
                    HistoryWriter.id(json, "group", decision.getGroupId());
                    HistoryWriter.id(json, "message", decision.getMessageId());
                    HistoryWriter.id(json, "verdict", verdict ? decision.getSubjectId() : null);
                    HistoryWriter.id(json, "measure", verdict ? null : decision.getSubjectId());
                    HistoryWriter.id(json, "review_task", decision.getTaskId());
                    HistoryWriter.texts(json, "causes", causes);
                    json.writeObjectFieldStart("decision");
                    HistoryWriter.text(json, "by", decision.getDecidedBy());
                    HistoryWriter.text(json, "reason", decision.getReason());
                    json.writeEndObject();
                });
    }

    private static void subject(JsonGenerator json, String type, String id) throws IOException {
        json.writeObjectFieldStart("subject");
        json.writeStringField("type", type);
        json.writeStringField("id", id);
        json.writeEndObject();
    }
}
