package io.qundun.udfs.confusable;

import java.util.TreeMap;

/**
 * 火星文 (Martian script): rare or ornate characters that the young of the 2000s wrote for plain ones,
 * such as 伱 for 你 and 蛧 for 网.
 *
 * <p>Source: the simplified-to-Martian dictionary of SpamClassification by biubiubiiu (Apache-2.0),
 * without pairs that folding undoes anyhow; a few that it has not; and rare characters that are a
 * common one with a radical or several times, by the parts of chaizi (CC BY 3.0). Immutable,
 * thread-safe; looking up allocates nothing.
 */
public final class MartianScript {
    private final CharRelation plain;
    private final CharRelation ornate;

    private MartianScript() {
        TreeMap<Character, String> toPlain = new TreeMap<>();
        TreeMap<Character, String> toOrnate = new TreeMap<>();
        TableResource.forEachLine(
                "martian.txt",
                line -> {
                    char from = line.charAt(0);
                    String variants = line.substring(2);
                    toOrnate.put(from, variants);
                    for (int i = 0; i < variants.length(); i++) {
                        toPlain.merge(variants.charAt(i), String.valueOf(from), String::concat);
                    }
                });
        plain = new CharRelation(toPlain);
        ornate = new CharRelation(toOrnate);
    }

    private static final class Holder {
        static final MartianScript TABLE = new MartianScript();
    }

    /** The table, read at the first call. */
    public static MartianScript get() {
        return Holder.TABLE;
    }

    /** The plain characters that a (folded) one may stand for; empty when it is none of these. */
    public String plain(int codePoint) {
        return plain.of(codePoint);
    }

    /** All that are the ornate spelling of something, kana among them, ascending; a new array. */
    public char[] ornate() {
        return plain.keys();
    }

    /** The ornate spellings of a plain character; empty when none. */
    public String ornate(int codePoint) {
        return ornate.of(codePoint);
    }
}
