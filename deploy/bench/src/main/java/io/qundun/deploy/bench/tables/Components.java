package io.qundun.deploy.bench.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What characters are put together from, to tell which share their telling part. */
final class Components {

    /** A part of that many characters is a radical: to share it makes nothing look alike. */
    private static final int RADICAL = 60;

    private static final int MOST_PARTS = 5;

    /** A part of more characters than these is hardly what one of them is known by. */
    private static final int FAMILY = 30;

    private final Map<Character, List<String[]>> splits = new HashMap<>();

    /** By part how many splits of the characters of GB 2312 have it. */
    private final Map<String, Integer> uses = new HashMap<>();

    Components(Path from) {
        for (String line : TableSource.lines(from, "chaizi_simplified.txt.gz")) {
            String[] fields = line.split("\t", -1);
            if (fields[0].length() != 1 || !ChineseCharacters.isUnified(fields[0].charAt(0))) {
                continue;
            }
            boolean known = ChineseCharacters.isKnown(fields[0].charAt(0));
            List<String[]> ways = new ArrayList<>();
            for (int i = 1; i < fields.length; i++) {
                String[] parts = fields[i].trim().split(" ", -1);
                if (parts.length >= 2 && parts.length <= MOST_PARTS) {
                    ways.add(parts);
                    for (String part : parts) {
                        uses.merge(part, known ? 1 : 0, Integer::sum);
                    }
                }
            }
            splits.put(fields[0].charAt(0), ways);
        }
    }

    /** Whether one character is the other and a radical: 青 and 情, 采 and 彩. */
    boolean differByRadical(char a, char b) {
        return isWithRadical(a, b) || isWithRadical(b, a);
    }

    private boolean isWithRadical(char bare, char full) {
        String part = String.valueOf(bare);
        if (isRadical(part)) {
            return false;
        }
        for (String[] parts : splits.getOrDefault(full, List.of())) {
            if (parts.length != 2) {
                continue;
            }
            if ((parts[1].equals(part) && isRadical(parts[0]))
                    || (parts[0].equals(part) && isRadical(parts[1]))) {
                return true;
            }
        }
        return false;
    }

    /** Whether two characters differ in one part and share another that is no radical. */
    boolean shareTellingPart(char a, char b) {
        for (String[] x : splits.getOrDefault(a, List.of())) {
            for (String[] y : splits.getOrDefault(b, List.of())) {
                if (x.length == y.length && differInOne(x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean differInOne(String[] x, String[] y) {
        int different = 0;
        boolean telling = x.length > 2;
        for (int i = 0; i < x.length; i++) {
            if (!x[i].equals(y[i])) {
                different++;
            } else if (!isRadical(x[i])) {
                telling = true;
            }
        }
        return different == 1 && telling;
    }

    /**
     * By character those that have a part in common with it that few others have, wherever it
     * stands: 群 and 裙, 嫖 and 飘. Of these two, one at least is of GB 2312.
     */
    Map<Character, Set<Character>> kindred() {
        Map<String, Set<Character>> families = new HashMap<>();
        splits.forEach(
                (whole, ways) -> {
                    for (String[] parts : ways) {
                        for (String part : parts) {
                            if (uses.getOrDefault(part, 0) <= FAMILY) {
                                families.computeIfAbsent(part, k -> new HashSet<>()).add(whole);
                            }
                        }
                    }
                });
        Map<Character, Set<Character>> kindred = new HashMap<>();
        for (Set<Character> family : families.values()) {
            for (char a : family) {
                if (ChineseCharacters.isKnown(a)) {
                    for (char b : family) {
                        kindred.computeIfAbsent(a, k -> new HashSet<>()).add(b);
                        kindred.computeIfAbsent(b, k -> new HashSet<>()).add(a);
                    }
                }
            }
        }
        return kindred;
    }

    private boolean isRadical(String part) {
        return uses.getOrDefault(part, 0) >= RADICAL;
    }
}
