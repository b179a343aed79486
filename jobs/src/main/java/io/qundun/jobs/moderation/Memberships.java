package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Membership;
import io.qundun.schemas.GroupEvent;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** The current sender in his groups. A membership that is over is kept a day for late messages. */
final class Memberships {

    /** Of a group in which nothing is known of the sender. */
    private static final Membership UNKNOWN = new Membership();

    private final MapState<String, Membership> state;

    Memberships(MapState<String, Membership> state) {
        this.state = state;
    }

    Membership in(String groupId) throws Exception {
        Membership known = state.get(groupId);
        return known == null ? UNKNOWN : known;
    }

    void note(GroupEvent event) throws Exception {
        Membership known = in(event.getGroupId());
        Membership next = known.with(event);
        if (next == known) {
            return;
        }
        state.put(event.getGroupId(), next);
        if (next.isOverAt(Long.MAX_VALUE)) {
            forget(event.getOccurredAt() - Membership.NEW_MILLIS);
        }
    }

    private void forget(long before) throws Exception {
        Iterator<Map.Entry<String, Membership>> entries = state.iterator();
        while (entries.hasNext()) {
            if (entries.next().getValue().isOverAt(before)) {
                entries.remove();
            }
        }
    }

    void clear() {
        state.clear();
    }
}
