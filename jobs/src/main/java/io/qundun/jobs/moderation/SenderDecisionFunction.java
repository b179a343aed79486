package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.HeldMessage;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.MessageReference;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.RefusedMessage;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.jobs.moderation.state.SenderState.Verification;
import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.UnknownSenders;
import java.util.ArrayList;
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
 * <p>Keyed by sender. State: facts about the account, until its tombstone; recent activity and
 * references to published messages, until a day of event time after the last message; held
 * messages, until their status or deadline (processing time); refused messages that a status could
 * still reverse, with the activity.
 */
final class SenderDecisionFunction
        extends KeyedBroadcastProcessFunction<String, KeyedInput, PolicyBundle, VerdictOutput>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** Refused messages a sender that a later status can reverse; older ones stay refused. */
    static final int MAX_REFUSED = 64;

    private static final String VERIFIED = "verified";
    private static final long HOUR = 3_600_000;
    private static final int TRIM_PUBLISHED_AT = 64;
    private static final int KEEP_PUBLISHED = 32;

    private final boolean classifier;
    private final long holdMillis;
    private final int maxHeld;

    private transient PolicyVersions policies;
    private transient Outcome outcome;
    private transient ListState<Long> heldCount;
    private transient long held;

    private transient ValueState<SenderState> senderState;
    private transient ValueState<RecentActivity> activityState;
    private transient ListState<HeldMessage> heldState;
    private transient ListState<RefusedMessage> refusedState;
    private transient ListState<MessageReference> publishedState;

    private transient OutcomeEmitter emitter;
    private transient Counter reversals;
    private transient Counter heldOverflow;
    private transient Counter forgottenRefusals;

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
            held += count;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        heldCount.update(List.of(held));
    }

    @Override
    public void open(OpenContext context) {
        outcome = new Outcome();
        senderState = getRuntimeContext().getState(ModerationNames.SENDER);
        activityState = getRuntimeContext().getState(ModerationNames.ACTIVITY);
        heldState = getRuntimeContext().getListState(ModerationNames.HELD);
        refusedState = getRuntimeContext().getListState(ModerationNames.REFUSED);
        publishedState = getRuntimeContext().getListState(ModerationNames.PUBLISHED);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        emitter = new OutcomeEmitter(outcome, metrics);
        reversals = metrics.counter("reversals");
        heldOverflow = metrics.counter("heldOverflow");
        forgottenRefusals = metrics.counter("forgottenRefusals");
        // Summed over the subtasks it is exact, also after rescaling; one subtask's part is not.
        metrics.gauge("heldMessages", () -> held);
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
        candidate.late = candidate.eventTime <= timers.currentWatermark();
        CompiledPolicy policy = policyOf(candidate);
        SenderState sender = sender();
        Verification verification = sender.verificationAt(candidate.eventTime);
        boolean refusedAnyway =
                (candidate.group != null && candidate.group.getSuspended())
                        || Measures.inForce(sender.measures, Measures.MUTE, candidate.eventTime);
        if (verification == Verification.UNKNOWN
                && !refusedAnyway
                && policy.unknownSenders() != UnknownSenders.ALLOW) {
            if (hold(candidate, timers)) {
                return;
            }
            heldOverflow.inc();
        }
        judge(candidate, policy, sender, null, timers);
    }

    private boolean hold(Candidate candidate, TimerService timers) throws Exception {
        if (holdMillis <= 0) {
            return false;
        }
        int waiting = 0;
        for (HeldMessage ignored : heldState.get()) {
            waiting++;
        }
        if (waiting >= maxHeld) {
            return false;
        }
        long deadline = timers.currentProcessingTime() + holdMillis;
        heldState.add(new HeldMessage(candidate, deadline));
        held++;
        timers.registerProcessingTimeTimer(deadline);
        return true;
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

    /** Decides with all that is known now, and notes the message in the sender's activity. */
    private void judge(
            Candidate candidate,
            CompiledPolicy policy,
            SenderState sender,
            String reverses,
            TimerService timers)
            throws Exception {
        RecentActivity activity = activity();
        long time = candidate.eventTime;
        long id = hash(candidate.messageId);
        Verification verification = sender.verificationAt(time);
        boolean unknown = verification == Verification.UNKNOWN;
        SenderFacts facts =
                new SenderFacts(
                        // An unknown sender is what the policy says: refused below, or as verified.
                        verification != Verification.UNVERIFIED,
                        sender.credit == null
                                ? SenderFacts.NEUTRAL.level()
                                : sender.credit.getLevel(),
                        SenderFacts.NEUTRAL.role(),
                        Measures.inForce(sender.measures, Measures.MUTE, time),
                        activity.repeats(time, id, candidate.fingerprint),
                        activity.rate(time, id),
                        activity.flagged(time, id),
                        false);
        Decision decision =
                policy.decide(
                        new MessageFacts(candidate.messageId, candidate.kind, candidate.mentions),
                        Analyses.of(candidate),
                        facts,
                        factsOf(candidate.group));
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
        Verdict verdict =
                outcome.verdict(
                        candidate,
                        decision,
                        policy,
                        contextOf(facts, verification, sender),
                        reverses,
                        emitter.now());
        restoreWhatAnEarlierRunMayHaveRefused(candidate, policy, sender, decision);
        String commandId = emitter.all(candidate, decision, policy, verdict, cause);
        note(candidate, id, decision, activity, verdict, commandId, timers);
    }

    // After a crash the job may meet the status before the message, though its earlier run met them
    // the other way round, refused, and lost its memory of that. When the status was written later
    // than the message could wait, the refusal is taken back here as well; taking back what never
    // was does nothing.
    private void restoreWhatAnEarlierRunMayHaveRefused(
            Candidate candidate, CompiledPolicy policy, SenderState sender, Decision decision) {
        int status = sender.statusAt(candidate.eventTime);
        if (status >= 0
                && sender.verified[status]
                && sender.recordTimes[status] > candidate.recordTime + holdMillis
                && decision.action() != Action.REFUSE
                && policy.unknownSenders() == UnknownSenders.REFUSE) {
            emitter.command(outcome.restore(candidate, policy, emitter.now()));
        }
    }

    private void note(
            Candidate candidate,
            long id,
            Decision decision,
            RecentActivity activity,
            Verdict verdict,
            String commandId,
            TimerService timers)
            throws Exception {
        boolean fresh = activity.note(candidate.eventTime, id, candidate.fingerprint);
        if (decision.action() == Action.REFUSE) {
            if (fresh && forStatus(decision.refusal())) {
                remember(new RefusedMessage(candidate, verdict.getVerdictId(), commandId));
            }
        } else {
            if (decision.action() != Action.ALLOW) {
                activity.noteFlagged(candidate.eventTime, id);
            }
            publishedState.add(MessageReference.of(candidate));
            activity.published++;
            if (activity.published >= TRIM_PUBLISHED_AT) {
                trimPublished(activity);
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

    private void remember(RefusedMessage refused) throws Exception {
        List<RefusedMessage> all = new ArrayList<>();
        refusedState.get().forEach(all::add);
        all.add(refused);
        while (all.size() > MAX_REFUSED) {
            all.remove(0);
            forgottenRefusals.inc();
        }
        refusedState.update(all);
    }

    private void trimPublished(RecentActivity activity) throws Exception {
        List<MessageReference> all = new ArrayList<>();
        publishedState.get().forEach(all::add);
        List<MessageReference> kept =
                new ArrayList<>(all.subList(Math.max(0, all.size() - KEEP_PUBLISHED), all.size()));
        publishedState.update(kept);
        activity.published = kept.size();
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
        List<HeldMessage> still = new ArrayList<>();
        List<HeldMessage> known = new ArrayList<>();
        for (HeldMessage waiting : heldState.get()) {
            boolean unknown =
                    sender.verificationAt(waiting.candidate.eventTime) == Verification.UNKNOWN;
            (unknown ? still : known).add(waiting);
        }
        if (known.isEmpty()) {
            return;
        }
        heldState.update(still);
        held -= known.size();
        for (HeldMessage waiting : known) {
            judge(waiting.candidate, policyOf(waiting.candidate), sender, null, timers);
        }
    }

    private void reverseRefused(SenderState sender, TimerService timers) throws Exception {
        List<RefusedMessage> still = new ArrayList<>();
        List<RefusedMessage> reversed = new ArrayList<>();
        for (RefusedMessage refused : refusedState.get()) {
            boolean verified =
                    sender.verificationAt(refused.candidate.eventTime) == Verification.VERIFIED;
            (verified ? reversed : still).add(refused);
        }
        if (reversed.isEmpty()) {
            return;
        }
        refusedState.update(still);
        for (RefusedMessage refused : reversed) {
            Candidate candidate = refused.candidate;
            CompiledPolicy policy = policyOf(candidate);
            reversals.inc();
            emitter.command(outcome.restore(candidate, policy, emitter.now()));
            if (candidate.value != null) {
                judge(candidate, policy, sender, refused.verdictId, timers);
            } else {
                // It was judged before it was refused; that judgement stands again.
                emitter.verdict(
                        outcome.verdict(
                                candidate,
                                Decision.ALLOWED,
                                policy,
                                neutral(Verification.VERIFIED, sender),
                                refused.verdictId,
                                emitter.now()));
            }
        }
    }

    private void refusePublished(SenderState sender) throws Exception {
        List<MessageReference> still = new ArrayList<>();
        List<MessageReference> unverified = new ArrayList<>();
        for (MessageReference published : publishedState.get()) {
            boolean refused = sender.verificationAt(published.eventTime) == Verification.UNVERIFIED;
            (refused ? unverified : still).add(published);
        }
        if (unverified.isEmpty()) {
            return;
        }
        publishedState.update(still);
        Decision refusal = Decision.refused(Refusal.SENDER_UNVERIFIED);
        for (MessageReference published : unverified) {
            Candidate candidate = published.candidate();
            CompiledPolicy policy = policyOf(candidate);
            Verdict verdict =
                    outcome.verdict(
                            candidate,
                            refusal,
                            policy,
                            neutral(Verification.UNVERIFIED, sender),
                            null,
                            emitter.now());
            String commandId = emitter.all(candidate, refusal, policy, verdict, "rule");
            remember(new RefusedMessage(candidate, verdict.getVerdictId(), commandId));
        }
    }

    private void ended(String topic) throws Exception {
        SenderState sender = sender().copy();
        if (Topic.ACCOUNT_STATUS.topicName().equals(topic)) {
            // The account is gone, and with it all that is kept of it; what waits still gets its
            // verdict when its time is up.
            senderState.clear();
            refusedState.clear();
            publishedState.clear();
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
        senderState.update(sender);
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
        List<HeldMessage> still = new ArrayList<>();
        List<HeldMessage> due = new ArrayList<>();
        for (HeldMessage waiting : heldState.get()) {
            (waiting.deadline <= timestamp ? due : still).add(waiting);
        }
        if (due.isEmpty()) {
            return;
        }
        heldState.update(still);
        held -= due.size();
        SenderState sender = sender();
        for (HeldMessage waiting : due) {
            judge(waiting.candidate, policyOf(waiting.candidate), sender, null, timers);
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
        publishedState.clear();
        refusedState.clear();
    }

    private static long roundedUp(long time) {
        return Math.floorDiv(time, HOUR) * HOUR + HOUR;
    }

    // Contexts

    private static SenderContext contextOf(
            SenderFacts facts, Verification verification, SenderState sender) {
        return new SenderContext(
                verification.code(),
                facts.level(),
                sender.credit == null ? "" : sender.credit.getFormulaVersion(),
                facts.role(),
                facts.muted(),
                facts.newMember(),
                facts.repeats(),
                facts.rate(),
                facts.flagged());
    }

    private static SenderContext neutral(Verification verification, SenderState sender) {
        return contextOf(SenderFacts.NEUTRAL, verification, sender);
    }

    private static GroupFacts factsOf(GroupContext group) {
        return group == null
                ? GroupFacts.NEUTRAL
                : new GroupFacts(
                        group.getGrade(),
                        group.getCategory(),
                        group.getMembers(),
                        group.getSuspended());
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
