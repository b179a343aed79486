package io.qundun.deploy.bench.judged;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgedSetTest {
    private static final long SEED = 1;

    @ParameterizedTest
    @EnumSource(JudgedSet.Name.class)
    void eachLineHidesATermOfItsLexiconOrNone(JudgedSet.Name name) {
        JudgedSet set = JudgedSet.of(name, SEED);
        assertThat(set.lines())
                .allSatisfy(
                        line -> {
                            assertThat(line.text()).isNotBlank();
                            assertThat(line.category()).isNotNull();
                        });
        assertThat(set.terms().stream().map(JudgedSet.JudgedTerm::term)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(JudgedSet.Name.class)
    void harmlessLinesComeOnceAndTheSameSeedGivesTheSameLines(JudgedSet.Name name) {
        JudgedSet set = JudgedSet.of(name, SEED);
        assertThat(
                        set.lines().stream()
                                .filter(line -> line.technique().equals(JudgedSet.HARMLESS))
                                .map(JudgedSet.Line::text)
                                .toList())
                .hasSizeGreaterThanOrEqualTo(300)
                .doesNotHaveDuplicates();
        assertThat(JudgedSet.of(name, SEED)).isEqualTo(set);
    }
}
