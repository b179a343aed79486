package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which base syllables are taken for each other in the accents of Mandarin. */
final class NearSounds {
    private static final String[][] HEADS = {
        {"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"r", "l"}, {"f", "h"}, {"f", "hu"}
    };
    private static final String[] FINALS = {"an", "en", "in"};

    private final String[] spellings;
    private final short[][] neighbours;
    private final byte[][] distances;

    /**
     * @param spellings all bases, sorted
     */
    NearSounds(String[] spellings) {
        this.spellings = spellings;
        neighbours = new short[spellings.length][];
        distances = new byte[spellings.length][];
        for (int i = 0; i < spellings.length; i++) {
            Set<Short> one = new LinkedHashSet<>();
            Set<Short> two = new LinkedHashSet<>();
            for (String head : otherHeads(spellings[i])) {
                add(head, one);
                otherEnds(head).forEach(both -> add(both, two));
            }
            otherEnds(spellings[i]).forEach(end -> add(end, one));
            one.remove((short) i);
            two.removeAll(one);
            two.remove((short) i);
            fill(i, one, two);
        }
    }

    private void fill(int base, Set<Short> one, Set<Short> two) {
        neighbours[base] = new short[one.size() + two.size()];
        distances[base] = new byte[neighbours[base].length];
        int at = 0;
        for (short other : one) {
            neighbours[base][at] = other;
            distances[base][at++] = 1;
        }
        for (short other : two) {
            neighbours[base][at] = other;
            distances[base][at++] = 2;
        }
    }

    private void add(String spelling, Set<Short> to) {
        int id = Arrays.binarySearch(spellings, spelling);
        if (id >= 0) {
            to.add((short) id);
        }
    }

    private static List<String> otherHeads(String spelling) {
        List<String> others = new ArrayList<>();
        for (String[] pair : HEADS) {
            for (int side = 0; side < 2; side++) {
                String from = pair[side];
                String to = pair[1 - side];
                boolean longer =
                        from.length() == 1 && to.startsWith(from) && spelling.startsWith(to);
                if (spelling.startsWith(from) && !longer) {
                    others.add(to + spelling.substring(from.length()));
                }
            }
        }
        if (spelling.startsWith("l") || spelling.startsWith("n")) {
            String end = spelling.substring(1);
            String other =
                    end.startsWith("v") ? "u" : end.equals("u") || end.equals("ue") ? "v" : "";
            if (!other.isEmpty()) {
                others.add(spelling.charAt(0) + other + end.substring(1));
            }
        }
        return others;
    }

    private static List<String> otherEnds(String spelling) {
        for (String end : FINALS) {
            if (spelling.endsWith(end)) {
                return List.of(spelling + "g");
            }
            if (spelling.endsWith(end + "g")) {
                return List.of(spelling.substring(0, spelling.length() - 1));
            }
        }
        return List.of();
    }

    short[][] neighbours() {
        return neighbours;
    }

    byte[][] distances() {
        return distances;
    }

    /** By base, the least base that can be reached. */
    short[] classes() {
        short[] least = new short[spellings.length];
        Arrays.fill(least, (short) -1);
        for (int i = 0; i < least.length; i++) {
            if (least[i] < 0) {
                mark(i, (short) i, least);
            }
        }
        return least;
    }

    private void mark(int base, short label, short[] least) {
        least[base] = label;
        for (short other : neighbours[base]) {
            if (least[other] < 0) {
                mark(other, label, least);
            }
        }
    }
}
