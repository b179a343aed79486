package io.qundun.deploy.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.qundun.deploy.traffic.UnreadableLineException;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.DecisionJson;
import java.io.IOException;
import java.io.OutputStream;

/** Writes answers as lines of JSON. For one thread. */
final class AnswerWriter implements AutoCloseable {

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .rootValueSeparator("")
                    .build();

    private final CompiledPolicy policy;
    private final JsonGenerator json;

    AnswerWriter(CompiledPolicy policy, OutputStream out) throws IOException {
        this.policy = policy;
        json = JSON.createGenerator(out);
    }

    void write(String messageId, Analysis analysis, Decision decision) throws IOException {
        json.writeStartObject();
        json.writeStringField("messageId", messageId);
        DecisionJson.writeFields(json, policy, analysis, decision);
        json.writeEndObject();
        json.writeRaw('\n');
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
