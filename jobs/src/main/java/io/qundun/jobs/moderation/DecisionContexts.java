package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Membership;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.jobs.moderation.state.SenderState.Verification;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.SenderContext;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.SenderFacts;

/** What rules may ask about sender and group, from state, and as verdicts record it. */
final class DecisionContexts {

    private static final RecentActivity NOTHING_RECENT = new RecentActivity();

    private DecisionContexts() {}

    /** The sender as of a message. An unknown one counts as verified: the policy decides on it. */
    static SenderFacts sender(
            SenderState sender,
            Membership membership,
            RecentActivity activity,
            long time,
            long id,
            long fingerprint) {
        return new SenderFacts(
                sender.verificationAt(time) != Verification.UNVERIFIED,
                sender.credit == null ? SenderFacts.NEUTRAL.level() : sender.credit.getLevel(),
                membership.roleAt(time),
                Measures.inForce(sender.measures, Measures.MUTE, time),
                activity.repeats(time, id, fingerprint),
                activity.rate(time, id),
                activity.flagged(time, id),
                membership.isNewAt(time));
    }

    /** As recorded. */
    static SenderContext record(SenderFacts facts, Verification verification, SenderState sender) {
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

    /** As recorded where recent messages were not asked for. */
    static SenderContext record(
            long time, Verification verification, SenderState sender, Membership membership) {
        return record(sender(sender, membership, NOTHING_RECENT, time, 0, 0), verification, sender);
    }

    static GroupFacts group(GroupContext group) {
        return group == null
                ? GroupFacts.NEUTRAL
                : new GroupFacts(
                        group.getGrade(),
                        group.getCategory(),
                        group.getMembers(),
                        group.getSuspended());
    }
}
