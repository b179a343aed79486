package io.qundun.udfs.confusable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyllablesTest {
    private final Syllables syllables = Syllables.get();

    private int id(String spelling) {
        int id = syllables.id(spelling);
        assertThat(id).as(spelling).isNotEqualTo(Syllables.NONE);
        return id;
    }

    private List<String> read(String run) {
        return Arrays.stream(Pinyin.get().segment(run))
                .mapToObj(r -> syllables.spelling(Syllables.base(r)) + Syllables.tone(r))
                .toList();
    }

    @Test
    void readsCharactersCommonestReadingFirst() {
        assertThat(syllables.spelling(syllables.mainBase('赌'))).isEqualTo("du");
        assertThat(syllables.spelling(syllables.mainBase('绿'))).isEqualTo("lv");
        assertThat(syllables.readings('行')).isGreaterThan(1);
        assertThat(Syllables.tone(syllables.reading('薇', 0))).isEqualTo(1);
        assertThat(syllables.readings('A')).isZero();
        assertThat(syllables.readings(0x1F414)).isZero();
        assertThat(syllables.size()).isBetween(395, 425);
    }

    @Test
    void knowsNearSounds() {
        assertThat(syllables.distance(id("zhi"), id("zi"))).isEqualTo(1);
        assertThat(syllables.distance(id("chen"), id("ceng"))).isEqualTo(2);
        assertThat(syllables.distance(id("na"), id("la"))).isEqualTo(1);
        assertThat(syllables.distance(id("ran"), id("lan"))).isEqualTo(1);
        assertThat(syllables.distance(id("fu"), id("hu"))).isEqualTo(1);
        assertThat(syllables.distance(id("fang"), id("huang"))).isEqualTo(1);
        assertThat(syllables.distance(id("lian"), id("liang"))).isEqualTo(1);
        assertThat(syllables.distance(id("nv"), id("nu"))).isEqualTo(1);
        assertThat(syllables.distance(id("ba"), id("pa"))).isEqualTo(Syllables.FAR);
        assertThat(syllables.distance(id("na"), id("ran"))).isEqualTo(Syllables.FAR);
        for (int a = 0; a < syllables.size(); a++) {
            for (short b : syllables.near(a)) {
                assertThat(syllables.distance(a, b)).isEqualTo(syllables.distance(b, a));
                assertThat(syllables.soundClass(a)).isEqualTo(syllables.soundClass(b));
            }
        }
        assertThat(syllables.distanceOfCharacters('微', '薇')).isZero();
        assertThat(syllables.sameTone('赌', '睹')).isTrue();
        assertThat(syllables.sameTone('赌', '读')).isFalse();
    }

    @Test
    void segmentsPinyin() {
        assertThat(read("wangshangdubo")).containsExactly("wang0", "shang0", "du0", "bo0");
        assertThat(read("Wǎng shàng")).containsExactly("wang3", "shang4");
        assertThat(read("du3bo2")).containsExactly("du3", "bo2");
        assertThat(read("xian")).containsExactly("xian0");
        assertThat(read("xi'an")).containsExactly("xi0", "an0");
        assertThat(read("lüe nue")).containsExactly("lve0", "nve0");
        assertThat(read("ㄉㄨˇㄅㄛˊ")).containsExactly("du3", "bo2");
        assertThat(read("ㄕㄜˋㄑㄧㄥˊ")).containsExactly("she4", "qing2");
        assertThat(read("hello")).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(read("du7")).isEmpty();
    }

    @Test
    void spellsEverySyllableInBopomofo() {
        assertThat(syllables.spellings())
                .allSatisfy(base -> assertThat(Bopomofo.spell(base)).as(base).isNotEmpty());
        assertThat(syllables.spellings().stream().map(Bopomofo::spell)).doesNotHaveDuplicates();
    }
}
