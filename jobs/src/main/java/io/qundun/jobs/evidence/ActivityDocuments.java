package io.qundun.jobs.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.jobs.evidence.DocumentFunction.InvalidRecordException;
import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.Surge;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Makes a document of what a group's windows saw. For one thread. */
final class ActivityDocuments {

    private static final Map<String, String> SPANS =
            Map.of("1m", "minute", "1h", "hour", "24h", "day", "7d", "week");

    private final HistoryWriter writer = new HistoryWriter(EvidenceNames.ACTIVITY, "metric");

    /** The document: one object for each span that the record has. */
    DocumentOperation of(GroupActivity activity, RawRecord source) throws InvalidRecordException {
        for (ActivityWindow window : activity.getWindows()) {
            if (!SPANS.containsKey(window.getSpan())) {
                throw new InvalidRecordException(
                        "a window has the span '"
                                + window.getSpan()
                                + "'; known are 1m, 1h, 24h and 7d");
            }
            DocumentFunction.checkTime("begin", window.getBegin());
        }
        return writer.document(
                source,
                new HistoryWriter.Event(
                        activity.getActivityId(), "activity", null, null, activity.getAt()),
                null,
                json -> {
                    json.writeObjectFieldStart("group");
                    json.writeStringField("id", activity.getGroupId());
                    HistoryWriter.text(json, "category", activity.getCategory());
                    json.writeNumberField("members", activity.getMembers());
                    json.writeEndObject();
                    json.writeObjectFieldStart("activity");
                    json.writeBooleanField("idle", activity.getIdle());
                    for (ActivityWindow window : activity.getWindows()) {
                        window(json, window);
                    }
                    json.writeEndObject();
                    json.writeArrayFieldStart("surges");
                    for (Surge surge : activity.getSurges()) {
                        surge(json, surge);
                    }
                    json.writeEndArray();
                });
    }

    private static void window(JsonGenerator json, ActivityWindow window) throws IOException {
        json.writeObjectFieldStart(SPANS.get(window.getSpan()));
        HistoryWriter.time(json, "begin", window.getBegin());
        json.writeNumberField("messages", window.getMessages());
        json.writeNumberField("refused", window.getRefused());
        json.writeNumberField("senders", window.getSenders());
        json.writeNumberField("senders_low", window.getSendersLow());
        json.writeNumberField("senders_high", window.getSendersHigh());
        json.writeNumberField("new_member_share", window.getNewMemberShare());
        json.writeNumberField("joins", window.getJoins());
        json.writeNumberField("leaves", window.getLeaves());
        json.writeNumberField("flagged", window.getFlagged());
        json.writeArrayFieldStart("flagged_by_category");
        // Sorted, so that the same record gives the same bytes.
        for (Map.Entry<String, Long> flagged :
                new TreeMap<>(window.getFlaggedByCategory()).entrySet()) {
            json.writeStartObject();
            json.writeStringField("category", flagged.getKey());
            json.writeNumberField("count", flagged.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void surge(JsonGenerator json, Surge surge) throws IOException {
        json.writeStartObject();
        json.writeStringField("signal", surge.getSignal());
        json.writeStringField("span", surge.getSpan());
        json.writeNumberField("value", surge.getValue());
        json.writeNumberField("baseline", surge.getBaseline());
        // Against a baseline of nothing the ratio is infinite, which is no JSON number.
        if (Double.isFinite(surge.getRatio())) {
            json.writeNumberField("ratio", surge.getRatio());
        }
        json.writeEndObject();
    }
}
