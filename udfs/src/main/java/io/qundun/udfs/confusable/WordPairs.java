package io.qundun.udfs.confusable;

import java.util.Arrays;

/**
 * Which characters stand side by side within a word of the dictionary by which ICU cuts Chinese and
 * Japanese text, and which pairs are a word when they stand alone: those that it joins, and words
 * that it does not know. Between two others no word goes on, so that a text may be cut in parts
 * there beforehand: half the places between Chinese characters are such, and most parts have one
 * character or two.
 *
 * <p>Sources: the words of ICU4J 79.1 (Unicode License V3), the often used ones of the list of
 * jieba-analysis 1.0.2 (Apache License 2.0); see {@code NOTICE.txt}. Immutable, thread-safe,
 * allocates nothing.
 */
public final class WordPairs {
    private static final int INITIAL = 1 << 18;

    /** What follows each character and is one word with it when nothing else is there. */
    private final Followers words;

    /** What else follows it within words. */
    private final Followers others;

    private WordPairs() {
        StringBuilder inWords = new StringBuilder(INITIAL);
        StringBuilder inOthers = new StringBuilder(INITIAL);
        int[] wordStarts = new int[(1 << 16) + 1];
        int[] otherStarts = new int[(1 << 16) + 1];
        int[] filled = {0};
        TableResource.forEachLine(
                "word-pairs.txt",
                line -> {
                    char first = line.charAt(0);
                    Arrays.fill(wordStarts, filled[0], first + 1, inWords.length());
                    Arrays.fill(otherStarts, filled[0], first + 1, inOthers.length());
                    filled[0] = first + 1;
                    int tab = line.indexOf('\t', 2);
                    inWords.append(line, 2, tab);
                    inOthers.append(line, tab + 1, line.length());
                });
        Arrays.fill(wordStarts, filled[0], wordStarts.length, inWords.length());
        Arrays.fill(otherStarts, filled[0], otherStarts.length, inOthers.length());
        words = new Followers(wordStarts, inWords.toString().toCharArray());
        others = new Followers(otherStarts, inOthers.toString().toCharArray());
    }

    /**
     * Characters after others.
     *
     * @param starts by the first character where what follows it begins
     * @param all what follows, sorted for each first character
     */
    private record Followers(int[] starts, char[] all) {
        boolean has(char first, char second) {
            return Arrays.binarySearch(all, starts[first], starts[first + 1], second) >= 0;
        }
    }

    private static final class Holder {
        static final WordPairs TABLE = new WordPairs();
    }

    /** The table, read at the first call. */
    public static WordPairs get() {
        return Holder.TABLE;
    }

    /** Whether some word may have two UTF-16 units side by side; surrogates always may. */
    public boolean mayHave(char first, char second) {
        return words.has(first, second)
                || others.has(first, second)
                || Character.isSurrogate(first)
                || Character.isSurrogate(second);
    }

    /** Whether two characters of the basic plane are one word when nothing else is there. */
    public boolean isWord(char first, char second) {
        return words.has(first, second);
    }
}
