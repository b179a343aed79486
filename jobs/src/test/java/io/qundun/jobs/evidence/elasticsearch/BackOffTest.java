package io.qundun.jobs.evidence.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final BackOff BACK_OFF =
            new BackOff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @Test
    void doublesUpToTheLongest() {
        assertThat(BACK_OFF.delayMillis(1, 0)).isEqualTo(50);
        assertThat(BACK_OFF.delayMillis(2, 0)).isEqualTo(100);
        assertThat(BACK_OFF.delayMillis(3, 0)).isEqualTo(200);
        assertThat(BACK_OFF.delayMillis(100, 0)).isEqualTo(5_000);
    }

    @Property
    void isNeverShorterThanHalfNorLongerThanTheWhole(
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
        long full = failures > 7 ? 10_000 : 100L << (failures - 1);

        assertThat(BACK_OFF.delayMillis(failures, random)).isBetween(full / 2, full);
    }

    @Test
    void refusesPausesThatCannotBe() {
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
