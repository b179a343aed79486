package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.MeasureLife.Cause;
import io.qundun.jobs.enforcement.state.FlaggedVerdict;
import io.qundun.jobs.enforcement.state.Incident;
import io.qundun.jobs.enforcement.state.IncidentVerdict;
import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.UserCredit;
import io.qundun.udfs.measure.Episode;
import io.qundun.udfs.measure.Episodes;
import io.qundun.udfs.measure.MeasureAct;
import io.qundun.udfs.measure.MeasureEvent;
import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.measure.Occurrence;
import io.qundun.udfs.measure.Threshold;
import io.qundun.udfs.policy.PolicyTables;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What verdicts, credit, activity, decisions and answers mean for one subject. For one call. */
final class SubjectMeasures {

    /** Decisions on verdicts that have not come yet; further ones push out the oldest. */
    static final int MAX_EARLY = 32;

    /** For how long, in event time, a decision waits for the verdict that it is on. */
    static final long EARLY_MILLIS = 3_600_000;

    private final SubjectState state;
    private final Subject subject;
    private final KnownTables tables;
    private final Commands commands;
    private final Effects effects;
    private final Incidents incidents;
    private final MeasureGrounds grounds;
    private final MeasureLife life;

    SubjectMeasures(
            SubjectState state,
            Subject subject,
            KnownTables tables,
            Commands commands,
            EnforcementSettings settings,
            Effects effects) {
        this.state = state;
        this.subject = subject;
        this.tables = tables;
        this.commands = commands;
        this.effects = effects;
        this.incidents = new Incidents(state, tables, settings, effects);
        this.grounds = new MeasureGrounds(state, incidents);
        this.life = new MeasureLife(state, subject, commands, settings, effects);
    }

    /** A verdict on a message of this person. */
    void verdict(FlaggedVerdict verdict) {
        Incident incident = incidents.of(verdict.messageId);
        if (incident == null) {
            // A refusal is no violation, and what takes it back is none either.
            if (!verdict.isFlagged()) {
                return;
            }
            incident = new Incident(verdict);
            incidents.remember(incident);
        }
        IncidentVerdict before = incident.violation();
        incident.add(verdict);
        decideEarly(incident, verdict.verdictId);
        violationsChanged(
                incident,
                before,
                new Cause(incident.recordTime, verdict.verdictId, incident.ruling != null));
        finish();
    }

    /** The person's credit. */
    void credit(UserCredit credit) {
        PolicyTables policy = tables.of(credit.getPolicyVersion());
        Integer before = state.level == SubjectState.NO_LOW_LEVEL ? null : state.level;
        state.level = SubjectState.NO_LOW_LEVEL;
        for (MeasureRule rule : policy.measures().rules()) {
            if (!(rule.when() instanceof Threshold.Level border)) {
                continue;
            }
            if (border.holds(credit.getLevel())) {
                state.level = credit.getLevel();
            }
            if (border.reached(before, credit.getLevel())) {
                long begin = credit.getEffectiveFrom();
                Measure measure = begun(rule, Long.toString(begin), begin, begin + rule.duration());
                measure.threshold = "level";
                measure.level = border.level();
                order(measure, rule, policy, credit.getEntryIds(), true);
            }
        }
        reviewLevels(new Cause(credit.getEffectiveFrom(), null, false));
        finish();
    }

    /** What the group saw in its windows. */
    void activity(GroupActivity activity) {
        PolicyTables policy = tables.of(0);
        for (MeasureRule rule : policy.measures().rules()) {
            if (!(rule.when() instanceof Threshold.FlaggedShare threshold)) {
                continue;
            }
            for (ActivityWindow window : activity.getWindows()) {
                if (window.getSpan().equals(threshold.span())
                        && threshold.reached(window.getMessages(), window.getFlagged())
                        && !grounds.isServed(rule, window)) {
                    long begin = activity.getAt();
                    Measure measure =
                            begun(rule, Long.toString(begin), begin, begin + rule.duration());
                    measure.threshold = "share";
                    measure.share = threshold.share();
                    measure.windowBegin = window.getBegin();
                    measure.windowEnd = window.getEnd();
                    measure.messages = window.getMessages();
                    measure.flagged = window.getFlagged();
                    order(measure, rule, policy, List.of(activity.getActivityId()), true);
                }
            }
        }
        finish();
    }

    /**
     * A verdict on a message of this group was taken back, or confirmed after that.
     *
     * @param time of the message
     * @param change -1 or 1
     */
    void flaggedChanged(long time, int change, Cause cause) {
        for (Measure measure : List.copyOf(state.measures)) {
            if ("share".equals(measure.threshold)
                    && !measure.state().ended()
                    && time >= measure.windowBegin
                    && time < measure.windowEnd) {
                measure.flagged += change;
                if (measure.flagged < measure.share * measure.messages) {
                    life.fire(measure, MeasureEvent.UNFOUNDED, cause);
                }
            }
        }
        finish();
    }

