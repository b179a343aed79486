package io.qundun.deploy.topics;

import io.qundun.schemas.Topic;
import java.util.List;

/**
 * What became of a topic.
 *
 * @param state what was done; under a dry run, what would be
 * @param notes what was changed, and what differs and was left
 */
public record TopicOutcome(Topic topic, State state, List<String> notes) {

    /** What was done. */
    public enum State {
        CREATED,
        ALTERED,
        UNCHANGED
    }

    public TopicOutcome {
        notes = List.copyOf(notes);
    }
}
