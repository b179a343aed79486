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
                        "group-event-source",
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
                .allMatch(name -> ((String) name).matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theStatesArePinned() throws Exception {
        assertThat(constants(StateDescriptor.class))
                .extracting(each -> ((StateDescriptor<?, ?>) each).getName())
                .containsExactly(
                        "policies",
                        "accepted",
                        "parts",
                        "grade",
                        "group-measures",
                        "sender",
                        "activity",
                        "memberships",
                        "held",
                        "refused",
                        "published",
                        "held-count")
                .doesNotHaveDuplicates();
    }

    @Test
    void theSideOutputsArePinned() throws Exception {
        assertThat(constants(OutputTag.class))
                .extracting(each -> ((OutputTag<?>) each).getId())
                .containsExactly(
                        "dead-letters",
                        "policy-status",
                        "group-contexts",
                        "commands",
                        "reviews",
                        "evidence")
                .doesNotHaveDuplicates();
    }

    private static List<Object> constants(Class<?> type) throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : ModerationNames.class.getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                constants.add(field.get(null));
            }
        }
        return constants;
    }
}
