package io.qundun.deploy.bench.tables;

import com.huaban.analysis.jieba.WordDictionary;
import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The list of words of jieba-analysis, with how often each was counted by who made it. */
final class ListedWords {
    /** Lines of a word, how often it was counted, and what kind of word it is. */
    private static final String LIST = "/dict.txt";

    private ListedWords() {}

    /** The words of so many Chinese characters that were counted so often at least. */
    static Set<String> of(int leastLength, int mostLength, int leastCount) {
        try (InputStream in = WordDictionary.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new QundunException("this jieba-analysis has no file " + LIST);
            }
            Set<String> words = new HashSet<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.split(" ", -1);
                String word = fields[0];
                if (word.length() >= leastLength
                        && word.length() <= mostLength
                        && word.chars().allMatch(ListedWords::isHan)
                        && Integer.parseInt(fields[1]) >= leastCount) {
                    words.add(word);
                }
            }
            return words;
        } catch (IOException e) {
            throw new QundunException("cannot read " + LIST, e);
        }
    }

    private static boolean isHan(int c) {
        return c >= 0x3400 && c <= 0x9FFF;
    }
}
