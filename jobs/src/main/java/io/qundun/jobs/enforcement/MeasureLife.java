package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.udfs.measure.MeasureAct;
import io.qundun.udfs.measure.MeasureEvent;
import io.qundun.udfs.measure.MeasureState;
import io.qundun.udfs.measure.MeasureTransitions;
import io.qundun.udfs.measure.TransitionTable.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the measures of one subject through the table, sends what has to be sent and publishes what
 * has become of them. For one call of the operator.
 *
 * <p>At most one measure of a kind is in force on a subject: the last command then says all that a
 * backend has to know. What is due beside it waits for its turn.
 */
final class MeasureLife {

    private final SubjectState state;
    private final Subject subject;
    private final Commands commands;
    private final EnforcementSettings settings;
    private final Effects effects;
    private boolean changed;

    MeasureLife(
            SubjectState state,
            Subject subject,
            Commands commands,
            EnforcementSettings settings,
            Effects effects) {
        this.state = state;
        this.subject = subject;
        this.commands = commands;
        this.settings = settings;
        this.effects = effects;
    }

    /**
     * Why something happens to a measure.
     *
     * @param at when, event time as far as it matters; where a measure ends early it ends then
     * @param id the decision or verdict, or null
     * @param byPerson whether a person took part
     */
    record Cause(long at, String id, boolean byPerson) {}

    /** Takes one event; what was done. */
    MeasureAct fire(Measure measure, MeasureEvent event, Cause cause) {
        MeasureState from = measure.state();
        Transition transition = MeasureTransitions.TABLE.on(from, event);
        MeasureState to = transition.to();
        measure.state = to.code();
        if (to.ended() && !from.ended()) {
            end(measure, event, cause);
        } else if (to == MeasureState.WAITING && from.ended()) {
            reinstate(measure, cause);
        }
        act(measure, event, transition.act(), cause);
        settle(measure, to);
        if (to != from || transition.act() != MeasureAct.NOTHING) {
            changed |= to != from;
            effects.transition(transition);
        }
        return transition.act();
    }

    private void end(Measure measure, MeasureEvent event, Cause cause) {
        if (measure.heldUntil != Measure.NEVER) {
            // Its turn never came again: it held before it was taken back, and not since.
            measure.effectiveFrom = measure.heldFrom;
            measure.endedAt = measure.heldUntil;
            holdsAnew(measure);
        } else if (event == MeasureEvent.EXPIRY) {
            measure.endedAt = measure.expiresAt;
        } else {
            measure.endedAt =
                    Math.min(Math.max(cause.at(), measure.effectiveFrom), measure.expiresAt);
        }
        measure.unfounded = event == MeasureEvent.UNFOUNDED;
        state.effectiveFrom = Math.max(state.effectiveFrom, measure.endedAt);
        effects.wakeAtEventTime(measure.accountsUntil() + settings.historyKept());
    }

    private static void holdsAnew(Measure measure) {
        measure.heldFrom = Measure.NEVER;
        measure.heldUntil = Measure.NEVER;
    }

    private static void reinstate(Measure measure, Cause cause) {
        if (measure.lastSequence > 0) {
            measure.heldFrom = measure.effectiveFrom;
            measure.heldUntil = measure.endedAt;
        }
        measure.endedAt = Measure.NEVER;
        measure.unfounded = false;
        measure.questioned = false;
        measure.round++;
        measure.effectiveFrom = Math.max(measure.effectiveFrom, cause.at());
    }

    private void act(Measure measure, MeasureEvent event, MeasureAct act, Cause cause) {
        switch (act) {
            case ORDER -> {
                holdsAnew(measure);
                measure.order = commands.issued(measure, ++state.sequence, subject.clockTime());
                state.effectiveFrom = Math.max(state.effectiveFrom, measure.effectiveFrom);
                supersedeOthers(measure);
                sendFirst(measure, measure.order);
            }
            case LIFT ->
                    sendFirst(
                            measure,
                            commands.lifting(measure, ++state.sequence, subject.clockTime()));
            case REVERSE ->
                    sendFirst(
                            measure,
                            commands.reversal(
                                    measure,
                                    ++state.sequence,
                                    subject.clockTime(),
                                    cause.id(),
                                    !cause.byPerson()));
            case RESEND -> {
                measure.attempts = event == MeasureEvent.SILENCE ? measure.attempts + 1 : 1;
                send(measure, commands.again(measure.outstanding, subject.clockTime()));
            }
            case ESCALATE ->
                    effects.review(
                            commands.task(
                                    measure,
                                    event == MeasureEvent.REFUSAL
                                            ? "measure-refused"
                                            : "measure-unacknowledged",
                                    subject.clockTime()));
            case NOTHING, SET_ASIDE -> {}
        }
    }

    // What has been confirmed is not kept to be sent again, nor what a person was asked about
    // timed.
    private static void settle(Measure measure, MeasureState to) {
        switch (to) {
            case APPLIED, REVERSED, WAITING -> {
                measure.outstanding = null;
                measure.nextAttemptAt = Measure.NEVER;
            }
            case LIFTED -> {
                measure.outstanding = null;
                measure.nextAttemptAt = Measure.NEVER;
                measure.order = null;
            }
            case REFUSED, ESCALATED, LIFTING_ESCALATED, REVERSING_ESCALATED ->
                    measure.nextAttemptAt = Measure.NEVER;
            case ORDERED, FAILED, LIFTING, REVERSING, FORGOTTEN -> {}
        }
    }

