package io.qundun.deploy.bench.tables;

import com.huaban.analysis.jieba.WordDictionary;
import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** The list of words of jieba-analysis, with how often each was counted by who made it. */
final class ListedWords {
    /** Lines of a word, how often it was counted, and what kind of word it is. */
    private static final String LIST = "/dict.txt";

    private ListedWords() {}

    /** The words of so many Chinese characters that were counted so often at least. */
    static Set<String> of(int leastLength, int mostLength, int leastCount) {
        Set<String> words = new HashSet<>();
        forEach(
                (word, count) -> {
                    if (word.length() >= leastLength
                            && word.length() <= mostLength
                            && word.chars().allMatch(ListedWords::isHan)
                            && count >= leastCount) {
                        words.add(word);
                    }
                });
        return words;
    }

    /** How often words were counted that have a character, by character. */
    static Map<Character, Integer> characters() {
        Map<Character, Integer> counts = new HashMap<>();
        forEach(
                (word, count) ->
                        word.chars()
                                .distinct()
                                .forEach(c -> counts.merge((char) c, count, Integer::sum)));
        return counts;
    }

    private static void forEach(ObjIntConsumer<String> each) {
        try (InputStream in = WordDictionary.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new QundunException("this jieba-analysis has no file " + LIST);
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.split(" ", -1);
                each.accept(fields[0], Integer.parseInt(fields[1]));
            }
        } catch (IOException e) {
            throw new QundunException("cannot read " + LIST, e);
        }
    }

    private static boolean isHan(int c) {
        return c >= 0x3400 && c <= 0x9FFF;
    }
}
