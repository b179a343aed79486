package io.qundun.jobs.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Savepoints hang on these: a name that changes loses its state. */
class ModerationNamesTest {

    @Test
    void theUidsArePinned() throws Exception {
        assertThat(constants(String.class))
                .containsExactly(
                        "moderation",
                        "chat-source",
                        "policy-source",
                        "account-source",
                        "credit-source",
                        "grade-source",
                        "enforcement-source",
                        "policy-release",
                        "analysis",
                        "context-decode",
                        "group-context",
                        "sender-decision",
                        "heartbeat",
                        "verdict-sink",
                        "command-sink",
                        "review-sink",
                        "evidence-sink",
                        "policy-status-sink",
                        "dead-letter-sink")
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theStatesArePinned() throws Exception {
        assertThat(constants(StateDescriptor.class))
                .extracting(StateDescriptor::getName)
                .containsExactly(
                        "policies",
                        "accepted",
                        "parts",
                        "grade",
                        "group-measures",
                        "sender",
                        "activity",
                        "held",
                        "refused",
                        "published",
                        "held-count")
                .doesNotHaveDuplicates();
    }

    @Test
    void theSideOutputsArePinned() throws Exception {
        assertThat(constants(OutputTag.class))
                .extracting(OutputTag::getId)
                .containsExactly(
                        "dead-letters",
                        "policy-status",
                        "group-contexts",
                        "commands",
                        "reviews",
                        "evidence")
                .doesNotHaveDuplicates();
    }

    private static <T> List<T> constants(Class<T> type) throws IllegalAccessException {
        List<T> constants = new ArrayList<>();
        for (Field field : ModerationNames.class.getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                constants.add(type.cast(field.get(null)));
            }
        }
        return constants;
    }
}
