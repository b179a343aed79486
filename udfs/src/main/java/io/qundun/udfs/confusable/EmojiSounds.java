package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Emoji that are read aloud in place of a word or of its sound: 🐔 for 鸡 (and 机), 🍵 for 茶 (and 查).
 *
 * <p>Sources: Qundun's own table, and what CLDR calls them (Unicode License V3). Immutable,
 * thread-safe; only {@link #emojiFor(String)} allocates.
 */
public final class EmojiSounds {
    private static final int FIRST_SYMBOL = 0x2000;
    private static final int END_OF_SYMBOLS = 0x3000;
    private static final int FIRST_PICTOGRAPH = 0x1F000;
    private static final int END_OF_PICTOGRAPHS = 0x20000;
    private static final String[] NO_WORDS = {};

    /** Words by code point, the two ranges that hold emoji one after the other. */
    private final String[][] words =
            new String[END_OF_SYMBOLS - FIRST_SYMBOL + END_OF_PICTOGRAPHS - FIRST_PICTOGRAPH][];

    private final Map<String, List<String>> emoji = new LinkedHashMap<>();

    private EmojiSounds() {
        TableResource.forEachLine(
                "emoji-sounds.txt",
                line -> {
                    String[] fields = line.split("\t", -1);
                    add(fields);
                    for (String name : fields[1].split(" ", -1)) {
                        emoji.computeIfAbsent(name, k -> new ArrayList<>()).add(fields[0]);
                    }
                });
        TableResource.forEachLine("emoji-names.txt", line -> add(line.split("\t", -1)));
    }

    /** Takes an emoji and the words it is read as, parted by blanks, those known first. */
    private void add(String[] fields) {
        int codePoint = fields[0].codePointAt(0);
        Set<String> names = new LinkedHashSet<>(List.of(names(codePoint)));
        names.addAll(List.of(fields[1].split(" ", -1)));
        words[place(codePoint)] = names.toArray(NO_WORDS);
    }

    /** Whether a code point lies where this table looks for emoji. */
    public static boolean mayBe(int codePoint) {
        return place(codePoint) >= 0;
    }

    private static final class Holder {
        static final EmojiSounds TABLE = new EmojiSounds();
    }

    /** The table, read at the first call. */
    public static EmojiSounds get() {
        return Holder.TABLE;
    }

    /** The place in {@link #words}, or -1 for what is no emoji. */
    private static int place(int codePoint) {
        if (codePoint >= FIRST_SYMBOL && codePoint < END_OF_SYMBOLS) {
            return codePoint - FIRST_SYMBOL;
        }
        return codePoint >= FIRST_PICTOGRAPH && codePoint < END_OF_PICTOGRAPHS
                ? END_OF_SYMBOLS - FIRST_SYMBOL + codePoint - FIRST_PICTOGRAPH
                : -1;
    }

    private String[] names(int codePoint) {
        int place = place(codePoint);
        return place < 0 || words[place] == null ? NO_WORDS : words[place];
    }

    /**
     * How many words an emoji may be read as, 0 for what is not in the table. Variation selectors
     * and skin tones after the emoji are no matter of this table.
     */
    public int words(int codePoint) {
        return names(codePoint).length;
    }

    /**
     * A word that an emoji is read as, of one to three characters; other characters of the same
     * sound are meant as well, which {@link Syllables} tells.
     *
     * @throws IndexOutOfBoundsException for an index that is not below {@link #words(int)}
     */
    public String word(int codePoint, int index) {
        return names(codePoint)[index];
    }

    /** All emoji of the tables, ascending. */
    public int[] codePoints() {
        return IntStream.range(FIRST_SYMBOL, END_OF_PICTOGRAPHS)
                .filter(codePoint -> words(codePoint) > 0)
                .toArray();
    }

    /** The emoji that our own table reads as exactly this word; empty when none. */
    public List<String> emojiFor(String word) {
        return List.copyOf(emoji.getOrDefault(word, List.of()));
    }
}
