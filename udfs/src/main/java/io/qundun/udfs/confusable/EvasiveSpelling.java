package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Spells terms as people do who do not want them found, to measure how many are found all the same
 * and to train classifiers on such spellings. The same generator state gives the same spelling.
 * Stateless.
 */
public final class EvasiveSpelling {
    private static final List<String> ZERO_WIDTH =
            List.of("\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF");
    private static final List<String> BIDI =
            List.of("\u200E", "\u200F", "\u202A", "\u202C", "\u2068", "\u2069");
    private static final List<String> FILLERS =
            List.of("\u3164", "\uFFA0", "\u115F", "\u2800", "\u034F");
    private static final List<String> MARKS =
            List.of("\u0336", "\u0332", "\u0301", "\u20DD", "\u0489", "\u0308");
    private static final List<String> PUNCTUATION =
            List.of("*", ".", "-", "_", "/", "|", ",", "~", "^", "=", "+", ":");
    private static final List<String> CJK =
            List.of("。", "，", "、", "·", "～", "—", "【", "】", "！", "；", "「", "…");
    private static final List<String> SYMBOLS =
            List.of("★", "☆", "♥", "●", "■", "→", "※", "♪", "◆", "△", "©", "°");
    private static final List<String> EMOJI =
            List.of("😀", "❤️", "👍🏻", "🙈", "✨", "🎀", "😂", "🌀", "🔆", "💫");
    private static final List<String> SPACES =
            List.of(" ", "  ", "\u3000", "\u00A0", "\u2003", "\t");

    private static final List<String> BEFORE =
            List.of("", "今天", "有人吗，", "最近大家都在说", "群里的朋友们，", "想问一下 ", "昨天看到", "你们听说过");
    private static final List<String> AFTER =
            List.of("", "吗", "，有兴趣的看过来", "的事情", " 了解一下", "，欢迎来聊", "怎么样", "。谢谢大家");
    private static final List<String> LATIN_BEFORE =
            List.of("", "hey all, ", "anyone into ", "we talked about ", "最近 ", "just saw ");
    private static final List<String> LATIN_AFTER =
            List.of("", " today", ", anyone?", " is what they said", " 怎么样", " over here");
    private static final String FILL = "今天天气不错我们一起去公园散步吃饭然后回家看书写字";

    private EvasiveSpelling() {}

    /** Whether a term reads as Latin letters at either end, so that it needs word boundaries. */
    private static boolean isLatin(String term) {
        return !term.chars().anyMatch(HanDisguise::isHan);
    }

    /**
     * A term in disguise.
     *
     * @param term as a lexicon has it, simplified
     * @return empty when the trick does not apply to this term, or changes nothing
     */
    public static Optional<String> spell(String term, Evasion evasion, RandomGenerator random) {
        String spelled = spelled(term, evasion, random);
        return spelled.isEmpty() || spelled.equals(term) ? Optional.empty() : Optional.of(spelled);
    }

    /**
     * A term in disguise amid ordinary words.
     *
     * @return empty when the trick does not apply to this term, or changes nothing
     */
    public static Optional<String> message(String term, Evasion evasion, RandomGenerator random) {
        if (evasion == Evasion.COLUMN) {
            return columns(term, random);
        }
        boolean latin = isLatin(term);
        String before = pick(latin ? LATIN_BEFORE : BEFORE, random);
        String after = pick(latin ? LATIN_AFTER : AFTER, random);
        return spell(term, evasion, random).map(spelled -> amid(before, spelled, after, evasion));
    }

    private static String amid(String before, String spelled, String after, Evasion evasion) {
        boolean words =
                evasion == Evasion.PINYIN
                        || evasion == Evasion.PINYIN_SPACED
                        || evasion == Evasion.PINYIN_MARKED
                        || evasion == Evasion.PINYIN_NUMBERED;
        String space = words ? " " : "";
        return before + space + spelled + space + after;
    }

