package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qundun.udfs.text.TextFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LexiconMatcherTest {
    private static final List<String> CATEGORIES = List.of("gambling", "spam");
    private static final TextMatcher MATCHER =
            new LexiconMatcher(
                    new Lexicon(
                            List.of(
                                    term("网上赌博", 3),
                                    term("赌博", 2),
                                    term("口交", 2),
                                    term("bet", 1),
                                    term("lucky casino", 2),
                                    term("加v", 1),
                                    term("领取", 1, TermFlag.NO_GAP),
                                    term("VIP卡", 1, TermFlag.EXACT)),
                            List.of("路口交通", "dont bet")),
                    CATEGORIES);

    private static Term term(String spelling, int severity, TermFlag... flags) {
        return new Term(spelling, "gambling", severity, Set.of(flags));
    }

    private static Matches match(String text) {
        return MATCHER.match(TextFolder.fold(text));
    }

    private static List<String> terms(String text) {
        return match(text).hits().stream().map(Hit::term).toList();
    }

    /** Backwards, a term begins where it ends otherwise. */
    @Test
    void aTermWrittenBackwardsIsAWholeWordAtItsOtherEnd() {
        Lexicon one = new Lexicon(List.of(term("ab俱乐部", 1)), List.of());
        TextMatcher matcher = new LexiconMatcher(one, CATEGORIES);
        assertThat(matcher.match(TextFolder.fold("去部乐俱ba吧")).hits()).hasSize(1);
        assertThat(matcher.match(TextFolder.fold("x部乐俱ba")).hits()).hasSize(1);
        assertThat(matcher.match(TextFolder.fold("部乐俱back")).hits()).isEmpty();
    }

    /** The syllables of a text may be beyond all that the sounds of a small lexicon reach. */
    @Test
    void syllablesThatNoEntryHasAreNone() {
        Lexicon one = new Lexicon(List.of(term("啊啊", 1, TermFlag.SOUND)), List.of());
        TextMatcher matcher = new LexiconMatcher(one, CATEGORIES);
        assertThat(matcher.match(TextFolder.fold("zuo啊 做zuo了")).hits()).isEmpty();
    }

    @Test
    void aTermInTraditionalCharactersIsPlainInSimplifiedOnes() {
        TextMatcher matcher =
                new LexiconMatcher(
                        new Lexicon(List.of(term("賭博", 2), term("Bet", 1)), List.of()), CATEGORIES);
        assertThat(matcher.match(TextFolder.fold("去赌博 bet")).hits())
                .containsExactly(
                        new Hit("賭博", "gambling", 2, 1.0, 1, 3, List.of()),
                        new Hit("Bet", "gambling", 1, 1.0, 4, 7, List.of()));
        assertThat(matcher.match(TextFolder.fold("去賭博 Bet")).hits())
                .containsExactly(
                        new Hit("賭博", "gambling", 2, 1.0, 1, 3, List.of()),
                        new Hit("Bet", "gambling", 1, 1.0, 4, 7, List.of()));
        assertThat(matcher.match(TextFolder.fold("去赌博 BET")).hits())
                .extracting(Hit::via)
                .containsExactly(List.of(), List.of("case"));
        assertThat(matcher.match(TextFolder.fold("bett bettt")).hits())
                .extracting(Hit::start, Hit::end)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5, 10));
    }

    @Test
    void findsTermsWhereTheyStand() {
        Matches matches = match("来网上赌博吧");
        assertThat(matches.hits())
                .containsExactly(
                        new Hit("网上赌博", "gambling", 3, 1.0, 1, 5, List.of()),
                        new Hit("赌博", "gambling", 2, 1.0, 3, 5, List.of()));
        assertThat(matches.hitCount()).isEqualTo(2);
        assertThat(matches.keywords()).containsExactly(2, 0);
        assertThat(matches.severities()).containsExactly(3, 0);
    }

    @Test
    void stepsOverSeparatorsAndSaysSo() {
        Hit hit = match("网 上·賭🎲博").hits().get(0);
        assertThat(hit.term()).isEqualTo("网上赌博");
        assertThat(hit.via()).containsExactly("traditional", "separator");
        assertThat(hit.start()).isZero();
        assertThat(hit.end()).isEqualTo(8);
        assertThat(hit.confidence()).isEqualTo(0.99 * 0.95, within(1e-9));
        assertThat(terms("网上------赌博")).contains("网上赌博");
        assertThat(terms("网上-------赌博")).doesNotContain("网上赌博");
    }

    @Test
    void doubtsTwoCharactersAcrossWords() {
        Matches across = match("到了路口，交给他");
        assertThat(across.suspects()).containsExactly(1, 0);
        assertThat(across.keywords()).containsExactly(0, 0);
        assertThat(across.severities()).containsExactly(0, 0);
        assertThat(match("赌.博").keywords()).containsExactly(1, 0);
    }

    @Test
    void forgivesInsideAllowedPhrasesOnly() {
        assertThat(match("前面路口交通拥堵")).isSameAs(Matches.NONE);
        assertThat(terms("路口交通，口交")).containsExactly("口交");
        assertThat(terms("please dont bet, bet")).containsExactly("bet");
    }

    @Test
    void takesSpacedTermsAsWholeWords() {
        assertThat(terms("a better alphabet")).isEmpty();
        assertThat(terms("来bet吧")).containsExactly("bet");
        assertThat(terms("bet365")).isEmpty();
        assertThat(match("Lucky   Casino").hits().get(0).via())
                .containsExactly("case", "separator");
        assertThat(terms("加v123")).containsExactly("加v");
        assertThat(terms("加vivo手机")).isEmpty();
    }

    @Test
    void takesNumbersForNumbers() {
        LexiconMatcher matcher =
                new LexiconMatcher(
                        new Lexicon(List.of(term("7gg", 1)), List.of()), List.of("gambling"));
        assertThat(matcher.match(TextFolder.fold("7g9")).hitCount()).isEqualTo(1);
        assertThat(matcher.match(TextFolder.fold("ok! 799")).hitCount()).isEqualTo(0);
    }

    @Test
    void keepsToFlags() {
        assertThat(terms("领 取")).isEmpty();
        assertThat(terms("领取")).containsExactly("领取");
        assertThat(terms("vip卡")).isEmpty();
        assertThat(terms("VIP卡")).containsExactly("VIP卡");
    }

    @Test
    void boundsHitsButCountsThem() {
        String text = "赌博".repeat(500_000);
        Matches matches = match(text);
        assertThat(matches.hits()).hasSize(TextMatcher.MAX_HITS);
        assertThat(matches.hitCount()).isEqualTo(500_000);
        assertThat(matches.keywords()[0]).isEqualTo(1);
    }

    @Test
    void isLinearOnHostileText() {
        List<Term> nested = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            nested.add(term("赌".repeat(i) + "x", 1));
        }
        TextMatcher matcher = new LexiconMatcher(new Lexicon(nested, List.of()), CATEGORIES);
        var text = TextFolder.fold("赌".repeat(1 << 20));
        assertThat(
                        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                                Duration.ofSeconds(20), () -> matcher.match(text)))
                .isSameAs(Matches.NONE);
    }

    @Property(tries = 300)
    void findsWhatPlainSearchFinds(
            @ForAll("words") Set<String> words, @ForAll("letters") String text) {
        List<Term> terms = new ArrayList<>();
        words.forEach(word -> terms.add(term(word, 1)));
        Matches found =
                new LexiconMatcher(new Lexicon(terms, List.of()), CATEGORIES)
                        .match(TextFolder.fold(text));
        List<Hit> plain = found.hits().stream().filter(hit -> hit.via().isEmpty()).toList();
        Set<String> expected = new HashSet<>();
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                expected.add(word + "@" + at);
            }
        }
        Set<String> actual = new HashSet<>();
        plain.forEach(hit -> actual.add(hit.term() + "@" + hit.start()));
        assertThat(actual).isEqualTo(expected);
        assertThat(plain).hasSize(expected.size());
    }

    @Property(tries = 300)
    void neverThrows(@ForAll String text) {
        assertThat(match(text).hitCount()).isGreaterThanOrEqualTo(0);
    }

    /** Runs of one character are found once, so the spellings have none. */
    private static String withoutRuns(String text) {
        return text.replaceAll("(.)\\1+", "$1");
    }

    @Provide
    Arbitrary<Set<String>> words() {
        return Arbitraries.strings()
                .withChars('甲', '乙', '丙')
                .ofMinLength(1)
                .ofMaxLength(4)
                .map(LexiconMatcherTest::withoutRuns)
                .set()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings()
                .withChars('甲', '乙', '丙', '丁')
                .ofMaxLength(40)
                .map(LexiconMatcherTest::withoutRuns);
    }
}
