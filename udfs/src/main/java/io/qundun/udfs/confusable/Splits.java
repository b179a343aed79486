package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Characters written in parts side by side (拆字): 贝者 for 赌, 木仓 for 枪. Two or three parts, each of
 * which a keyboard can type; parts are those of folded text.
 *
 * <p>Source: chaizi by 开放词典网 (CC BY 3.0), cut down to the characters of GB 2312 and to parts that
 * can be typed. Immutable, thread-safe; only {@link #of(int)} allocates.
 */
public final class Splits {
    /** Parts that are no characters of their own, and that nobody writes alone. */
    public static final String BARE_RADICALS = "亻氵讠扌艹钅忄纟衤礻犭饣阝刂冫辶彳疒罒宀冖攵彡勹廴匚凵覀";

    private final long[] keys;
    private final String[] composed;
    private final CharRelation parts;
    private final long[] first = new long[0x10000 >> 6];

    private Splits() {
        TreeMap<Long, String> byParts = new TreeMap<>();
        TreeMap<Character, String> byCharacter = new TreeMap<>();
        TableResource.forEachLine(
                "splits.txt",
                line -> {
                    char whole = line.charAt(0);
                    byCharacter.put(whole, line.substring(2));
                    for (String split : line.substring(2).split(" ", -1)) {
                        long key =
                                key(
                                        split.charAt(0),
                                        split.charAt(1),
                                        split.length() > 2 ? split.charAt(2) : 0);
                        byParts.merge(key, String.valueOf(whole), String::concat);
                        first[split.charAt(0) >> 6] |= 1L << split.charAt(0);
                    }
                });
        keys = new long[byParts.size()];
        composed = new String[keys.length];
        int i = 0;
        for (Map.Entry<Long, String> entry : byParts.entrySet()) {
            keys[i] = entry.getKey();
            composed[i++] = entry.getValue();
        }
        parts = new CharRelation(byCharacter);
    }

    private static final class Holder {
        static final Splits TABLE = new Splits();
    }

    /** The table, read at the first call. */
    public static Splits get() {
        return Holder.TABLE;
    }

    /** Whether some split begins with this character. */
    public boolean begins(char c) {
        return (first[c >> 6] & 1L << c) != 0;
    }

    /** The characters that two parts make, mostly one; empty when none. */
    public String composed(char a, char b) {
        return find(key(a, b, 0));
    }

    /** The characters that three parts make; empty when none. */
    public String composed(char a, char b, char c) {
        return find(key(a, b, c));
    }

    /** The ways to write a character in parts; empty when there is none. */
    public List<String> of(int codePoint) {
        String splits = parts.of(codePoint);
        return splits.isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(splits.split(" ", -1)));
    }

    /** How many sequences of parts are known. */
    public int size() {
        return keys.length;
    }

    private String find(long key) {
        int i = Arrays.binarySearch(keys, key);
        return i < 0 ? "" : composed[i];
    }

    private static long key(int a, int b, int c) {
        return (long) a << 32 | (long) b << 16 | c;
    }
}
