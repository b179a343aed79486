package io.qundun.jobs.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.activity.state.GroupInput;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Savepoints hang on these: a name that changes loses its state. */
class ActivityNamesTest {

    @Test
    void theUidsArePinned() throws Exception {
        assertThat(constants(String.class))
                .containsExactly(
                        "activity",
                        "verdict-source",
                        "event-source",
                        "decision-source",
                        "policy-source",
                        "verdict-decode",
                        "event-decode",
                        "decision-decode",
                        "policy-decode",
                        "verdict-input",
                        "policy-tables",
                        "group-activity",
                        "activity-sink",
                        "grade-sink",
                        "late-sink",
                        "dead-letter-sink")
                .doesNotHaveDuplicates();
    }

    @Test
    void theStatesArePinned() throws Exception {
        assertThat(constants(StateDescriptor.class))
                .extracting(each -> ((StateDescriptor<?, ?>) each).getName())
                .containsExactly(
                        "frontier",
                        "arrivals",
                        "minutes",
                        "hours",
                        "judged",
                        "decisions",
                        "members",
                        "departed",
                        "group");
    }

    @Test
    void theSideOutputsArePinned() throws Exception {
        assertThat(constants(OutputTag.class))
                .extracting(each -> ((OutputTag<?>) each).getId())
                .containsExactly("dead-letters", "grades", "late");
    }

    @ParameterizedTest
    @ValueSource(classes = {GroupInput.class, GradeOutput.class})
    void whatTravelsNeedsNoKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    private static List<Object> constants(Class<?> type) throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : ActivityNames.class.getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                constants.add(field.get(null));
            }
        }
        return constants;
    }
}
