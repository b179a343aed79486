package io.qundun.deploy.bench.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import io.qundun.deploy.QundunException;
import io.qundun.udfs.confusable.EmojiSounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code emoji-names.txt}: what CLDR calls emoji in Chinese. Beside the name itself single
 * characters that few emoji have among their keywords: 👻 is 鬼, while 脸 is said of every face.
 */
final class EmojiNameTable {
    private static final int LONGEST = 3;

    /** Of how many emoji a keyword may be one at most. */
    private static final int FEW = 6;

    private static final String VARIATION_SELECTOR = "\uFE0F";

    private EmojiNameTable() {}

    /**
     * Writes the table.
     *
     * @param annotations annotations/zh/annotations.json of cldr-annotations-full
     */
    static int write(Path annotations, Path into) {
        JsonNode emoji;
        try {
            emoji = new ObjectMapper().readTree(annotations.toFile());
        } catch (IOException e) {
            throw new QundunException("cannot read " + annotations, e);
        }
        emoji = emoji.path("annotations").path("annotations");
        Map<String, Integer> uses = new HashMap<>();
        emoji.forEach(one -> words(one, "default").forEach(w -> uses.merge(w, 1, Integer::sum)));
        Map<Integer, String> names = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : emoji.properties()) {
            String symbol = one.getKey().replace(VARIATION_SELECTOR, "");
            int codePoint = symbol.codePointAt(0);
            String words = String.join(" ", names(one.getValue(), uses));
            if (symbol.length() == Character.charCount(codePoint)
                    && EmojiSounds.mayBe(codePoint)
                    && UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI)
                    && !words.isEmpty()) {
                names.put(codePoint, words);
            }
        }
        TableSource.write(
                into,
                "emoji-names.txt",
                List.of(
                        "What emoji are called in Chinese. emoji TAB words.",
                        "Source: the annotations of CLDR, Unicode License V3; see NOTICE.txt."),
                names.entrySet().stream()
                        .map(e -> Character.toString(e.getKey()) + "\t" + e.getValue())
                        .toList());
        return names.size();
    }

    /** What an emoji is called, by how many emoji each word is said of. */
    private static Set<String> names(JsonNode one, Map<String, Integer> uses) {
        Set<String> names = new LinkedHashSet<>();
        for (String word : words(one, "tts")) {
            if (word.length() <= LONGEST) {
                names.add(word);
            }
        }
        for (String word : words(one, "default")) {
            if (word.length() == 1 && uses.get(word) <= FEW) {
                names.add(word);
            }
        }
        return names;
    }

    /** Of the words under a key those of Chinese characters alone. */
    private static List<String> words(JsonNode one, String key) {
        Set<String> words = new LinkedHashSet<>();
        one.path(key).forEach(word -> words.add(word.asText()));
        return words.stream()
                .filter(w -> w.chars().allMatch(c -> c >= 0x4E00 && c <= 0x9FFF))
                .toList();
    }
}
