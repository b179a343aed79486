package io.qundun.deploy.bench.tables;

import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code splits.txt}: characters in parts. */
final class SplitTable {

    /** Parts that are no characters of GB 2312 but that input methods offer. */
    private static final String RADICALS = Splits.BARE_RADICALS + "灬厶囗";

    /** Strokes, which nobody writes beside another part. */
    private static final String STROKES = "一丨丶丿乙乚亅丷亠冂";

    /** Parts that lie around the other one, so that either may be written first. */
    private static final String AROUND = "辶勹囗廴门匚疒广厂尸气";

    /** Our own list: what people write and chaizi has otherwise, or in strokes. */
    private static final List<String> OWN =
            List.of(
                    "场土昜", "套大长", "包勹巳", "文亠乂", "脑月㐫", "脑月凶", "恼忄㐫", "恼忄凶", "船舟几口", "沿氵几口", "合人一口",
                    "网冂乂乂", "网冂㐅㐅", "摇扌䍃", "谣讠䍃", "遥䍃辶", "练纟东", "炼火东", "市亠巾", "星日生", "京亠口小", "经纟巠",
                    "轻车巠", "劲巠力");

    private SplitTable() {}

    static int write(Path from, Path into) {
        Map<Character, Set<String>> splits = new TreeMap<>();
        for (String line : TableSource.lines(from, "chaizi_simplified.txt.gz")) {
            String[] fields = line.split("\t", -1);
            if (fields[0].length() != 1) {
                continue;
            }
            char whole = fields[0].charAt(0);
            if (!ChineseCharacters.isKnown(whole) || !ChineseCharacters.isFolded(whole)) {
                continue;
            }
            for (int i = 1; i < fields.length; i++) {
                String split = typed(fields[i].trim().split(" ", -1), whole);
                if (!split.isEmpty()) {
                    splits.computeIfAbsent(whole, k -> new LinkedHashSet<>()).add(split);
                }
            }
        }
        for (String own : OWN) {
            splits.computeIfAbsent(own.charAt(0), k -> new LinkedHashSet<>()).add(own.substring(1));
        }
        splits.values().forEach(SplitTable::addReversed);
        List<String> lines = new ArrayList<>();
        splits.forEach((whole, ways) -> lines.add(whole + "\t" + String.join(" ", ways)));
        TableSource.write(
                into,
                "splits.txt",
                List.of(
                        "Characters, TAB the parts that they are written in, ways apart by a"
                                + " space.",
                        "Source: chaizi by 开放词典网 (Kaifangcidian), CC BY 3.0; see NOTICE.txt."),
                lines);
        return lines.size();
    }

    private static void addReversed(Set<String> ways) {
        for (String way : List.copyOf(ways)) {
            if (way.length() == 2
                    && (AROUND.indexOf(way.charAt(0)) >= 0 || AROUND.indexOf(way.charAt(1)) >= 0)) {
                ways.add("" + way.charAt(1) + way.charAt(0));
            }
        }
    }

    /**
     * The parts as folded characters, or empty when there are not two or three that can be typed.
     */
    private static String typed(String[] parts, char whole) {
        if (parts.length < 2 || parts.length > 3) {
            return "";
        }
        StringBuilder split = new StringBuilder();
        for (String part : parts) {
            if (part.length() != 1 || STROKES.contains(part)) {
                return "";
            }
            char folded = ChineseCharacters.folded(part.charAt(0));
            boolean typed =
                    (folded >= 0x4E00 && Syllables.get().readings(folded) > 0)
                            || RADICALS.indexOf(folded) >= 0;
            if (folded == 0 || folded == whole || !typed) {
                return "";
            }
            split.append(folded);
        }
        return split.toString();
    }
}
