package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Emoji that are read aloud in place of a word or of its sound: 🐔 for 鸡 (and 机), 🍵 for 茶 (and 查).
 *
 * <p>Source: Qundun's own table. Immutable, thread-safe; only {@link #emojiFor(String)} allocates.
 */
public final class EmojiSounds {
    private final Map<Integer, String[]> words = new HashMap<>();
    private final Map<String, List<String>> emoji = new LinkedHashMap<>();

    private EmojiSounds() {
        TableResource.forEachLine(
                "emoji-sounds.txt",
                line -> {
                    String[] fields = line.split("\t", -1);
                    String[] names = fields[1].split(" ", -1);
                    words.put(fields[0].codePointAt(0), names);
                    for (String name : names) {
                        emoji.computeIfAbsent(name, k -> new ArrayList<>()).add(fields[0]);
                    }
                });
    }

    private static final class Holder {
        static final EmojiSounds TABLE = new EmojiSounds();
    }

    /** The table, read at the first call. */
    public static EmojiSounds get() {
        return Holder.TABLE;
    }

    /**
     * How many words an emoji may be read as, 0 for what is not in the table. Variation selectors
     * and skin tones after the emoji are no matter of this table.
     */
    public int words(int codePoint) {
        String[] names = words.get(codePoint);
        return names == null ? 0 : names.length;
    }

    /**
     * A word that an emoji is read as, of one to three characters; other characters of the same
     * sound are meant as well, which {@link Syllables} tells.
     *
     * @throws IndexOutOfBoundsException for an index that is not below {@link #words(int)}
     */
    public String word(int codePoint, int index) {
        String[] names = words.get(codePoint);
        if (names == null) {
            throw new IndexOutOfBoundsException("U+%X is read as no word".formatted(codePoint));
        }
        return names[index];
    }

    /** All emoji of the table, ascending. */
    public int[] codePoints() {
        int[] all = new int[words.size()];
        int i = 0;
        for (int codePoint : words.keySet()) {
            all[i++] = codePoint;
        }
        Arrays.sort(all);
        return all;
    }

    /** The emoji that are read as exactly this word; empty when none. */
    public List<String> emojiFor(String word) {
        return List.copyOf(emoji.getOrDefault(word, List.of()));
    }
}