    private static String spelled(String term, Evasion evasion, RandomGenerator random) {
        boolean han = term.chars().allMatch(HanDisguise::isHan);
        int letters = (int) term.chars().filter(LatinDisguise::isLetter).count();
        return switch (evasion) {
            case MIXED_CASE,
                    FULL_WIDTH,
                    CIRCLED,
                    SQUARED,
                    MATHEMATICAL,
                    REGIONAL_INDICATOR,
                    SMALL_CAPITALS,
                    SUPERSCRIPT,
                    DIACRITIC ->
                    letters > 0 ? LatinDisguise.formed(term, evasion, random) : "";
            case DIGIT_FORM -> LatinDisguise.digits(term, random);
            case COMBINING_MARK -> after(term, pick(MARKS, random));
            case VARIATION_SELECTOR -> after(term, random.nextBoolean() ? "\uFE0F" : "\uFE00");
            case ZERO_WIDTH -> between(term, ZERO_WIDTH, random);
            case TAG -> between(term, List.of("\uDB40\uDC61", "\uDB40\uDC7F"), random);
            case BIDI_CONTROL -> between(term, BIDI, random);
            case FILLER -> between(term, FILLERS, random);
            case BIDI_OVERRIDE -> "\u202E" + new StringBuilder(term).reverse() + "\u202C";
            case ANNOTATION -> "\uFFF9" + term.charAt(0) + "\uFFFA\uFFFB" + term.substring(1);
            case TRADITIONAL -> HanDisguise.traditional(term);
            case VARIANT, RADICAL_BLOCK -> HanDisguise.allBy(evasion, term);
            case REPEAT -> repeated(term, random);
            case SPACE -> han ? between(term, SPACES, random) : "";
            case LINE_BREAK -> han ? between(term, List.of("\n", "\r\n"), random) : "";
            case PUNCTUATION -> between(term, PUNCTUATION, random);
            case CJK_PUNCTUATION -> between(term, CJK, random);
            case SYMBOL -> between(term, SYMBOLS, random);
            case EMOJI_BETWEEN -> between(term, EMOJI, random);
            case LONG_GAP -> han ? longGap(term, random) : "";
            case SPACED_LETTERS ->
                    letters == term.length() ? between(term, List.of(" "), random) : "";
            case CONFUSABLE -> letters >= 3 ? LatinDisguise.confused(term, random) : "";
            case LEET -> letters >= 3 ? LatinDisguise.leet(term, random) : "";
            case INSERTED_LETTER -> han ? inserted(term, "abcdehkmnpqstvwxyz", random) : "";
            case INSERTED_DIGIT -> han ? inserted(term, "0123456789", random) : "";
            case PINYIN, PINYIN_SPACED, PINYIN_MARKED, PINYIN_NUMBERED, BOPOMOFO ->
                    han ? romanized(term, evasion, random) : "";
            case LATIN_SYLLABLE,
                    HOMOPHONE,
                    HOMOPHONE_OTHER_TONE,
                    NEAR_SOUND,
                    LOOK_ALIKE,
                    RADICAL_CHANGED,
                    MARTIAN,
                    SPLIT,
                    EMOJI_SOUND ->
                    HanDisguise.someBy(evasion, term, 1, random);
            case WHOLLY_MARTIAN -> HanDisguise.martian(term, random);
            case TWO_SPLITS -> HanDisguise.someBy(evasion, term, 2, random);
            case TRADITIONAL_HOMOPHONE -> traditionalHomophone(term, random);
            case SEPARATED_HOMOPHONE ->
                    between(
                            HanDisguise.someBy(Evasion.HOMOPHONE, term, 1, random),
                            List.of(pick(CJK, random), pick(PUNCTUATION, random)),
                            random);
            case SEPARATED_SPLIT ->
                    between(
                            HanDisguise.someBy(Evasion.SPLIT, term, 1, random),
                            List.of(pick(PUNCTUATION, random)),
                            random);
            case ZERO_WIDTH_CONFUSABLE ->
                    letters >= 3
                            ? between(LatinDisguise.confused(term, random), ZERO_WIDTH, random)
                            : "";
            case REVERSED ->
                    term.length() >= 4 && han ? new StringBuilder(term).reverse().toString() : "";
            case COLUMN -> "";
        };
    }

