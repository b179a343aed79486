package io.qundun.udfs.measure;

import static io.qundun.udfs.measure.MeasureAct.ESCALATE;
import static io.qundun.udfs.measure.MeasureAct.LIFT;
import static io.qundun.udfs.measure.MeasureAct.NOTHING;
import static io.qundun.udfs.measure.MeasureAct.ORDER;
import static io.qundun.udfs.measure.MeasureAct.RESEND;
import static io.qundun.udfs.measure.MeasureAct.REVERSE;
import static io.qundun.udfs.measure.MeasureAct.SET_ASIDE;
import static io.qundun.udfs.measure.MeasureEvent.ACKNOWLEDGED;
import static io.qundun.udfs.measure.MeasureEvent.EXHAUSTION;
import static io.qundun.udfs.measure.MeasureEvent.EXPIRY;
import static io.qundun.udfs.measure.MeasureEvent.FAILURE;
import static io.qundun.udfs.measure.MeasureEvent.OBLIVION;
import static io.qundun.udfs.measure.MeasureEvent.OVERTURNED;
import static io.qundun.udfs.measure.MeasureEvent.REFUSAL;
import static io.qundun.udfs.measure.MeasureEvent.SILENCE;
import static io.qundun.udfs.measure.MeasureEvent.SUPERSEDED;
import static io.qundun.udfs.measure.MeasureEvent.TURN;
import static io.qundun.udfs.measure.MeasureEvent.UNFOUNDED;
import static io.qundun.udfs.measure.MeasureEvent.UPHELD;
import static io.qundun.udfs.measure.MeasureState.APPLIED;
import static io.qundun.udfs.measure.MeasureState.ESCALATED;
import static io.qundun.udfs.measure.MeasureState.FAILED;
import static io.qundun.udfs.measure.MeasureState.FORGOTTEN;
import static io.qundun.udfs.measure.MeasureState.LIFTED;
import static io.qundun.udfs.measure.MeasureState.LIFTING;
import static io.qundun.udfs.measure.MeasureState.LIFTING_ESCALATED;
import static io.qundun.udfs.measure.MeasureState.ORDERED;
import static io.qundun.udfs.measure.MeasureState.REFUSED;
import static io.qundun.udfs.measure.MeasureState.REVERSED;
import static io.qundun.udfs.measure.MeasureState.REVERSING;
import static io.qundun.udfs.measure.MeasureState.REVERSING_ESCALATED;
import static io.qundun.udfs.measure.MeasureState.WAITING;

import io.qundun.udfs.measure.TransitionTable.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of a measure: the one place that says what follows on what. The diagram in the docs is
 * drawn from it.
 */
public final class MeasureTransitions {

    /** The table. */
    public static final TransitionTable TABLE = new TransitionTable(lines());

    private MeasureTransitions() {}

