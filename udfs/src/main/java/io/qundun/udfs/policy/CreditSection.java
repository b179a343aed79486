package io.qundun.udfs.policy;

import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.ServiceLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code credit} of {@code policy.yaml} (信用等级): what violations take, when it comes back, and
 * what each level allows.
 *
 * <pre>
 * credit:
 *   start: 100                 # the score without violations, and the highest
 *   recovery: 1                # points that each violation loses a clean active day
 *   rise: 7                    # days that a score must have stood before the level rises
 *   horizon: 30                # days that a verdict may come late and still be weighed exactly
 *   points:                    # a row for each severity 1 to 3
 *     - {severity: 1, member: 4, manager: 6, creator: 6, expires: 30}
 *   repetition:
 *     within: 30               # days back in which earlier violations are counted
 *     steps:                   # from the first violation on without a gap; the last has no "to"
 *       - {from: 1, to: 1, percent: 100}
 *       - {from: 2, percent: 150}
 *   levels:                    # a row for each level 1 to 5, scores and active days not falling
 *     - {level: 1, score: 0, activeDays: 0, postRate: 5, links: false, mayCreate: false, mayManage: false}
 * </pre>
 */
final class CreditSection {
    static final String KEY = "credit";

    private static final Set<String> KEYS =
            keys("start", "recovery", "rise", "horizon", "points", "repetition", "levels");
    private static final Set<String> POINTS_KEYS =
            keys("severity", "member", "manager", "creator", "expires");
    private static final Set<String> REPETITION_KEYS = keys("within", "steps");
    private static final Set<String> STEP_KEYS = keys("from", "to", "percent");
    private static final Set<String> LEVEL_KEYS =
            keys("level", "score", "activeDays", "postRate", "links", "mayCreate", "mayManage");

    private static final int SEVERITIES = 3;
    private static final int LEVELS = 5;
    private static final int MOST_POINTS = 100_000;
    private static final int MOST_DAYS = 3660;
    private static final int MOST_REPETITIONS = 1_000_000;
    private static final int MOST_PERCENT = 10_000;
    private static final int MOST_A_MINUTE = 100_000;

    private CreditSection() {}

    /**
     * The table; {@link CreditTable#NONE} when the pack has none, or after a defect.
     *
     * @param top of the file
     * @param categories declared by the pack
     */
    static CreditTable read(YamlMapping top, List<Category> categories) {
        YamlMapping credit = top.mapping(KEY, KEYS, false);
        if (credit == null) {
            return CreditTable.NONE;
        }
        Integer start = whole(credit, "start", 1, MOST_POINTS, true);
        Integer recovery = whole(credit, "recovery", 0, MOST_POINTS, true);
        Integer rise = whole(credit, "rise", 0, MOST_DAYS, true);
        Integer horizon = whole(credit, "horizon", 1, MOST_DAYS, true);
        List<CreditTable.Points> points = points(credit);
        YamlMapping repetition = credit.mapping("repetition", REPETITION_KEYS, true);
        Integer within =
                repetition == null ? null : whole(repetition, "within", 0, MOST_DAYS, true);
        List<CreditTable.Repetition> steps = repetition == null ? null : steps(repetition);
        List<ServiceLevel> levels = levels(credit, start);
        if (start == null
                || recovery == null
                || rise == null
                || horizon == null
                || points == null
                || within == null
                || steps == null
                || levels == null) {
            return CreditTable.NONE;
        }
        CreditTable table =
                new CreditTable(start, points, within, steps, recovery, rise, horizon, levels);
        int newcomer = table.levelOf(start, 0);
        if (newcomer != CreditTable.UNKNOWN_LEVEL) {
            credit.defect(
                    "levels",
                    ("a user without history would be at level %d; whoever is unknown counts as level"
                                    + " %d, so let level 4 ask for activeDays and level 3 for none, and"
                                    + " for a score of at most start")
                            .formatted(newcomer, CreditTable.UNKNOWN_LEVEL));
            return CreditTable.NONE;
        }
        return table;
    }

    private static List<CreditTable.Points> points(YamlMapping credit) {
        CreditTable.Points[] rows = new CreditTable.Points[SEVERITIES];
        boolean[] named = new boolean[SEVERITIES];
        boolean whole = true;
        for (YamlMapping row : credit.mappings("points", POINTS_KEYS, true)) {
            Integer severity = whole(row, "severity", 1, SEVERITIES, true);
            Integer member = whole(row, "member", 0, MOST_POINTS, true);
            Integer manager = whole(row, "manager", 0, MOST_POINTS, true);
            Integer creator = whole(row, "creator", 0, MOST_POINTS, true);
            Integer expires = whole(row, "expires", 1, MOST_DAYS, true);
            if (severity == null) {
                whole = false;
                continue;
            }
            if (named[severity - 1]) {
                row.defect("severity", "severity %d stands twice".formatted(severity));
                whole = false;
            }
            named[severity - 1] = true;
            if (member == null || manager == null || creator == null || expires == null) {
                whole = false;
                continue;
            }
            rows[severity - 1] =
                    new CreditTable.Points(severity, member, manager, creator, expires);
        }
        for (int i = 0; i < SEVERITIES; i++) {
            if (!named[i] && whole) {
                credit.defect(
                        "points",
                        "a gap: no points for severity %d; add a row for it".formatted(i + 1));
                whole = false;
            }
        }
        return whole ? List.of(rows) : null;
    }

