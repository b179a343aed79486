package io.qundun.deploy.bench.evasion;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.Evasion;
import io.qundun.udfs.match.Hit;
import io.qundun.udfs.match.Lexicon;
import io.qundun.udfs.match.Matches;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.match.TermFlag;
import io.qundun.udfs.match.TextMatcher;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvasionMeasuresTest {

    private static final BenchLexicon LEXICON =
            new BenchLexicon(
                    "test",
                    new Lexicon(
                            List.of(
                                    new Term("周末露营", "pastime", 1, Set.of()),
                                    new Term("钓鱼", "pastime", 1, Set.of()),
                                    new Term("桌游", "pastime", 1, Set.of(TermFlag.SOUND)),
                                    new Term("board game", "pastime", 1, Set.of())),
                            List.of()));

    @Test
    void countsWhatIsFoundForSure() {
        TextMatcher half = (text, contacts) -> matches(0.5, "pastime", List.of("sound"));
        TextMatcher sure = (text, contacts) -> matches(0.9, "pastime", List.of("sound"));
        TextMatcher other = (text, contacts) -> matches(0.9, "abuse", List.of("sound"));
        Recall.Count ofHalf = homophones(half);
        assertThat(ofHalf.tried).isEqualTo(5);
        assertThat(ofHalf.found).isEqualTo(5);
        assertThat(ofHalf.sure).isZero();
        assertThat(homophones(sure).recall()).isEqualTo(1);
        assertThat(homophones(other).found).isZero();
    }

    private static Recall.Count homophones(TextMatcher matcher) {
        return Recall.measure(LEXICON, matcher, 5, 1)
                .count(Recall.Length.LONGER, Evasion.HOMOPHONE);
    }

    @Test
    void asksNothingThatFlagsForbid() {
        Recall recall = Recall.measure(LEXICON, (text, contacts) -> Matches.NONE, 4, 1);
        assertThat(recall.count(Recall.Length.TWO_CHARACTERS, Evasion.HOMOPHONE).tried)
                .isEqualTo(4);
        assertThat(recall.count(Recall.Length.TWO_CHARACTERS, Evasion.SPACE).tried).isEqualTo(8);
        Term exact = new Term("周末露营", "pastime", 1, Set.of(TermFlag.NO_GAP));
        assertThat(Recall.isAsked(exact, Evasion.SPACE)).isFalse();
        assertThat(Recall.isAsked(exact, Evasion.PINYIN)).isTrue();
    }

    @Test
    void leavesPlainHitsOutOfFalseAlarms() {
        FalseAlarms alarms =
                new FalseAlarms(
                        (text, contacts) ->
                                switch (text.charAt(0)) {
                                    case 'a' -> matches(1, "pastime", List.of());
                                    case 'b' -> matches(0.9, "pastime", List.of("sound"));
                                    case 'c' -> matches(0.5, "pastime", List.of("sound"));
                                    default -> Matches.NONE;
                                },
                        1);
        alarms.measure("generated", List.of("a", "b", "c", "d", "b"));
        FalseAlarms.Figures figures = alarms.corpora().get(0);
        assertThat(figures.plain).isEqualTo(1);
        assertThat(figures.beyond).isEqualTo(2);
        assertThat(figures.suspected).isEqualTo(1);
        assertThat(figures.byVia).containsEntry("sound", 2);
        assertThat(alarms.share(List.of("generated"))).isEqualTo(0.4);
        assertThat(alarms.drawn()).extracting(FalseAlarms.Alarm::line).containsExactly(2, 5);
    }

    @Test
    void hasTheFixturesThatItMeasuresWith() {
        BenchLexicon untuned = BenchLexicon.untuned();
        assertThat(untuned.lexicon().terms()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(untuned.stress().lexicon().terms())
                .hasSizeGreaterThanOrEqualTo(50)
                .allMatch(term -> term.flags().equals(Set.of(TermFlag.SOUND)));
        assertThat(HarmlessText.apart()).containsOnlyKeys("names", "cantonese", "traditional");
        assertThat(HarmlessText.generated(1).get("generated"))
                .isEqualTo(HarmlessText.generated(1).get("generated"));
    }

    private static Matches matches(double confidence, String category, List<String> via) {
        return new Matches(
                List.of(new Hit("x", category, 1, confidence, 0, 1, via)),
                1,
                new int[0],
                new int[0],
                new int[0]);
    }
}
