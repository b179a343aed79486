package io.qundun.jobs.runtime.verdict;

import io.qundun.schemas.RuleHit;
import io.qundun.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What other jobs need of a verdict: without hits, scores and text. Treat it as immutable once
 * built. Several verdicts of a message are folded by one rule: those that another one reverses are
 * dropped, then the strictest action stands, then the highest policy version.
 */
public final class JudgedMessage {

    /** The verdict. */
    public String verdictId;

    /** The message. */
    public String messageId;

    /** Its group. */
    public String groupId;

    /** Its sender. */
    public String senderId;

    /** Its kind. */
    public String kind;

    /** min(sentAt, recordTime + 1 minute), epoch milliseconds. */
    public long eventTime;

    /** The broker's time of the chat record, epoch milliseconds. */
    public long recordTime;

    /** refuse, remove, review or allow. */
    public String action;

    /** Why it was refused, or null. A refusal is no violation. */
    public String refusal;

    /** Live rules that held and asked for review or removal, strictest first. */
    public List<Breach> breaches = List.of();

    /** The sender's role in the group as of the message: member, manager, creator. */
    public String role;

    /** The version of the policy that judged. */
    public long policyVersion;

    /** Its pack. */
    public String packId;

    /** The verdict that this one takes back, or null. */
    public String reverses;

    /** The evidence, or null. */
    public String evidenceId;

    /** For Flink. */
    public JudgedMessage() {}

    /** Of a verdict. */
    public static JudgedMessage of(Verdict verdict) {
        JudgedMessage judged = new JudgedMessage();
        judged.verdictId = verdict.getVerdictId();
        judged.messageId = verdict.getMessageId();
        judged.groupId = verdict.getGroupId();
        judged.senderId = verdict.getSenderId();
        judged.kind = verdict.getKind();
        judged.eventTime = verdict.getEventTime();
        judged.recordTime = verdict.getRecordTime();
        judged.action = verdict.getAction();
        judged.refusal = verdict.getRefusal();
        judged.role = verdict.getSender().getRole();
        judged.policyVersion = verdict.getPolicy().getVersion();
        judged.packId = verdict.getPolicy().getPackId();
        judged.reverses = verdict.getReverses();
        judged.evidenceId = verdict.getEvidenceId();
        judged.breaches = breaches(verdict.getRules());
        return judged;
    }

    private static List<Breach> breaches(List<RuleHit> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        List<Breach> breaches = new ArrayList<>(rules.size());
        for (RuleHit hit : rules) {
            if (hit.getMode().equals("live") && !hit.getAction().equals("allow")) {
                breaches.add(Breach.of(hit));
            }
        }
        return breaches;
    }

    /** Whether the message was removed or sent to review: neither allowed nor refused. */
    public boolean isFlagged() {
        return action.equals("remove") || action.equals("review");
    }

    @Override
    public String toString() {
        return action + " " + messageId + " (" + verdictId + ")";
    }
}
