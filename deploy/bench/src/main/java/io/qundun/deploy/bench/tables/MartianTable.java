package io.qundun.deploy.bench.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code martian.txt}: ornate characters for plain ones. Beside those of a dictionary, rare
 * characters that are a common one with a radical, or the same one several times: 囼 for 台, 夶 for 大.
 */
final class MartianTable {

    /** What the source has not: pairs of a plain character and what chat writes for it. */
    private static final List<String> FURTHER =
            List.of(
                    "子ふ", "子孓", "子孒", "力カ", "口ロ", "八ハ", "工エ", "夕タ", "人亽", "心吣", "信伩", "贷貣", "饭飰",
                    "的の", "才オ", "才ォ", "毛モ", "千チ", "三ミ", "二ニ", "办か", "人亼", "心惢", "博慱", "小尐", "上丄",
                    "下丅", "水氺", "无莁", "代垈", "币帀");

    /** Occurrences of words with a character, below which hardly anybody writes it for itself. */
    private static final int RARE = 150;

    /** Of how many characters what is a radical is at least a part. */
    private static final int RADICAL = 60;

    private MartianTable() {}

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    static int write(Path from, Path into) {
        Map<Character, Set<Character>> variants = new TreeMap<>();
        int pairs = 0;
        for (String line : TableSource.lines(from, "martian_simplified.txt.gz")) {
            String[] fields = line.trim().split("\\s+", -1);
            if (fields.length != 2 || fields[0].length() != 1 || fields[1].length() != 1) {
                continue;
            }
            char plain = ChineseCharacters.folded(fields[0].charAt(0));
            char ornate = ChineseCharacters.folded(fields[1].charAt(0));
            if (plain == ornate || !isHan(plain) || !isHan(ornate)) {
                continue;
            }
            if (variants.computeIfAbsent(plain, k -> new LinkedHashSet<>()).add(ornate)) {
                pairs++;
            }
        }
        for (String pair : FURTHER) {
            variants.computeIfAbsent(pair.charAt(0), k -> new LinkedHashSet<>())
                    .add(pair.charAt(1));
            pairs++;
        }
        pairs += addComposed(from, variants);
        List<String> lines = new ArrayList<>();
        variants.forEach(
                (plain, ornate) -> {
                    StringBuilder line = new StringBuilder().append(plain).append('\t');
                    ornate.forEach(line::append);
                    lines.add(line.toString());
                });
        TableSource.write(
                into,
                "martian.txt",
                List.of(
                        "Plain characters, TAB what the Martian script writes for them, folded.",
                        "Sources: SpamClassification by biubiubiiu, Apache-2.0; chaizi by 开放词典网, CC BY"
                                + " 3.0; pairs of our own; see NOTICE.txt."),
                lines);
        return pairs;
    }

    /** Adds rare characters that have none yet to those that they are made of. */
    private static int addComposed(Path from, Map<Character, Set<Character>> variants) {
        List<String[]> characters =
                TableSource.lines(from, "chaizi_simplified.txt.gz").stream()
                        .map(line -> line.split("\t", -1))
                        .filter(fields -> fields[0].length() == 1)
                        .toList();
        Map<String, Integer> uses = new HashMap<>();
        for (String[] fields : characters) {
            for (String part : fields[1].trim().split(" ", -1)) {
                uses.merge(part, 1, Integer::sum);
            }
        }
        Map<Character, Integer> listed = ListedWords.characters();
        Set<Character> known = new HashSet<>();
        variants.values().forEach(known::addAll);
        int pairs = 0;
        for (String[] fields : characters) {
            char ornate = fields[0].charAt(0);
            char plain = mainPart(fields[1].trim().split(" ", -1), uses);
            if (ChineseCharacters.isUnified(ornate)
                    && !ChineseCharacters.isCommon(ornate)
                    && (!ChineseCharacters.isKnown(ornate) || listed.getOrDefault(ornate, 0) < RARE)
                    && ChineseCharacters.isFolded(ornate)
                    && plain != 0
                    && ChineseCharacters.isCommon(plain)
                    && !known.contains(ornate)) {
                variants.computeIfAbsent(plain, k -> new LinkedHashSet<>()).add(ornate);
                pairs++;
            }
        }
        return pairs;
    }

    /** What is written several times, or stands beside a radical; 0 for neither. */
    private static char mainPart(String[] parts, Map<String, Integer> uses) {
        Set<String> distinct = new HashSet<>(List.of(parts));
        if (parts.length < 2 || parts[0].length() != 1) {
            return 0;
        }
        if (distinct.size() == 1) {
            return ChineseCharacters.folded(parts[0].charAt(0));
        }
        if (parts.length > 2 || parts[1].length() != 1) {
            return 0;
        }
        boolean first = uses.get(parts[0]) < uses.get(parts[1]);
        String main = parts[first ? 0 : 1];
        String radical = parts[first ? 1 : 0];
        return uses.get(radical) < RADICAL ? 0 : ChineseCharacters.folded(main.charAt(0));
    }
}
