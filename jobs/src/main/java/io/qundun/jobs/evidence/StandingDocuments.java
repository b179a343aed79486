package io.qundun.jobs.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.Services;
import io.qundun.schemas.UserCredit;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes documents of where groups and users stand: grades, levels, and the ledger that levels come
 * from. Grades and levels have no id of their own; theirs derives from what they say. For one
 * thread.
 */
final class StandingDocuments {

    private final HistoryWriter writer = new HistoryWriter(EvidenceNames.HISTORY, "event");
    private final ContentId ids = new ContentId();

    /** A group's grade; its cause is the activity that it was computed with. */
    DocumentOperation of(GroupGrade grade, RawRecord source) {
        String id =
                ids.of(
                        "grade",
                        grade.getGroupId(),
                        Long.toString(grade.getEffectiveFrom()),
                        Integer.toString(grade.getGrade()),
                        grade.getCategory(),
                        Integer.toString(grade.getMembers()),
                        grade.getFormulaVersion());
        return writer.document(
                source,
                new HistoryWriter.Event(
                        id,
                        "grade",
                        change(grade.getPreviousGrade(), grade.getGrade()),
                        null,
                        grade.getEffectiveFrom()),
                null,
                json -> {
                    json.writeObjectFieldStart("group");
                    json.writeStringField("id", grade.getGroupId());
                    HistoryWriter.text(json, "category", grade.getCategory());
                    json.writeNumberField("members", grade.getMembers());
                    json.writeNumberField("grade", grade.getGrade());
                    HistoryWriter.number(json, "previous_grade", grade.getPreviousGrade());
                    json.writeEndObject();
                    HistoryWriter.texts(
                            json,
                            "causes",
                            grade.getActivityId().isEmpty()
                                    ? List.of()
                                    : List.of(grade.getActivityId()));
                    formula(
                            json,
                            grade.getFormulaVersion(),
                            grade.getPolicyVersion(),
                            grade.getChangesAt());
                    inputs(json, grade.getInputs());
                });
    }

    /** A line of the ledger; its causes are the verdict or case, and the line that it reverses. */
    DocumentOperation of(CreditEntry entry, RawRecord source) {
        Set<String> causes = new LinkedHashSet<>();
        causes.add(entry.getCauseId());
        add(causes, entry.getVerdictId());
        add(causes, entry.getDecisionId());
        add(causes, entry.getReverses());
        return writer.document(
                source,
                new HistoryWriter.Event(
                        entry.getEntryId(),
                        "credit-entry",
                        entry.getCause(),
                        entry.getCategory(),
                        entry.getEventTime()),
                entry.getUserId(),
                json -> {
                    HistoryWriter.id(json, "group", entry.getGroupId());
                    HistoryWriter.id(json, "message", entry.getMessageId());
                    HistoryWriter.id(json, "verdict", entry.getVerdictId());
                    HistoryWriter.texts(json, "causes", List.copyOf(causes));
                    json.writeStringField("clause", entry.getClause());
                    formula(json, entry.getFormulaVersion(), entry.getPolicyVersion(), null);
                    HistoryWriter.time(json, "expires_at", entry.getExpiresAt());
                    HistoryWriter.text(json, "reverses", entry.getReverses());
                    json.writeObjectFieldStart("credit");
                    json.writeStringField("cause", entry.getCause());
                    json.writeNumberField("points", entry.getPoints());
                    HistoryWriter.text(json, "category", entry.getCategory());
                    json.writeNumberField("severity", entry.getSeverity());
                    json.writeStringField("role", entry.getRole());
                    json.writeEndObject();
                });
    }

    /** A user's level; its causes are the lines of the ledger that bear on it. */
    DocumentOperation of(UserCredit credit, RawRecord source) {
        String id =
                ids.of(
                        "credit",
                        credit.getUserId(),
                        Long.toString(credit.getEffectiveFrom()),
                        Integer.toString(credit.getScore()),
                        Integer.toString(credit.getLevel()),
                        Long.toString(credit.getSequence()),
                        credit.getFormulaVersion());
        return writer.document(
                source,
                new HistoryWriter.Event(
                        id,
                        "credit",
                        change(credit.getPreviousLevel(), credit.getLevel()),
                        null,
                        credit.getEffectiveFrom()),
                credit.getUserId(),
                json -> {
                    HistoryWriter.texts(json, "causes", credit.getEntryIds());
                    formula(
                            json,
                            credit.getFormulaVersion(),
                            credit.getPolicyVersion(),
                            credit.getChangesAt());
                    json.writeNumberField("sequence", credit.getSequence());
                    json.writeObjectFieldStart("credit");
                    json.writeNumberField("score", credit.getScore());
                    json.writeNumberField("level", credit.getLevel());
                    HistoryWriter.number(json, "previous_level", credit.getPreviousLevel());
                    json.writeNumberField("active_days", credit.getActiveDays());
                    if (credit.getServices() != null) {
                        services(json, credit.getServices());
                    }
                    json.writeEndObject();
                });
    }

    private static void add(Set<String> ids, String id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private static String change(Integer before, int now) {
        if (before == null) {
            return "set";
        }
        return now > before ? "raised" : now < before ? "lowered" : "kept";
    }

    private static void formula(
            JsonGenerator json, String version, long policyVersion, Long changesAt)
            throws IOException {
        json.writeStringField("formula_version", version);
        json.writeObjectFieldStart("policy");
        json.writeNumberField("version", policyVersion);
        json.writeEndObject();
        HistoryWriter.time(json, "changes_at", changesAt);
    }

    private static void inputs(JsonGenerator json, Map<String, Double> inputs) throws IOException {
        json.writeArrayFieldStart("inputs");
        // Sorted, so that the same record gives the same bytes.
        for (Map.Entry<String, Double> input : new TreeMap<>(inputs).entrySet()) {
            if (Double.isFinite(input.getValue())) {
                json.writeStartObject();
                json.writeStringField("name", input.getKey());
                json.writeNumberField("value", input.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void services(JsonGenerator json, Services services) throws IOException {
        json.writeObjectFieldStart("services");
        HistoryWriter.number(json, "post_rate", services.getPostRate());
        json.writeBooleanField("links", services.getLinks());
        json.writeBooleanField("may_create", services.getMayCreate());
        json.writeBooleanField("may_manage", services.getMayManage());
        json.writeEndObject();
    }
}
