package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.MessageReference;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.RefusedMessage;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.jobs.moderation.state.SenderState.Verification;
import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.decision.SenderFacts;
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
    private static final long HOUR = 3_600_000;

    private final boolean classifier;
    private final long holdMillis;
    private final int maxHeld;

    private transient PolicyVersions policies;
    private transient Outcome outcome;
    private transient ListState<Long> heldCount;
    private transient long restoredHeld;

    private transient ValueState<SenderState> senderState;
    private transient ValueState<RecentActivity> activityState;
    private transient Memberships memberships;
    private transient HeldMessages held;
    private transient RevisableMessages revisable;

    private transient OutcomeEmitter emitter;
    private transient Counter reversals;
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
        outcome = new Outcome();
        senderState = getRuntimeContext().getState(ModerationNames.SENDER);
        activityState = getRuntimeContext().getState(ModerationNames.ACTIVITY);
        memberships = new Memberships(getRuntimeContext().getMapState(ModerationNames.MEMBERSHIPS));
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        emitter = new OutcomeEmitter(outcome, metrics);
        reversals = metrics.counter("reversals");
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

    private RecentActivity activity() throws Exception {
        RecentActivity known = activityState.value();
        return known == null ? new RecentActivity() : known;
    }

    // Messages

    private void message(Candidate candidate, TimerService timers) throws Exception {
        CompiledPolicy policy = policyOf(candidate);
        SenderState sender = sender();
        Verification verification = sender.verificationAt(candidate.eventTime);
        if (verification == Verification.UNKNOWN
                && !refusedAnyway(candidate, sender)
                && policy.unknownSenders() != UnknownSenders.ALLOW) {
            if (held.hold(candidate, timers)) {
                return;
            }
            if (holdMillis > 0) {
                heldOverflow.inc();
            }
        }
        judge(candidate, policy, sender, null, timers);
    }

    private static boolean refusedAnyway(Candidate candidate, SenderState sender) {
        return (candidate.group != null && candidate.group.getSuspended())
                || Measures.inForce(sender.measures, Measures.MUTE, candidate.eventTime);
    }

    /**
     * The version that analysed the message. When this operator has not got it yet, or not any
     * more, the message is analysed again with one that it has: analysis and rules are of one
     * version.
     */
    private CompiledPolicy policyOf(Candidate candidate) {
        CompiledPolicy policy = policies.numbered(candidate.policyVersion);
        if (policy == null) {
            policy = policies.at(candidate.recordTime);
            candidate.policyVersion = policy.version();
            if (candidate.value != null) {
                Analyses.into(candidate, policy.analyze(outcome.message(candidate).getText()));
            }
        }
        return policy;
    }

    /**
     * Decides with all that is known now, and notes the message in the sender's activity.
     *
     * @param refusedBy the verdict that refused the message and is taken back, or null
     */
    private void judge(
            Candidate candidate,
            CompiledPolicy policy,
            SenderState sender,
            String refusedBy,
            TimerService timers)
            throws Exception {
        // What waited may have been overtaken by the watermark, and so by heartbeats.
        candidate.late |= candidate.eventTime <= timers.currentWatermark();
        RecentActivity activity = activity();
        long time = candidate.eventTime;
        long id = hash(candidate.messageId);
        Verification verification = sender.verificationAt(time);
        boolean unknown = verification == Verification.UNKNOWN;
        SenderFacts facts =
                DecisionContexts.sender(
                        sender,
                        memberships.in(candidate.groupId),
                        activity,
                        time,
                        id,
                        candidate.fingerprint);
        Decision decision =
                policy.decide(
                        new MessageFacts(candidate.messageId, candidate.kind, candidate.mentions),
                        Analyses.of(candidate),
                        facts,
                        DecisionContexts.group(candidate.group));
        String cause = "rule";
        if (unknown && decision.action() != Action.REFUSE) {
            if (policy.unknownSenders() == UnknownSenders.REFUSE) {
                decision = Decision.refused(Refusal.SENDER_UNKNOWN);
            } else if (policy.unknownSenders() == UnknownSenders.REVIEW
                    && decision.action() == Action.ALLOW) {
                decision =
                        new Decision(Action.REVIEW, null, decision.categories(), decision.rules());
                cause = "sender-unknown";
            }
        }
        String reverses = refusedBy;
        if (refusedBy == null
                && verification == Verification.VERIFIED
                && decision.action() != Action.REFUSE) {
            Refusal earlier = refusalOfAnEarlierRun(candidate, policy, sender);
            if (earlier != null) {
                reverses = outcome.refusalId(candidate, earlier, policy);
                emitter.command(outcome.restore(candidate, policy, 0, emitter.now()));
            }
        }
        Verdict verdict =
                outcome.verdict(
                        candidate,
                        decision,
                        policy,
                        DecisionContexts.record(facts, verification, sender),
                        reverses,
                        emitter.now());
        String commandId = emitter.all(candidate, decision, policy, verdict, cause);
        note(candidate, id, decision, activity, verdict, commandId, refusedBy, timers);
    }

    // After a crash the job may meet the status before the message, though its earlier run met them
    // the other way round, refused, and lost its memory of that. When the status was written later
    // than the message could wait, verdict and command of that refusal are taken back here as well;
    // taking back what never was does nothing. The ids derive from the input, so they are those of
    // the earlier run, and both interleavings end in the same.
    private Refusal refusalOfAnEarlierRun(
            Candidate candidate, CompiledPolicy policy, SenderState sender) {
        long time = candidate.eventTime;
        Verification atOnce = sender.verificationAt(time, candidate.recordTime);
        Verification waited = sender.verificationAt(time, candidate.recordTime + holdMillis);
        if (atOnce == Verification.UNVERIFIED || waited == Verification.UNVERIFIED) {
            return Refusal.SENDER_UNVERIFIED;
        }
        return waited == Verification.UNKNOWN && policy.unknownSenders() == UnknownSenders.REFUSE
                ? Refusal.SENDER_UNKNOWN
                : null;
    }

    private void note(
            Candidate candidate,
            long id,
            Decision decision,
            RecentActivity activity,
            Verdict verdict,
            String commandId,
            String refusedBy,
            TimerService timers)
            throws Exception {
        boolean fresh = activity.note(candidate.eventTime, id, candidate.fingerprint);
        if (decision.action() == Action.REFUSE) {
            if (fresh && forStatus(decision.refusal())) {
                revisable.addRefused(
                        new RefusedMessage(candidate, verdict.getVerdictId(), commandId));
            }
        } else {
            if (decision.action() != Action.ALLOW) {
                activity.noteFlagged(candidate.eventTime, id);
            }
            if (fresh || refusedBy != null) {
                MessageReference reference = MessageReference.of(candidate);
                reference.evidence = refusedBy != null || decision.action() != Action.ALLOW;
                reference.removed = decision.action() == Action.REMOVE;
                reference.refusals = verdict.getReverses() == null ? 0 : 1;
                reference.lastRefusal = verdict.getReverses();
                revisable.addPublished(reference, activity);
            }
        }
        if (activity.cleanupAt == 0) {
            activity.cleanupAt = roundedUp(activity.endsAt());
            timers.registerEventTimeTimer(activity.cleanupAt);
        }
        activityState.update(activity);
    }

    private static boolean forStatus(Refusal refusal) {
        return refusal == Refusal.SENDER_UNKNOWN || refusal == Refusal.SENDER_UNVERIFIED;
    }

    // Statuses

    private void status(long effectiveFrom, boolean verified, long recordTime, TimerService timers)
            throws Exception {
        SenderState sender = sender().withStatus(effectiveFrom, verified, recordTime);
        senderState.update(sender);
        releaseHeld(sender, timers);
        reverseRefused(sender, timers);
        refusePublished(sender);
    }

    private void releaseHeld(SenderState sender, TimerService timers) throws Exception {
        for (Candidate candidate :
                held.take(
                        waiting ->
                                sender.verificationAt(waiting.candidate.eventTime)
                                        != Verification.UNKNOWN)) {
            judge(candidate, policyOf(candidate), sender, null, timers);
        }
    }

    private void reverseRefused(SenderState sender, TimerService timers) throws Exception {
        // What has to be refused for another reason now stays refused.
        List<RefusedMessage> reversed =
                revisable.takeRefused(
                        refused ->
                                sender.verificationAt(refused.candidate.eventTime)
                                                == Verification.VERIFIED
                                        && !refusedAnyway(refused.candidate, sender));
        for (RefusedMessage refused : reversed) {
            Candidate candidate = refused.candidate;
            CompiledPolicy policy = policyOf(candidate);
            reversals.inc();
            int earlier = refused.earlierRefusals();
            if (earlier == 0 || !refused.published.removed) {
                emitter.command(outcome.restore(candidate, policy, earlier, emitter.now()));
            }
            if (refused.published == null) {
                judge(candidate, policy, sender, refused.verdictId, timers);
            } else {
                // It was judged before it was refused; that judgement stands again.
                emitter.verdict(
                        outcome.verdict(
                                candidate,
                                Decision.ALLOWED,
                                policy,
                                DecisionContexts.record(
                                        candidate.eventTime,
                                        Verification.VERIFIED,
                                        sender,
                                        memberships.in(candidate.groupId)),
                                refused.verdictId,
                                emitter.now()));
                restorePublished(refused);
            }
        }
    }

    private void restorePublished(RefusedMessage refused) throws Exception {
        refused.published.evidence = true;
        refused.published.refusals++;
        refused.published.lastRefusal = refused.verdictId;
        RecentActivity activity = activity();
        revisable.addPublished(refused.published, activity);
        activityState.update(activity);
    }

    private void refusePublished(SenderState sender) throws Exception {
        List<MessageReference> unverified =
                revisable.takePublished(
                        published ->
                                sender.verificationAt(published.eventTime)
                                        == Verification.UNVERIFIED);
        if (unverified.isEmpty()) {
            return;
        }
        RecentActivity activity = activity();
        activity.published -= unverified.size();
        activityState.update(activity);
        Decision refusal = Decision.refused(Refusal.SENDER_UNVERIFIED);
        for (MessageReference published : unverified) {
            Candidate candidate = published.candidate();
            CompiledPolicy policy = policyOf(candidate);
            // A refusal that was taken back stays so: one after it needs an id of its own.
            Verdict verdict =
                    outcome.verdict(
                            candidate,
                            refusal,
                            policy,
                            DecisionContexts.record(
                                    candidate.eventTime,
                                    Verification.UNVERIFIED,
                                    sender,
                                    memberships.in(candidate.groupId)),
                            published.lastRefusal,
                            emitter.now());
            emitter.verdict(verdict);
            EnforcementCommand command =
                    outcome.command(candidate, refusal, policy, published.refusals, emitter.now());
            if (published.refusals == 0 || !published.removed) {
                emitter.command(command);
            }
            if (!published.evidence) {
                emitter.evidence(candidate, verdict, command.getCommandId());
            }
            RefusedMessage refused =
                    new RefusedMessage(candidate, verdict.getVerdictId(), command.getCommandId());
            refused.published = published;
            revisable.addRefused(refused);
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
            judge(candidate, policyOf(candidate), sender, null, timers);
        }
    }

    private void cleanUp(OnTimerContext context) throws Exception {
        RecentActivity activity = activityState.value();
        if (activity == null) {
            return;
        }
        if (activity.endsAt() > context.timestamp()) {
            activity.cleanupAt = roundedUp(activity.endsAt());
            context.timerService().registerEventTimeTimer(activity.cleanupAt);
            activityState.update(activity);
            return;
        }
        activityState.clear();
        revisable.clear();
    }

    private static long roundedUp(long time) {
        return Math.floorDiv(time, HOUR) * HOUR + HOUR;
    }

    // FNV-1a with a finishing mix: spreads ids well enough to tell 128 messages of one sender
    // apart.
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        return hash * 0x9E3779B97F4A7C15L;
    }
}
