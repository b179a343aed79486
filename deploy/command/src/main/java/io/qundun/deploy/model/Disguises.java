package io.qundun.deploy.model;

import com.ibm.icu.text.Transliterator;
import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Spells texts so that a plain search misses them, the ways that the matcher undoes: by sound, by
 * looks, in parts, in pinyin, in traditional characters, with marks between, in full width. For
 * training rows; stateless but for its tables.
 */
final class Disguises {

    private static final String MARKS = "·*-~。/|_.+";
    private static final char FIRST_HAN = '\u4E00';
    private static final char LAST_HAN = '\u9FFF';
    private static final double LEAST_PART = 0.1;
    private static final double MOST_PART = 0.4;
    private static final int COMMON_FIRST = 0xB0;
    private static final int COMMON_LAST = 0xD7;

    private final Syllables syllables = Syllables.get();
    private final LookAlikes lookAlikes = LookAlikes.get();
    private final Splits splits = Splits.get();
    private final Transliterator traditional = Transliterator.getInstance("Simplified-Traditional");
    private final Map<Integer, List<Character>> bySound = new HashMap<>();

    Disguises() {
        Charset common = Charset.forName("GB2312");
        for (char c = FIRST_HAN; c <= LAST_HAN; c++) {
            byte[] bytes = String.valueOf(c).getBytes(common);
            int row = bytes.length == 2 ? bytes[0] & 0xFF : 0;
            int base = syllables.mainBase(c);
            if (row >= COMMON_FIRST && row <= COMMON_LAST && base != Syllables.NONE) {
                bySound.computeIfAbsent(base, key -> new ArrayList<>()).add(c);
            }
        }
    }

    /** The text by one or two techniques; the same where none applies. */
    String disguise(String text, SplittableRandom random) {
        String once = by(random.nextInt(10), text, random);
        return random.nextInt(4) == 0 ? by(random.nextInt(10), once, random) : once;
    }

    /** The text with a share of its characters replaced by others of the same sound. */
    String bySound(String text, double share, SplittableRandom random) {
        return replaceSome(text, share, random, this::homophone);
    }

    private String by(int technique, String text, SplittableRandom random) {
        return switch (technique) {
            case 0, 1, 2 -> replaceSome(text, random, this::homophone);
            case 3 -> replaceSome(text, random, this::lookAlike);
            case 4 -> replaceSome(text, random, this::parts);
            case 5 ->
                    replaceSome(text, random, (c, r) -> syllables.spelling(syllables.mainBase(c)));
            case 6 -> traditional.transliterate(text);
            case 7, 8 -> between(text, random);
            default -> fullWidth(text);
        };
    }

    private interface Replacement {
        /** What to write for a character that has a reading; null for the character itself. */
        String of(char c, SplittableRandom random);
    }

    private String replaceSome(String text, SplittableRandom random, Replacement replacement) {
        return replaceSome(text, random.nextDouble(LEAST_PART, MOST_PART), random, replacement);
    }

    private String replaceSome(
            String text, double part, SplittableRandom random, Replacement replacement) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean chosen =
                    c >= FIRST_HAN
                            && c <= LAST_HAN
                            && random.nextDouble() < part
                            && syllables.mainBase(c) != Syllables.NONE;
            String other = chosen ? replacement.of(c, random) : null;
            if (other == null) {
                out.append(c);
            } else {
                out.append(other);
            }
        }
        return out.toString();
    }

    private String homophone(char c, SplittableRandom random) {
        List<Character> others = bySound.get(syllables.mainBase(c));
        return others == null ? null : others.get(random.nextInt(others.size())).toString();
    }

    private String lookAlike(char c, SplittableRandom random) {
        String others = lookAlikes.of(c);
        return others == null || others.isEmpty()
                ? null
                : String.valueOf(others.charAt(random.nextInt(Math.min(2, others.length()))));
    }

    private String parts(char c, SplittableRandom random) {
        List<String> ways = splits.of(c);
        return ways == null || ways.isEmpty() ? null : ways.get(random.nextInt(ways.size()));
    }

    /** Puts a mark between the characters of a stretch. */
    private static String between(String text, SplittableRandom random) {
        int length = Math.min(text.length(), 2 + random.nextInt(6));
        int from = random.nextInt(text.length() - length + 1);
        char mark = MARKS.charAt(random.nextInt(MARKS.length()));
        String between = random.nextInt(3) == 0 ? " " : String.valueOf(mark);
        StringBuilder out = new StringBuilder(text.length() + length).append(text, 0, from);
        for (int i = from; i < from + length; i++) {
            char c = text.charAt(i);
            boolean han = c >= FIRST_HAN && c <= LAST_HAN;
            out.append(c).append(han && i + 1 < from + length ? between : "");
        }
        return out.append(text, from + length, text.length()).toString();
    }

    private static String fullWidth(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c > ' ' && c < 0x7F ? (char) (c + 0xFEE0) : c);
        }
        return out.toString();
    }
}
