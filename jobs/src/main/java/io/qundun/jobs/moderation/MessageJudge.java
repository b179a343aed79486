package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.MessageReference;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.RefusedMessage;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.jobs.moderation.state.SenderState.Verification;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.UnknownSenders;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;

/**
 * Decides on the messages of the current sender with all that is known when it is asked, and notes
 * them in the sender's activity. For one thread.
 */
final class MessageJudge {

    private static final long HOUR = 3_600_000;

    private final PolicyVersions policies;
    private final Outcome outcome;
    private final OutcomeEmitter emitter;
    private final ValueState<RecentActivity> activityState;
    private final Memberships memberships;
    private final RevisableMessages revisable;
    private final long holdMillis;

    MessageJudge(
            PolicyVersions policies,
            Outcome outcome,
            OutcomeEmitter emitter,
            ValueState<RecentActivity> activityState,
            Memberships memberships,
            RevisableMessages revisable,
            long holdMillis) {
        this.policies = policies;
        this.outcome = outcome;
        this.emitter = emitter;
        this.activityState = activityState;
        this.memberships = memberships;
        this.revisable = revisable;
        this.holdMillis = holdMillis;
    }

    /** What the state holds, or nothing. */
    static RecentActivity of(ValueState<RecentActivity> state) throws Exception {
        RecentActivity known = state.value();
        return known == null ? new RecentActivity() : known;
    }

    /** Whether the message is refused whatever is known of the identity. */
    static boolean isRefusedAnyway(Candidate candidate, SenderState sender) {
        return (candidate.group != null && candidate.group.getSuspended())
                || Measures.inForce(sender.measures, Measures.MUTE, candidate.eventTime);
    }

    /**
     * The version that analysed the message. When this operator has not got it yet, or not any
     * more, the message is analysed again with one that it has: analysis and rules are of one
     * version.
     */
    CompiledPolicy policyOf(Candidate candidate) {
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
    void judge(
            Candidate candidate,
            CompiledPolicy policy,
            SenderState sender,
            String refusedBy,
            TimerService timers)
            throws Exception {
        // What waited may have been overtaken by the watermark, and so by heartbeats.
        candidate.late |= candidate.eventTime <= timers.currentWatermark();
        RecentActivity activity = of(activityState);
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

    /** The end of the hour that a time lies in. */
    static long roundedUp(long time) {
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
