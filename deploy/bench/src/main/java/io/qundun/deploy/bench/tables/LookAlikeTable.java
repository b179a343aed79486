package io.qundun.deploy.bench.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code look-alikes.txt}: pairs of characters with a score. */
final class LookAlikeTable {

    private static final int IN_ONE = 60;
    private static final int IN_BOTH = 80;

    private final TreeMap<Character, Map<Character, Integer>> scores = new TreeMap<>();

    static int write(Path from, Path into) {
        LookAlikeTable table = new LookAlikeTable();
        table.read(from, "shape_similar.txt.gz");
        table.read(from, "shape_similar_cv2.txt.gz");
        return table.write(into);
    }

    private void read(Path from, String name) {
        TreeMap<Character, Map<Character, Integer>> found = new TreeMap<>();
        for (String line : TableSource.lines(from, name)) {
            if (line.length() < 3 || !ChineseCharacters.isFolded(line.charAt(0))) {
                continue;
            }
            for (int i = 2; i < line.length(); i++) {
                char a = line.charAt(0);
                char b = line.charAt(i);
                if (a != b && ChineseCharacters.isKnown(b) && ChineseCharacters.isFolded(b)) {
                    found.computeIfAbsent(a, k -> new TreeMap<>()).put(b, IN_ONE);
                    found.computeIfAbsent(b, k -> new TreeMap<>()).put(a, IN_ONE);
                }
            }
        }
        found.forEach(
                (a, others) ->
                        others.forEach(
                                (b, score) ->
                                        scores.computeIfAbsent(a, k -> new TreeMap<>())
                                                .merge(b, score, (x, y) -> IN_BOTH)));
    }

    private int write(Path into) {
        List<String> lines = new ArrayList<>();
        int pairs = 0;
        for (Map.Entry<Character, Map<Character, Integer>> entry : scores.entrySet()) {
            StringBuilder line = new StringBuilder().append(entry.getKey()).append('\t');
            List<Map.Entry<Character, Integer>> others =
                    new ArrayList<>(entry.getValue().entrySet());
            others.sort(
                    Map.Entry.<Character, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()));
            for (int i = 0; i < others.size(); i++) {
                line.append(i == 0 ? "" : " ")
                        .append(others.get(i).getKey())
                        .append(others.get(i).getValue());
            }
            pairs += others.size();
            lines.add(line.toString());
        }
        TableSource.write(
                into,
                "look-alikes.txt",
                List.of(
                        "Characters, TAB those that look alike with a score up to 100, the most alike"
                                + " first.",
                        "Source: SimilarCharacter by XiaoFang, MIT; see NOTICE.txt."),
                lines);
        return pairs / 2;
    }
}
