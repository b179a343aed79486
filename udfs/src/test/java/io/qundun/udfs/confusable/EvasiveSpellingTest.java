package io.qundun.udfs.confusable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvasiveSpellingTest {
    private static final List<String> TERMS =
            List.of("网上赌博", "枪支弹药", "加微信", "文身贴", "cheap tickets", "casino", "贷款99", "一夜情");

    @Test
    void everyTrickAppliesToSomeTerm() {
        Set<Evasion> applied = EnumSet.noneOf(Evasion.class);
        for (Evasion evasion : Evasion.values()) {
            SplittableRandom random = new SplittableRandom(7);
            for (String term : TERMS) {
                EvasiveSpelling.message(term, evasion, random)
                        .ifPresent(
                                message -> {
                                    assertThat(message)
                                            .matches(
                                                    m ->
                                                            evasion == Evasion.REPEAT
                                                                    || !m.contains(term));
                                    applied.add(evasion);
                                });
            }
        }
        assertThat(applied).containsExactlyInAnyOrder(Evasion.values());
        assertThat(Evasion.values()).hasSizeGreaterThan(30);
    }

    @Test
    void spellsTheSameFromTheSameSeed() {
        for (Evasion evasion : Evasion.values()) {
            for (String term : TERMS) {
                assertThat(EvasiveSpelling.message(term, evasion, new SplittableRandom(3)))
                        .isEqualTo(EvasiveSpelling.message(term, evasion, new SplittableRandom(3)));
            }
        }
    }

    @Test
    void spellsAsItsNameSays() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(EvasiveSpelling.spell("网上赌博", Evasion.PINYIN, random)).contains("wangshangdubo");
        assertThat(EvasiveSpelling.spell("网上赌博", Evasion.REVERSED, random)).contains("博赌上网");
        assertThat(EvasiveSpelling.spell("赌", Evasion.SPLIT, random)).contains("贝者");
        assertThat(EvasiveSpelling.spell("casino", Evasion.SPACED_LETTERS, random))
                .contains("c a s i n o");
        assertThat(EvasiveSpelling.spell("casino", Evasion.HOMOPHONE, random)).isEmpty();
        assertThat(EvasiveSpelling.message("网上赌博", Evasion.COLUMN, random).orElseThrow())
                .matches("(?s).*网.*\\n.*上.*\\n.*赌.*\\n.*博.*");
    }

    @Test
    void chancesUponCommonHomophones() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            String spelled = EvasiveSpelling.spell("赌", Evasion.HOMOPHONE, random).orElseThrow();
            assertThat(Syllables.get().distanceOfCharacters('赌', spelled.charAt(0))).isZero();
            assertThat(OrdinaryText.get().count(spelled)).isPositive();
        }
    }
}
