package io.qundun.udfs.activity;

import java.util.ArrayList;
import java.util.List;

/** Decisions on verdicts of one message that have not come yet. Mutable, for one thread. */
public final class WaitingDecisions {

    private static final int FORMAT = 1;

    private final List<Waiting> waiting = new ArrayList<>(1);

    /**
     * One of them.
     *
     * @param decisionId as it came
     * @param decision what was decided
     */
    public record Waiting(String decisionId, JudgedVerdicts.Decision decision) {}

    /** One more; one that is known changes nothing. */
    public void add(String decisionId, JudgedVerdicts.Decision decision) {
        for (Waiting known : waiting) {
            if (known.decisionId().equals(decisionId)) {
                return;
            }
        }
        waiting.add(new Waiting(decisionId, decision));
    }

    /** All of them, in order of arrival. */
    public List<Waiting> all() {
        return waiting;
    }

    /** When the last one was made, epoch milliseconds. */
    public long latest() {
        long latest = Long.MIN_VALUE;
        for (Waiting each : waiting) {
            latest = Math.max(latest, each.decision().time());
        }
        return latest;
    }

    /** To be kept. */
    public byte[] encode(BinaryOutput out) {
        out.begin(FORMAT).number(waiting.size());
        for (Waiting each : waiting) {
            out.text(each.decisionId())
                    .hash(each.decision().verdict())
                    .hash(each.decision().id())
                    .number(each.decision().time())
                    .number(each.decision().overturned() ? 1 : 0);
        }
        return out.toByteArray();
    }

    /** As it was kept; none for null. */
    public static WaitingDecisions decode(byte[] bytes, BinaryInput in) {
        WaitingDecisions decisions = new WaitingDecisions();
        if (bytes == null) {
            return decisions;
        }
        in.begin("decisions that wait", bytes, FORMAT);
        for (int n = in.small(); n > 0; n--) {
            decisions.waiting.add(
                    new Waiting(
                            in.text(),
                            new JudgedVerdicts.Decision(
                                    in.hash(), in.hash(), in.number(), in.number() != 0)));
        }
        return decisions;
    }
}
