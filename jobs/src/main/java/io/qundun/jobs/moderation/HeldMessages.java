package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.HeldMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.streaming.api.TimerService;

/** The current sender's messages that wait for a status, and how many wait over all senders. */
final class HeldMessages {

    private final ListState<HeldMessage> state;
    private final long holdMillis;
    private final int most;
    private long count;

    /**
     * Over keyed state.
     *
     * @param count how many wait in this subtask's part of the state
     */
    HeldMessages(ListState<HeldMessage> state, long holdMillis, int most, long count) {
        this.state = state;
        this.holdMillis = holdMillis;
        this.most = most;
        this.count = count;
    }

    /** Lets a message wait and sets its timer; false when nothing is held or too many are. */
    boolean hold(Candidate candidate, TimerService timers) throws Exception {
        if (holdMillis <= 0) {
            return false;
        }
        int waiting = 0;
        for (HeldMessage ignored : state.get()) {
            waiting++;
        }
        if (waiting >= most) {
            return false;
        }
        long deadline = timers.currentProcessingTime() + holdMillis;
        state.add(new HeldMessage(candidate, deadline));
        count++;
        timers.registerProcessingTimeTimer(deadline);
        return true;
    }

    /** Takes out those whose waiting is over, in their order. */
    List<Candidate> take(Predicate<HeldMessage> over) throws Exception {
        List<HeldMessage> still = new ArrayList<>();
        List<Candidate> taken = new ArrayList<>();
        for (HeldMessage waiting : state.get()) {
            if (over.test(waiting)) {
                taken.add(waiting.candidate);
            } else {
                still.add(waiting);
            }
        }
        if (!taken.isEmpty()) {
            state.update(still);
            count -= taken.size();
        }
        return taken;
    }

    /** How many wait; summed over the subtasks it is exact, also after rescaling. */
    long count() {
        return count;
    }
}