    private static List<Transition> lines() {
        Lines lines = new Lines();
        lines.in(WAITING)
                .on(TURN, ORDERED, ORDER)
                .on(EXPIRY, LIFTED, NOTHING)
                .on(UNFOUNDED, REVERSED, NOTHING)
                .on(OVERTURNED, REVERSED, NOTHING)
                .ignores(SILENCE, EXHAUSTION, UPHELD, SUPERSEDED, OBLIVION)
                .setsAside(ACKNOWLEDGED, FAILURE, REFUSAL);

        lines.in(ORDERED)
                .on(ACKNOWLEDGED, APPLIED, NOTHING)
                .on(FAILURE, FAILED, NOTHING)
                .on(REFUSAL, REFUSED, ESCALATE)
                .on(SILENCE, ORDERED, RESEND)
                .on(EXHAUSTION, ESCALATED, ESCALATE)
                .on(EXPIRY, LIFTING, LIFT)
                .on(UNFOUNDED, REVERSING, REVERSE)
                .on(OVERTURNED, REVERSING, REVERSE)
                .ignores(TURN, UPHELD, SUPERSEDED, OBLIVION);

        lines.in(FAILED)
                .on(ACKNOWLEDGED, APPLIED, NOTHING)
                .on(REFUSAL, REFUSED, ESCALATE)
                .on(SILENCE, ORDERED, RESEND)
                .on(EXHAUSTION, ESCALATED, ESCALATE)
                .on(EXPIRY, LIFTING, LIFT)
                .on(UNFOUNDED, REVERSING, REVERSE)
                .on(OVERTURNED, REVERSING, REVERSE)
                .ignores(TURN, FAILURE, UPHELD, SUPERSEDED, OBLIVION);

        lines.in(APPLIED)
                .on(EXPIRY, LIFTING, LIFT)
                .on(UNFOUNDED, REVERSING, REVERSE)
                .on(OVERTURNED, REVERSING, REVERSE)
                .ignores(TURN, ACKNOWLEDGED, SILENCE, EXHAUSTION, UPHELD, SUPERSEDED, OBLIVION)
                .setsAside(FAILURE, REFUSAL);

        // The order may have got through all the same, so it is lifted and reversed like any other.
        for (MeasureState asked : List.of(REFUSED, ESCALATED)) {
            lines.in(asked)
                    .on(ACKNOWLEDGED, APPLIED, NOTHING)
                    .on(UPHELD, ORDERED, RESEND)
                    .on(EXPIRY, LIFTING, LIFT)
                    .on(UNFOUNDED, REVERSING, REVERSE)
                    .on(OVERTURNED, REVERSING, REVERSE)
                    .ignores(TURN, FAILURE, REFUSAL, SILENCE, EXHAUSTION, SUPERSEDED, OBLIVION);
        }

        // It is over: nothing is left that a decision could take back.
        lines.in(LIFTING)
                .on(ACKNOWLEDGED, LIFTED, NOTHING)
                .on(REFUSAL, LIFTING_ESCALATED, ESCALATE)
                .on(SILENCE, LIFTING, RESEND)
                .on(EXHAUSTION, LIFTING_ESCALATED, ESCALATE)
                .on(SUPERSEDED, LIFTED, NOTHING)
                .ignores(TURN, FAILURE, EXPIRY, UNFOUNDED, OBLIVION)
                .setsAside(OVERTURNED, UPHELD);

        lines.in(LIFTING_ESCALATED)
                .on(ACKNOWLEDGED, LIFTED, NOTHING)
                .on(SUPERSEDED, LIFTED, NOTHING)
                .on(OVERTURNED, LIFTING, RESEND)
                .on(UPHELD, LIFTING, RESEND)
                .on(OBLIVION, FORGOTTEN, NOTHING)
                .ignores(TURN, FAILURE, REFUSAL, SILENCE, EXHAUSTION, EXPIRY, UNFOUNDED);

        lines.in(LIFTED)
                .on(OBLIVION, FORGOTTEN, NOTHING)
                .ignores(
                        TURN,
                        ACKNOWLEDGED,
                        REFUSAL,
                        SILENCE,
                        EXHAUSTION,
                        EXPIRY,
                        UNFOUNDED,
                        SUPERSEDED)
                .setsAside(FAILURE, OVERTURNED, UPHELD);

        // A person who takes a reversal back orders the measure anew, for what is left of its time.
        lines.in(REVERSING)
                .on(ACKNOWLEDGED, REVERSED, NOTHING)
                .on(REFUSAL, REVERSING_ESCALATED, ESCALATE)
                .on(SILENCE, REVERSING, RESEND)
                .on(EXHAUSTION, REVERSING_ESCALATED, ESCALATE)
                .on(SUPERSEDED, REVERSED, NOTHING)
                .on(UPHELD, WAITING, NOTHING)
                .ignores(TURN, FAILURE, EXPIRY, UNFOUNDED, OVERTURNED, OBLIVION);

        lines.in(REVERSING_ESCALATED)
                .on(ACKNOWLEDGED, REVERSED, NOTHING)
                .on(SUPERSEDED, REVERSED, NOTHING)
                .on(OVERTURNED, REVERSING, RESEND)
                .on(UPHELD, WAITING, NOTHING)
                .on(OBLIVION, FORGOTTEN, NOTHING)
                .ignores(TURN, FAILURE, REFUSAL, SILENCE, EXHAUSTION, EXPIRY, UNFOUNDED);

        lines.in(REVERSED)
                .on(UPHELD, WAITING, NOTHING)
                .on(OBLIVION, FORGOTTEN, NOTHING)
                .ignores(
                        TURN,
                        ACKNOWLEDGED,
                        REFUSAL,
                        SILENCE,
                        EXHAUSTION,
                        EXPIRY,
                        UNFOUNDED,
                        OVERTURNED,
                        SUPERSEDED)
                .setsAside(FAILURE);
        return lines.all;
    }

    private static final class Lines {
        private final List<Transition> all = new ArrayList<>();
        private MeasureState from;

        Lines in(MeasureState state) {
            from = state;
            return this;
        }

        Lines on(MeasureEvent event, MeasureState to, MeasureAct act) {
            all.add(new Transition(from, event, to, act));
            return this;
        }

        Lines ignores(MeasureEvent... events) {
            for (MeasureEvent event : events) {
                on(event, from, NOTHING);
            }
            return this;
        }

        Lines setsAside(MeasureEvent... events) {
            for (MeasureEvent event : events) {
                on(event, from, SET_ASIDE);
            }
            return this;
        }
    }
}
