package io.qundun.deploy.bench.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code martian.txt}: ornate characters for plain ones. */
final class MartianTable {

    /** What the source has not: pairs of a plain character and what chat writes for it. */
    private static final List<String> FURTHER = List.of("子ふ", "子孓", "力カ", "口ロ", "八ハ", "工エ", "夕タ");

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
                        "Source: SpamClassification by biubiubiiu, Apache-2.0, and seven pairs more; see"
                                + " NOTICE.txt."),
                lines);
        return pairs;
    }
}
