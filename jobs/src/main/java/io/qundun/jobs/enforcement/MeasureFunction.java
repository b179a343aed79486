package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.MeasureLife.Cause;
import io.qundun.jobs.enforcement.state.FlaggedMessage;
import io.qundun.jobs.enforcement.state.FlaggedVerdict;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewDecision;
import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.measure.Threshold;
import io.qundun.udfs.policy.PolicyTables;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the measures of each subject.
 *
 * <p>A signal that needs tables which are not known yet, or to know what time it is before the
 * first watermark has come, waits, and with it what follows on the same subject.
 */
final class MeasureFunction
        extends KeyedBroadcastProcessFunction<String, Signal, ReleasedTables, EnforcementCommand> {

    private static final long serialVersionUID = 1L;

    /** How often it is looked whether signals need wait no longer. */
    static final long LOOK_MILLIS = 500;

    private static final long HOUR = 3_600_000;

    private final EnforcementSettings settings;

    private transient ValueState<SubjectState> subjects;
    private transient ListState<Signal> pending;
    private transient MapState<String, FlaggedMessage> flagged;
    private transient TablesByVersion tables;
    private transient Commands commands;
    private transient CallEffects effects;

    MeasureFunction(EnforcementSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        subjects = getRuntimeContext().getState(EnforcementNames.SUBJECT);
        pending = getRuntimeContext().getListState(EnforcementNames.PENDING);
        flagged = getRuntimeContext().getMapState(EnforcementNames.FLAGGED);
        tables = new TablesByVersion();
        commands = new Commands();
        effects = new CallEffects(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processBroadcastElement(
            ReleasedTables released, Context context, Collector<EnforcementCommand> out)
            throws Exception {
        context.getBroadcastState(TablesByVersion.STATE).put(released.version, released);
    }

    @Override
    public void processElement(
            Signal signal, ReadOnlyContext context, Collector<EnforcementCommand> out)
            throws Exception {
        effects.bind(context, context.timerService(), out);
        Known known = new Known(context.getBroadcastState(TablesByVersion.STATE));
        SubjectState state = stateAt(context.timerService());
        boolean waits = pending.get().iterator().hasNext();
        if (waits || !isReady(signal, state, known)) {
            pending.add(signal);
            if (!waits) {
                long now = context.timerService().currentProcessingTime();
                context.timerService().registerProcessingTimeTimer(now + LOOK_MILLIS);
            }
            return;
        }
        take(signal, state, context.timerService(), known);
        keep(state);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EnforcementCommand> out)
            throws Exception {
        effects.bind(context, context.timerService(), out);
        Known known = new Known(context.getBroadcastState(TablesByVersion.STATE));
        SubjectState state = stateAt(context.timerService());
        drain(state, context.timerService(), known);
        String key = context.getCurrentKey();
        measures(key, state, context.timerService(), known).wake();
        forgetFlagged(context.timerService().currentWatermark());
        keep(state);
    }

    private void drain(SubjectState state, TimerService time, Known known) throws Exception {
        Iterator<Signal> waiting = pending.get().iterator();
        if (!waiting.hasNext()) {
            return;
        }
        List<Signal> rest = new ArrayList<>();
        while (waiting.hasNext()) {
            Signal signal = waiting.next();
            if (rest.isEmpty() && isReady(signal, state, known)) {
                take(signal, state, time, known);
            } else {
                rest.add(signal);
            }
        }
        if (rest.isEmpty()) {
            pending.clear();
        } else {
            pending.update(rest);
            time.registerProcessingTimeTimer(time.currentProcessingTime() + LOOK_MILLIS);
        }
    }

    private static boolean isReady(Signal signal, SubjectState state, Known known) {
        if (signal.verdict != null) {
            return known.of(signal.verdict.policyVersion) != null;
        }
        boolean isTimeKnown = state.frontier != Long.MIN_VALUE;
        if (signal.credit != null) {
            return isTimeKnown && known.of(signal.credit.getPolicyVersion()) != null;
        }
        if (signal.activity != null) {
            return isTimeKnown && known.of(0) != null;
        }
        return true;
    }

    private void take(Signal signal, SubjectState state, TimerService time, Known known)
            throws Exception {
        SubjectMeasures measures = measures(signal.subject, state, time, known);
        boolean ofGroup = signal.subject.startsWith(Signal.GROUP + "/");
        if (signal.verdict != null) {
            if (ofGroup) {
                flag(signal.verdict, known, time);
            } else {
                measures.verdict(signal.verdict);
            }
        } else if (signal.credit != null) {
            measures.credit(signal.credit);
        } else if (signal.activity != null) {
            measures.activity(signal.activity);
        } else if (signal.ack != null) {
            measures.ack(signal);
        } else if (ofGroup && signal.decision.getSubjectType().equals("verdict")) {
            decideFlagged(signal.decision, measures);
        } else {
            measures.decision(signal);
        }
    }

    private SubjectMeasures measures(
            String subject, SubjectState state, TimerService time, Known known) {
        return new SubjectMeasures(
                state,
                Subject.of(subject, state.frontier, time.currentProcessingTime()),
                known,
                commands,
                settings,
                effects);
    }

    private SubjectState stateAt(TimerService time) throws Exception {
        SubjectState state = subjects.value();
        if (state == null) {
            state = new SubjectState();
        }
        state.frontier = Math.max(state.frontier, time.currentWatermark());
        return state;
    }

    private void keep(SubjectState state) throws Exception {
        if (state.empty()) {
            subjects.clear();
        } else {
            subjects.update(state);
        }
    }

    // ---- a group's flagged messages: needed only to take a suspension back

    private void flag(FlaggedVerdict verdict, Known known, TimerService time) throws Exception {
        long kept = shareLookBack(known.of(verdict.policyVersion));
        if (kept > 0 && verdict.isFlagged() && !flagged.contains(verdict.verdictId)) {
            flagged.put(verdict.verdictId, new FlaggedMessage(verdict.eventTime, kept));
            long hour = (verdict.eventTime + kept) / HOUR + 1;
            time.registerEventTimeTimer(hour * HOUR);
        }
    }

    // As long as a window that holds the message can still lead to a suspension, and that last.
    private static long shareLookBack(PolicyTables policy) {
        long lookBack = 0;
        for (MeasureRule rule : policy.measures().rules()) {
            if (rule.when() instanceof Threshold.FlaggedShare threshold) {
                lookBack = Math.max(lookBack, threshold.within() + rule.duration());
            }
        }
        return lookBack;
    }

    private void decideFlagged(ReviewDecision decision, SubjectMeasures measures) throws Exception {
        FlaggedMessage message = flagged.get(decision.getSubjectId());
        if (message == null || !message.isLater(decision)) {
            return; // The sender's side says what is unknown.
        }
        boolean before = message.overturned;
        message.overturned = decision.getOutcome().equals("overturned");
        message.decidedAt = decision.getDecidedAt();
        message.decisionId = decision.getDecisionId();
        flagged.put(decision.getSubjectId(), message);
        if (before != message.overturned) {
            measures.flaggedChanged(
                    message.eventTime,
                    message.overturned ? -1 : 1,
                    new Cause(decision.getDecidedAt(), decision.getDecisionId(), true));
        }
    }

    private void forgetFlagged(long watermark) throws Exception {
        Iterator<Map.Entry<String, FlaggedMessage>> entries = flagged.iterator();
        while (entries.hasNext()) {
            if (entries.next().getValue().keptUntil <= watermark) {
                entries.remove();
            }
        }
    }

    /** The tables that broadcast state holds, as one call sees them. */
    private final class Known implements KnownTables {
        private final ReadOnlyBroadcastState<Long, ReleasedTables> documents;

        Known(ReadOnlyBroadcastState<Long, ReleasedTables> documents) {
            this.documents = documents;
        }

        @Override
        public PolicyTables of(long version) {
            try {
                return version == 0 ? tables.highest(documents) : tables.of(version, documents);
            } catch (Exception e) {
                throw new IllegalStateException("broadcast state cannot be read", e);
            }
        }

        @Override
        public String hash(long version) {
            try {
                ReleasedTables released = documents.get(version);
                return released == null ? "" : released.hash;
            } catch (Exception e) {
                throw new IllegalStateException("broadcast state cannot be read", e);
            }
        }
    }
}
