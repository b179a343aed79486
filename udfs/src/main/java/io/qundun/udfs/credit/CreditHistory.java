package io.qundun.udfs.credit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Score and level of a user at every moment, as they follow from the violations that stand and the
 * days of activity. Immutable, thread-safe.
 *
 * <p>Each violation takes its points, weighed by how many others lie within the table's repetition
 * span before it. With the end of every later day that was active and without violation it loses
 * the table's recovery, and what is left lapses when it expires. The score is the table's start
 * less what all violations still take, at least 0.
 *
 * <p>The level is the highest whose score was reached throughout the table's rise before the moment
 * and whose number of active days has been completed. So it falls at once, rises only after the
 * score has stood, and depends on nothing but the history: two falls of a level are a violation
 * apart, and a rise is at least the table's rise after the fall.
 */
public final class CreditHistory {
    /** Version of this formula, in every score that it gives. */
    public static final String FORMULA_VERSION = "1";

    /** {@link #changesAt} when nothing will change. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<Step> IN_ORDER = Comparator.comparingLong(Step::time);

    private final CreditTable table;
    private final ActiveDays days;
    private final List<Violation> violations;
    private final int[] taken;
    private final int[] cleanDays;

    // What is taken in all: from a time on, the first holding since ever.
    private final long[] stepTimes;
    private final int[] deficits;

    // Score and level: likewise.
    private final long[] times;
    private final int[] levels;

    private record Step(long time, int amount) {}

    private CreditHistory(List<Violation> violations, ActiveDays days, CreditTable table) {
        this.violations = violations;
        this.days = days;
        this.table = table;
        this.taken = taken();
        this.cleanDays = cleanDays();
        List<Step> steps = steps();
        steps.sort(IN_ORDER);
        long[] at = new long[steps.size() + 1];
        int[] deficit = new int[at.length];
        at[0] = Long.MIN_VALUE;
        int n = 0;
        for (Step step : steps) {
            if (step.time() != at[n]) {
                n++;
                at[n] = step.time();
                deficit[n] = deficit[n - 1];
            }
            deficit[n] += step.amount();
        }
        stepTimes = Arrays.copyOf(at, n + 1);
        deficits = Arrays.copyOf(deficit, n + 1);
        times = breakpoints();
        levels = levels();
    }

    /**
     * Of one user.
     *
     * @param standing violations that stand, in any order
     * @param days of activity
     * @param table one that says something of credit
     */
    public static CreditHistory of(
            Iterable<Violation> standing, ActiveDays days, CreditTable table) {
        List<Violation> violations = new ArrayList<>();
        for (Violation each : standing) {
            if (each.expiresAt() > each.time()) {
                violations.add(each);
            }
        }
        violations.sort(Violation.IN_ORDER);
        return new CreditHistory(violations, days, table);
    }

    private int[] taken() {
        int[] result = new int[violations.size()];
        int first = 0;
        for (int i = 0; i < result.length; i++) {
            Violation violation = violations.get(i);
            while (violations.get(first).time() < violation.time() - table.repetitionMillis()) {
                first++;
            }
            result[i] = table.weighed(violation.points(), i - first + 1);
        }
        return result;
    }

    private int[] cleanDays() {
        int[] active = days.toArray();
        int n = 0;
        int next = 0;
        for (int day : active) {
            while (next < violations.size() && Days.of(violations.get(next).time()) < day) {
                next++;
            }
            if (next == violations.size() || Days.of(violations.get(next).time()) != day) {
                active[n++] = day;
            }
        }
        return Arrays.copyOf(active, n);
    }

