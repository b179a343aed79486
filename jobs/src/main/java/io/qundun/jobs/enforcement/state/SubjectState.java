package io.qundun.jobs.enforcement.state;

import java.util.ArrayList;
import java.util.List;

/** What is remembered of one subject. */
public final class SubjectState {

    /** The level of a person of whom no low one is known. */
    public static final int NO_LOW_LEVEL = 0;

    /** Sequence of the last command; grows for ever, for backends apply only a higher one. */
    public long sequence;

    /** How far event time is known to have come; watermarks are not in checkpoints. */
    public long frontier = Long.MIN_VALUE;

    /** From when the published state holds, epoch milliseconds. */
    public long effectiveFrom;

    /** Whether a state stands in the topic. */
    public boolean published;

    /** The credit level as last received, when a threshold asks for it; else NO_LOW_LEVEL. */
    public int level = NO_LOW_LEVEL;

    /** Flagged messages, in no order. */
    public List<Incident> incidents = new ArrayList<>(0);

    /** Measures that wait, stand or ended not long ago, in the order in which they were reached. */
    public List<Measure> measures = new ArrayList<>(0);

    /** Decisions on verdicts that have not come yet. */
    public List<Signal> early = new ArrayList<>(0);

    /** For Flink. */
    public SubjectState() {}

    /** Whether there is nothing to remember. */
    public boolean empty() {
        return sequence == 0
                && !published
                && level == NO_LOW_LEVEL
                && incidents.isEmpty()
                && measures.isEmpty()
                && early.isEmpty();
    }
}
