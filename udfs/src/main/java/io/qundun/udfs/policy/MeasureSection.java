package io.qundun.udfs.policy;

import io.qundun.udfs.measure.MeasureKind;
import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.measure.MeasureTable;
import io.qundun.udfs.measure.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code measures} of {@code policy.yaml}: a list of rules, each with {@code id}, {@code
 * measure} (mute, suspend), {@code clause}, {@code when}, {@code for} and {@code reason} {@code
 * {zh, en}}. {@code when} is one of
 *
 * <pre>
 * {violations: 3, within: 24h, severity: 2}          mute; severity may be left out: any
 * {level: 1}                                         mute; credit falls to this level or below it
 * {flaggedShare: 0.3, within: 1h, messages: 50}      suspend; within is 1m, 1h, 24h or 7d
 * </pre>
 *
 * <p>Spans are a whole number and s, m, h or d, from one second to {@link #LONGEST}.
 */
final class MeasureSection {
    static final String KEY = "measures";

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_VIOLATIONS = 100;

    private static final Set<String> RULE_KEYS =
            ordered("id", "measure", "clause", "when", "for", "reason");
    private static final Set<String> WHEN_KEYS =
            ordered("violations", "level", "flaggedShare", "within", "severity", "messages");
    private static final Set<String> REASON_KEYS = ordered("zh", "en");
    private static final Map<String, Set<String>> COMPANIONS =
            Map.of(
                    "violations", Set.of("violations", "within", "severity"),
                    "level", Set.of("level"),
                    "flaggedShare", Set.of("flaggedShare", "within", "messages"));
    private static final List<String> WINDOWS = List.of("1m", "1h", "24h", "7d");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,127}");
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smhd])");

    private MeasureSection() {}

    /**
     * The table; {@link MeasureTable#NONE} when the pack has none.
     *
     * @param top of the file
     * @param categories declared by the pack
     */
    static MeasureTable read(YamlMapping top, List<Category> categories) {
        List<MeasureRule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMapping entry : top.mappings(KEY, RULE_KEYS, false)) {
            MeasureRule rule = rule(entry);
            if (rule == null) {
                continue;
            }
            if (!seen.add(rule.id())) {
                entry.defect("id", "measure \"" + rule.id() + "\" stands twice");
                continue;
            }
            rules.add(rule);
        }
        return rules.isEmpty() ? MeasureTable.NONE : new MeasureTable(rules);
    }

    private static MeasureRule rule(YamlMapping entry) {
        String id = entry.matching("id", ID, "repeated-violations");
        MeasureKind kind = kind(entry);
        String clause = entry.matching("clause", PolicyDocument.CLAUSE, "provisions-2017/11.2");
        Threshold when = threshold(entry);
        Long duration = span(entry, "for");
        YamlMapping reason = entry.mapping("reason", REASON_KEYS, true);
        String zh = reason == null ? null : reason.string("zh", true);
        String en = reason == null ? null : reason.string("en", true);
        if (kind != null && when != null && when.kind() != kind) {
            entry.defect(
                    "measure",
                    "measure %s does not go with such a threshold; it must be %s"
                            .formatted(kind.code(), when.kind().code()));
            return null;
        }
        if (id == null
                || kind == null
                || clause == null
                || when == null
                || duration == null
                || zh == null
                || en == null) {
            return null;
        }
        return new MeasureRule(id, clause, when, duration, zh, en);
    }

    private static MeasureKind kind(YamlMapping entry) {
        String code = entry.string("measure", true);
        MeasureKind kind = code == null ? null : MeasureKind.of(code);
        if (code != null && kind == null) {
            entry.defect("measure", "measure must be mute or suspend, not " + code);
        }
        return kind;
    }

    private static Threshold threshold(YamlMapping entry) {
        YamlMapping when = entry.mapping("when", WHEN_KEYS, true);
        if (when == null) {
            return null;
        }
        List<String> named = new ArrayList<>();
        for (String key : List.of("violations", "level", "flaggedShare")) {
            if (when.keys().contains(key)) {
                named.add(key);
            }
        }
        if (named.size() != 1) {
            entry.defect(
                    "when",
                    "when must have exactly one of violations, level and flaggedShare, not "
                            + (named.isEmpty() ? "none" : String.join(" and ", named)));
            return null;
        }
        String what = named.get(0);
        for (String key : when.keys()) {
            if (!COMPANIONS.get(what).contains(key)) {
                when.defect(key, "when.%s does not go with when.%s".formatted(key, what));
            }
        }
        return switch (what) {
            case "violations" -> violations(when);
            case "level" -> level(when);
            default -> share(when);
        };
    }

    private static Threshold violations(YamlMapping when) {
        Long count = when.integer("violations", 1, MOST_VIOLATIONS, true);
        Long within = span(when, "within");
        Long severity = when.integer("severity", 0, 3, false);
        return count == null || within == null
                ? null
                : new Threshold.Violations(
                        count.intValue(), within, severity == null ? 0 : severity.intValue());
    }

    private static Threshold level(YamlMapping when) {
        Long level = when.integer("level", 1, 4, true);
        return level == null ? null : new Threshold.Level(level.intValue());
    }

    private static Threshold share(YamlMapping when) {
        Double share = when.decimal("flaggedShare", Double.MIN_VALUE, 1, true);
        Long messages = when.integer("messages", 1, Integer.MAX_VALUE, true);
        String window = when.string("within", true);
        if (window != null && !WINDOWS.contains(window)) {
            when.defect(
                    "within",
                    "when.within must be a window of group activity (%s), not %s"
                            .formatted(String.join(", ", WINDOWS), window));
            return null;
        }
        return share == null || messages == null || window == null
                ? null
                : new Threshold.FlaggedShare(share, window, millis(window), messages);
    }

    private static Long span(YamlMapping mapping, String key) {
        String text = mapping.string(key, true);
        if (text == null) {
            return null;
        }
        Long millis = millis(text);
        if (millis == null || millis <= 0 || millis > LONGEST.toMillis()) {
            mapping.defect(
                    key,
                    "%s must be a span like 90s, 30m, 24h or 7d, at most %d days, not %s"
                            .formatted(key, LONGEST.toDays(), text));
            return null;
        }
        return millis;
    }

    private static Long millis(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> number * 1_000;
            case "m" -> number * 60_000;
            case "h" -> number * 3_600_000;
            default -> number * 86_400_000;
        };
    }

    private static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
