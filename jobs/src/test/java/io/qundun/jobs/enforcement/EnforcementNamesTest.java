package io.qundun.jobs.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Savepoints hang on these: a name that changes loses its state. */
class EnforcementNamesTest {

    @Test
    void theUidsArePinned() throws Exception {
        assertThat(constants(String.class))
                .containsExactly(
                        "enforcement",
                        "verdict-source",
                        "credit-source",
                        "activity-source",
                        "decision-source",
                        "ack-source",
                        "policy-status-source",
                        "verdict-decode",
                        "verdict-signals",
                        "side-input-decode",
                        "policy-status-decode",
                        "released-tables",
                        "measures",
                        "command-sink",
                        "state-sink",
                        "review-sink",
                        "dead-letter-sink")
                .doesNotHaveDuplicates();
    }

    @Test
    void theStatesArePinned() throws Exception {
        assertThat(constants(StateDescriptor.class))
                .extracting(each -> ((StateDescriptor<?, ?>) each).getName())
                .containsExactly("subject", "pending", "flagged");
    }

    @Test
    void theSideOutputsArePinned() throws Exception {
        assertThat(constants(OutputTag.class))
                .extracting(each -> ((OutputTag<?>) each).getId())
                .containsExactly("dead-letters", "states", "reviews");
    }

    private static List<Object> constants(Class<?> type) throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : EnforcementNames.class.getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                constants.add(field.get(null));
            }
        }
        return constants;
    }
}
