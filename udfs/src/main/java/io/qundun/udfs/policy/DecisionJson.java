package io.qundun.udfs.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.match.Hit;
import java.io.IOException;
import java.util.List;

/**
 * Writes a decision as JSON fields: action, refusal (only when there is one), categories, rules,
 * hits, hitCount (only when there are more), scores, policyVersion. Rules in shadow are left out.
 * Stateless.
 */
public final class DecisionJson {
    /** Scores have four decimal places; writing them out costs more than finding them. */
    private static final String[] SCORES = new String[ModelEnsemble.STEPS + 1];

    static {
        for (int i = 0; i < SCORES.length; i++) {
            SCORES[i] = Double.toString((double) i / ModelEnsemble.STEPS);
        }
    }

    private DecisionJson() {}

    /** Writes the fields into the object that the generator is in. */
    public static void writeFields(
            JsonGenerator out, CompiledPolicy policy, Analysis analysis, Decision decision)
            throws IOException {
        out.writeStringField("action", decision.action().code());
        if (decision.refusal() != null) {
            out.writeStringField("refusal", decision.refusal().code());
        }
        out.writeArrayFieldStart("categories");
        for (String category : decision.categories()) {
            out.writeString(category);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("rules");
        for (Rule rule : decision.rules()) {
            if (rule.mode() == Rule.Mode.LIVE) {
                out.writeString(rule.id());
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("hits");
        for (Hit hit : analysis.hits()) {
            write(out, hit);
        }
        out.writeEndArray();
        if (analysis.hitCount() > analysis.hits().size()) {
            out.writeNumberField("hitCount", analysis.hitCount());
        }
        out.writeObjectFieldStart("scores");
        double[] scores = analysis.scores();
        List<Category> categories = policy.categories();
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isNaN(scores[i])) {
                out.writeFieldName(categories.get(i).id());
                writeScore(out, scores[i]);
            }
        }
        out.writeEndObject();
        out.writeNumberField("policyVersion", policy.version());
    }

    private static void writeScore(JsonGenerator out, double score) throws IOException {
        int step = (int) (score * ModelEnsemble.STEPS + 0.5);
        if (step >= 0 && step < SCORES.length && (double) step / ModelEnsemble.STEPS == score) {
            out.writeNumber(SCORES[step]);
        } else {
            out.writeNumber(score);
        }
    }

    private static void write(JsonGenerator out, Hit hit) throws IOException {
        out.writeStartObject();
        out.writeStringField("term", hit.term());
        out.writeStringField("category", hit.category());
        out.writeNumberField("severity", hit.severity());
        out.writeNumberField("confidence", hit.confidence());
        out.writeNumberField("start", hit.start());
        out.writeNumberField("end", hit.end());
        out.writeArrayFieldStart("via");
        for (String technique : hit.via()) {
            out.writeString(technique);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
