package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        List<String> lines = new ArrayList<>();
        TableResource.forEachLine("look-alikes.txt", lines::add);
        keys = new char[lines.size()];
        others = new String[keys.length];
        scores = new byte[keys.length][];
        StringBuilder characters = new StringBuilder();
        for (int k = 0; k < keys.length; k++) {
            // A character, a tab, then for each other one the character, its score, and a space.
            String line = lines.get(k);
            int n = line.length();
            byte[] found = new byte[n / 3];
            characters.setLength(0);
            for (int i = 2; i < n; i++) {
                char other = line.charAt(i++);
                int score = 0;
                for (; i < n && line.charAt(i) != ' '; i++) {
                    score = 10 * score + line.charAt(i) - '0';
                }
                found[characters.length()] = (byte) score;
                characters.append(other);
            }
            keys[k] = line.charAt(0);
            others[k] = characters.toString();
            scores[k] = Arrays.copyOf(found, characters.length());
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
