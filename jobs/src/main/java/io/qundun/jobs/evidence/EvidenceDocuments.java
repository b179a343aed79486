package io.qundun.jobs.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Excerpt;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.MatchedSpan;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.redact.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes two documents of each piece of evidence, under one id: one with redacted text and
 * everything about the decision, for analysts; one with the raw text and what it takes to find it,
 * for those who may. Deterministic: the same record gives the same bytes. For one thread.
 *
 * <p>Field names are those of the Elastic Common Schema where it has one; ours are under {@code
 * qundun}. Hits count UTF-16 units in the original text, so they point into the raw document's
 * excerpts; in the redacted text what was redacted may have moved them.
 */
final class EvidenceDocuments {

    private static final JsonFactory JSON = new JsonFactory();

    private final IndexMonth redactedIndex = new IndexMonth(EvidenceNames.REDACTED);
    private final IndexMonth rawIndex = new IndexMonth(EvidenceNames.RAW);
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(4096);

    /** The document for analysts. */
    DocumentOperation redacted(Evidence evidence, RawRecord source) {
        return operation(redactedIndex, evidence, source, redactedJson(evidence));
    }

    /** The document with the text as it was written. */
    DocumentOperation raw(Evidence evidence, RawRecord source) {
        return operation(rawIndex, evidence, source, rawJson(evidence));
    }

    private static DocumentOperation operation(
            IndexMonth month, Evidence evidence, RawRecord source, byte[] json) {
        Verdict verdict = evidence.getVerdict();
        return new DocumentOperation(
                month.of(verdict.getRecordTime(), verdict.getDecidedAt()),
                evidence.getEvidenceId(),
                EvidenceVersion.of(verdict),
                DocumentOperation.Type.INDEX,
                json,
                source);
    }

