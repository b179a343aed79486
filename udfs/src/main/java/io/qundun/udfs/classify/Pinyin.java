package io.qundun.udfs.classify;

import com.ibm.icu.text.Transliterator;
import java.util.HashMap;
import java.util.Map;

/** The syllable of a Chinese character, without its tone, as a small number. Stateless. */
final class Pinyin {
    private static final char FIRST = '\u4E00';
    private static final char LAST = '\u9FFF';

    /** Syllables count from here, where no folded text has characters. */
    private static final char BASE = '\uE000';

    private static final char[] SYLLABLES = syllables();

    private Pinyin() {}

    /** What stands for the syllable; the character itself when its reading is not known. */
    static char syllable(char han) {
        return han < FIRST || han > LAST ? han : SYLLABLES[han - FIRST];
    }

    private static char[] syllables() {
        Transliterator latin = Transliterator.getInstance("Han-Latin; Latin-ASCII");
        Map<String, Character> numbers = new HashMap<>();
        char[] syllables = new char[LAST - FIRST + 1];
        for (int i = 0; i < syllables.length; i++) {
            String character = String.valueOf((char) (FIRST + i));
            String reading = latin.transliterate(character);
            syllables[i] =
                    reading.equals(character)
                            ? (char) (FIRST + i)
                            : numbers.computeIfAbsent(
                                    reading, key -> (char) (BASE + numbers.size()));
        }
        return syllables;
    }
}
