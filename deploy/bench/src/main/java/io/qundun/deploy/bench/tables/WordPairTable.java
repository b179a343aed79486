package io.qundun.deploy.bench.tables;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.CharsTrie;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code word-pairs.txt}: what stands side by side in the words of the dictionary by which ICU cuts
 * Chinese and Japanese text, read from ICU's own file: a header that begins with its length, eight
 * numbers of which the first tells where the words begin and the fourth where they end, and the
 * words as a {@link CharsTrie}. Beside them the words of two characters that jieba's list has
 * often, some of which ICU's dictionary lacks (点名).
 */
final class WordPairTable {
    private static final String DICTIONARY = "/com/ibm/icu/impl/data/icudata/brkitr/cjdict.dict";

    private static final int END = 3 * Integer.BYTES;

    /** From how often on; rarer ones are too often no word of everybody's. */
    private static final int OFTEN = 100;

    private WordPairTable() {}

    static int write(Path into) {
        SortedMap<Character, SortedSet<Character>> followers = new TreeMap<>();
        int pairs = 0;
        for (CharsTrie.Entry word : words()) {
            CharSequence characters = word.chars;
            for (int i = 1; i < characters.length(); i++) {
                char first = characters.charAt(i - 1);
                char second = characters.charAt(i);
                if (!Character.isSurrogate(first) && !Character.isSurrogate(second)) {
                    SortedSet<Character> after =
                            followers.computeIfAbsent(first, k -> new TreeSet<>());
                    pairs += after.add(second) ? 1 : 0;
                }
            }
        }
        Set<String> listed = ListedWords.of(2, 2, OFTEN);
        for (String word : listed) {
            SortedSet<Character> after =
                    followers.computeIfAbsent(word.charAt(0), k -> new TreeSet<>());
            pairs += after.add(word.charAt(1)) ? 1 : 0;
        }
        BreakIterator words = BreakIterator.getWordInstance(ULocale.SIMPLIFIED_CHINESE);
        List<String> lines = new ArrayList<>();
        followers.forEach(
                (first, after) -> {
                    StringBuilder joined = new StringBuilder();
                    StringBuilder others = new StringBuilder();
                    for (char second : after) {
                        String pair = new String(new char[] {first, second});
                        words.setText(pair);
                        boolean word = !words.isBoundary(1) || listed.contains(pair);
                        (word ? joined : others).append(second);
                    }
                    lines.add(first + "\t" + joined + "\t" + others);
                });
        TableSource.write(
                into,
                "word-pairs.txt",
                List.of(
                        "Characters, TAB what is a word with them, TAB what else follows them within",
                        "words.",
                        "Source: ICU4J "
                                + VersionInfo.ICU_VERSION
                                + ", Unicode-3.0, and jieba-analysis 1.0.2, Apache-2.0; see NOTICE.txt."),
                lines);
        return pairs;
    }

    private static CharsTrie words() {
        try (InputStream in = BreakIterator.class.getResourceAsStream(DICTIONARY)) {
            if (in == null) {
                throw new QundunException("this ICU4J has no file " + DICTIONARY);
            }
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            int header = bytes.getShort(0) & 0xFFFF;
            int start = bytes.getInt(header);
            int end = bytes.getInt(header + END);
            bytes.position(header + start).limit(header + end);
            return new CharsTrie(bytes.slice().asCharBuffer().toString(), 0);
        } catch (IOException e) {
            throw new QundunException("cannot read " + DICTIONARY, e);
        }
    }
}
