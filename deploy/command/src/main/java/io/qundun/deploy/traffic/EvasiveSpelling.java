package io.qundun.deploy.traffic;

import com.ibm.icu.text.Transliterator;
import java.util.List;

/** Spells marked terms so that a plain search misses them, as spammers do. */
final class EvasiveSpelling {

    private static final List<String> SEPARATORS = List.of("·", " ", "*", "-", "。", "/", "～", "|");
    private static final List<String> INVISIBLE = List.of("\u200B", "\u200D", "\u2060", "\uFEFF");

    private final Transliterator traditional = Transliterator.getInstance("Simplified-Traditional");

    /** Rewrites every {@code <term>} by one technique, and takes the marks away. */
    String disguise(String marked, Chance chance) {
        int technique = chance.below(5);
        StringBuilder text = new StringBuilder(marked.length() * 2);
        int from = 0;
        while (true) {
            int open = marked.indexOf('<', from);
            int close = open < 0 ? -1 : marked.indexOf('>', open);
            if (close < 0) {
                return text.append(marked, from, marked.length()).toString();
            }
            text.append(marked, from, open);
            String term = marked.substring(open + 1, close);
            switch (technique) {
                case 0 -> between(term, chance.pick(SEPARATORS), text);
                case 1 -> between(term, chance.pick(INVISIBLE), text);
                case 2 -> fullWidth(between(term, " ", new StringBuilder()).toString(), text);
                case 3 -> text.append(traditional.transliterate(term));
                default -> between(traditional.transliterate(term), chance.pick(SEPARATORS), text);
            }
            from = close + 1;
        }
    }

    private static StringBuilder between(String term, String separator, StringBuilder text) {
        for (int i = 0; i < term.length(); i++) {
            boolean letters = i > 0 && isAsciiLetter(term, i) && isAsciiLetter(term, i - 1);
            if (i > 0 && !letters) {
                text.append(separator);
            }
            text.append(term.charAt(i));
        }
        return text;
    }

    private static boolean isAsciiLetter(String term, int i) {
        char c = term.charAt(i);
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static void fullWidth(String term, StringBuilder text) {
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            text.append(c > ' ' && c < 0x7F ? (char) (c + 0xFEE0) : c == ' ' ? '\u3000' : c);
        }
    }
}
