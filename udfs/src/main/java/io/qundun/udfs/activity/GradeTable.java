package io.qundun.udfs.activity;

import java.util.List;
import java.util.Map;

/**
 * The table by which a group is graded (分级分类): points for what was found in it, for how active and
 * how large it is and for its category are added up, and borders turn points into a grade. More
 * points never give a better grade. Immutable, thread-safe.
 *
 * @param version of the formula, as records say it
 * @param start grade of a group before its first day
 * @param riseDays for how many whole days a group must stay above a border before its grade rises
 * @param weights of a flagged message, by category
 * @param violations points by weighted flagged messages in seven days
 * @param messages points by messages in seven days
 * @param members points by members
 * @param groupCategories points by the group's category; none for those not named
 * @param borders from which points on a grade holds, the best grade first
 * @param surge when activity counts as a surge
 */
public record GradeTable(
        String version,
        int start,
        int riseDays,
        Map<String, Integer> weights,
        List<Bracket> violations,
        List<Bracket> messages,
        List<Bracket> members,
        Map<String, Integer> groupCategories,
        List<Border> borders,
        SurgeRule surge) {

    /** A pack that says nothing of it: no group is graded. */
    public static final GradeTable NONE =
            new GradeTable(
                    "",
                    3,
                    0,
                    Map.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    SurgeRule.DEFAULT);

    /** Days that counts are taken over, the present one included. */
    public static final int COUNTED_DAYS = 7;

    /** The most days that a rise may take. */
    public static final int MAX_RISE_DAYS = 60;

    /** The best grade. */
    public static final int BEST = 5;

    /** With copies of its parts. */
    public GradeTable {
        weights = Map.copyOf(weights);
        violations = List.copyOf(violations);
        messages = List.copyOf(messages);
        members = List.copyOf(members);
        groupCategories = Map.copyOf(groupCategories);
        borders = List.copyOf(borders);
    }

    /**
     * A step of a scale.
     *
     * @param from this value on
     * @param points that it gives, until the next step
     */
    public record Bracket(long from, int points) {}

    /**
     * A border between grades.
     *
     * @param grade 1 to 5
     * @param from so many points on
     */
    public record Border(int grade, int from) {}

    /** Whether groups are graded at all. */
    public boolean isEmpty() {
        return borders.isEmpty();
    }

    /** The weight of a flagged message in a category; 1 for one that the pack does not know. */
    public int weight(String category) {
        return weights.getOrDefault(category, 1);
    }

    /** Points for a group's category. */
    public int categoryPoints(String category) {
        return groupCategories.getOrDefault(category, 0);
    }

    /** Points for what was counted, those for the category not included. */
    public int points(long violationsThen, long messagesThen, long membersThen) {
        return points(violations, violationsThen)
                + points(messages, messagesThen)
                + points(members, membersThen);
    }

    private static int points(List<Bracket> scale, long value) {
        int points = 0;
        for (Bracket bracket : scale) {
            if (value < bracket.from()) {
                break;
            }
            points = bracket.points();
        }
        return points;
    }

    /** The grade that so many points give. */
    public int grade(int points) {
        int grade = BEST;
        for (Border border : borders) {
            if (points < border.from()) {
                break;
            }
            grade = border.grade();
        }
        return grade;
    }
}