    /** A person's decision on a verdict on this person's message, or on a measure. */
    void decision(Signal signal) {
        if (signal.decision.getSubjectType().equals("measure")) {
            decideMeasure(signal);
        } else {
            decideVerdict(signal);
        }
        finish();
    }

    private void decideVerdict(Signal signal) {
        ReviewDecision decision = signal.decision;
        for (Incident incident : state.incidents) {
            if (incident.has(decision.getSubjectId())) {
                IncidentVerdict before = incident.violation();
                decide(incident, decision);
                violationsChanged(
                        incident,
                        before,
                        new Cause(decision.getDecidedAt(), decision.getDecisionId(), true));
                return;
            }
        }
        if (decision.getDecidedAt() + EARLY_MILLIS <= subject.eventTime()) {
            unknownVerdict(signal);
            return;
        }
        if (state.early.size() == MAX_EARLY) {
            unknownVerdict(state.early.remove(0));
        }
        state.early.add(signal);
        effects.wakeAtEventTime(decision.getDecidedAt() + EARLY_MILLIS);
    }

    private static void decide(Incident incident, ReviewDecision decision) {
        incident.decide(decision.getOutcome(), decision.getDecidedAt(), decision.getDecisionId());
    }

    private void decideEarly(Incident incident, String verdictId) {
        for (Iterator<Signal> early = state.early.iterator(); early.hasNext(); ) {
            ReviewDecision decision = early.next().decision;
            if (decision.getSubjectId().equals(verdictId)) {
                decide(incident, decision);
                early.remove();
            }
        }
    }

    private void unknownVerdict(Signal signal) {
        effects.deadLetter(
                signal,
                DeadLetterCode.UNKNOWN_DECISION_SUBJECT,
                "no flagged message of %s with the verdict %s is known; measures are as they were"
                        .formatted(subject.key(), signal.decision.getSubjectId()));
    }

    private void decideMeasure(Signal signal) {
        ReviewDecision decision = signal.decision;
        Measure measure = measure(decision.getSubjectId());
        if (measure == null) {
            effects.deadLetter(
                    signal,
                    DeadLetterCode.UNKNOWN_DECISION_SUBJECT,
                    "no measure %s on %s is known"
                            .formatted(decision.getSubjectId(), subject.key()));
            return;
        }
        if (measure.decisionId != null
                && (decision.getDecidedAt() < measure.decidedAt
                        || (decision.getDecidedAt() == measure.decidedAt
                                && decision.getDecisionId().compareTo(measure.decisionId) <= 0))) {
            return; // A later decision stands.
        }
        measure.decidedAt = decision.getDecidedAt();
        measure.decisionId = decision.getDecisionId();
        boolean upheld = decision.getOutcome().equals("upheld");
        long now = Math.max(subject.eventTime(), decision.getDecidedAt());
        // What was taken back is not ordered anew when its time is over; a lifting that a backend
        // did not carry out is sent again all the same.
        boolean tooLate =
                upheld
                        && measure.state().ended()
                        && !measure.isLifting()
                        && measure.expiresAt <= now;
        MeasureAct act =
                tooLate
                        ? MeasureAct.SET_ASIDE
                        : life.fire(
                                measure,
                                upheld ? MeasureEvent.UPHELD : MeasureEvent.OVERTURNED,
                                new Cause(decision.getDecidedAt(), decision.getDecisionId(), true));
        if (act == MeasureAct.SET_ASIDE) {
            effects.deadLetter(
                    signal,
                    DeadLetterCode.DECISION_WITHOUT_EFFECT,
                    "measure %s was over when the decision came; it is %s"
                            .formatted(measure.measureId, measure.state));
        }
    }

    /** A backend's answer. */
    void ack(Signal signal) {
        CommandAck ack = signal.ack;
        long oldest = state.sequence + 1;
        for (Measure measure : state.measures) {
            if (ack.getCommandId().equals(measure.lastCommandId)) {
                MeasureEvent event =
                        switch (ack.getState()) {
                            case "applied" -> MeasureEvent.ACKNOWLEDGED;
                            case "refused" -> MeasureEvent.REFUSAL;
                            default -> MeasureEvent.FAILURE;
                        };
                if (life.fire(measure, event, null) == MeasureAct.SET_ASIDE) {
                    outdated(
                            signal,
                            "command %s was answered before; the measure is %s"
                                    .formatted(ack.getCommandId(), measure.state));
                }
                finish();
                return;
            }
            if (measure.earlierCommandIds.contains(ack.getCommandId())) {
                effects.lateAcknowledgement();
                return;
            }
            if (measure.lastSequence > 0) {
                oldest = Math.min(oldest, measure.lastSequence - measure.earlierCommandIds.size());
            }
        }
        if (ack.getSequence() >= 1 && ack.getSequence() < oldest) {
            outdated(
                    signal,
                    "sequence %d of %s belongs to a measure that is long over"
                            .formatted(ack.getSequence(), subject.key()));
        } else {
            effects.deadLetter(
                    signal,
                    DeadLetterCode.UNKNOWN_COMMAND,
                    "command %s with sequence %d was never given to %s"
                            .formatted(ack.getCommandId(), ack.getSequence(), subject.key()));
        }
    }

