package io.qundun.udfs.policy;

import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The content of {@code policy.yaml}, checked but for the rules' conditions.
 *
 * @param id the pack
 * @param version growing, at least 1
 * @param titleZh its name in Chinese
 * @param titleEn its name in English
 * @param languages ISO 639 codes that the pack is made for
 * @param unknown what becomes of unknown senders
 * @param appeal where a person concerned can appeal; empty when the pack does not say
 * @param categories in the order of their indices
 * @param rules in the order of the file
 * @param tables what other jobs go by
 */
record PolicyDocument(
        String id,
        long version,
        String titleZh,
        String titleEn,
        List<String> languages,
        UnknownSenders unknown,
        String appeal,
        List<Category> categories,
        List<RuleSource> rules,
        PolicyTables tables) {
    static final String FILE = "policy.yaml";

    /** Categories that a bit mask has room for. */
    private static final int MAX_CATEGORIES = 64;

    private static final Set<String> KEYS =
            ordered(
                    "id",
                    "version",
                    "title",
                    "languages",
                    "unknown",
                    "appeal",
                    "categories",
                    "rules",
                    GradeSection.KEY,
                    CreditSection.KEY,
                    MeasureSection.KEY);
    private static final Set<String> TITLE_KEYS = ordered("zh", "en");
    private static final Set<String> CATEGORY_KEYS = ordered("id", "title", "clause", "severity");
    private static final Set<String> RULE_KEYS =
            ordered(
                    "id",
                    "mode",
                    "rollout",
                    "clause",
                    "category",
                    "when",
                    "action",
                    "severity",
                    "reason");
    private static final Pattern PACK_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern CATEGORY_ID = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern RULE_ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,127}");
    static final Pattern CLAUSE =
            Pattern.compile("[a-z0-9][a-z0-9-]*/[0-9A-Za-z]+([.-][0-9A-Za-z]+)*");

    /**
     * A rule with its condition as text.
     *
     * @param rule the rule
     * @param rollout percent of messages on which a live rule acts
     * @param when the condition
     * @param line where the rule starts
     */
    record RuleSource(Rule rule, int rollout, YamlMapping.Scalar when, int line) {}

    /** Reads the file; null after defects that leave nothing to go on with. */
    static PolicyDocument read(String text, Defects defects) {
        YamlMapping top = YamlMapping.parse(FILE, text, KEYS, defects);
        if (top == null) {
            return null;
        }
        String id = top.matching("id", PACK_ID, "default");
        Long version = top.integer("version", 1, Long.MAX_VALUE, true);
        String[] title = title(top, "title", false);
        List<String> languages = top.strings("languages", false);
        UnknownSenders unknown = unknown(top);
        String appeal = top.string("appeal", false);
        List<Category> categories = categories(top);
        Map<String, Category> byId = new HashMap<>();
        categories.forEach(c -> byId.put(c.id(), c));
        List<RuleSource> rules = rules(top, byId);
        String packId = id == null ? "" : id;
        long number = version == null ? 0 : version;
        String address = appeal == null ? "" : appeal;
        PolicyTables tables =
                new PolicyTables(
                        packId,
                        number,
                        address,
                        GradeSection.read(top, categories),
                        CreditSection.read(top, categories),
                        MeasureSection.read(top, categories));
        return new PolicyDocument(
                packId,
                number,
                title[0],
                title[1],
                languages,
                unknown,
                address,
                categories,
                rules,
                tables);
    }

    private static UnknownSenders unknown(YamlMapping top) {
        String code = top.string("unknown", false);
        if (code == null) {
            return UnknownSenders.REVIEW;
        }
        UnknownSenders unknown = UnknownSenders.of(code);
        if (unknown == null) {
            top.defect("unknown", "unknown must be allow, review or refuse, not " + code);
            return UnknownSenders.REVIEW;
        }
        return unknown;
    }

    private static List<Category> categories(YamlMapping top) {
        List<Category> categories = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMapping entry : top.mappings("categories", CATEGORY_KEYS, true)) {
            String id = entry.matching("id", CATEGORY_ID, "illicit_ads");
            String[] title = title(entry, "title", true);
            String clause = entry.matching("clause", CLAUSE, "provisions-2017/10");
            Long severity = entry.integer("severity", 1, 3, true);
            if (id == null) {
                continue;
            }
            if (!seen.add(id)) {
                entry.defect("id", "category \"" + id + "\" stands twice");
                continue;
            }
            categories.add(
                    new Category(
                            id,
                            title[0],
                            title[1],
                            clause == null ? "" : clause,
                            severity == null ? 1 : severity.intValue()));
        }
        if (categories.size() > MAX_CATEGORIES) {
            top.defect("categories", "more than " + MAX_CATEGORIES + " categories");
        }
        return categories;
    }

    private static List<RuleSource> rules(YamlMapping top, Map<String, Category> categories) {
        List<RuleSource> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMapping entry : top.mappings("rules", RULE_KEYS, true)) {
            String id = entry.matching("id", RULE_ID, "gambling-solicitation");
            Rule.Mode mode = mode(entry);
            Long rollout = entry.integer("rollout", 0, 100, false);
            String clause = entry.matching("clause", CLAUSE, "provisions-2017/10");
            String categoryId = entry.string("category", true);
            Category category = categoryId == null ? null : categories.get(categoryId);
            if (categoryId != null && category == null) {
                entry.defect(
                        "category",
                        "category \"%s\" is not declared; declare it under categories"
                                .formatted(categoryId));
            }
            YamlMapping.Scalar when = entry.scalar("when", true);
            Action action = action(entry);
            Long severity = entry.integer("severity", 1, 3, true);
            String[] reason = title(entry, "reason", false);
            if (rollout != null && mode != Rule.Mode.LIVE) {
                entry.defect("rollout", "rollout is for live rules only");
            }
            if (id != null && !seen.add(id)) {
                entry.defect("id", "rule \"" + id + "\" stands twice");
                continue;
            }
            if (id == null || category == null || when == null || action == null) {
                continue;
            }
            String cited = clause == null ? "" : clause;
            Rule rule =
                    new Rule(
                            id,
                            cited,
                            categoryId,
                            action,
                            severity == null ? 1 : severity.intValue(),
                            mode,
                            reason[0].isEmpty() ? reasonZh(category, cited) : reason[0],
                            reason[1].isEmpty() ? reasonEn(category, cited) : reason[1]);
            rules.add(
                    new RuleSource(
                            rule, rollout == null ? 100 : rollout.intValue(), when, entry.line()));
        }
        return rules;
    }

    private static Rule.Mode mode(YamlMapping entry) {
        String code = entry.string("mode", true);
        Rule.Mode mode = code == null ? null : Rule.Mode.of(code);
        if (code != null && mode == null) {
            entry.defect("mode", "mode must be draft, shadow or live, not " + code);
        }
        return mode == null ? Rule.Mode.LIVE : mode;
    }

    private static Action action(YamlMapping entry) {
        String code = entry.string("action", true);
        if (code == null) {
            return null;
        }
        Action action = Action.of(code);
        if (action == null || action == Action.REFUSE) {
            entry.defect("action", "action must be allow, review or remove, not " + code);
            return null;
        }
        return action;
    }

    private static String[] title(YamlMapping entry, String key, boolean required) {
        YamlMapping title = entry.mapping(key, TITLE_KEYS, required);
        String zh = title == null ? null : title.string("zh", true);
        String en = title == null ? null : title.string("en", true);
        return new String[] {zh == null ? "" : zh, en == null ? "" : en};
    }

    private static String reasonZh(Category category, String clause) {
        return "消息涉及“%s”，依据 %s 处理。".formatted(category.titleZh(), clause);
    }

    private static String reasonEn(Category category, String clause) {
        return "The message concerns \"%s\"; handled under %s."
                .formatted(category.titleEn(), clause);
    }

    private static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
