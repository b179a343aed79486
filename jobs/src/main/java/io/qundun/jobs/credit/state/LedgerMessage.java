package io.qundun.jobs.credit.state;

import io.qundun.udfs.credit.Judgements;
import io.qundun.udfs.credit.Judgements.Judgement;
import io.qundun.udfs.credit.Judgements.Ruling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A message of a user: its verdicts, the decision on it, and the line of the ledger it stands in.
 */
public final class LedgerMessage {

    /** The message. */
    public String messageId;

    /** Its group. */
    public String groupId;

    /** When it happened, epoch milliseconds. */
    public long time;

    /** Its verdicts but for the allowing ones, each once. */
    public List<StoredVerdict> verdicts = new ArrayList<>();

    /** Verdicts that another one takes back. */
    public List<String> reversed = new ArrayList<>();

    /** The decision that stands, or null. */
    public String decisionId;

    /** When that was decided. */
    public long decidedAt;

    /** Whether that takes back. */
    public boolean overturned;

    /** The line in which it stands as a violation, or null. */
    public String entryId;

    /** The verdict that the line cites. */
    public String entryVerdictId;

    /** Whether it ever stood in a line. */
    public boolean entered;

    /** For Flink. */
    public LedgerMessage() {}

    /** Of which nothing is known yet. */
    public LedgerMessage(String messageId, String groupId, long time) {
        this.messageId = messageId;
        this.groupId = groupId;
        this.time = time;
    }

    /** The verdict of that id, or null. */
    public StoredVerdict verdict(String verdictId) {
        for (StoredVerdict each : verdicts) {
            if (each.verdictId.equals(verdictId)) {
                return each;
            }
        }
        return null;
    }

    /** Whether that verdict, one that removes or sends to review, is known. */
    public boolean isFlaggedBy(String verdictId) {
        StoredVerdict verdict = verdict(verdictId);
        return verdict != null && !verdict.action.equals("refuse");
    }

    /** Adds a verdict; false when it is known. */
    public boolean add(StoredVerdict verdict) {
        return verdict(verdict.verdictId) == null && verdicts.add(verdict);
    }

    /** Notes that a verdict is taken back; false when that is known. */
    public boolean reverse(String verdictId) {
        return !reversed.contains(verdictId) && reversed.add(verdictId);
    }

    /** Takes a decision in; false when one that is known outranks it. */
    public boolean decide(Decision decision) {
        if (decisionId != null
                && (decision.decidedAt < decidedAt
                        || (decision.decidedAt == decidedAt
                                && decision.decisionId.compareTo(decisionId) <= 0))) {
            return false;
        }
        decisionId = decision.decisionId;
        decidedAt = decision.decidedAt;
        overturned = decision.overturned;
        return true;
    }

    /** The verdict that makes it a violation, or null when it is none. */
    public StoredVerdict violation() {
        List<Judgement> judgements = new ArrayList<>(verdicts.size());
        for (StoredVerdict each : verdicts) {
            judgements.add(each.judgement());
        }
        Judgement standing = Judgements.violation(judgements, new HashSet<>(reversed), ruling());
        return standing == null ? null : verdict(standing.verdictId());
    }

    private Ruling ruling() {
        if (decisionId == null) {
            return Ruling.NONE;
        }
        return overturned ? Ruling.OVERTURNED : Ruling.UPHELD;
    }

    /** From when none of its verdicts counts any more, whatever is decided. */
    public long expiresAt() {
        long latest = time;
        for (StoredVerdict each : verdicts) {
            latest = Math.max(latest, each.expiresAt);
        }
        return latest;
    }
}
