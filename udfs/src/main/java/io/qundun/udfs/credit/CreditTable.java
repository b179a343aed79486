package io.qundun.udfs.credit;

import java.util.List;

/**
 * The table of points, levels and services: {@code credit} of a policy. Immutable, thread-safe.
 *
 * @param start the score without any entry, and the highest
 * @param points one row a severity, 1 to 3, ascending
 * @param repetitionDays how far back earlier violations make one weigh more, in days
 * @param repetition steps without a gap, from the first violation on
 * @param recovery points that each violation loses with each active day without violation
 * @param riseDays how long a score must have stood before the level rises, in days
 * @param horizonDays how late a verdict may come and still be weighed exactly, in days
 * @param levels 1 to 5, ascending
 */
public record CreditTable(
        int start,
        List<Points> points,
        int repetitionDays,
        List<Repetition> repetition,
        int recovery,
        int riseDays,
        int horizonDays,
        List<ServiceLevel> levels) {

    /** The level that everybody is taken for of whom nothing is known. */
    public static final int UNKNOWN_LEVEL = 3;

    /** A pack that says nothing of it: nobody keeps a ledger under it. */
    public static final CreditTable NONE =
            new CreditTable(0, List.of(), 0, List.of(), 0, 0, 30, List.of());

    private static final int PERCENT = 100;

    /**
     * What a violation of one severity takes.
     *
     * @param severity 1 to 3
     * @param member points, when a member committed it
     * @param manager the same for a manager (管理者)
     * @param creator the same for the group's creator (建立者)
     * @param expires after how many days it no longer counts
     */
    public record Points(int severity, int member, int manager, int creator, int expires) {}

    /**
     * How much the n-th violation weighs.
     *
     * @param from the first n of the step, from 1
     * @param percent of the points; 100: as they stand
     */
    public record Repetition(int from, int percent) {}

    /** Copies the lists. */
    public CreditTable {
        points = List.copyOf(points);
        repetition = List.copyOf(repetition);
        levels = List.copyOf(levels);
    }

    /** Whether the pack says nothing of credit. */
    public boolean isNone() {
        return levels.isEmpty();
    }

    /**
     * Points that a violation takes before repetition is weighed.
     *
     * @param severity 1 to 3; others count as the nearest
     * @param role member, manager or creator; others count as member
     */
    public int pointsOf(int severity, String role) {
        Points row = row(severity);
        return switch (role) {
            case "manager" -> row.manager();
            case "creator" -> row.creator();
            default -> row.member();
        };
    }

    /** When a violation of a severity no longer counts, exclusive. */
    public long expiresAt(int severity, long time) {
        return time + row(severity).expires() * Days.MILLIS;
    }

    private Points row(int severity) {
        return points.get(Math.max(1, Math.min(severity, points.size())) - 1);
    }

    /** Points of the n-th violation within {@link #repetitionDays}, n from 1; rounded half up. */
    public int weighed(int taken, int n) {
        int percent = PERCENT;
        for (Repetition step : repetition) {
            if (step.from() <= n) {
                percent = step.percent();
            }
        }
        return (int) (((long) taken * percent + PERCENT / 2) / PERCENT);
    }

    /** The highest level that asks for no more than this. */
    public int levelOf(int score, int activeDays) {
        int level = 1;
        for (ServiceLevel each : levels) {
            if (score >= each.score() && activeDays >= each.activeDays()) {
                level = each.level();
            }
        }
        return level;
    }

    /** A level with its services; without restrictions when the pack says nothing of credit. */
    public ServiceLevel services(int level) {
        return isNone() ? ServiceLevel.UNRESTRICTED : levels.get(level - 1);
    }

    /** Whether a level asks for just that many active days. */
    public boolean asksForActiveDays(int activeDays) {
        for (ServiceLevel each : levels) {
            if (each.activeDays() == activeDays) {
                return true;
            }
        }
        return false;
    }

    /** {@link #repetitionDays} in milliseconds. */
    public long repetitionMillis() {
        return repetitionDays * Days.MILLIS;
    }

    /** {@link #riseDays} in milliseconds. */
    public long riseMillis() {
        return riseDays * Days.MILLIS;
    }

    /** {@link #horizonDays} in milliseconds. */
    public long horizonMillis() {
        return horizonDays * Days.MILLIS;
    }
}
