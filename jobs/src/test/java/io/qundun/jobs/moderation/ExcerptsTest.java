package io.qundun.jobs.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.Excerpt;
import io.qundun.schemas.MatchedSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExcerptsTest {

    @Test
    void aShortTextIsKeptWhole() {
        assertThat(Excerpts.of("", null)).containsExactly(new Excerpt(0, ""));
        String text = "好".repeat(Excerpts.WHOLE);
        assertThat(Excerpts.of(text, List.of(hit(5, 9)))).containsExactly(new Excerpt(0, text));
    }

    @Test
    void aLongTextWithoutHitsIsKeptByItsBeginning() {
        String text = "好".repeat(Excerpts.WHOLE + 1);

        assertThat(Excerpts.of(text, null))
                .containsExactly(new Excerpt(0, text.substring(0, Excerpts.MARGIN)));
    }

    @Test
    void aLongTextIsKeptAroundItsHits() {
        String text = "好".repeat(10_000);

        List<Excerpt> excerpts =
                Excerpts.of(text, List.of(hit(3_000, 3_004), hit(3_300, 3_310), hit(9_990, 9_999)));

        assertThat(excerpts)
                .extracting(each -> each.getStart() + "+" + each.getText().length())
                .containsExactly("0+200", "2800+710", "9790+210");
    }

    @Property(tries = 300)
    void piecesAreOrderedApartBoundedAndEqualTheText(
            @ForAll("texts") String text, @ForAll("places") List<Integer> places) {
        List<MatchedSpan> hits = new ArrayList<>();
        for (int place : places) {
            int start = place % text.length();
            hits.add(hit(start, Math.min(text.length(), start + 1 + place % 7)));
        }
        hits.sort(Comparator.comparing(MatchedSpan::getStart));

        List<Excerpt> excerpts = Excerpts.of(text, hits);

        int end = 0;
        int total = 0;
        for (Excerpt excerpt : excerpts) {
            String piece = excerpt.getText();
            assertThat(excerpt.getStart()).isGreaterThanOrEqualTo(end);
            end = excerpt.getStart() + piece.length();
            total += piece.length();
            assertThat(text.substring(excerpt.getStart(), end)).isEqualTo(piece);
            assertThat(splits(text, excerpt.getStart())).isFalse();
            assertThat(splits(text, end)).isFalse();
        }
        assertThat(total).isLessThanOrEqualTo(Math.max(Excerpts.WHOLE, Excerpts.MAX_TOTAL));
        if (total < Excerpts.MAX_TOTAL - 2) { // nothing was left out but halves of pairs
            for (MatchedSpan hit : hits) {
                assertThat(excerpts)
                        .anyMatch(
                                each ->
                                        each.getStart() <= hit.getStart()
                                                && hit.getEnd()
                                                        <= each.getStart()
                                                                + each.getText().length());
            }
        }
    }

    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("好", "😀", "a😀", "😀\ud83d", "\udc00好")
                .flatMap(
                        unit ->
                                Arbitraries.integers()
                                        .between(1, 30_000)
                                        .map(times -> unit.repeat(times)));
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 100_000).list().ofMaxSize(120);
    }

    private static MatchedSpan hit(int start, int end) {
        return new MatchedSpan("好", "spam", 1, 1.0, start, end, List.of());
    }
}
