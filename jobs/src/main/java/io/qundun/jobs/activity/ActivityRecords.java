package io.qundun.jobs.activity;

import io.qundun.jobs.runtime.ContentId;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.Surge;
import io.qundun.udfs.activity.BucketRing;
import io.qundun.udfs.activity.DistinctCount;
import io.qundun.udfs.activity.GroupProfile;
import io.qundun.udfs.activity.SurgeRule;
import io.qundun.udfs.activity.Window;
import io.qundun.udfs.activity.WindowSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Makes the records of a group's activity. For one thread. */
final class ActivityRecords {

    private static final WindowSpan[] SPANS = WindowSpan.values();

    private final ContentId ids = new ContentId();
    private final DistinctCount distinct = new DistinctCount();

    /** What stands in the windows that end at a time. */
    GroupActivity of(
            String groupId,
            long at,
            BucketRing minutes,
            BucketRing hours,
            GroupProfile profile,
            SurgeRule surges) {
        List<ActivityWindow> windows = new ArrayList<>(SPANS.length);
        Window minute = null;
        Window hour = null;
        for (WindowSpan span : SPANS) {
            if (!span.endsAt(at)) {
                continue;
            }
            int end = (int) (at / span.bucketMillis());
            BucketRing ring =
                    span.bucketMillis() == WindowSpan.MINUTE.bucketMillis() ? minutes : hours;
            Window window = ring.window(end - span.buckets(), end, distinct);
            windows.add(record(span, at, window));
            if (span == WindowSpan.MINUTE) {
                minute = window;
            } else if (span == WindowSpan.HOUR) {
                hour = window;
            }
        }
        int thisHour = (int) ((at - 1) / WindowSpan.HOUR.millis());
        List<Surge> surged = new ArrayList<>(0);
        for (SurgeRule.Surge surge :
                surges.surges(
                        profile.baseline.silentUntil(thisHour), minute.counts(), hour.counts())) {
            surged.add(
                    new Surge(
                            surge.signal(),
                            surge.value(),
                            surge.baseline(),
                            surge.ratio(),
                            surge.span().code()));
        }
        return new GroupActivity(
                ids.of(groupId, Long.toString(at)),
                groupId,
                at,
                windows,
                surged,
                profile.members,
                profile.category,
                false);
    }

    private static ActivityWindow record(WindowSpan span, long end, Window window) {
        return new ActivityWindow(
                span.code(),
                end - span.millis(),
                end,
                window.counts().messages(),
                window.counts().refused(),
                window.senders(),
                window.sendersLow(),
                window.sendersHigh(),
                window.newMemberShare(),
                window.counts().joins(),
                window.counts().leaves(),
                window.counts().flagged(),
                new HashMap<>(window.counts().flaggedByCategory()));
    }
}
