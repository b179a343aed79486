package io.qundun.deploy.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.deploy.traffic.UnreadableLineException;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.match.Hit;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.Rule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes answers as lines of JSON. For one thread. */
final class AnswerWriter implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator("");

    private final CompiledPolicy policy;
    private final String[] categories;
    private final JsonGenerator json;

    AnswerWriter(CompiledPolicy policy, OutputStream out) throws IOException {
        this.policy = policy;
        this.categories =
                policy.categories().stream().map(category -> category.id()).toArray(String[]::new);
        json = JSON.createGenerator(out);
    }

    void write(String messageId, Analysis analysis, Decision decision) throws IOException {
        json.writeStartObject();
        json.writeStringField("messageId", messageId);
        json.writeStringField("action", decision.action().code());
        if (decision.refusal() != null) {
            json.writeStringField("refusal", decision.refusal().code());
        }
        strings("categories", decision.categories());
        json.writeArrayFieldStart("rules");
        for (Rule rule : decision.rules()) {
            if (rule.mode() == Rule.Mode.LIVE) {
                json.writeString(rule.id());
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hits");
        for (Hit hit : analysis.hits()) {
            hit(hit);
        }
        json.writeEndArray();
        if (analysis.hitCount() > analysis.hits().size()) {
            json.writeNumberField("hitCount", analysis.hitCount());
        }
        json.writeObjectFieldStart("scores");
        double[] scores = analysis.scores();
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isNaN(scores[i])) {
                json.writeNumberField(categories[i], scores[i]);
            }
        }
        json.writeEndObject();
        json.writeNumberField("policyVersion", policy.version());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void hit(Hit hit) throws IOException {
        json.writeStartObject();
        json.writeStringField("term", hit.term());
        json.writeStringField("category", hit.category());
        json.writeNumberField("severity", hit.severity());
        json.writeNumberField("confidence", hit.confidence());
        json.writeNumberField("start", hit.start());
        json.writeNumberField("end", hit.end());
        strings("via", hit.via());
        json.writeEndObject();
    }

    private void strings(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (int i = 0; i < values.size(); i++) {
            json.writeString(values.get(i));
        }
        json.writeEndArray();
    }

    void writeError(long line, UnreadableLineException error) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeObjectFieldStart("error");
        json.writeStringField("code", error.code().code());
        json.writeStringField("message", error.getMessage());
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
