package io.qundun.jobs.activity;

import io.qundun.udfs.activity.Arrival;
import io.qundun.udfs.activity.BinaryInput;
import io.qundun.udfs.activity.BinaryOutput;
import io.qundun.udfs.activity.BucketRing;
import io.qundun.udfs.activity.GroupProfile;
import io.qundun.udfs.activity.JudgedVerdicts;
import io.qundun.udfs.activity.OpenMinute;
import io.qundun.udfs.activity.WaitingDecisions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;

/**
 * The state of the present group, read and written. A verdict costs one read of the profile and one
 * arrival put at the end of a list; everything else happens when a minute closes or a window runs
 * empty, which costs a quiet group one read and one write of its profile, with its rings in it.
 *
 * <p>Scans are what costs most in RocksDB: none is made while the profile says that there is
 * nothing to find.
 */
final class GroupStates {

    private static final BucketRing NO_BUCKETS = new BucketRing();

    private final ValueState<Long> frontier;
    private final ListState<byte[]> arrivals;
    private final ValueState<byte[]> minutes;
    private final ValueState<byte[]> hours;
    private final ValueState<byte[]> group;
    private final MapState<Long, byte[]> judged;
    private final MapState<Long, byte[]> decisions;

    private final BinaryOutput out = new BinaryOutput();
    private final BinaryInput in = new BinaryInput();

    GroupStates(RuntimeContext context) {
        frontier = context.getState(ActivityNames.FRONTIER);
        arrivals = context.getListState(ActivityNames.ARRIVALS);
        minutes = context.getState(ActivityNames.MINUTES);
        hours = context.getState(ActivityNames.HOURS);
        group = context.getState(ActivityNames.GROUP);
        judged = context.getMapState(ActivityNames.JUDGED);
        decisions = context.getMapState(ActivityNames.DECISIONS);
    }

    /** Whether the final value of the bucket that ends at a time has gone out. */
    boolean isFinal(long end) throws Exception {
        long known = GroupProfile.frontier(group.value(), in);
        return known != GroupProfile.NONE && end <= known;
    }

    void arrived(Arrival arrival) throws Exception {
        arrivals.add(arrival.encode(out));
    }

    /** Takes what came for a minute; null when nothing did. */
    OpenMinute take(int minute) throws Exception {
        OpenMinute closing = null;
        List<byte[]> later = new ArrayList<>(0);
        for (byte[] each : arrivals.get()) {
            Arrival arrival = Arrival.decode(each, in);
            if (arrival.minute() > minute) {
                later.add(each);
            } else {
                if (closing == null) {
                    closing = new OpenMinute(minute);
                }
                closing.add(arrival);
            }
        }
        if (closing != null) {
            if (later.isEmpty()) {
                arrivals.clear();
            } else {
                arrivals.update(later);
            }
        }
        return closing;
    }

    GroupProfile profile() throws Exception {
        return GroupProfile.decode(group.value(), in);
    }

    void profile(GroupProfile profile) throws Exception {
        if (profile.isOfFormat1()) {
            frontier.clear();
        }
        if (profile.isBlank()) {
            group.clear();
        } else {
            group.update(profile.encode(out));
        }
    }

    BucketRing minutes(GroupProfile profile) throws Exception {
        return BucketRing.decode(profile.minutesApart ? minutes.value() : profile.minutes, in);
    }

    /** Keeps it; the profile, which may hold it, is to be kept afterwards. */
    void minutes(BucketRing ring, GroupProfile profile) throws Exception {
        byte[] bytes = ring.isEmpty() ? GroupProfile.NO_RING : ring.encode(out);
        boolean apart = bytes.length > GroupProfile.SHORT_RING;
        keep(minutes, bytes, apart, profile.minutesApart);
        profile.minutesApart = apart;
        profile.minutes = apart ? GroupProfile.NO_RING : bytes;
    }

    BucketRing hours(GroupProfile profile) throws Exception {
        return BucketRing.decode(profile.hoursApart ? hours.value() : profile.hours, in);
    }

