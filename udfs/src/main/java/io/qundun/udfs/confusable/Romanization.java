package io.qundun.udfs.confusable;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A Chinese character's pinyin as ICU's Han-Latin writes it, which chooses one reading.
 *
 * @param marked with its tone mark: dǔ
 * @param plain without: du, with v for ü
 * @param tone 1 to 4, 5 for the neutral one
 */
record Romanization(String marked, String plain, int tone) {
    private static final Transliterator HAN_LATIN = Transliterator.getInstance("Han-Latin");

    /** The syllables of a run of Chinese characters; empty when one of them has none. */
    static List<Romanization> of(String characters) {
        List<Romanization> syllables = new ArrayList<>();
        for (int i = 0; i < characters.length(); i++) {
            String marked = HAN_LATIN.transliterate(characters.substring(i, i + 1)).strip();
            StringBuilder plain = new StringBuilder();
            int tone = 5;
            for (char c : Normalizer.normalize(marked, Normalizer.Form.NFD).toCharArray()) {
                switch (c) {
                    case '\u0304' -> tone = 1;
                    case '\u0301' -> tone = 2;
                    case '\u030C' -> tone = 3;
                    case '\u0300' -> tone = 4;
                    case '\u0308' -> plain.setCharAt(plain.length() - 1, 'v');
                    default -> plain.append(c);
                }
            }
            if (!plain.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                return List.of();
            }
            syllables.add(new Romanization(marked, plain.toString(), tone));
        }
        return List.copyOf(syllables);
    }

    /** In bopomofo with the tone mark after it; empty when there is none. */
    String bopomofo() {
        String symbols = Bopomofo.spell(plain);
        return symbols.isEmpty() ? "" : symbols + " ˊˇˋ˙".substring(tone - 1, tone).strip();
    }
}
