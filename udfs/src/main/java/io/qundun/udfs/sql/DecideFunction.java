package io.qundun.udfs.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.DecisionJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * {@code QD_DECIDE(text)}: the decision on the text alone, sender and group neutral, as the JSON
 * object that {@link DecisionJson} writes; null for null. A rule's rollout goes by the text, for
 * want of an id.
 */
public final class DecideFunction extends PolicyFunction {
    /** The name in SQL. */
    public static final String NAME = "QD_DECIDE";

    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    public String eval(String text) {
        if (text == null) {
            return null;
        }
        Analysis analysis = policy().analyze(text);
        Decision decision =
                policy().decide(
                                MessageFacts.of(text, MessageFacts.TEXT, 0, text),
                                analysis,
                                SenderFacts.NEUTRAL,
                                GroupFacts.NEUTRAL);
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            DecisionJson.writeFields(json, policy(), analysis, decision);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return out.toString();
    }
}
