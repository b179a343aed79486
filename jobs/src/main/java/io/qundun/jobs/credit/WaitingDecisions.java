package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;

/** The current user's decisions whose verdict has not come yet. Bounded a user. */
final class WaitingDecisions {

    /** How many wait a user. */
    static final int MOST = 256;

    private final MapState<String, Decision> state;
    private final long waitMillis;

    WaitingDecisions(MapState<String, Decision> state, long waitMillis) {
        this.state = state;
        this.waitMillis = waitMillis;
    }

    /**
     * Lets a decision wait; false when too many do.
     *
     * @param now event time; least long when not known. A decision is later than its verdict's
     *     message, so it waits at least until its own time has come.
     */
    boolean add(Decision decision, long now) throws Exception {
        if (state.contains(decision.decisionId)) {
            return true;
        }
        int waiting = 0;
        for (String ignored : state.keys()) {
            waiting++;
        }
        if (waiting >= MOST) {
            return false;
        }
        decision.deadline = Math.max(decision.decidedAt, now) + waitMillis;
        state.put(decision.decisionId, decision);
        return true;
    }

    /** Takes out those on a verdict. */
    List<Decision> takeFor(String verdictId) throws Exception {
        return take(decision -> decision.verdictId.equals(verdictId));
    }

    /** Takes out those that have waited long enough. */
    List<Decision> takeOverdue(long now) throws Exception {
        return take(decision -> decision.deadline <= now);
    }

    private List<Decision> take(Predicate<Decision> wanted) throws Exception {
        List<Decision> taken = new ArrayList<>();
        for (Decision decision : state.values()) {
            if (wanted.test(decision)) {
                taken.add(decision);
            }
        }
        // Not by the iterator: on the heap that would leave an empty map behind.
        for (Decision decision : taken) {
            state.remove(decision.decisionId);
        }
        return taken;
    }

    /** Forgets all. */
    void forget() {
        state.clear();
    }

    /** When the first will have waited long enough; greatest long when none waits. */
    long nextDeadline() throws Exception {
        long next = Long.MAX_VALUE;
        for (Decision decision : state.values()) {
            next = Math.min(next, decision.deadline);
        }
        return next;
    }
}
