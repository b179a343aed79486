package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.LateActivity;
import java.util.List;

/**
 * Makes documents of what no window of a group counted, or what did not fit. The records have no id
 * of their own; theirs derives from what they say. For one thread.
 */
final class LateActivityDocuments {

    private final HistoryWriter writer = new HistoryWriter(EvidenceNames.HISTORY, "event");
    private final ContentId ids = new ContentId();

    /** The document; its cause is the verdict, event or decision that was late. */
    DocumentOperation of(LateActivity late, RawRecord source) {
        String id =
                ids.of(
                        "activity-late",
                        late.getGroupId(),
                        late.getKind(),
                        late.getId(),
                        late.getReason());
        return writer.document(
                source,
                new HistoryWriter.Event(
                        id, "activity-late", late.getKind(), late.getReason(), late.getEventTime()),
                null,
                json -> {
                    HistoryWriter.id(json, "group", late.getGroupId());
                    if (late.getKind().equals("verdict")) {
                        HistoryWriter.id(json, "verdict", late.getId());
                    }
                    HistoryWriter.texts(json, "causes", List.of(late.getId()));
                    // Of a group of which nothing had gone out yet there is none.
                    if (late.getFrontier() > 0) {
                        HistoryWriter.time(json, "frontier", late.getFrontier());
                    }
                });
    }
}
