package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.udfs.text.TextFolder;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationMatcherTest {
    private static final List<String> CATEGORIES = List.of("gambling", "spam");

    private static Term term(String spelling, TermFlag... flags) {
        return new Term(spelling, "gambling", 2, Set.of(flags));
    }

    private static Matches match(Lexicon lexicon, String text) {
        return CombinationMatcher.of(lexicon, CATEGORIES).match(TextFolder.fold(text));
    }

    private static Matches match(String text, Term... terms) {
        return match(new Lexicon(List.of(terms), List.of("充值话费")), text);
    }

    @ParameterizedTest
    @CsvSource({
        "先充值再上分, true",
        "上分，请先充值, true",
        "充 值 后 上 分, true",
        "只是充值, false",
        "只能上分, false",
        "充值上分是游戏里的事, false",
        "充值上分是遊戲里的事, false",
        "充值话费，上分, false",
    })
    void wantsEachPartAndNoneOfTheOthers(String text, boolean found) {
        Matches matches = match(text, term("充值 & 上分 ~ 游戏"));
        assertThat(matches.hits()).hasSize(found ? 1 : 0);
        assertThat(matches.hitCount()).isEqualTo(found ? 1 : 0);
        if (found) {
            assertThat(matches.keywords()).containsExactly(1, 0);
            assertThat(matches.severities()).containsExactly(2, 0);
        } else {
            assertThat(matches).isSameAs(Matches.NONE);
        }
    }

    @Test
    void isOneHitFromFirstPartToLast() {
        Matches matches = match("来，上 分 吧，充值就行，上分", term("充值 & 上分"));
        Hit hit = matches.hits().get(0);
        assertThat(hit.term()).isEqualTo("充值 & 上分");
        // Of each part the surest place counts: the second 上分 is written plainly.
        assertThat(hit.start()).isEqualTo(8);
        assertThat(hit.end()).isEqualTo(15);
        assertThat(hit.confidence()).isEqualTo(1.0);
        assertThat(hit.via()).isEmpty();
    }

    @Test
    void carriesTheTechniquesOfAllParts() {
        Hit hit = match("Ｃasino 充—值 ", term("casino & 充值")).hits().get(0);
        assertThat(hit.via()).containsExactly("width", "separator");
        assertThat(hit.confidence()).isGreaterThan(0.9).isLessThan(1.0);
    }

    @Test
    void standsBesideOrdinaryTermsOfTheSameSpelling() {
        Matches matches =
                match("充值之后上分", term("上分"), term("充值 & 上分"), term("上分 & 提现"), term("上分 ~ 充值"));
        assertThat(matches.hits()).extracting(Hit::term).containsExactly("充值 & 上分", "上分");
        assertThat(matches.keywords()).containsExactly(2, 0);
    }

    @Test
    void givesItsFlagsToItsParts() {
        assertThat(match("充 值上分", term("充值 & 上分", TermFlag.EXACT)).hits()).isEmpty();
        assertThat(match("充 值上分", term("充值 & 上分", TermFlag.EXACT), term("上分 & 充值")).hits())
                .extracting(Hit::term)
                .containsExactly("上分 & 充值");
    }

    @Test
    void needsNoLayerWithoutCombinations() {
        Lexicon lexicon = new Lexicon(List.of(term("上分")), List.of());
        assertThat(CombinationMatcher.of(lexicon, CATEGORIES)).isInstanceOf(LexiconMatcher.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A & ", "& 上分", "~ 上分", "上分 & & 充值", "上分 & 。", "上分 & 上 分", "上分 ~"})
    void refusesWhatIsNone(String spelling) {
        assertThat(Combination.isCombination(spelling)).isTrue();
        assertThatThrownBy(() -> Combination.parse(spelling))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsParts() {
        Combination combination = Combination.parse("free money ＆ 充值 ~ 学习 & at&t");
        assertThat(combination.required()).containsExactly("free money", "充值", "at&t");
        assertThat(combination.excluded()).containsExactly("学习");
        assertThat(Combination.isCombination("at&t")).isFalse();
        assertThat(Combination.parse("a & b ~ c").key())
                .isEqualTo(Combination.parse("B ~ c & A").key());
    }

    @Property(tries = 500)
    void agreesWithTheTermsAlone(@ForAll("chatter") String text) {
        boolean a = !match(text, term("充值")).hits().isEmpty();
        boolean b = !match(text, term("上分")).hits().isEmpty();
        boolean c = match(text, term("游戏")).hits().stream().anyMatch(h -> h.confidence() >= 0.8);
        assertThat(match(text, term("充值 & 上分 ~ 游戏")).hits().isEmpty()).isEqualTo(!(a && b && !c));
    }

    @Property(tries = 300)
    void hitsLieInTheText(@ForAll("chatter") String text) {
        for (Hit hit : match(text, term("充值 & 上分"), term("上分"), term("游戏 ~ 充值")).hits()) {
            assertThat(hit.start()).isNotNegative();
            assertThat(hit.end()).isGreaterThan(hit.start()).isLessThanOrEqualTo(text.length());
            assertThat(hit.category()).isEqualTo("gambling");
        }
    }

    @Provide
    Arbitrary<String> chatter() {
        return Arbitraries.of("充", "值", "上", "分", "游戏", "話費", " ", "，", "充值", "好", "x")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
