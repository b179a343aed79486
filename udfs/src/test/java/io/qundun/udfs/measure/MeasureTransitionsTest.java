package io.qundun.udfs.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.udfs.measure.TransitionTable.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MeasureTransitionsTest {

    private static final TransitionTable TABLE = MeasureTransitions.TABLE;

    @Test
    void theTableIsSound() {
        assertThat(TABLE.defects()).isEmpty();
        int states = MeasureState.values().length - 1;
        assertThat(TABLE.transitions()).hasSize(states * MeasureEvent.values().length);
    }

    @Test
    void anUnreachableStateIsFound() {
        TransitionTable table = without(each -> each.to() == MeasureState.REFUSED);

        assertThat(table.defects()).contains("no way leads to REFUSED");
    }

    @Test
    void aStateWithoutAWayOutIsFound() {
        TransitionTable table =
                without(
                        each ->
                                each.from() == MeasureState.LIFTED
                                        && each.to() != MeasureState.LIFTED);

        assertThat(table.defects()).contains("no way leads out of LIFTED by time alone");
    }

    @Test
    void aStateThatWaitsForAnAnswerForEverIsFound() {
        TransitionTable table =
                without(
                        each ->
                                each.from() == MeasureState.LIFTING
                                        && each.event() == MeasureEvent.EXHAUSTION);

        assertThat(table.defects())
                .contains(
                        "LIFTING says nothing of EXHAUSTION",
                        "no way leads out of LIFTING by time alone");
    }

    @Test
    void anUndefinedEventIsFoundAndRefused() {
        TransitionTable table =
                without(
                        each ->
                                each.from() == MeasureState.APPLIED
                                        && each.event() == MeasureEvent.FAILURE);

        assertThat(table.defects()).containsExactly("APPLIED says nothing of FAILURE");
        assertThatThrownBy(() -> table.on(MeasureState.APPLIED, MeasureEvent.FAILURE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FAILURE in APPLIED");
    }

    @Test
    void aLineThatStandsTwiceIsRefused() {
        List<Transition> lines = new ArrayList<>(TABLE.transitions());
        lines.add(lines.get(0));

        assertThatThrownBy(() -> new TransitionTable(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stands twice");
    }

    @Test
    void whatIsInForceCanAlwaysBeTakenBackAndAlwaysExpires() {
        for (MeasureState state : MeasureState.values()) {
            if (!state.inForce()) {
                continue;
            }
            assertThat(TABLE.on(state, MeasureEvent.EXPIRY))
                    .isEqualTo(
                            new Transition(
                                    state,
                                    MeasureEvent.EXPIRY,
                                    MeasureState.LIFTING,
                                    MeasureAct.LIFT));
            for (MeasureEvent event : List.of(MeasureEvent.OVERTURNED, MeasureEvent.UNFOUNDED)) {
                assertThat(TABLE.on(state, event))
                        .isEqualTo(
                                new Transition(
                                        state, event, MeasureState.REVERSING, MeasureAct.REVERSE));
            }
        }
    }

    @Test
    void onlyAPersonBringsBackWhatIsOver() {
        for (Transition each : TABLE.transitions()) {
            if (each.from().ended() && !each.to().ended()) {
                assertThat(each.event()).isEqualTo(MeasureEvent.UPHELD);
            }
        }
    }

    private static TransitionTable without(Predicate<Transition> dropped) {
        return new TransitionTable(TABLE.transitions().stream().filter(dropped.negate()).toList());
    }
}