    private byte[] rawJson(Evidence evidence) {
        Verdict verdict = evidence.getVerdict();
        return write(
                json -> {
                    head(json, evidence, "raw");
                    json.writeEndObject();
                    text(json, evidence.getExcerpts());
                    json.writeObjectFieldStart("qundun");
                    excerpts(json, evidence.getExcerpts());
                    message(json, evidence);
                    json.writeObjectFieldStart("group");
                    json.writeStringField("id", verdict.getGroupId());
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private byte[] redactedJson(Evidence evidence) {
        Verdict verdict = evidence.getVerdict();
        List<Excerpt> excerpts = redactedExcerpts(evidence);
        return write(
                json -> {
                    head(json, evidence, "redacted");
                    event(json, verdict);
                    json.writeEndObject();
                    text(json, excerpts);
                    rule(json, verdict);
                    json.writeObjectFieldStart("qundun");
                    excerpts(json, excerpts);
                    message(json, evidence);
                    group(json, verdict);
                    sender(json, verdict.getSender());
                    verdict(json, verdict);
                    policy(json, verdict.getPolicy());
                    rules(json, verdict.getRules());
                    hits(json, verdict.getHits());
                    scores(json, verdict.getScores());
                    origin(json, verdict.getOrigin());
                    id(json, "command", evidence.getCommandId());
                    id(json, "review_task", evidence.getReviewTaskId());
                    json.writeEndObject();
                });
    }

    private static List<Excerpt> redactedExcerpts(Evidence evidence) {
        List<Excerpt> redacted = new ArrayList<>(evidence.getExcerpts().size());
        for (Excerpt excerpt : evidence.getExcerpts()) {
            int start = excerpt.getStart();
            String text = excerpt.getText();
            boolean cutAtEnd = start + text.length() < evidence.getTextLength();
            redacted.add(new Excerpt(start, Redactor.redactExcerpt(text, start > 0, cutAtEnd)));
        }
        return redacted;
    }

    /** What both documents begin with; leaves the object {@code event} open. */
    private static void head(JsonGenerator json, Evidence evidence, String view)
            throws IOException {
        Verdict verdict = evidence.getVerdict();
        json.writeStringField("@timestamp", time(verdict.getEventTime()));
        json.writeObjectFieldStart("labels");
        json.writeStringField("view", view);
        json.writeEndObject();
        json.writeObjectFieldStart("user");
        json.writeStringField("id", verdict.getSenderId());
        json.writeEndObject();
        json.writeObjectFieldStart("event");
        json.writeStringField("id", evidence.getEvidenceId());
        json.writeStringField("kind", "alert");
        json.writeStringField("created", time(verdict.getRecordTime()));
    }

    /**
     * ECS has closed lists for category and outcome. A refusal is about identity and access; any
     * other finding is a threat; our own categories are in qundun.verdict.categories. The outcome
     * is the message's: success when it may be seen.
     */
    private static void event(JsonGenerator json, Verdict verdict) throws IOException {
        boolean refusal = verdict.getRefusal() != null;
        json.writeStringField("category", refusal ? "iam" : "threat");
        json.writeStringField("action", verdict.getAction());
        json.writeStringField(
                "outcome",
                switch (verdict.getAction()) {
                    case "allow" -> "success";
                    case "remove", "refuse" -> "failure";
                    default -> "unknown";
                });
        String reason = refusal ? verdict.getRefusal() : String.join(",", verdict.getCategories());
        if (!reason.isEmpty()) {
            json.writeStringField("reason", reason);
        }
    }

    private static void text(JsonGenerator json, List<Excerpt> excerpts) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Excerpt excerpt : excerpts) {
            if (!text.isEmpty()) {
                text.append(" … ");
            }
            text.append(excerpt.getText());
        }
        json.writeStringField("message", text.toString());
    }

    private static void excerpts(JsonGenerator json, List<Excerpt> excerpts) throws IOException {
        json.writeArrayFieldStart("excerpts");
        for (Excerpt excerpt : excerpts) {
            json.writeStartObject();
            json.writeNumberField("start", excerpt.getStart());
            json.writeStringField("text", excerpt.getText());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The live rules that held, as ECS has them. */
    private static void rule(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeObjectFieldStart("rule");
        json.writeArrayFieldStart("id");
        for (RuleHit rule : verdict.getRules()) {
            if (live(rule)) {
                json.writeString(rule.getRuleId());
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("category");
        for (String category : verdict.getCategories()) {
            json.writeString(category);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("reference");
        for (RuleHit rule : verdict.getRules()) {
            if (live(rule)) {
                json.writeString(rule.getClause());
            }
        }
        json.writeEndArray();
        json.writeStringField("ruleset", verdict.getPolicy().getPackId());
        json.writeStringField("version", Long.toString(verdict.getPolicy().getVersion()));
        json.writeEndObject();
    }

    private static boolean live(RuleHit rule) {
        return rule.getMode().equals("live");
    }

    private static void message(JsonGenerator json, Evidence evidence) throws IOException {
        Verdict verdict = evidence.getVerdict();
        json.writeObjectFieldStart("message");
        json.writeStringField("id", verdict.getMessageId());
        json.writeStringField("kind", verdict.getKind());
        if (verdict.getEdits() != null) {
            json.writeStringField("edits", verdict.getEdits());
        }
        json.writeNumberField("length", evidence.getTextLength());
        json.writeEndObject();
    }

    private static void group(JsonGenerator json, Verdict verdict) throws IOException {
        GroupContext group = verdict.getGroup();
        json.writeObjectFieldStart("group");
        json.writeStringField("id", verdict.getGroupId());
        json.writeNumberField("grade", group.getGrade());
        json.writeStringField("grade_version", group.getGradeVersion());
        json.writeStringField("category", group.getCategory());
        json.writeNumberField("members", group.getMembers());
        json.writeBooleanField("suspended", group.getSuspended());
        json.writeEndObject();
    }

    private static void sender(JsonGenerator json, SenderContext sender) throws IOException {
        json.writeObjectFieldStart("sender");
        json.writeStringField("verification", sender.getVerification());
        json.writeNumberField("level", sender.getLevel());
        json.writeStringField("level_version", sender.getLevelVersion());
        json.writeStringField("role", sender.getRole());
        json.writeBooleanField("muted", sender.getMuted());
        json.writeBooleanField("new_member", sender.getNewMember());
        json.writeNumberField("repeats", sender.getRepeats());
        json.writeNumberField("rate", sender.getRate());
        json.writeNumberField("flagged", sender.getFlagged());
        json.writeEndObject();
    }

    private static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeStringField("id", verdict.getVerdictId());
        if (verdict.getRefusal() != null) {
            json.writeStringField("refusal", verdict.getRefusal());
        }
        json.writeArrayFieldStart("categories");
        for (String category : verdict.getCategories()) {
            json.writeString(category);
        }
        json.writeEndArray();
        int severity = 0;
        for (RuleHit rule : verdict.getRules()) {
            if (live(rule)) {
                severity = Math.max(severity, rule.getSeverity());
            }
        }
        json.writeNumberField("severity", severity);
        json.writeNumberField("hit_count", verdict.getHitCount());
        json.writeBooleanField("late", verdict.getLate());
        if (verdict.getReverses() != null) {
            json.writeStringField("reverses", verdict.getReverses());
        }
        json.writeStringField("decided_at", time(verdict.getDecidedAt()));
        json.writeEndObject();
    }

    private static void policy(JsonGenerator json, PolicyStamp policy) throws IOException {
        json.writeObjectFieldStart("policy");
        json.writeStringField("id", policy.getPackId());
        json.writeNumberField("version", policy.getVersion());
        json.writeStringField("hash", policy.getHash());
        json.writeStringField("lexicon_hash", policy.getLexiconHash());
        json.writeStringField("model_hash", policy.getModelHash());
        json.writeEndObject();
    }

    private static void rules(JsonGenerator json, List<RuleHit> rules) throws IOException {
        json.writeArrayFieldStart("rules");
        for (RuleHit rule : rules) {
            json.writeStartObject();
            json.writeStringField("id", rule.getRuleId());
            json.writeStringField("category", rule.getCategory());
            json.writeStringField("clause", rule.getClause());
            json.writeStringField("action", rule.getAction());
            json.writeNumberField("severity", rule.getSeverity());
            json.writeStringField("mode", rule.getMode());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void hits(JsonGenerator json, List<MatchedSpan> hits) throws IOException {
        json.writeArrayFieldStart("hits");
        for (MatchedSpan hit : hits) {
            json.writeStartObject();
            json.writeStringField("term", hit.getTerm());
            json.writeStringField("category", hit.getCategory());
            json.writeNumberField("severity", hit.getSeverity());
            json.writeNumberField("confidence", hit.getConfidence());
            json.writeArrayFieldStart("techniques");
            for (String technique : hit.getVia()) {
                json.writeString(technique);
            }
            json.writeEndArray();
            json.writeNumberField("start", hit.getStart());
            json.writeNumberField("end", hit.getEnd());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void scores(JsonGenerator json, Map<String, Double> scores) throws IOException {
        json.writeArrayFieldStart("scores");
        // Sorted, so that the same record gives the same bytes.
        for (Map.Entry<String, Double> score : new TreeMap<>(scores).entrySet()) {
            if (Double.isFinite(score.getValue())) {
                json.writeStartObject();
                json.writeStringField("category", score.getKey());
                json.writeNumberField("value", score.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    static void origin(JsonGenerator json, Origin origin) throws IOException {
        json.writeObjectFieldStart("origin");
        json.writeStringField("topic", origin.getTopic());
        json.writeNumberField("partition", origin.getPartition());
        json.writeNumberField("offset", origin.getOffset());
        json.writeEndObject();
    }

    private static void id(JsonGenerator json, String of, String id) throws IOException {
        if (id != null) {
            json.writeObjectFieldStart(of);
            json.writeStringField("id", id);
            json.writeEndObject();
        }
    }

    static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    /** Writes the fields of one object. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private byte[] write(Fields fields) {
        return write(buffer, fields);
    }

    static byte[] write(ByteArrayOutputStream buffer, Fields fields) {
        buffer.reset();
        try (JsonGenerator json = JSON.createGenerator(buffer)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return buffer.toByteArray();
    }
}
