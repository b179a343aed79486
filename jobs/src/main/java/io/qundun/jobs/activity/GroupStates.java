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
 * The state of the present group, read and written. A verdict costs one read of the frontier and
 * one arrival put at the end of a list; everything else happens when a minute closes.
 */
final class GroupStates {

    /** The frontier of a closed group: everything is behind it. */
    static final long CLOSED = Long.MAX_VALUE;

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
        Long known = frontier.value();
        return known != null && end <= known;
    }

    void frontier(long at) throws Exception {
        frontier.update(at);
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
        if (profile.isBlank()) {
            group.clear();
        } else {
            group.update(profile.encode(out));
        }
    }

    BucketRing minutes() throws Exception {
        return BucketRing.decode(minutes.value(), in);
    }

    void minutes(BucketRing ring) throws Exception {
        update(minutes, ring);
    }

    BucketRing hours() throws Exception {
        return BucketRing.decode(hours.value(), in);
    }

    void hours(BucketRing ring) throws Exception {
        update(hours, ring);
    }

    private void update(ValueState<byte[]> state, BucketRing ring) throws Exception {
        if (ring.isEmpty()) {
            state.clear();
        } else {
            state.update(ring.encode(out));
        }
    }

    /** What was decided on a message; null when no window holds it as flagged or refused. */
    JudgedVerdicts judged(long message) throws Exception {
        byte[] kept = judged.get(message);
        return kept == null ? null : JudgedVerdicts.decode(kept, in);
    }

    void judged(long message, JudgedVerdicts verdicts) throws Exception {
        judged.put(message, verdicts.encode(out));
    }

    /** Forgets messages of earlier minutes. */
    void forgetJudged(int before) throws Exception {
        removeIf(judged, kept -> JudgedVerdicts.decode(kept, in).minute() < before);
    }

    /** Removes entries by their values, in one pass: a scan is what costs most in RocksDB. */
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

    /** Forgets all windows. */
    void forgetWindows() {
        minutes.clear();
        hours.clear();
        judged.clear();
    }

    /** Forgets the group. */
    void forgetGroup() {
        forgetWindows();
        frontier.clear();
        group.clear();
    }
}
