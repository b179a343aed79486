package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns decisions into records: verdict, command, review task, evidence. Everything but the time of
 * writing derives from the input, so that the same decision gives the same records. For one thread.
 */
final class Outcome {

    static final String MESSAGE = "message";
    static final String RESTORE = "restore";

    private static final GroupContext NO_GROUP =
            new GroupContext(GroupFacts.NEUTRAL.grade(), "", "", 0, false);

    private final ContentId ids = new ContentId();
    private final WireFormat chat = WireFormat.of(Topic.CHAT_MESSAGE);
    private CompiledPolicy stamped;
    private PolicyStamp stamp;

    /** The verdict on a message. */
    Verdict verdict(
            Candidate candidate,
            Decision decision,
            CompiledPolicy policy,
            SenderContext sender,
            String reverses,
            long now) {
        String action = decision.action().code();
        String refusal = decision.refusal() == null ? null : decision.refusal().code();
        Verdict verdict = new Verdict();
        verdict.setVerdictId(verdictId(candidate, action, refusal, policy, reverses));
        verdict.setMessageId(candidate.messageId);
        verdict.setGroupId(candidate.groupId);
        verdict.setSenderId(candidate.senderId);
        verdict.setKind(candidate.kind);
        verdict.setEdits(candidate.edits);
        verdict.setEventTime(candidate.eventTime);
        verdict.setRecordTime(candidate.recordTime);
        verdict.setAction(action);
        verdict.setRefusal(refusal);
        verdict.setCategories(decision.categories());
        verdict.setRules(ruleHits(decision.rules()));
        verdict.setHits(candidate.hits == null ? List.of() : candidate.hits);
        verdict.setHitCount(candidate.hitCount);
        verdict.setScores(scores(candidate, policy));
        verdict.setPolicy(stampOf(policy));
        verdict.setSender(sender);
        verdict.setGroup(candidate.group == null ? NO_GROUP : candidate.group);
        verdict.setLate(candidate.late);
        verdict.setOrigin(
                new Origin(Topic.CHAT_MESSAGE.topicName(), candidate.partition, candidate.offset));
        verdict.setReverses(reverses);
        verdict.setEvidenceId(
                decision.action() == Action.ALLOW ? null : evidenceId(candidate.messageId));
        verdict.setDecidedAt(now);
        return verdict;
    }

    /** The id of the verdict that refuses a message at first. */
    String refusalId(Candidate candidate, Refusal refusal, CompiledPolicy policy) {
        return verdictId(candidate, Action.REFUSE.code(), refusal.code(), policy, null);
    }

    private String verdictId(
            Candidate candidate,
            String action,
            String refusal,
            CompiledPolicy policy,
            String reverses) {
        return ids.of(
                candidate.messageId, action, refusal, Long.toString(policy.version()), reverses);
    }

    /**
     * The command that carries out a removal or refusal.
     *
     * @param earlier how often the message was refused and restored before
     */
    EnforcementCommand command(
            Candidate candidate, Decision decision, CompiledPolicy policy, int earlier, long now) {
        EnforcementCommand command = new EnforcementCommand();
        String action = decision.action().code();
        command.setCommandId(commandId(candidate.messageId, action, earlier));
        command.setAction(action);
        if (decision.refusal() != null) {
            // Unknown and unverified are one matter to the person concerned: no verified identity
            // is known. Which of the two it was may depend on what had arrived; the command may
            // not.
            Refusal refusal =
                    decision.refusal() == Refusal.SENDER_UNKNOWN
                            ? Refusal.SENDER_UNVERIFIED
                            : decision.refusal();
            command.setClause(refusal.clause());
            command.setReasonCode(refusal.code());
            command.setReasonZh(refusal.reasonZh());
            command.setReasonEn(refusal.reasonEn());
            command.setRules(List.of());
            command.setSequence(sequence(SEQUENCE_REFUSE, earlier));
        } else {
            Rule rule = deciding(decision);
            command.setClause(rule.clause());
            command.setReasonCode(rule.category());
            command.setReasonZh(rule.reasonZh());
            command.setReasonEn(rule.reasonEn());
            List<String> rules = new ArrayList<>();
            for (Rule held : decision.rules()) {
                if (held.mode() == Rule.Mode.LIVE && held.action() == decision.action()) {
                    rules.add(held.id());
                }
            }
            command.setRules(rules);
            command.setSequence(SEQUENCE_REMOVE);
        }
        command.setEvidenceId(evidenceId(candidate.messageId));
        return addressed(command, candidate, policy, now);
    }

    // A shadow rule may be as strict and stand before it, but it never decides.
    private static Rule deciding(Decision decision) {
        for (Rule rule : decision.rules()) {
            if (rule.mode() == Rule.Mode.LIVE && rule.action() == decision.action()) {
                return rule;
            }
        }
        throw new IllegalStateException(
                "no live rule asks for what was decided: " + decision.action().code());
    }

