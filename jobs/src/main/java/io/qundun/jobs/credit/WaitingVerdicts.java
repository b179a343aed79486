package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.verdict.JudgedMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;

/** The current user's verdicts under a policy whose tables have not come yet. Bounded a user. */
final class WaitingVerdicts {

    /** How many wait a user. */
    static final int MOST = 10_000;

    private final ListState<JudgedMessage> state;
    private final ValueState<Integer> count;
    private final Counter waited;

    WaitingVerdicts(ListState<JudgedMessage> state, ValueState<Integer> count, Counter waited) {
        this.state = state;
        this.count = count;
        this.waited = waited;
    }

    /**
     * Lets a verdict wait.
     *
     * @throws IllegalStateException when too many do: to go on would lose them
     */
    void add(JudgedMessage judged) throws Exception {
        Integer waiting = count.value();
        int more = waiting == null ? 1 : waiting + 1;
        if (more > MOST) {
            throw new IllegalStateException(
                    "policy "
                            + judged.packId
                            + " version "
                            + judged.policyVersion
                            + " has judged "
                            + MOST
                            + " messages of one user, but its tables have not come: look for its"
                            + " accepted status, with the document, in policy.status.v1");
        }
        state.add(judged);
        count.update(more);
        waited.inc();
    }

    /** Takes them all out. */
    List<JudgedMessage> take() throws Exception {
        List<JudgedMessage> taken = new ArrayList<>();
        state.get().forEach(taken::add);
        state.clear();
        count.clear();
        return taken;
    }
}
