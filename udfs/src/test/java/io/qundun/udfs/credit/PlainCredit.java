package io.qundun.udfs.credit;

import java.util.List;
import java.util.Set;

/** Score and level by their definition, one moment at a time, as slowly as it takes: the oracle. */
final class PlainCredit {
    private final List<Violation> violations;
    private final Set<Integer> activeDays;
    private final CreditTable table;

    PlainCredit(List<Violation> violations, Set<Integer> activeDays, CreditTable table) {
        this.violations = violations;
        this.activeDays = activeDays;
        this.table = table;
    }

    int scoreAt(long time) {
        int deficit = 0;
        for (Violation violation : violations) {
            if (violation.time() > time || violation.expiresAt() <= time) {
                continue;
            }
            int n = 1;
            for (Violation other : violations) {
                if (other.time() >= violation.time() - table.repetitionMillis()
                        && Violation.IN_ORDER.compare(other, violation) < 0) {
                    n++;
                }
            }
            int percent = 100;
            for (CreditTable.Repetition step : table.repetition()) {
                percent = step.from() <= n ? step.percent() : percent;
            }
            long weighed = Math.round(violation.points() * percent / 100.0);
            long clean =
                    activeDays.stream()
                            .filter(day -> day > Days.of(violation.time()))
                            .filter(day -> Days.end(day) <= time)
                            .filter(
                                    day ->
                                            violations.stream()
                                                    .noneMatch(v -> Days.of(v.time()) == day))
                            .count();
            deficit += (int) Math.max(0, weighed - clean * table.recovery());
        }
        return Math.max(0, table.start() - deficit);
    }

    /** Moments lie on quarters of a day here, so the least score is at one of these. */
    int levelAt(long time) {
        int least = scoreAt(time);
        long quarter = Days.MILLIS / 4;
        for (long t = time - table.riseMillis(); t < time; t = (t / quarter + 1) * quarter) {
            least = Math.min(least, scoreAt(t));
        }
        int completed = (int) activeDays.stream().filter(day -> Days.end(day) <= time).count();
        int level = 1;
        for (ServiceLevel each : table.levels()) {
            if (each.score() <= least && each.activeDays() <= completed) {
                level = each.level();
            }
        }
        return level;
    }
}