    /** Keeps it, likewise. */
    void hours(BucketRing ring, GroupProfile profile) throws Exception {
        byte[] bytes = ring.isEmpty() ? GroupProfile.NO_RING : ring.encode(out);
        boolean apart = bytes.length > GroupProfile.SHORT_RING;
        keep(hours, bytes, apart, profile.hoursApart);
        profile.hoursApart = apart;
        profile.hours = apart ? GroupProfile.NO_RING : bytes;
    }

    private static void keep(
            ValueState<byte[]> state, byte[] ring, boolean apart, boolean apartBefore)
            throws Exception {
        if (apart) {
            state.update(ring);
        } else if (apartBefore) {
            state.clear();
        }
    }

    /** What was decided on a message; null when no window holds it as flagged or refused. */
    JudgedVerdicts judged(long message) throws Exception {
        byte[] kept = judged.get(message);
        return kept == null ? null : JudgedVerdicts.decode(kept, in);
    }

    /** Keeps what was decided on a message that was judged before. */
    void judged(long message, JudgedVerdicts verdicts) throws Exception {
        judged.put(message, verdicts.encode(out));
    }

    /** Keeps what was decided on a message; the profile is to be kept afterwards. */
    void judged(long message, JudgedVerdicts verdicts, GroupProfile profile) throws Exception {
        judged(message, verdicts);
        profile.judged(verdicts.minute());
    }

    /** Forgets messages of earlier minutes. */
    void forgetJudged(int before, GroupProfile profile) throws Exception {
        if (profile.oldestJudged == GroupProfile.NO_MINUTE || profile.oldestJudged >= before) {
            return;
        }
        profile.oldestJudged = GroupProfile.NO_MINUTE;
        removeIf(
                judged,
                kept -> {
                    int minute = JudgedVerdicts.decode(kept, in).minute();
                    if (minute < before) {
                        return true;
                    }
                    profile.judged(minute);
                    return false;
                });
    }

    /** Removes entries by their values, in one pass. */
    static <V> void removeIf(MapState<Long, V> map, Predicate<V> condition) throws Exception {
        Iterator<Map.Entry<Long, V>> each = map.iterator();
        boolean removed = false;
        boolean left = false;
        while (each.hasNext()) {
            if (condition.test(each.next().getValue())) {
                each.remove();
                removed = true;
            } else {
                left = true;
            }
        }
        if (removed && !left) {
            // Without entries it would still take a place in a state backend on the heap.
            map.clear();
        }
    }

    /** Decisions that wait for a verdict on a message. */
    WaitingDecisions waiting(long message) throws Exception {
        return WaitingDecisions.decode(decisions.get(message), in);
    }

    void waiting(long message, WaitingDecisions waiting) throws Exception {
        decisions.put(message, waiting.encode(out));
    }

    void noneWaits(long message) throws Exception {
        decisions.remove(message);
        if (decisions.isEmpty()) {
            decisions.clear();
        }
    }

    /**
     * Takes decisions, all those on a message at once, of which the last was made before a time.
     */
    List<WaitingDecisions> takeWaiting(long before) throws Exception {
        List<WaitingDecisions> taken = new ArrayList<>(0);
        removeIf(
                decisions,
                kept -> {
                    WaitingDecisions waiting = WaitingDecisions.decode(kept, in);
                    return waiting.latest() < before && taken.add(waiting);
                });
        return taken;
    }

    /** Forgets all windows; the profile is to be kept afterwards. */
    void forgetWindows(GroupProfile profile) throws Exception {
        minutes(NO_BUCKETS, profile);
        hours(NO_BUCKETS, profile);
        if (profile.oldestJudged != GroupProfile.NO_MINUTE) {
            judged.clear();
            profile.oldestJudged = GroupProfile.NO_MINUTE;
        }
    }

    /** Forgets the group. */
    void forgetGroup(GroupProfile profile) throws Exception {
        forgetWindows(profile);
        if (profile.isOfFormat1()) {
            frontier.clear();
        }
        group.clear();
    }
}
