package io.qundun.deploy.bench.tables;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code syllables.txt}: how characters are read. */
final class SyllableTable {

    private static final int MOST_READINGS = 4;
    private static final int FIRST = 0x3007;
    private static final int LAST = 0x9FFF;

    private SyllableTable() {}

    static int write(Path from, Path into) {
        Map<Character, List<String>> readings = new TreeMap<>();
        Set<String> bases = new TreeSet<>();
        for (String line : TableSource.lines(from, "pinyin.txt.gz")) {
            if (!line.startsWith("U+")) {
                continue;
            }
            int colon = line.indexOf(':');
            int codePoint = Integer.parseInt(line, 2, colon, 16);
            if (codePoint < FIRST || codePoint > LAST) {
                continue;
            }
            String list = line.substring(colon + 1, line.indexOf('#')).trim();
            List<String> found = new ArrayList<>();
            for (String pinyin : list.split(",", -1)) {
                String reading = numbered(pinyin.trim());
                if (!reading.isEmpty() && !found.contains(reading)) {
                    found.add(reading);
                }
            }
            readings.put((char) codePoint, found);
            if (ChineseCharacters.isKnown((char) codePoint)) {
                found.forEach(reading -> bases.add(base(reading)));
            }
        }
        Map<String, StringBuilder> groups = new TreeMap<>();
        int characters = 0;
        for (Map.Entry<Character, List<String>> entry : readings.entrySet()) {
            List<String> kept =
                    entry.getValue().stream()
                            .filter(reading -> bases.contains(base(reading)))
                            .limit(MOST_READINGS)
                            .toList();
            if (!kept.isEmpty()) {
                groups.computeIfAbsent(String.join(",", kept), k -> new StringBuilder())
                        .append(entry.getKey());
                characters++;
            }
        }
        List<String> lines = new ArrayList<>();
        groups.forEach((key, members) -> lines.add(key + "\t" + members));
        TableSource.write(
                into,
                "syllables.txt",
                List.of(
                        "Readings of Chinese characters, commonest first, TAB the characters that have"
                                + " them.",
                        "Source: pinyin-data by mozillazg, MIT; see NOTICE.txt."),
                lines);
        return characters;
    }

    private static String base(String reading) {
        return reading.substring(0, reading.length() - 1);
    }

    /** Takes the tone off the vowel and puts it at the end; empty for an interjection like ń. */
    private static String numbered(String pinyin) {
        StringBuilder base = new StringBuilder();
        char tone = '5';
        for (char c : Normalizer.normalize(pinyin, Normalizer.Form.NFD).toCharArray()) {
            switch (c) {
                case '\u0304' -> tone = '1';
                case '\u0301' -> tone = '2';
                case '\u030C' -> tone = '3';
                case '\u0300' -> tone = '4';
                case '\u0308' -> base.setCharAt(base.length() - 1, 'v');
                case '\u0302' -> {
                    return "";
                }
                default -> base.append(c);
            }
        }
        boolean vowel = base.chars().anyMatch(c -> "aeiouv".indexOf(c) >= 0);
        return vowel ? base.append(tone).toString() : "";
    }
}