    private static String traditionalHomophone(String term, RandomGenerator random) {
        String homophone = HanDisguise.someBy(Evasion.HOMOPHONE, term, 1, random);
        String traditional = HanDisguise.traditional(homophone);
        return traditional.equals(homophone) ? "" : traditional;
    }

    private static String after(String term, String mark) {
        return term.codePoints()
                .mapToObj(c -> c == ' ' ? " " : Character.toString(c) + mark)
                .collect(Collectors.joining());
    }

    /** Separators between all characters, or between two of a longer term. */
    private static String between(String term, List<String> separators, RandomGenerator random) {
        boolean same = random.nextBoolean();
        boolean everywhere = term.length() < 4 || isLatin(term) || random.nextInt(4) > 0;
        int only = 1 + random.nextInt(Math.max(1, term.length() - 1));
        String first = pick(separators, random);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            boolean blank = i > 0 && (term.charAt(i) == ' ' || term.charAt(i - 1) == ' ');
            boolean inside = i > 0 && Character.isLowSurrogate(term.charAt(i));
            if (i > 0 && !blank && !inside && (everywhere || i == only)) {
                out.append(same ? first : pick(separators, random));
            }
            out.append(term.charAt(i));
        }
        return out.toString();
    }

    private static String longGap(String term, RandomGenerator random) {
        int at = 1 + random.nextInt(Math.max(1, term.length() - 1));
        StringBuilder gap = new StringBuilder();
        int length = 3 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            gap.append(pick(random.nextBoolean() ? PUNCTUATION : SYMBOLS, random));
        }
        return term.length() < 2 ? "" : term.substring(0, at) + gap + term.substring(at);
    }

    private static String inserted(String term, String alphabet, RandomGenerator random) {
        if (term.length() < 2) {
            return "";
        }
        boolean everywhere = random.nextInt(10) < 3;
        int only = 1 + random.nextInt(term.length() - 1);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            if (i > 0 && (everywhere || i == only)) {
                out.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            out.append(term.charAt(i));
        }
        return out.toString();
    }

    /** One character several times: a Chinese one two to four times, a letter three to five. */
    private static String repeated(String term, RandomGenerator random) {
        int at = random.nextInt(term.length());
        char c = term.charAt(at);
        if (!HanDisguise.isHan(c) && !LatinDisguise.isLetter(c)) {
            return "";
        }
        int times = (HanDisguise.isHan(c) ? 2 : 3) + random.nextInt(3);
        return term.substring(0, at) + String.valueOf(c).repeat(times) + term.substring(at + 1);
    }

    private static String romanized(String term, Evasion evasion, RandomGenerator random) {
        List<Romanization> syllables = Romanization.of(term);
        if (syllables.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (Romanization syllable : syllables) {
            parts.add(
                    switch (evasion) {
                        case PINYIN_MARKED -> syllable.marked();
                        case PINYIN_NUMBERED -> syllable.plain() + syllable.tone();
                        case BOPOMOFO -> syllable.bopomofo();
                        default -> syllable.plain();
                    });
        }
        boolean spaced =
                evasion == Evasion.PINYIN_SPACED
                        || (evasion != Evasion.PINYIN && random.nextBoolean());
        return String.join(spaced ? " " : "", parts);
    }

    /** The term from top to bottom, in the first or the second column of as many lines. */
    private static Optional<String> columns(String term, RandomGenerator random) {
        if (!term.chars().allMatch(HanDisguise::isHan) || term.length() < 3) {
            return Optional.empty();
        }
        int width = 2 + random.nextInt(3);
        int column = random.nextInt(2);
        int from = random.nextInt(FILL.length());
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < term.length(); row++) {
            for (int i = 0; i < width; i++) {
                out.append(
                        i == column
                                ? term.charAt(row)
                                : FILL.charAt((from + row * width + i) % FILL.length()));
            }
            out.append(row < term.length() - 1 ? "\n" : "");
        }
        return Optional.of(out.toString());
    }

    private static String pick(List<String> options, RandomGenerator random) {
        return options.get(random.nextInt(options.size()));
    }
}
