package io.qundun.udfs.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ActiveDaysTest {

    @Property(tries = 500)
    void isASetOfDays(@ForAll @Size(max = 60) List<@IntRange(min = 100, max = 400) Integer> days) {
        ActiveDays active = ActiveDays.NONE;
        for (int day : days) {
            active = active.with(day);
        }
        TreeSet<Integer> set = new TreeSet<>(days);
        assertThat(active.toArray()).containsExactly(set.stream().mapToInt(d -> d).toArray());
        assertThat(active.count()).isEqualTo(set.size());
        for (int day = 95; day < 405; day++) {
            assertThat(active.has(day)).isEqualTo(set.contains(day));
            assertThat(active.countBefore(day)).isEqualTo(set.headSet(day).size());
        }
    }

    @Property(tries = 500)
    void countsWhatItForgets(
            @ForAll @Size(max = 60) List<@IntRange(min = 100, max = 400) Integer> days,
            @ForAll @IntRange(min = 90, max = 410) int frontier) {
        ActiveDays whole = ActiveDays.NONE;
        ActiveDays forgetting = ActiveDays.NONE;
        for (int day : days) {
            whole = whole.with(day);
            forgetting = forgetting.with(day);
        }
        forgetting = forgetting.forgetting(frontier);
        assertThat(forgetting.count()).isEqualTo(whole.count());
        for (int day = frontier; day < 415; day++) {
            assertThat(forgetting.has(day)).isEqualTo(whole.has(day));
            assertThat(forgetting.countBefore(day)).isEqualTo(whole.countBefore(day));
        }
        assertThat(forgetting.words().length * 64).isLessThan(400 - Math.min(frontier, 400) + 128);
        assertThat(
                        ActiveDays.of(
                                forgetting.before(),
                                forgetting.frontier(),
                                forgetting.base(),
                                forgetting.words()))
                .isEqualTo(forgetting);
    }

    @Example
    void aDayThatIsOnlyANumberIsNotCountedTwice() {
        ActiveDays days = ActiveDays.NONE.with(10).with(11).forgetting(11);
        assertThat(days.with(10)).isSameAs(days);
        assertThat(days.with(11)).isSameAs(days);
        assertThat(days.with(12).count()).isEqualTo(3);
    }
}