    private void outdated(Signal signal, String reason) {
        effects.deadLetter(signal, DeadLetterCode.OUTDATED_ACKNOWLEDGEMENT, reason);
    }

    /** Event time or the clock went on. */
    void wake() {
        life.askAgain();
        finish();
        long known = subject.eventTime();
        state.early.removeIf(
                signal -> {
                    boolean over = signal.decision.getDecidedAt() + EARLY_MILLIS <= known;
                    if (over) {
                        unknownVerdict(signal);
                    }
                    return over;
                });
        incidents.forget(known);
    }

    private void finish() {
        life.advance();
        life.publish();
    }

    // ---- violations

    private void violationsChanged(Incident incident, IncidentVerdict before, Cause cause) {
        IncidentVerdict after = incident.violation();
        if (before == after) {
            return;
        }
        if (before != null) {
            review(cause);
        }
        IncidentVerdict judged = after == null ? before : after;
        PolicyTables policy = tables.of(judged.policyVersion);
        for (MeasureRule rule : policy.measures().rules()) {
            if (rule.when() instanceof Threshold.Violations threshold) {
                List<Episode> episodes =
                        Episodes.reached(
                                threshold,
                                rule.duration(),
                                incidents.violations(threshold.severity()),
                                grounds.served(rule));
                for (Episode episode : episodes) {
                    order(episode, threshold, rule, policy);
                }
            }
        }
    }

    private void order(
            Episode episode,
            Threshold.Violations threshold,
            MeasureRule rule,
            PolicyTables policy) {
        List<Occurrence> members = episode.members();
        Measure measure = begun(rule, members.get(0).id(), episode.begin(), episode.end());
        measure.threshold = "violations";
        measure.count = threshold.count();
        measure.within = threshold.within();
        measure.severity = threshold.severity();
        measure.reachedAt = episode.reachedAt();
        List<String> causes = new ArrayList<>(members.size());
        boolean automated = true;
        for (int i = members.size() - 1; i >= 0; i--) {
            Incident incident = incidents.of(members.get(i).id());
            causes.add(incident.violation().verdictId);
            automated &= incident.ruling == null;
        }
        order(measure, rule, policy, causes, automated);
    }

    // Measures whose violations no longer reach the threshold are taken back.
    private void review(Cause cause) {
        for (Measure measure : List.copyOf(state.measures)) {
            if (measure.state().ended()) {
                continue;
            }
            if ("violations".equals(measure.threshold)) {
                if (!grounds.hold(measure)) {
                    life.fire(measure, MeasureEvent.UNFOUNDED, cause);
                }
            } else if ("level".equals(measure.threshold)) {
                measure.questioned = true;
            }
        }
        reviewLevels(cause);
    }

    // The level follows later, from the credit job: a person whose violation was taken back and who
    // is above the border again is let go; one who is so for another reason serves the time.
    private void reviewLevels(Cause cause) {
        for (Measure measure : List.copyOf(state.measures)) {
            boolean below =
                    state.level != SubjectState.NO_LOW_LEVEL && state.level <= measure.level;
            if ("level".equals(measure.threshold)
                    && measure.questioned
                    && !below
                    && !measure.state().ended()) {
                life.fire(measure, MeasureEvent.UNFOUNDED, cause);
            }
        }
    }

    // ---- measures

    private Measure begun(MeasureRule rule, String beginning, long begin, long end) {
        Measure measure = new Measure();
        measure.ruleId = rule.id();
        measure.kind = rule.when().kind().code();
        measure.clause = rule.clause();
        measure.effectiveFrom = begin;
        measure.expiresAt = end;
        String name = rule.id() + "/" + beginning;
        measure.episode = name;
        measure.measureId = commands.measureId(rule.when().kind(), subject.id(), name);
        // What was taken back as unfounded can begin again with the same message.
        for (int n = 2; measure(measure.measureId) != null; n++) {
            measure.episode = name + "#" + n;
            measure.measureId =
                    commands.measureId(rule.when().kind(), subject.id(), measure.episode);
        }
        return measure;
    }

    private void order(
            Measure measure,
            MeasureRule rule,
            PolicyTables policy,
            List<String> causes,
            boolean automated) {
        measure.order =
                commands.order(
                        measure,
                        subject.id(),
                        rule,
                        policy,
                        tables.hash(policy.version()),
                        causes,
                        automated);
        state.measures.add(measure);
        effects.wakeAtEventTime(measure.expiresAt);
    }

    private Measure measure(String measureId) {
        for (Measure measure : state.measures) {
            if (measure.measureId.equals(measureId)) {
                return measure;
            }
        }
        return null;
    }
}
