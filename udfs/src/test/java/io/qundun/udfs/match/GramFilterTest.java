package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.EmojiSounds;
import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.MartianScript;
import io.qundun.udfs.confusable.PhoneticSeries;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The filters lose nothing that is found without them. */
class GramFilterTest {

    private static final List<String> TERMS =
            List.of(
                    "网上赌博",
                    "赌博",
                    "代开发票",
                    "六合彩",
                    "casino",
                    "傻逼",
                    "k粉",
                    "妈妈的",
                    "日入1000",
                    "三三三码",
                    "姐姐卷",
                    "看看片",
                    "哈哈哈",
                    "百家乐平台",
                    "专业代开增值税发票",
                    "高薪兼职刷单日结",
                    "天天天天返利到账",
                    "刷刷单单",
                    "微信",
                    "加微信领红包",
                    "重金求子",
                    "abc投注",
                    "app",
                    "一元一分",
                    "长长久久贷款平台",
                    "3p俱乐部",
                    "鸡巴",
                    "查水表",
                    "林木双双");

    private static final List<String> ALLOWED = List.of("网上读博", "天天向上", "一一对应");

    private static final LexiconMatcher FILTERED = matcher(true);
    private static final LexiconMatcher PLAIN = matcher(false);
    private static final List<Character> COMMON = common();

    private static LexiconMatcher matcher(boolean filtered) {
        return matcher(TERMS, ALLOWED, filtered);
    }

    private static LexiconMatcher matcher(
            Collection<String> spellings, List<String> allowed, boolean filtered) {
        List<Term> terms = new ArrayList<>();
        for (String term : spellings) {
            terms.add(new Term(term, "test", 1, term.length() == 2 ? flags() : Set.of()));
        }
        return new LexiconMatcher(
                new Lexicon(terms, allowed), List.of("test"), MatchProfile.ALL, filtered);
    }

    private static Set<TermFlag> flags() {
        return Set.of(TermFlag.SOUND);
    }

    private static List<Character> common() {
        List<Character> common = new ArrayList<>();
        for (char c = 0x4E00; c < 0x9FA5; c++) {
            // Some are written as separators.
            if (Syllables.get().readings(c) > 0 && TextFolder.fold("" + c).solidLength() > 0) {
                common.add(c);
            }
        }
        return common;
    }

    @Property(tries = 4000)
    void findsTheSame(@ForAll long seed) {
        findsTheSame(FILTERED, PLAIN, TERMS, new Random(seed));
    }

