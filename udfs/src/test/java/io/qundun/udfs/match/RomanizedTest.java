package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RomanizedTest {

    /** A text, and where its part between brackets lies without them. */
    private record Marked(FoldedText text, int first, int end) {
        static Marked of(String marked) {
            int first = marked.indexOf('[');
            int end = marked.indexOf(']') - 1;
            return new Marked(
                    TextFolder.fold(marked.replace("[", "").replace("]", "")), first, end);
        }
    }

    private static boolean isJoined(String marked) {
        Marked m = Marked.of(marked);
        return Romanized.isJoined(m.text(), m.first(), m.end());
    }

    private static boolean isForeign(String marked) {
        Marked m = Marked.of(marked);
        return Romanized.isForeign(m.text(), m.first(), m.end());
    }

    private static boolean isWords(String marked) {
        Marked m = Marked.of(marked);
        return Romanized.isWords(m.text(), m.first(), m.end());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[dubo]_count",
                "my_[dubo]",
                "[dubo]@example.org",
                "/srv/[dubo]/logs",
                "a.[dubo]",
                "x-[dubo]"
            })
    void partsOfIdentifiersAndAddressesAreJoined(String marked) {
        assertThat(isJoined(marked)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[dubo]", "来 [dubo] 吗", "- [dubo] -", "[dubo].", "。[dubo]，"})
    void wordsAreNot(String marked) {
        assertThat(isJoined(marked)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "[Liu Hecai] said, 3, true",
        "[Du Bo] said, 2, true",
        "[Dubo] said, 2, true",
        "[liu hecai] said, 3, false",
        "[LIU HECAI] said, 3, false",
        "[Liuhecai] said, 3, false",
        "[LiuHeCai] said, 3, false",
        "[Liu-Hecai] said, 3, false",
        "[Wang Shang Du Bo] said, 4, false"
    })
    void namesBeginWithCapitals(String marked, int syllables, boolean name) {
        Marked m = Marked.of(marked);
        assertThat(Romanized.isName(m.text(), m.first(), m.end(), syllables)).isEqualTo(name);
    }

    @Test
    void twoWordsThatAreNoPinyinMakeALineForeign() {
        assertThat(isForeign("the [dubo] problem")).isTrue();
        assertThat(isForeign("[dubo] problem")).isFalse();
        assertThat(isForeign("women yiqi qu [dubo] ba")).isFalse();
        assertThat(isForeign("the [dubo] problem 大家")).isFalse();
    }

    @Test
    void whatOtherLanguagesHaveAsWordsIsNoPinyin() {
        assertThat(isWords("[you can]")).isTrue();
        assertThat(isWords("[zuanqian]")).isFalse();
        assertThat(isWords("[you zuanqian]")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "[du bo] wu guan 的英文, true",
        "wo qu [du bo], true",
        "[du bo] 去吗, false",
        "去 [du bo] 吗, false",
        "[dubo] wu guan, true",
        "[dubo] wu guan 的英文, false",
        "今天 mai [bocai] le, true",
        "今天 [bocai] le, false",
        "[du bo] think, false"
    })
    void syllablesInARowMayBeOtherWords(String marked, boolean row) {
        Marked m = Marked.of(marked);
        assertThat(Romanized.isInRow(m.text(), m.first(), m.end())).isEqualTo(row);
    }
}
