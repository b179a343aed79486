package io.qundun.udfs.policy;

import io.qundun.udfs.activity.GradeTable;
import io.qundun.udfs.activity.SurgeRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code grades} of {@code policy.yaml}. */
final class GradeSection {
    static final String KEY = "grades";

    private static final Set<String> KEYS =
            ordered(
                    "version",
                    "start",
                    "riseDays",
                    "weights",
                    "violations",
                    "messages",
                    "members",
                    "groupCategories",
                    "borders",
                    "surge");
    private static final Set<String> SEVERITIES = ordered("1", "2", "3");
    private static final Set<String> BRACKET_KEYS = ordered("from", "points");
    private static final Set<String> BORDER_KEYS = ordered("grade", "from");
    private static final Set<String> SURGE_KEYS = ordered("hours", "1m", "1h");
    private static final Set<String> THRESHOLD_KEYS = ordered("ratio", "messages", "joins");
    private static final int MAX_POINTS = 1_000_000;
    private static final int WEEKS_HOURS = 168;

    private GradeSection() {}

    private static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    /**
     * The table; {@link GradeTable#NONE} when the pack has none.
     *
     * @param top of the file
     * @param categories declared by the pack
     */
    static GradeTable read(YamlMapping top, List<Category> categories) {
        YamlMapping section = top.mapping(KEY, KEYS, false);
        if (section == null) {
            return GradeTable.NONE;
        }
        String version = section.string("version", true);
        Long start = section.integer("start", 1, GradeTable.BEST, true);
        Long riseDays = section.integer("riseDays", 0, GradeTable.MAX_RISE_DAYS, true);
        Map<String, Integer> weights = weights(section, categories);
        List<GradeTable.Bracket> violations = brackets(section, "violations");
        List<GradeTable.Bracket> messages = brackets(section, "messages");
        List<GradeTable.Bracket> members = brackets(section, "members");
        Map<String, Integer> groupCategories = groupCategories(section);
        List<GradeTable.Border> borders = borders(section);
        SurgeRule surge = surge(section);
        if (version == null || start == null || riseDays == null) {
            return GradeTable.NONE;
        }
        return new GradeTable(
                version,
                start.intValue(),
                riseDays.intValue(),
                weights,
                violations,
                messages,
                members,
                groupCategories,
                borders,
                surge);
    }

    private static Map<String, Integer> weights(YamlMapping section, List<Category> categories) {
        YamlMapping bySeverity = section.mapping("weights", SEVERITIES, true);
        Map<String, Integer> weights = new TreeMap<>();
        if (bySeverity != null) {
            for (String severity : SEVERITIES) {
                Long weight = bySeverity.integer(severity, 0, MAX_POINTS, true);
                for (Category category : categories) {
                    if (weight != null && Integer.toString(category.severity()).equals(severity)) {
                        weights.put(category.id(), weight.intValue());
                    }
                }
            }
        }
        return weights;
    }

    private static List<GradeTable.Bracket> brackets(YamlMapping section, String key) {
        List<GradeTable.Bracket> brackets = new ArrayList<>();
        GradeTable.Bracket last = new GradeTable.Bracket(-1, 0);
        for (YamlMapping each : section.mappings(key, BRACKET_KEYS, false)) {
            Long from = each.integer("from", 0, Long.MAX_VALUE, true);
            Long points = each.integer("points", 0, MAX_POINTS, true);
            if (from == null || points == null) {
                continue;
            }
            if (from <= last.from() || points < last.points()) {
                each.defect(
                        "from",
                        "the steps of %s.%s must rise, and their points must not fall: %d after %d"
                                .formatted(KEY, key, from, last.from()));
            }
            last = new GradeTable.Bracket(from, points.intValue());
            brackets.add(last);
        }
        return brackets;
    }

    private static Map<String, Integer> groupCategories(YamlMapping section) {
        YamlMapping named = section.mapping("groupCategories", null, false);
        Map<String, Integer> points = new TreeMap<>();
        if (named != null) {
            for (String category : named.keys()) {
                Long each = named.integer(category, 0, MAX_POINTS, true);
                if (each != null) {
                    points.put(category, each.intValue());
                }
            }
        }
        return points;
    }

    private static List<GradeTable.Border> borders(YamlMapping section) {
        List<GradeTable.Border> borders = new ArrayList<>();
        List<YamlMapping> written = section.mappings("borders", BORDER_KEYS, true);
        for (YamlMapping each : written) {
            Long grade = each.integer("grade", 1, GradeTable.BEST, true);
            Long from = each.integer("from", 0, MAX_POINTS, true);
            if (grade != null && from != null) {
                borders.add(new GradeTable.Border(grade.intValue(), from.intValue()));
            }
        }
        boolean whole = borders.size() == GradeTable.BEST && borders.get(0).from() == 0;
        for (int i = 0; whole && i < borders.size(); i++) {
            whole =
                    borders.get(i).grade() == GradeTable.BEST - i
                            && (i == 0 || borders.get(i).from() > borders.get(i - 1).from());
        }
        if (!whole && borders.size() == written.size()) {
            section.defect(
                    "borders",
                    KEY
                            + ".borders has a gap: it must name the grades 5, 4, 3, 2, 1 in this"
                            + " order, 5 from 0 points on and each other from more points than the"
                            + " one before");
        }
        return borders;
    }

    private static SurgeRule surge(YamlMapping section) {
        YamlMapping surge = section.mapping("surge", SURGE_KEYS, false);
        if (surge == null) {
            return SurgeRule.DEFAULT;
        }
        Long hours = surge.integer("hours", 1, WEEKS_HOURS, true);
        SurgeRule.Threshold minute = threshold(surge, "1m");
        SurgeRule.Threshold hour = threshold(surge, "1h");
        return hours == null || minute == null || hour == null
                ? SurgeRule.DEFAULT
                : new SurgeRule(hours.intValue(), minute, hour);
    }

    private static SurgeRule.Threshold threshold(YamlMapping surge, String span) {
        YamlMapping threshold = surge.mapping(span, THRESHOLD_KEYS, true);
        if (threshold == null) {
            return null;
        }
        Double ratio = threshold.decimal("ratio", 1, MAX_POINTS, true);
        Long messages = threshold.integer("messages", 1, Long.MAX_VALUE, true);
        Long joins = threshold.integer("joins", 1, Long.MAX_VALUE, true);
        return ratio == null || messages == null || joins == null
                ? null
                : new SurgeRule.Threshold(ratio, messages, joins);
    }
}
