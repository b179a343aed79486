package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.jobs.moderation.state.SenderState.Verification;
import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.Topic;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.UnknownSenders;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides on each message with what is known of its sender, and corrects itself when a status of
 * the account arrives late.
 *
 * <p>Keyed by sender. State: facts about the account and its groups, until its tombstone (a group
 * that was left: a day longer); recent activity and references to published messages, until a day
 * of event time after the last message; held messages, until their status or deadline (processing
 * time); refused messages that a status could still reverse, with the activity.
 */
final class SenderDecisionFunction
        extends KeyedBroadcastProcessFunction<String, KeyedInput, PolicyBundle, VerdictOutput>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final String VERIFIED = "verified";

    private final boolean classifier;
    private final long holdMillis;
    private final int maxHeld;

    private transient PolicyVersions policies;
    private transient ListState<Long> heldCount;
    private transient long restoredHeld;

    private transient ValueState<SenderState> senderState;
    private transient ValueState<RecentActivity> activityState;
    private transient Memberships memberships;
    private transient HeldMessages held;
    private transient RevisableMessages revisable;

    private transient OutcomeEmitter emitter;
    private transient MessageJudge judge;
    private transient StatusRevisions revisions;
    private transient Counter heldOverflow;

    /**
     * With its bounds.
     *
     * @param holdMillis how long a message of an unknown sender waits, processing time
     * @param maxHeld how many wait a sender; further ones are resolved at once
     */
    SenderDecisionFunction(boolean classifier, long holdMillis, int maxHeld) {
        this.classifier = classifier;
        this.holdMillis = holdMillis;
        this.maxHeld = maxHeld;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        policies = new PolicyVersions(classifier);
        policies.restore(
                context.getOperatorStateStore()
                        .getBroadcastState(ModerationNames.POLICIES)
                        .entries());
        heldCount = context.getOperatorStateStore().getListState(ModerationNames.HELD_COUNT);
        for (long count : heldCount.get()) {
            restoredHeld += count;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        heldCount.update(List.of(held.count()));
    }

    @Override
    public void open(OpenContext context) {
        senderState = getRuntimeContext().getState(ModerationNames.SENDER);
        activityState = getRuntimeContext().getState(ModerationNames.ACTIVITY);
        memberships = new Memberships(getRuntimeContext().getMapState(ModerationNames.MEMBERSHIPS));
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        Outcome outcome = new Outcome();
        emitter = new OutcomeEmitter(outcome, metrics);
        heldOverflow = metrics.counter("heldOverflow");
        held =
                new HeldMessages(
                        getRuntimeContext().getListState(ModerationNames.HELD),
                        holdMillis,
                        maxHeld,
                        restoredHeld);
        revisable =
                new RevisableMessages(
                        getRuntimeContext().getListState(ModerationNames.REFUSED),
                        getRuntimeContext().getListState(ModerationNames.PUBLISHED),
                        metrics.counter("forgottenRefusals"));
        judge =
                new MessageJudge(
                        policies,
                        outcome,
                        emitter,
                        activityState,
                        memberships,
                        revisable,
                        holdMillis);
        revisions =
                new StatusRevisions(
                        judge,
                        outcome,
                        emitter,
                        activityState,
                        memberships,
                        revisable,
                        metrics.counter("reversals"));
        metrics.gauge("heldMessages", held::count);
    }

    @Override
    public void processBroadcastElement(
            PolicyBundle bundle, Context context, Collector<VerdictOutput> out) throws Exception {
        context.getBroadcastState(ModerationNames.POLICIES).put(bundle.version, bundle);
        Long forgotten = policies.add(bundle);
        if (forgotten != null) {
            context.getBroadcastState(ModerationNames.POLICIES).remove(forgotten);
        }
    }

    @Override
    public void processElement(
            KeyedInput input, ReadOnlyContext context, Collector<VerdictOutput> out)
            throws Exception {
        emitter.bind(context, out, context.timerService().currentProcessingTime());
        if (input.candidate != null) {
            message(input.candidate, context.timerService());
        } else if (input.account != null) {
            status(
                    input.account.getEffectiveFrom(),
                    VERIFIED.equals(input.account.getStatus()),
                    input.recordTime,
                    context.timerService());
        } else if (input.credit != null) {
            senderState.update(sender().withCredit(input.credit));
        } else if (input.enforcement != null) {
            senderState.update(sender().withMeasures(input.enforcement));
        } else if (input.membership != null) {
            memberships.note(input.membership);
        } else {
            ended(input.ended);
        }
    }

    private SenderState sender() throws Exception {
        SenderState known = senderState.value();
        return known == null ? new SenderState() : known;
    }

    // Messages

    private void message(Candidate candidate, TimerService timers) throws Exception {
        CompiledPolicy policy = judge.policyOf(candidate);
        SenderState sender = sender();
        Verification verification = sender.verificationAt(candidate.eventTime);
        if (verification == Verification.UNKNOWN
                && !MessageJudge.isRefusedAnyway(candidate, sender)
                && policy.unknownSenders() != UnknownSenders.ALLOW) {
            if (held.hold(candidate, timers)) {
                return;
            }
            if (holdMillis > 0) {
                heldOverflow.inc();
            }
        }
        judge.judge(candidate, policy, sender, null, timers);
    }

    // Statuses

    private void status(long effectiveFrom, boolean verified, long recordTime, TimerService timers)
            throws Exception {
        SenderState sender = sender().withStatus(effectiveFrom, verified, recordTime);
        senderState.update(sender);
        releaseHeld(sender, timers);
        revisions.reverseRefused(sender, timers);
        revisions.refusePublished(sender);
    }

    private void releaseHeld(SenderState sender, TimerService timers) throws Exception {
        for (Candidate candidate :
                held.take(
                        waiting ->
                                sender.verificationAt(waiting.candidate.eventTime)
                                        != Verification.UNKNOWN)) {
            judge.judge(candidate, judge.policyOf(candidate), sender, null, timers);
        }
    }

    private void ended(String topic) throws Exception {
        SenderState sender = sender().copy();
        if (Topic.ACCOUNT_STATUS.topicName().equals(topic)) {
            // The account is gone, and with it all that is kept of it; what waits still gets its
            // verdict when its time is up.
            senderState.clear();
            memberships.clear();
            revisable.clear();
            RecentActivity known = activityState.value();
            if (known != null) {
                RecentActivity emptied = new RecentActivity();
                emptied.latest = known.latest;
                emptied.cleanupAt = known.cleanupAt;
                activityState.update(emptied);
            }
            return;
        }
        if (Topic.USER_CREDIT.topicName().equals(topic)) {
            sender.credit = null;
        } else {
            sender.measures = null;
        }
        if (sender.empty()) {
            senderState.clear();
        } else {
            senderState.update(sender);
        }
    }

    // Timers

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<VerdictOutput> out)
            throws Exception {
        emitter.bind(context, out, context.timerService().currentProcessingTime());
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            resolveHeld(timestamp, context.timerService());
        } else {
            cleanUp(context);
        }
    }

    private void resolveHeld(long timestamp, TimerService timers) throws Exception {
        SenderState sender = sender();
        for (Candidate candidate : held.take(waiting -> waiting.deadline <= timestamp)) {
            judge.judge(candidate, judge.policyOf(candidate), sender, null, timers);
        }
    }

    private void cleanUp(OnTimerContext context) throws Exception {
        RecentActivity activity = activityState.value();
        if (activity == null) {
            return;
        }
        if (activity.endsAt() > context.timestamp()) {
            activity.cleanupAt = MessageJudge.roundedUp(activity.endsAt());
            context.timerService().registerEventTimeTimer(activity.cleanupAt);
            activityState.update(activity);
            return;
        }
        activityState.clear();
        revisable.clear();
    }
}
