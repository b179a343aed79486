package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewTask;
import io.qundun.udfs.measure.MeasureState;
import io.qundun.udfs.measure.TransitionTable.Transition;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Effects in Flink: one for an operator, bound to each call of it. */
final class CallEffects implements Effects {

    private final DeadLetters deadLetters = new DeadLetters(EnforcementNames.JOB);
    private final Counter[] entered = new Counter[MeasureState.values().length];
    private final Counter commands;
    private final Counter lateAcknowledgements;
    private final Counter droppedIncidents;

    private KeyedBroadcastProcessFunction<String, Signal, ReleasedTables, EnforcementCommand>
                    .ReadOnlyContext
            context;
    private TimerService timers;
    private Collector<EnforcementCommand> out;

    CallEffects(MetricGroup metrics) {
        for (MeasureState state : MeasureState.values()) {
            entered[state.ordinal()] = metrics.addGroup("state", state.code()).counter("measures");
        }
        commands = metrics.counter("measureCommands");
        lateAcknowledgements = metrics.counter("lateAcknowledgements");
        droppedIncidents = metrics.counter("droppedIncidents");
    }

    void bind(
            KeyedBroadcastProcessFunction<String, Signal, ReleasedTables, EnforcementCommand>
                            .ReadOnlyContext
                    bound,
            TimerService service,
            Collector<EnforcementCommand> collector) {
        context = bound;
        timers = service;
        out = collector;
    }

    @Override
    public void command(EnforcementCommand command) {
        commands.inc();
        out.collect(command);
    }

    @Override
    public void state(StateChange change) {
        context.output(EnforcementNames.STATES, change);
    }

    @Override
    public void review(ReviewTask task) {
        context.output(EnforcementNames.REVIEWS, task);
    }

    @Override
    public void deadLetter(Signal signal, DeadLetterCode code, String reason) {
        context.output(
                EnforcementNames.DEAD_LETTERS,
                deadLetters.of(signal.raw(), code, reason, timers.currentProcessingTime()));
    }

    @Override
    public void wakeAtEventTime(long time) {
        timers.registerEventTimeTimer(time);
    }

    @Override
    public void wakeAtProcessingTime(long time) {
        timers.registerProcessingTimeTimer(time);
    }

    @Override
    public void transition(Transition transition) {
        if (transition.to() != transition.from()) {
            entered[transition.to().ordinal()].inc();
        }
    }

    @Override
    public void lateAcknowledgement() {
        lateAcknowledgements.inc();
    }

    @Override
    public void incidentDropped() {
        droppedIncidents.inc();
    }
}
