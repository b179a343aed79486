package io.qundun.udfs.activity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When hours close and windows run empty. */
class BucketTimesTest {

    private static final int YEAR_2025 = 28_900_000;
    private static final int WEEK = 7 * 24 * 60;

    /** Were one left out, a window would run empty unheard. */
    @Property(tries = 200)
    void theNextEndIsTheFirstMinuteThatEndsSomething(
            @ForAll @IntRange(max = 3 * WEEK) int minute,
            @ForAll @IntRange(min = 1, max = WEEK + 120) int later) {
        int last = YEAR_2025 + minute;
        long time = (last + later) * BucketTimes.MINUTE;
        long expected = GroupProfile.NONE;
        for (long at = time + BucketTimes.MINUTE;
                at <= (last + WEEK + 121) * BucketTimes.MINUTE && expected == GroupProfile.NONE;
                at += BucketTimes.MINUTE) {
            if (BucketTimes.endsSomething(last, at)) {
                expected = at;
            }
        }
        assertThat(BucketTimes.nextEnd(last, time)).isEqualTo(expected);
    }

    @Test
    void nothingEndsWhereNothingHappened() {
        assertThat(BucketTimes.nextEnd(GroupProfile.NO_MINUTE, 0)).isEqualTo(GroupProfile.NONE);
    }
}
