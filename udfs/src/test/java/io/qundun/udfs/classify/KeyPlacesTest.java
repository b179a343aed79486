package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyPlacesTest {

    private static long[] keys(int count, long seed) {
        return new SplittableRandom(seed)
                .longs(1L << 16, 1L << Features.KEY_BITS)
                .distinct()
                .limit(count)
                .toArray();
    }

    @Property(tries = 100)
    void everyKeyHasAPlaceOfItsOwn(@ForAll @IntRange(max = 3_000) int count, @ForAll long seed) {
        long[] keys = keys(count, seed);
        KeyPlaces places = new KeyPlaces(keys);
        boolean[] taken = new boolean[places.size()];
        for (long key : keys) {
            assertThat(taken[places.of(key)]).isFalse();
            taken[places.of(key)] = true;
        }
    }

    @Test
    void largeTablesStaySmall() {
        long[] keys = keys(200_000, 1);
        KeyPlaces places = new KeyPlaces(keys);
        assertThat(places.size()).isLessThan(250_000);
        boolean[] taken = new boolean[places.size()];
        for (long key : keys) {
            assertThat(taken[places.of(key)]).isFalse();
            taken[places.of(key)] = true;
        }
    }

    /** Keys that differ in their lowest bits alone fall into buckets of their own. */
    @Test
    void keysOfOneCheckAreToldApart() {
        long[] keys = new long[64];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (1L << 40) + i;
        }
        LinearModel model =
                new LinearModel(
                        java.util.List.of("a", "b"), 1, false, keys, new float[keys.length]);
        assertThat(model.tableBytes()).isPositive();
        KeyPlaces places = new KeyPlaces(keys);
        assertThat(java.util.Arrays.stream(keys).mapToInt(places::of).distinct().count())
                .isEqualTo(keys.length);
    }

    /** What the table does not have weighs nothing. */
    @Test
    void strangersWeighNothing() {
        long[] all = keys(2_000, 3);
        long[] known = java.util.Arrays.copyOf(all, 1_000);
        float[] weights = new float[known.length];
        java.util.Arrays.fill(weights, 5);
        LinearModel model = new LinearModel(java.util.List.of("a", "b"), 1, false, known, weights);
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[2];
        for (int i = 0; i < all.length; i++) {
            features.reset(1);
            features.add(all[i]);
            model.probabilities(features, probabilities);
            assertThat(probabilities[0] > 0.9).isEqualTo(i < known.length);
        }
    }
}
