package io.qundun.udfs.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpisodesTest {

    private static final Threshold.Violations THREE_IN_TEN = new Threshold.Violations(3, 10, 0);

    @Test
    void theLastOfThreeBeginsIt() {
        Episode episode = only(reached(at(1, 5, 9)));

        assertThat(episode.reachedAt()).isEqualTo(9);
        assertThat(episode.begin()).isEqualTo(10);
        assertThat(episode.end()).isEqualTo(110);
        assertThat(episode.members()).extracting(Occurrence::time).containsExactly(1L, 5L, 9L);
    }

    @Test
    void twoThatLieTheSpanApartAreNotWithinIt() {
        assertThat(reached(at(1, 5, 11))).isEmpty();
        assertThat(reached(at(2, 5, 11))).hasSize(1);
    }

    @Test
    void whatComesWhileTheMeasureHoldsBelongsToIt() {
        assertThat(reached(at(1, 2, 3, 50, 51, 52, 100))).hasSize(1);
        assertThat(reached(at(1, 2, 3, 104, 105, 106))).hasSize(2);
    }

    @Test
    void aMeasureDoesNotBeginBeforeItIsKnown() {
        List<Occurrence> backdated =
                List.of(
                        new Occurrence("a", 1, 1),
                        new Occurrence("b", 2, 2),
                        new Occurrence("c", 3, 500));

        assertThat(only(reached(backdated)).begin()).isEqualTo(501);
    }

    @Property(tries = 300)
    void anyOrderAndAnyDuplicatesGiveTheSameEpisodes(
            @ForAll @Size(max = 30) List<@IntRange(max = 400) Integer> times, @ForAll long seed) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            occurrences.add(new Occurrence("m" + i, times.get(i), times.get(i)));
        }
        List<Episode> expected = reached(occurrences);
        List<Occurrence> shuffled = new ArrayList<>(occurrences);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(reached(shuffled)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void episodesAreThoseOfABruteForceSearch(
            @ForAll @Size(max = 25) List<@IntRange(max = 300) Integer> times) {
        List<Occurrence> open = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            open.add(new Occurrence("m" + i, times.get(i), times.get(i)));
        }
        List<Long> begins = new ArrayList<>();
        reached(open).forEach(episode -> begins.add(episode.begin()));

        List<Long> expected = new ArrayList<>();
        for (long time = 0; time <= 300; time++) {
            long now = time;
            List<Occurrence> within =
                    open.stream().filter(o -> o.time() <= now && o.time() > now - 10).toList();
            if (within.size() >= 3 && within.stream().anyMatch(o -> o.time() == now)) {
                expected.add(now + 1);
                open.removeIf(o -> o.time() > now - 10 && o.time() < now + 101);
            }
        }
        assertThat(begins).isEqualTo(expected);
    }

    @Property(tries = 200)
    void anEpisodeHoldsAsLongAsItsMembersDo(
            @ForAll @Size(min = 3, max = 20) List<@IntRange(max = 60) Integer> times) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            occurrences.add(new Occurrence("m" + i, times.get(i), times.get(i)));
        }
        for (Episode episode : reached(occurrences)) {
            assertThat(Episodes.holds(THREE_IN_TEN, episode.members())).isTrue();
            assertThat(Episodes.holds(THREE_IN_TEN, episode.members().subList(0, 2))).isFalse();
        }
    }

    private static List<Occurrence> at(int... times) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int time : times) {
            occurrences.add(new Occurrence("m" + time, time, time));
        }
        return occurrences;
    }

    private static List<Episode> reached(List<Occurrence> occurrences) {
        return Episodes.reached(THREE_IN_TEN, 100, occurrences, List.of());
    }

    private static Episode only(List<Episode> episodes) {
        assertThat(episodes).hasSize(1);
        return episodes.get(0);
    }
}
