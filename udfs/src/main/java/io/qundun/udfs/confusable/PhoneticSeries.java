package io.qundun.udfs.confusable;

import java.util.BitSet;

/**
 * The series (谐声系列) of a Chinese character: those that have one part in common and another radical
 * beside it, and that part itself, as 海, 悔, 梅 and 每. Who changes nothing but a radical (悔 for 海)
 * stays in the series. Each character is in one, many alone.
 *
 * <p>Worked out from the two parts that {@link Splits} tells of: the radical is the one that more
 * characters have, the other one is what a series has in common. A character that is this of
 * several others stands for its own series, whatever its parts; one of few for that of its own
 * parts. Immutable, thread-safe, allocates nothing.
 */
public final class PhoneticSeries {
    /** How many characters have what stands for a series, though it has parts itself. */
    private static final int LEAST_SHARED = 3;

    /** Parts of parts that are looked at. */
    private static final int MOST_PARTS = 8;

    private final char[] partOf = new char[1 << 16];

    private PhoneticSeries() {
        int[] uses = uses(null);
        int[] shared = uses(uses);
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            partOf[c] = c;
            int most = 0;
            for (String parts : Splits.get().of(c)) {
                char part = parts.length() == 2 ? common(parts, uses) : c;
                if (shared[c] < LEAST_SHARED && shared[part] > most) {
                    most = shared[part];
                    partOf[c] = part;
                }
            }
        }
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            for (int i = 0; i < MOST_PARTS && partOf[partOf[c]] != partOf[c]; i++) {
                partOf[c] = partOf[partOf[c]];
            }
        }
    }

    /**
     * By character how many others have it as one of two parts.
     *
     * @param uses null, or the outcome, to count only parts that are no radicals
     */
    private static int[] uses(int[] uses) {
        int[] counts = new int[1 << 16];
        BitSet counted = new BitSet();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            counted.clear();
            for (String parts : Splits.get().of(c)) {
                if (parts.length() == 2 && uses == null) {
                    counted.set(parts.charAt(0));
                    counted.set(parts.charAt(1));
                } else if (parts.length() == 2) {
                    counted.set(common(parts, uses));
                }
            }
            counted.stream().forEach(part -> counts[part]++);
        }
        return counts;
    }

    /** The one of two parts that fewer characters have. */
    private static char common(String parts, int[] uses) {
        char first = parts.charAt(0);
        char second = parts.charAt(1);
        return uses[first] < uses[second] ? first : second;
    }

    private static final class Holder {
        static final PhoneticSeries TABLE = new PhoneticSeries();
    }

    /** The table, worked out at the first call. */
    public static PhoneticSeries get() {
        return Holder.TABLE;
    }

    /** What stands for the series of a character: the part that its characters share, or itself. */
    public char of(char c) {
        return partOf[c];
    }

    /** Whether two characters differ in no more than their radicals. */
    public boolean same(char a, char b) {
        return partOf[a] == partOf[b];
    }
}
