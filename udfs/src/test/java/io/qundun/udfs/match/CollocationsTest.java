package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollocationsTest {
    private static FoldedText text(String text) {
        return TextFolder.fold(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"朋友", "喜欢", "故宫", "餐厅"})
    void charactersOfAWordBelongTogether(String word) {
        assertThat(Collocations.binding(text(word), 0)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void charactersThatMeetOnceInAWhileDoNot() {
        assertThat(Collocations.binding(text("的我"), 0)).isLessThan(2);
    }

    @Test
    void bindingIsRelativeToHowCommonTheCharactersAre() {
        OrdinaryText ordinary = OrdinaryText.get();
        assertThat(ordinary.count("是我")).isGreaterThan(ordinary.count("葡萄"));
        assertThat(Collocations.binding(text("是我"), 0))
                .isLessThan(Collocations.binding(text("葡萄"), 0));
    }

    @Test
    void whatWasNeverSeenTogetherIsNotBound() {
        assertThat(OrdinaryText.get().count("葡餐")).isZero();
        assertThat(Collocations.binding(text("葡餐"), 0)).isEqualTo(Collocations.NEVER);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2, 99})
    void beyondTheTextNothingIsBound(int index) {
        assertThat(Collocations.binding(text("朋友"), index)).isEqualTo(Collocations.NEVER);
    }

    @Test
    void onlyChineseCharactersAreBound() {
        assertThat(Collocations.binding(text("朋a友"), 0)).isEqualTo(Collocations.NEVER);
        assertThat(Collocations.binding(text("朋 友"), 0)).isEqualTo(Collocations.NEVER);
        assertThat(Collocations.binding(text("ok"), 0)).isEqualTo(Collocations.NEVER);
    }

    @Test
    void commonCharactersMeetByChanceAndRareOnesDoNot() {
        assertThat(Collocations.chance(text("的是"), 0, 2)).isGreaterThanOrEqualTo(5);
        assertThat(Collocations.chance(text("嫖赌"), 0, 2)).isLessThan(-5);
    }

    @Test
    void theMoreCharactersTheLessTheyMeetByChance() {
        assertThat(Collocations.chance(text("的是我"), 0, 3))
                .isLessThan(Collocations.chance(text("的是"), 0, 2));
    }

    @Test
    void whatIsAsWantedCountsAsTheWordThatItIs() {
        int word = Collocations.meeting(text("新疆队"), "新疆人", 0);
        assertThat(word).isGreaterThan(Collocations.chance(text("新疆队"), 0, 3));
        assertThat(word).isGreaterThan(Collocations.meeting(text("新疆队"), "旧岸人", 0));
        assertThat(Collocations.meeting(text("葡疆队"), "葡餐馆", 0)).isLessThan(word);
    }

    @Test
    void separatorsLeaveChanceAsItIs() {
        assertThat(Collocations.chance(text("的 、是"), 0, 4))
                .isEqualTo(Collocations.chance(text("的是"), 0, 2));
    }
}