    /** What a lexicon does not know is nowhere taken for something that it knows. */
    @Property(tries = 150)
    void findsTheSameWithFewTerms(@ForAll long seed) {
        Random random = new Random(seed);
        Set<String> terms = new LinkedHashSet<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            terms.add(any(random, TERMS));
        }
        if (random.nextBoolean()) {
            char c = any(random, COMMON);
            terms.add("" + c + (random.nextBoolean() ? c : any(random, COMMON)));
        }
        LexiconMatcher filtered = matcher(terms, List.of(), true);
        LexiconMatcher plain = matcher(terms, List.of(), false);
        List<String> disguisable = random.nextBoolean() ? TERMS : List.copyOf(terms);
        for (int i = 0; i < 30; i++) {
            findsTheSame(filtered, plain, disguisable, random);
        }
    }

    private static void findsTheSame(
            LexiconMatcher filtered, LexiconMatcher plain, List<String> terms, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(padding(random)).append(disguised(terms, random)).append(padding(random));
        }
        if (random.nextInt(3) == 0) {
            // Places are looked at 64 at a time.
            text.insert(0, "云朵很高".repeat(40).substring(0, random.nextInt(160)));
        }
        int contacts = random.nextInt(2);
        assertThat(filtered.match(TextFolder.fold(text), contacts).hits())
                .as(text + ", contacts: " + contacts)
                .isEqualTo(plain.match(TextFolder.fold(text), contacts).hits());
    }

    /** What one of the two did not find once. */
    @Example
    void findsWhatRandomTextsTold() {
        for (String text :
                List.of("查gao1蕲兼zhi1刷单日结", "哈疺哈", "哈哈疺姐", "哈1哈哈", "3p俱5泺部", "3p俱le部", "姐姐 j 卷he")) {
            FoldedText folded = TextFolder.fold(text);
            assertThat(FILTERED.match(folded).hits())
                    .as(text)
                    .isNotEmpty()
                    .isEqualTo(PLAIN.match(folded).hits());
        }
    }

    @Example
    void takesNothingOrdinaryForTwoCharacters() {
        FoldedText text = TextFolder.fold("帾擘");
        assertThat(FILTERED.match(text).hits()).isEmpty();
        assertThat(PLAIN.match(text).hits()).isEmpty();
    }

    /** Sound classes of single characters share rows and columns when there are many. */
    @Example
    void keepsApartWhatSharesARow() {
        StringBuilder hangul = new StringBuilder();
        for (char c = '가'; hangul.length() < 65; c++) {
            hangul.append(c);
        }
        String two = "" + hangul.charAt(0) + hangul.charAt(64);
        List<Term> terms =
                List.of(
                        new Term("甲" + hangul, "test", 1, Set.of()),
                        new Term(two + "赌博网", "test", 1, Set.of()));
        LexiconMatcher matcher = new LexiconMatcher(new Lexicon(terms, List.of()), List.of("test"));
        assertThat(matcher.match(TextFolder.fold(two + "赌波网")).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.via()).contains("sound"));
    }

    private static String padding(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> " ";
            case 2 -> "今天";
            case 3 -> any(random, List.of("he ", "ni", "3", "第2次", "ok ", "贝"));
            default -> String.valueOf(any(random, TERMS).charAt(0));
        };
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /**
     * A term of which one character is another, or two sound as they should or have other radicals,
     * and which is changed otherwise.
     */
    private static CharSequence disguised(List<String> terms, Random random) {
        StringBuilder term =
                new StringBuilder(any(random, random.nextInt(8) == 0 ? ALLOWED : terms));
        int at = place(term, random);
        switch (random.nextInt(7)) {
            case 0 -> replace(term, at, LookAlikes.get().of(term.charAt(at)), random);
            case 1 -> replace(term, at, MartianScript.get().ornate(term.charAt(at)), random);
            case 2 -> {
                replace(term, at, homophones(term.charAt(at)), random);
                if (random.nextBoolean()) {
                    int other = place(term, random);
                    replace(term, other, homophones(term.charAt(other)), random);
                }
            }
            case 3 -> replace(term, at, parts(term.charAt(at), random));
            case 4 -> {
                replace(term, at, series(term.charAt(at)), random);
                int other = place(term, random);
                replace(term, other, series(term.charAt(other)), random);
            }
            default -> {}
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            change(term, place(term, random), random);
        }
        return term;
    }

    /** A place, oftener one of the first. */
    private static int place(CharSequence term, Random random) {
        return random.nextInt(Math.min(term.length(), 1 + random.nextInt(term.length())));
    }

    private static void change(StringBuilder term, int at, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> term.insert(at, term.charAt(at));
            case 1 -> term.deleteCharAt(term.length() > 2 ? at : 0);
            case 2 -> term.reverse();
            case 3 -> replace(term, at, emoji(term.charAt(at)));
            case 4 -> term.insert(at, any(random, List.of("a", "x", "k", "1", "5", " ", "*")));
            default -> replace(term, at, syllable(term.charAt(at), random));
        }
    }

    private static void replace(StringBuilder term, int at, String by, Random random) {
        if (!by.isEmpty()) {
            term.setCharAt(at, by.charAt(random.nextInt(by.length())));
        }
    }

    private static void replace(StringBuilder term, int at, String by) {
        if (!by.isEmpty()) {
            term.replace(at, at + 1, by);
        }
    }

    private static String syllable(char c, Random random) {
        Syllables syllables = Syllables.get();
        if (syllables.readings(c) == 0) {
            return "";
        }
        // Keys know of two.
        int reading = syllables.reading(c, random.nextInt(Math.min(2, syllables.readings(c))));
        String spelled = syllables.spelling(Syllables.base(reading));
        return switch (random.nextInt(4)) {
            case 0 -> spelled + (1 + random.nextInt(4));
            case 1 -> " " + spelled + " ";
            default -> spelled;
        };
    }

    /** Common characters with another radical. */
    private static String series(char c) {
        PhoneticSeries series = PhoneticSeries.get();
        StringBuilder others = new StringBuilder();
        for (char other : COMMON) {
            if (series.same(c, other)) {
                others.append(other);
            }
        }
        return others.toString();
    }

    private static String parts(char c, Random random) {
        List<String> splits = Splits.get().of(c);
        return splits.isEmpty() ? "" : any(random, splits);
    }

    private static String emoji(char c) {
        List<String> emoji = EmojiSounds.get().emojiFor(String.valueOf(c));
        return emoji.isEmpty() ? "" : emoji.get(0);
    }

    private static String homophones(char wanted) {
        StringBuilder found = new StringBuilder();
        for (char c : COMMON) {
            if (Syllables.get().readings(wanted) > 0
                    && Syllables.get().distanceOfCharacters(c, wanted) <= 1) {
                found.append(c);
            }
        }
        return found.toString();
    }
}
