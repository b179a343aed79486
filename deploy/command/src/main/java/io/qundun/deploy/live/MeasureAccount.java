package io.qundun.deploy.live;

import io.qundun.deploy.traffic.IdSet;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.UserCredit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts what became of users and groups. Commands are counted by id, for they are sent again when
 * nobody answers; grades and levels by whose they are and from when. Thread-safe.
 */
public final class MeasureAccount {

    private static final String MESSAGE = "message";

    private final IdSet orders = new IdSet();
    private final IdSet liftings = new IdSet();
    private final IdSet reversals = new IdSet();
    private final IdSet grades = new IdSet();
    private final IdSet levels = new IdSet();
    private final IdSet entries = new IdSet();
    private final IdSet activities = new IdSet();
    private final Set<String> unanswered = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Integer> inForce = new HashMap<>();
    private long surges;
    private long changes;

    /**
     * The counts at one moment.
     *
     * @param measures distinct measures ordered: mutes and suspensions
     * @param liftings of them, lifted at their expiry
     * @param reversals of them, taken back
     * @param grades changes of a group's grade, the first one included
     * @param levels changes of a user's level
     * @param entries lines of the credit ledger
     * @param activities records of groups' activity
     * @param surges marked in them
     * @param inForce measures that hold and will end in event time
     * @param unanswered commands that no backend has applied or refused yet
     * @param changes grows with everything that was counted, repetitions included
     */
    public record Counts(
            long measures,
            long liftings,
            long reversals,
            long grades,
            long levels,
            long entries,
            long activities,
            long surges,
            long inForce,
            long unanswered,
            long changes) {}

    /** A command about a user or group. */
    public synchronized void command(EnforcementCommand command) {
        changes++;
        String id = command.getCommandId();
        switch (command.getAction()) {
            case "mute", "suspend" -> orders.add(id);
            default -> (isExpiry(command) ? liftings : reversals).add(id);
        }
        if (!answered.contains(id)) {
            unanswered.add(id);
        }
    }

    private static boolean isExpiry(EnforcementCommand command) {
        return command.getReasonCode().equals("measure-expired");
    }

    /** What a backend answered. */
    public synchronized void ack(CommandAck ack) {
        if (ack.getSubjectType().equals(MESSAGE)) {
            return;
        }
        changes++;
        if (!ack.getState().equals("failed")) {
            answered.add(ack.getCommandId());
            unanswered.remove(ack.getCommandId());
        }
    }

    /** A subject's state; null: nothing is kept of it any more. */
    public synchronized void state(String subject, EnforcementState state) {
        changes++;
        int holding = 0;
        if (state != null) {
            for (ActiveMeasure measure : state.getMeasures()) {
                holding += measure.getEndedAt() == null ? 1 : 0;
            }
        }
        if (holding == 0) {
            inForce.remove(subject);
        } else {
            inForce.put(subject, holding);
        }
    }

    /** A group's grade. */
    public synchronized void grade(GroupGrade grade) {
        changes++;
        if (grade.getPreviousGrade() == null || grade.getPreviousGrade() != grade.getGrade()) {
            grades.add(grade.getGroupId() + "@" + grade.getEffectiveFrom());
        }
    }

    /** A user's credit. */
    public synchronized void credit(UserCredit credit) {
        changes++;
        if (credit.getPreviousLevel() != null && credit.getPreviousLevel() != credit.getLevel()) {
            levels.add(credit.getUserId() + "@" + credit.getEffectiveFrom());
        }
    }

    /** A line of the ledger. */
    public synchronized void entry(CreditEntry entry) {
        changes++;
        entries.add(entry.getEntryId());
    }

    /** A group's activity. */
    public synchronized void activity(GroupActivity activity) {
        changes++;
        if (activities.add(activity.getActivityId())) {
            surges += activity.getSurges().size();
        }
    }

    /** The counts now. */
    public synchronized Counts counts() {
        long holding = 0;
        for (int measures : inForce.values()) {
            holding += measures;
        }
        return new Counts(
                orders.size(),
                liftings.size(),
                reversals.size(),
                grades.size(),
                levels.size(),
                entries.size(),
                activities.size(),
                surges,
                holding,
                unanswered.size(),
                changes);
    }
}