    /**
     * The command that takes a refusal for the sender's status back.
     *
     * @param earlier how often the message was refused and restored before
     */
    EnforcementCommand restore(Candidate candidate, CompiledPolicy policy, int earlier, long now) {
        EnforcementCommand command = new EnforcementCommand();
        command.setCommandId(commandId(candidate.messageId, RESTORE, earlier));
        command.setAction(RESTORE);
        command.setClause(Refusal.SENDER_UNVERIFIED.clause());
        command.setReasonCode("sender-verified");
        command.setReasonZh("已确认您的真实身份信息认证，此前拒绝发布的决定撤销。");
        command.setReasonEn("Your identity has been verified; the earlier refusal is taken back.");
        command.setRules(List.of());
        command.setSequence(sequence(SEQUENCE_RESTORE, earlier));
        command.setReverses(commandId(candidate.messageId, Action.REFUSE.code(), earlier));
        command.setEvidenceId(null);
        return addressed(command, candidate, policy, now);
    }

    // A message's commands have fixed places in the order refuse < restore < remove, so that the
    // sequence derives from the action alone and a replay gives the same. Only when a status from
    // the past contradicts an earlier one, and both come after the message was restored, is it
    // refused and restored again, behind those.
    private static final long SEQUENCE_REFUSE = 1;
    private static final long SEQUENCE_RESTORE = 2;
    private static final long SEQUENCE_REMOVE = 3;

    private static long sequence(long first, int earlier) {
        return earlier == 0 ? first : SEQUENCE_REMOVE + 2L * (earlier - 1) + first;
    }

    private EnforcementCommand addressed(
            EnforcementCommand command, Candidate candidate, CompiledPolicy policy, long now) {
        command.setSubjectType(MESSAGE);
        command.setSubjectId(candidate.messageId);
        command.setGroupId(candidate.groupId);
        command.setUserId(candidate.senderId);
        command.setPolicyId(policy.id());
        command.setPolicyVersion(policy.version());
        command.setPolicyHash(policy.hash());
        command.setAutomated(true);
        command.setIssuedAt(now);
        command.setEffectiveFrom(candidate.eventTime);
        command.setExpiresAt(null);
        // What led to it is its evidence; a message is its own episode.
        command.setCauses(List.of());
        command.setAppealAddress(policy.appealAddress());
        return command;
    }

    /** The task for a person to look at a message. */
    ReviewTask review(Verdict verdict, String cause, long now) {
        int severity = 0;
        for (RuleHit rule : verdict.getRules()) {
            if (rule.getMode().equals(Rule.Mode.LIVE.code())) {
                severity = Math.max(severity, rule.getSeverity());
            }
        }
        return new ReviewTask(
                ids.of(MESSAGE, verdict.getMessageId(), "review"),
                MESSAGE,
                verdict.getMessageId(),
                verdict.getGroupId(),
                verdict.getSenderId(),
                cause,
                verdict.getCategories(),
                verdict.getRules(),
                severity,
                verdict.getVerdictId(),
                verdict.getEvidenceId(),
                verdict.getEventTime(),
                now);
    }

    /** The evidence for a flagged message. */
    Evidence evidence(Candidate candidate, Verdict verdict, String commandId, String reviewTaskId) {
        String text = candidate.value == null ? "" : message(candidate).getText();
        return new Evidence(
                evidenceId(candidate.messageId),
                verdict,
                candidate.value == null ? List.of() : Excerpts.of(text, candidate.hits),
                text.length(),
                commandId,
                reviewTaskId);
    }

    /** The message that a candidate carries. */
    ChatMessage message(Candidate candidate) {
        try {
            return (ChatMessage) chat.decode(candidate.value);
        } catch (UndecodableException e) {
            throw new IllegalStateException(
                    "a message that was decoded before can be decoded again", e);
        }
    }

    private String commandId(String messageId, String action, int earlier) {
        return earlier == 0
                ? ids.of(MESSAGE, messageId, action)
                : ids.of(MESSAGE, messageId, action, Integer.toString(earlier));
    }

    private String evidenceId(String messageId) {
        return ids.of("evidence", messageId);
    }

    private static List<RuleHit> ruleHits(List<Rule> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        List<RuleHit> hits = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            hits.add(
                    new RuleHit(
                            rule.id(),
                            rule.category(),
                            rule.clause(),
                            rule.action().code(),
                            rule.severity(),
                            rule.mode().code()));
        }
        return hits;
    }

    private static Map<String, Double> scores(Candidate candidate, CompiledPolicy policy) {
        if (candidate.scores == null) {
            return Map.of();
        }
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < candidate.scores.length; i++) {
            if (!Double.isNaN(candidate.scores[i])) {
                scores.put(policy.categories().get(i).id(), candidate.scores[i]);
            }
        }
        return scores;
    }

    private PolicyStamp stampOf(CompiledPolicy policy) {
        if (stamped != policy) {
            stamped = policy;
            stamp =
                    new PolicyStamp(
                            policy.id(),
                            policy.version(),
                            policy.hash(),
                            policy.lexiconHash(),
                            policy.modelHash());
        }
        return stamp;
    }
}