    /**
     * When how much is taken (positive) or given back (negative). Linear in violations and days.
     */
    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        int recovery = table.recovery();
        // How much more is given back at the end of a clean day than at that of the one before.
        int[] slope = new int[cleanDays.length + 1];
        for (int i = 0; i < taken.length; i++) {
            Violation violation = violations.get(i);
            steps.add(new Step(violation.time(), taken[i]));
            int first = cleanDaysUpTo(Days.of(violation.time()));
            int last = Math.max(first, cleanDaysEndingBefore(violation.expiresAt()));
            int whole = recovery == 0 ? 0 : Math.min(taken[i] / recovery, last - first);
            int left = taken[i] - whole * recovery;
            slope[first] += recovery;
            slope[first + whole] -= recovery;
            if (left > 0 && left < recovery && first + whole < last) {
                slope[first + whole] += left;
                slope[first + whole + 1] -= left;
            } else if (left > 0) {
                steps.add(new Step(violation.expiresAt(), -left));
            }
        }
        int given = 0;
        for (int i = 0; i < cleanDays.length; i++) {
            given += slope[i];
            if (given != 0) {
                steps.add(new Step(Days.end(cleanDays[i]), -given));
            }
        }
        return steps;
    }

    private int cleanDaysUpTo(int day) {
        int found = Arrays.binarySearch(cleanDays, day);
        return found < 0 ? -found - 1 : found + 1;
    }

    private int cleanDaysEndingBefore(long time) {
        // Days.end(d) < time, that is d < ceil(time / day) - 1.
        int bound = Days.of(time - 1);
        int found = Arrays.binarySearch(cleanDays, bound);
        return found < 0 ? -found - 1 : found;
    }

    private long[] breakpoints() {
        long rise = table.riseMillis();
        List<Long> all = new ArrayList<>();
        for (int i = 1; i < stepTimes.length; i++) {
            all.add(stepTimes[i]);
            all.add(stepTimes[i] + rise);
        }
        int[] active = days.toArray();
        for (ServiceLevel each : table.levels()) {
            int nth = each.activeDays() - days.before();
            if (nth >= 1 && nth <= active.length) {
                all.add(Days.end(active[nth - 1]));
            }
        }
        long[] result = new long[all.size() + 1];
        result[0] = Long.MIN_VALUE;
        for (int i = 0; i < all.size(); i++) {
            result[i + 1] = all.get(i);
        }
        Arrays.sort(result);
        int n = 0;
        for (int i = 1; i < result.length; i++) {
            if (result[i] != result[n]) {
                result[++n] = result[i];
            }
        }
        return Arrays.copyOf(result, n + 1);
    }

    /** The greatest deficit of a sliding window decides, so a queue of falling deficits is kept. */
    private int[] levels() {
        long rise = table.riseMillis();
        int[] result = new int[times.length];
        int[] queue = new int[stepTimes.length];
        int head = 0;
        int tail = 0;
        int next = 0;
        for (int i = 0; i < times.length; i++) {
            long time = times[i];
            while (next < stepTimes.length && stepTimes[next] <= time) {
                while (tail > head && deficits[queue[tail - 1]] <= deficits[next]) {
                    tail--;
                }
                queue[tail++] = next++;
            }
            while (tail - head > 1 && stepTimes[queue[head] + 1] <= time - rise) {
                head++;
            }
            result[i] = table.levelOf(score(deficits[queue[head]]), activeDaysAt(time));
        }
        return result;
    }

    private int score(int deficit) {
        return Math.max(0, table.start() - deficit);
    }

    /** The score at a moment, 0 to the table's start. */
    public int scoreAt(long time) {
        return score(deficits[indexOf(stepTimes, time)]);
    }

    /** The level at a moment, 1 to 5. */
    public int levelAt(long time) {
        return levels[indexOf(times, time)];
    }

    /** Active days completed at a moment. */
    public int activeDaysAt(long time) {
        return time == Long.MIN_VALUE ? days.before() : days.countBefore(Days.of(time));
    }

    /**
     * The first moment after this one at which score or level are others than at this one, if
     * nothing else becomes known; {@link #NEVER} when there is none.
     */
    public long changesAt(long time) {
        int score = scoreAt(time);
        int level = levelAt(time);
        for (int i = indexOf(times, time) + 1; i < times.length; i++) {
            if (levels[i] != level || scoreAt(times[i]) != score) {
                return times[i];
            }
        }
        return NEVER;
    }

    /** Violations that still take points at a moment, the latest first. */
    public List<Violation> bearingAt(long time) {
        List<Violation> bearing = new ArrayList<>();
        int ended = time == Long.MIN_VALUE ? 0 : cleanDaysEndingBefore(time + 1);
        for (int i = violations.size() - 1; i >= 0; i--) {
            Violation violation = violations.get(i);
            int recovered = Math.max(0, ended - cleanDaysUpTo(Days.of(violation.time())));
            if (violation.time() <= time
                    && time < violation.expiresAt()
                    && (long) recovered * table.recovery() < taken[i]) {
                bearing.add(violation);
            }
        }
        return bearing;
    }

    /** The index of the last that is not after the time; the first is since ever. */
    private static int indexOf(long[] times, long time) {
        int found = Arrays.binarySearch(times, time);
        return found < 0 ? -found - 2 : found;
    }
}
