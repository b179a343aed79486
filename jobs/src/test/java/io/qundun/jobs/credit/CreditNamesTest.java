package io.qundun.jobs.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Savepoints hang on these: a name that changes loses its state. */
class CreditNamesTest {

    @Test
    void theUidsArePinned() throws Exception {
        assertThat(constants(String.class))
                .containsExactly(
                        "credit",
                        "verdict-source",
                        "decision-source",
                        "policy-status-source",
                        "account-source",
                        "verdict-decode",
                        "decision-decode",
                        "policy-status-decode",
                        "ended-accounts",
                        "policy-tables",
                        "ledger-input",
                        "ledger",
                        "entry-sink",
                        "credit-sink",
                        "dead-letter-sink")
                .allMatch(name -> ((String) name).matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theStatesArePinned() throws Exception {
        assertThat(constants(StateDescriptor.class))
                .extracting(each -> ((StateDescriptor<?, ?>) each).getName())
                .containsExactly(
                        "activity",
                        "status",
                        "messages",
                        "apart",
                        "waiting-decisions",
                        "waiting-verdicts",
                        "waiting-count");
    }

    @Test
    void theSideOutputsArePinned() throws Exception {
        assertThat(constants(OutputTag.class))
                .extracting(each -> ((OutputTag<?>) each).getId())
                .containsExactly("dead-letters", "entries");
    }

    private static List<Object> constants(Class<?> type) throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : CreditNames.class.getDeclaredFields()) {
            if (type.isAssignableFrom(field.getType())) {
                constants.add(field.get(null));
            }
        }
        return constants;
    }
}