    private static List<CreditTable.Repetition> steps(YamlMapping repetition) {
        List<CreditTable.Repetition> steps = new ArrayList<>();
        boolean whole = true;
        int next = 1;
        boolean open = false;
        for (YamlMapping step : repetition.mappings("steps", STEP_KEYS, true)) {
            Integer from = whole(step, "from", 1, MOST_REPETITIONS, true);
            Integer to = whole(step, "to", 1, MOST_REPETITIONS, false);
            Integer percent = whole(step, "percent", 0, MOST_PERCENT, true);
            if (from == null || percent == null) {
                return null;
            }
            if (open) {
                step.defect(
                        "from", "the step before has no \"to\", so none can follow; give it one");
                return null;
            }
            if (from != next) {
                step.defect(
                        "from",
                        "%s: the step begins at %d, but %d is next"
                                .formatted(from > next ? "a gap" : "an overlap", from, next));
                whole = false;
            }
            if (to != null && to < from) {
                step.defect("to", "to %d lies before from %d".formatted(to, from));
                whole = false;
            }
            open = to == null;
            next = open ? next : to + 1;
            steps.add(new CreditTable.Repetition(from, percent));
        }
        if (!open && !steps.isEmpty()) {
            repetition.defect(
                    "steps",
                    "a gap: nothing is said of violations from the %d. on; leave \"to\" out of the"
                                    .formatted(next)
                            + " last step");
            whole = false;
        }
        return whole && open ? steps : null;
    }

    private static List<ServiceLevel> levels(YamlMapping credit, Integer start) {
        ServiceLevel[] levels = new ServiceLevel[LEVELS];
        YamlMapping[] rows = new YamlMapping[LEVELS];
        boolean whole = true;
        for (YamlMapping row : credit.mappings("levels", LEVEL_KEYS, true)) {
            Integer level = whole(row, "level", 1, LEVELS, true);
            Integer score = whole(row, "score", 0, MOST_POINTS, true);
            Integer activeDays = whole(row, "activeDays", 0, MOST_DAYS, true);
            Integer postRate = whole(row, "postRate", 1, MOST_A_MINUTE, false);
            Boolean links = flag(row, "links");
            Boolean mayCreate = flag(row, "mayCreate");
            Boolean mayManage = flag(row, "mayManage");
            if (level == null
                    || score == null
                    || activeDays == null
                    || links == null
                    || mayCreate == null
                    || mayManage == null) {
                whole = false;
                continue;
            }
            if (levels[level - 1] != null) {
                row.defect("level", "level %d stands twice".formatted(level));
                whole = false;
            }
            rows[level - 1] = row;
            levels[level - 1] =
                    new ServiceLevel(
                            level, score, activeDays, postRate, links, mayCreate, mayManage);
        }
        return whole && reachable(credit, levels, rows, start) ? Arrays.asList(levels) : null;
    }

    private static boolean reachable(
            YamlMapping credit, ServiceLevel[] levels, YamlMapping[] rows, Integer start) {
        boolean whole = true;
        ServiceLevel below = null;
        for (int i = 0; i < LEVELS; i++) {
            ServiceLevel level = levels[i];
            if (level == null) {
                credit.defect(
                        "levels", "a gap: there is no level %d; add a row for it".formatted(i + 1));
                whole = false;
                continue;
            }
            if (i == 0 && (level.score() > 0 || level.activeDays() > 0)) {
                rows[i].defect(
                        "score",
                        "a gap: level 1 must ask for score 0 and activeDays 0, so that every user"
                                + " has a level");
                whole = false;
            }
            if (start != null && level.score() > start) {
                rows[i].defect(
                        "score",
                        "level %d cannot be reached: no score is above start, %d"
                                .formatted(i + 1, start));
                whole = false;
            }
            if (below != null
                    && (level.score() < below.score() || level.activeDays() < below.activeDays())) {
                rows[i].defect(
                        "score",
                        "level %d asks for less score or fewer activeDays than level %d"
                                .formatted(level.level(), below.level()));
                whole = false;
            }
            if (below != null
                    && level.score() == below.score()
                    && level.activeDays() == below.activeDays()) {
                rows[i].defect(
                        "score",
                        "level %d cannot be reached: level %d asks for the same"
                                .formatted(below.level(), level.level()));
                whole = false;
            }
            below = level;
        }
        return whole;
    }

    private static Integer whole(
            YamlMapping mapping, String key, int least, int most, boolean required) {
        Long number = mapping.integer(key, least, most, required);
        return number == null ? null : number.intValue();
    }

    private static Boolean flag(YamlMapping row, String key) {
        String value = row.string(key, true);
        if (value == null) {
            return null;
        }
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        row.defect(key, "%s must be true or false, not %s".formatted(key, value));
        return null;
    }

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
