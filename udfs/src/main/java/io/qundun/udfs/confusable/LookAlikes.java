package io.qundun.udfs.confusable;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chinese characters that can be taken for each other at a glance (形近字): 微 and 徽, 未 and 末, 赌 and 睹.
 * Symmetric; a pair has a score from 1 to 100, the higher the more alike.
 *
 * <p>Source: see the head of the resource {@code look-alikes.txt} and {@code NOTICE.txt}.
 * Immutable, thread-safe, allocates nothing.
 */
public final class LookAlikes {
    private static final byte[] NO_SCORES = {};

    private final char[] keys;
    private final String[] others;
    private final byte[][] scores;

    private LookAlikes() {
        TreeMap<Character, String> lines = new TreeMap<>();
        TableResource.forEachLine("look-alikes.txt", line -> lines.put(line.charAt(0), line));
        keys = new char[lines.size()];
        others = new String[keys.length];
        scores = new byte[keys.length][];
        int k = 0;
        for (Map.Entry<Character, String> entry : lines.entrySet()) {
            String[] pairs = entry.getValue().substring(2).split(" ", -1);
            StringBuilder characters = new StringBuilder(pairs.length);
            scores[k] = new byte[pairs.length];
            for (int i = 0; i < pairs.length; i++) {
                characters.append(pairs[i].charAt(0));
                scores[k][i] = (byte) Integer.parseInt(pairs[i], 1, pairs[i].length(), 10);
            }
            keys[k] = entry.getKey();
            others[k++] = characters.toString();
        }
    }

    private static final class Holder {
        static final LookAlikes TABLE = new LookAlikes();
    }

    /** The table, read at the first call. */
    public static LookAlikes get() {
        return Holder.TABLE;
    }

    /** The characters that look like this one, the most alike first; empty when none. */
    public String of(int codePoint) {
        int k = find(codePoint);
        return k < 0 ? "" : others[k];
    }

    /** How alike two characters look: 1 to 100, or 0 when not enough to be in the table. */
    public int score(int codePoint, int other) {
        int k = find(codePoint);
        int i = k < 0 ? -1 : others[k].indexOf(other);
        return i < 0 ? 0 : scores[k][i];
    }

    /** The score of the pair at a place in {@link #of(int)}. */
    public int scoreAt(int codePoint, int index) {
        int k = find(codePoint);
        return (k < 0 ? NO_SCORES : scores[k])[index];
    }

    /** How many characters have a look-alike. */
    public int size() {
        return keys.length;
    }

    private int find(int codePoint) {
        return codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT
                ? -1
                : Arrays.binarySearch(keys, (char) codePoint);
    }
}