    // Backends apply the higher sequence only, so an unconfirmed earlier command no longer matters.
    private void supersedeOthers(Measure ordered) {
        for (Measure other : state.measures) {
            if (other != ordered && other.kind.equals(ordered.kind)) {
                fire(other, MeasureEvent.SUPERSEDED, null);
            }
        }
    }

    private void sendFirst(Measure measure, EnforcementCommand command) {
        if (measure.lastCommandId != null) {
            measure.earlierCommandIds.add(measure.lastCommandId);
        }
        measure.lastCommandId = command.getCommandId();
        measure.lastSequence = command.getSequence();
        measure.attempts = 1;
        send(measure, command);
    }

    private void send(Measure measure, EnforcementCommand command) {
        measure.outstanding = command;
        measure.nextAttemptAt = subject.clockTime() + wait(measure.attempts);
        effects.command(command);
        effects.wakeAtProcessingTime(measure.nextAttemptAt);
    }

    private long wait(int attempts) {
        long wait = settings.acknowledgementTimeout();
        for (int i = 1; i < attempts && wait < settings.longestWait(); i++) {
            wait *= 2;
        }
        return Math.max(settings.acknowledgementTimeout(), Math.min(wait, settings.longestWait()));
    }

    /** Sends again, or gives up, what nobody has answered in time. */
    void askAgain() {
        for (Measure measure : List.copyOf(state.measures)) {
            if (measure.nextAttemptAt != Measure.NEVER
                    && measure.nextAttemptAt <= subject.clockTime()) {
                fire(
                        measure,
                        measure.attempts < settings.attempts()
                                ? MeasureEvent.SILENCE
                                : MeasureEvent.EXHAUSTION,
                        null);
            }
        }
    }

    /** Ends what is over, orders what is due, forgets what is long over. */
    void advance() {
        for (Measure measure : List.copyOf(state.measures)) {
            if (!measure.state().ended()
                    && (measure.expiresAt <= subject.eventTime() || isFollowed(measure))) {
                fire(measure, MeasureEvent.EXPIRY, null);
            }
        }
        Measure next = next();
        while (next != null) {
            // A turn that comes at its end has nothing left to order.
            boolean over = next.effectiveFrom == next.expiresAt;
            fire(next, over ? MeasureEvent.EXPIRY : MeasureEvent.TURN, null);
            next = next();
        }
        for (Measure measure : List.copyOf(state.measures)) {
            if (measure.state().ended()
                    && measure.accountsUntil() + settings.historyKept() <= subject.eventTime()) {
                fire(measure, MeasureEvent.OBLIVION, null);
            }
        }
        state.measures.removeIf(measure -> measure.state() == MeasureState.FORGOTTEN);
    }

    // What led to a later measure shows that this one's time is over, before the watermark does; so
    // the later one begins on time, and restarts, which set watermarks back, change nothing.
    private boolean isFollowed(Measure measure) {
        if (!measure.state().inForce()) {
            return false;
        }
        for (Measure other : state.measures) {
            if (other.state() == MeasureState.WAITING && other.effectiveFrom >= measure.expiresAt) {
                return true;
            }
        }
        return false;
    }

    private Measure next() {
        Measure next = null;
        long free = Long.MIN_VALUE;
        for (Measure measure : state.measures) {
            if (measure.state().inForce()) {
                return null;
            }
            if (measure.lastSequence > 0 && measure.state().ended()) {
                free = Math.max(free, measure.endedAt);
            }
            if (measure.state() == MeasureState.WAITING
                    && (next == null || measure.expiresAt > next.expiresAt)) {
                next = measure;
            }
        }
        if (next != null) {
            // One that was reinstated may have waited for longer than it lasts.
            next.effectiveFrom = Math.min(Math.max(next.effectiveFrom, free), next.expiresAt);
        }
        return next;
    }

    /** Publishes the subject's whole state when something has changed. */
    void publish() {
        if (!changed) {
            return;
        }
        changed = false;
        List<ActiveMeasure> measures = new ArrayList<>(state.measures.size());
        for (Measure measure : state.measures) {
            if (measure.lastSequence > 0 && measure.state() != MeasureState.WAITING) {
                measures.add(active(measure));
            }
        }
        if (!measures.isEmpty()) {
            state.published = true;
            effects.state(
                    new StateChange(
                            subject.key(),
                            new EnforcementState(
                                    subject.type(),
                                    subject.id(),
                                    state.sequence,
                                    state.effectiveFrom,
                                    measures)));
        } else if (state.published) {
            state.published = false;
            effects.state(new StateChange(subject.key(), null));
        }
    }

    private static ActiveMeasure active(Measure measure) {
        return ActiveMeasure.newBuilder()
                .setMeasureId(measure.measureId)
                .setMeasure(measure.kind)
                .setEffectiveFrom(measure.effectiveFrom)
                .setExpiresAt(measure.expiresAt)
                .setClause(measure.clause)
                .setState(measure.state)
                .setSequence(measure.lastSequence)
                .setReasonCode(measure.ruleId)
                .setEndedAt(measure.endedAt == Measure.NEVER ? null : measure.endedAt)
                .build();
    }
}
