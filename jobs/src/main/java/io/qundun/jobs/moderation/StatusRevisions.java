package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.MessageReference;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.RefusedMessage;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.jobs.moderation.state.SenderState.Verification;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.policy.CompiledPolicy;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;

/**
 * What a status that arrives late changes about the messages of the current sender that were
 * decided on before it. For one thread.
 */
final class StatusRevisions {

    private final MessageJudge judge;
    private final Outcome outcome;
    private final OutcomeEmitter emitter;
    private final ValueState<RecentActivity> activityState;
    private final Memberships memberships;
    private final RevisableMessages revisable;
    private final Counter reversals;

    StatusRevisions(
            MessageJudge judge,
            Outcome outcome,
            OutcomeEmitter emitter,
            ValueState<RecentActivity> activityState,
            Memberships memberships,
            RevisableMessages revisable,
            Counter reversals) {
        this.judge = judge;
        this.outcome = outcome;
        this.emitter = emitter;
        this.activityState = activityState;
        this.memberships = memberships;
        this.revisable = revisable;
        this.reversals = reversals;
    }

    /** Takes refusals back that a verified identity does not bear out. */
    void reverseRefused(SenderState sender, TimerService timers) throws Exception {
        // What has to be refused for another reason now stays refused.
        List<RefusedMessage> reversed =
                revisable.takeRefused(
                        refused ->
                                sender.verificationAt(refused.candidate.eventTime)
                                                == Verification.VERIFIED
                                        && !MessageJudge.isRefusedAnyway(
                                                refused.candidate, sender));
        for (RefusedMessage refused : reversed) {
            Candidate candidate = refused.candidate;
            CompiledPolicy policy = judge.policyOf(candidate);
            reversals.inc();
            int earlier = refused.earlierRefusals();
            if (earlier == 0 || !refused.published.removed) {
                emitter.command(outcome.restore(candidate, policy, earlier, emitter.now()));
            }
            if (refused.published == null) {
                judge.judge(candidate, policy, sender, refused.verdictId, timers);
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
        RecentActivity activity = MessageJudge.of(activityState);
        revisable.addPublished(refused.published, activity);
        activityState.update(activity);
    }

    /** Refuses what was published and turns out to be of an unverified identity. */
    void refusePublished(SenderState sender) throws Exception {
        List<MessageReference> unverified =
                revisable.takePublished(
                        published ->
                                sender.verificationAt(published.eventTime)
                                        == Verification.UNVERIFIED);
        if (unverified.isEmpty()) {
            return;
        }
        RecentActivity activity = MessageJudge.of(activityState);
        activity.published -= unverified.size();
        activityState.update(activity);
        Decision refusal = Decision.refused(Refusal.SENDER_UNVERIFIED);
        for (MessageReference published : unverified) {
            Candidate candidate = published.candidate();
            CompiledPolicy policy = judge.policyOf(candidate);
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
}
