package io.qundun.udfs.activity;

import io.qundun.udfs.decision.Action;
import java.util.List;

/**
 * How a message stands when all its verdicts and decisions are folded.
 *
 * @param action what became of it
 * @param categories of what was found, distinct; empty unless it is flagged
 */
public record Standing(Action action, List<String> categories) {

    /** A message that stands. */
    public static final Standing ALLOWED = new Standing(Action.ALLOW, List.of());

    /** With a copy of the categories. */
    public Standing {
        categories = List.copyOf(categories);
    }

    /** Whether it was removed or sent to review. */
    public boolean isFlagged() {
        return action == Action.REMOVE || action == Action.REVIEW;
    }
}
