package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.MartianScript;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The filter loses nothing that is found without it. */
class PrefilterTest {

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
                    "大大卷",
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
                    "长长久久贷款平台");

    private static final List<String> ALLOWED = List.of("网上读博", "天天向上", "一一对应");

    private static final LexiconMatcher FILTERED = matcher(true);
    private static final LexiconMatcher PLAIN = matcher(false);
    private static final List<Character> COMMON = common();

    private static LexiconMatcher matcher(boolean prefiltered) {
        List<Term> terms = new ArrayList<>();
        for (String term : TERMS) {
            terms.add(new Term(term, "test", 1, term.length() == 2 ? flags() : Set.of()));
        }
        return new LexiconMatcher(
                new Lexicon(terms, ALLOWED), List.of("test"), MatchProfile.ALL, prefiltered);
    }

    private static Set<TermFlag> flags() {
        return Set.of(TermFlag.SOUND);
    }

    private static List<Character> common() {
        List<Character> common = new ArrayList<>();
        for (char c = 0x4E00; c < 0x9FA5; c++) {
            if (Syllables.get().readings(c) > 0) {
                common.add(c);
            }
        }
        return common;
    }

    @Property(tries = 3000)
    void findsTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(padding(random)).append(disguised(random)).append(padding(random));
        }
        assertThat(FILTERED.match(TextFolder.fold(text), 0).hits())
                .as(text.toString())
                .isEqualTo(PLAIN.match(TextFolder.fold(text), 0).hits());
    }

    private static String padding(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> " ";
            case 2 -> "今天";
            default -> String.valueOf(any(random, TERMS).charAt(0));
        };
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A term of which up to two characters, oftener the first ones, are others. */
    private static CharSequence disguised(Random random) {
        StringBuilder term =
                new StringBuilder(any(random, random.nextInt(8) == 0 ? ALLOWED : TERMS));
        for (int n = random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(Math.min(term.length(), 1 + random.nextInt(term.length())));
            switch (random.nextInt(7)) {
                case 0 -> replace(term, at, LookAlikes.get().of(term.charAt(at)), random);
                case 1 -> replace(term, at, MartianScript.get().ornate(term.charAt(at)), random);
                case 2 -> term.insert(at, term.charAt(at));
                case 3 -> term.deleteCharAt(term.length() > 2 ? at : 0);
                case 4 -> term.reverse();
                default -> replace(term, at, homophones(term.charAt(at)), random);
            }
        }
        return term;
    }

    private static void replace(StringBuilder term, int at, String by, Random random) {
        if (!by.isEmpty()) {
            term.setCharAt(at, by.charAt(random.nextInt(by.length())));
        }
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
