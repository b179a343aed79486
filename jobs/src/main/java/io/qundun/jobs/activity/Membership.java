package io.qundun.jobs.activity;

import io.qundun.udfs.activity.Arrival;
import io.qundun.udfs.activity.GroupProfile;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;

/**
 * Who is a member of the present group, and since when: 16 bytes a member beside the key. Events
 * are ordered by their times; for {@link #REMEMBERED} after a member left, an older join does not
 * bring him back.
 */
final class Membership {

    /** For how long it is remembered that a member left, milliseconds. */
    static final long REMEMBERED = 7 * 86_400_000L;

    /** How long after joining a member is new, milliseconds. */
    static final long NEW = 86_400_000L;

    private final MapState<Long, Long> members;
    private final MapState<Long, Long> departed;

    Membership(RuntimeContext context) {
        members = context.getMapState(ActivityNames.MEMBERS);
        departed = context.getMapState(ActivityNames.DEPARTED);
    }

    /**
     * Something happened to the group.
     *
     * @param group whose number of members and category follow
     * @return false for a leave of somebody who was no member
     */
    boolean apply(Arrival.Event event, GroupProfile group) throws Exception {
        switch (event.type()) {
            case CREATED -> {
                group.created = true;
                if (event.user() != 0) {
                    joined(event, group);
                }
                category(event, group);
            }
            case CATEGORY_SET -> category(event, group);
            case JOINED -> joined(event, group);
            case LEFT, REMOVED -> {
                return left(event, group);
            }
            case CLOSED -> group.closedAt = event.time();
        }
        return true;
    }

    private static void category(Arrival.Event event, GroupProfile group) {
        if (!event.category().isEmpty() && event.time() >= group.categoryAt) {
            group.category = event.category();
            group.categoryAt = event.time();
        }
    }

    private void joined(Arrival.Event event, GroupProfile group) throws Exception {
        Long left = departed.get(event.user());
        if (left != null) {
            if (left >= event.time()) {
                return;
            }
            departed.remove(event.user());
        }
        Long known = members.get(event.user());
        if (known == null) {
            group.members++;
        }
        if (known == null || known < event.time()) {
            members.put(event.user(), event.time());
            group.lastJoin = Math.max(group.lastJoin, event.time());
        }
    }

    private boolean left(Arrival.Event event, GroupProfile group) throws Exception {
        Long known = members.get(event.user());
        if (known != null && known > event.time()) {
            return true;
        }
        if (known != null) {
            members.remove(event.user());
            group.members--;
        }
        Long before = departed.get(event.user());
        if (before == null || before < event.time()) {
            departed.put(event.user(), event.time());
            group.departed(event.time());
        }
        return known != null;
    }

    /** Whether somebody is a member who joined after a time. */
    boolean joinedAfter(long user, long time) throws Exception {
        Long joined = members.get(user);
        return joined != null && joined > time;
    }

    /** Forgets who left long before a time. */
    void forgetDeparted(long now, GroupProfile group) throws Exception {
        long until = now - REMEMBERED;
        if (group.oldestDeparture == GroupProfile.NONE || group.oldestDeparture > until) {
            return;
        }
        group.oldestDeparture = GroupProfile.NONE;
        GroupStates.removeIf(
                departed,
                left -> {
                    if (left <= until) {
                        return true;
                    }
                    group.departed(left);
                    return false;
                });
    }

    /** Forgets everybody. */
    void forget(GroupProfile group) {
        members.clear();
        departed.clear();
        group.oldestDeparture = GroupProfile.NONE;
    }
}
