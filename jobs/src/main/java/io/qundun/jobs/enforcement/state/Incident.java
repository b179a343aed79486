package io.qundun.jobs.enforcement.state;

import io.qundun.udfs.credit.Judgements;
import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A flagged message of a person: its verdicts, and what a person decided. */
public final class Incident {

    /** Verdicts of one message that are remembered; there is one, unless policies were replayed. */
    private static final int MAX_VERDICTS = 16;

    /** The message. */
    public String messageId;

    /** Its event time, epoch milliseconds. */
    public long time;

    /** The broker's time of it, epoch milliseconds. */
    public long recordTime;

    /** Its verdicts. */
    public List<IncidentVerdict> verdicts = new ArrayList<>(1);

    /** Verdicts of it that another one took back. */
    public List<String> reversed = new ArrayList<>(0);

    /** upheld or overturned: the decision that stands; null when there is none. */
    public String ruling;

    /** When it was made, epoch milliseconds; {@link Long#MIN_VALUE} when there is none. */
    public long decidedAt = Long.MIN_VALUE;

    /** That decision, or null. */
    public String decisionId;

    /** For Flink. */
    public Incident() {}

    /** Of the message that a verdict is about, without that verdict yet. */
    public Incident(FlaggedVerdict verdict) {
        this.messageId = verdict.messageId;
        this.time = verdict.eventTime;
        this.recordTime = verdict.recordTime;
    }

    /** Adds a verdict, and what it takes back; one that is known makes no difference. */
    public void add(FlaggedVerdict verdict) {
        if (verdict.reverses != null
                && !reversed.contains(verdict.reverses)
                && reversed.size() < MAX_VERDICTS) {
            reversed.add(verdict.reverses);
        }
        if (!has(verdict.verdictId) && verdicts.size() < MAX_VERDICTS) {
            verdicts.add(IncidentVerdict.of(verdict));
        }
    }

    /** Whether a verdict is one of this message. */
    public boolean has(String verdictId) {
        for (IncidentVerdict verdict : verdicts) {
            if (verdict.verdictId.equals(verdictId)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes a decision; whether it stands, which one does that was made later than what is known,
     * or at the same time under a greater id.
     */
    public boolean decide(String outcome, long at, String id) {
        if (decisionId != null
                && (at < decidedAt || (at == decidedAt && id.compareTo(decisionId) <= 0))) {
            return false;
        }
        ruling = outcome;
        decidedAt = at;
        decisionId = id;
        return true;
    }

    /** The verdict that makes the message a violation; null when it is none. */
    public IncidentVerdict violation() {
        List<Judgements.Judgement> judgements = new ArrayList<>(verdicts.size());
        for (IncidentVerdict verdict : verdicts) {
            judgements.add(
                    new Judgements.Judgement(
                            verdict.verdictId, Action.of(verdict.action), verdict.policyVersion));
        }
        Judgements.Judgement standing =
                Judgements.violation(judgements, Set.copyOf(reversed), ruling());
        if (standing == null) {
            return null;
        }
        for (IncidentVerdict verdict : verdicts) {
            if (Objects.equals(verdict.verdictId, standing.verdictId())) {
                return verdict;
            }
        }
        return null;
    }

    private Judgements.Ruling ruling() {
        if (ruling == null) {
            return Judgements.Ruling.NONE;
        }
        return ruling.equals("upheld") ? Judgements.Ruling.UPHELD : Judgements.Ruling.OVERTURNED;
    }

    /** From when the violation can have consequences: a reviewed one, once a person upheld it. */
    public long knownAt(IncidentVerdict violation) {
        long known = Math.max(time, recordTime);
        return violation.action.equals("review") ? Math.max(known, decidedAt) : known;
    }
}
