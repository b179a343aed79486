package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearModelTest {

    private static final int KEYS = 500;

    private static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "label" + i).toList();
    }

    /** Sums of packed weights are off by half a step a feature; decisions are those of floats. */
    @Property(tries = 200)
    void decidesAsThePlainSumsDo(
            @ForAll @IntRange(min = 2, max = 12) int count, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] keys =
                random.longs(0, 1L << Features.KEY_BITS).distinct().limit(KEYS).sorted().toArray();
        int columns = count - 1;
        float[] weights = new float[KEYS * columns];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-9, 11);
        }
        LinearModel model = new LinearModel(labels(count), 1, false, keys, weights);
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[count];
        for (int text = 0; text < 20; text++) {
            features.reset(100);
            double[] sums = new double[count];
            int size = random.nextInt(300);
            for (int i = 0; i < size; i++) {
                int known = random.nextInt(2 * KEYS);
                features.add(known < KEYS ? keys[known] : random.nextLong(1L << 40));
                for (int column = 0; known < KEYS && column < columns; column++) {
                    sums[column] += weights[known * columns + column];
                }
            }
            model.probabilities(features, probabilities);
            assertThat(Evaluation.best(probabilities)).isEqualTo(Evaluation.best(sums));
            double total = 0;
            for (double sum : sums) {
                total += Math.exp(sum - sums[Evaluation.best(sums)]);
            }
            assertThat(probabilities[Evaluation.best(sums)]).isCloseTo(1 / total, within(0.02));
        }
    }

    /** Two labels a thousandth of a step apart, which packed weights cannot tell. */
    @Test
    void whatIsTooCloseIsAddedUpExactly() {
        long[] keys = {1L << 20, 1L << 30};
        float[] weights = {1.0000002f, 1, 1, -30, -30, -30};
        LinearModel model = new LinearModel(labels(4), 1, false, keys, weights);
        FeatureBuffer features = new FeatureBuffer();
        features.reset(1);
        features.add(keys[0]);
        double[] probabilities = new double[4];
        model.probabilities(features, probabilities);
        assertThat(Evaluation.best(probabilities)).isZero();
        assertThat(probabilities[1]).isEqualTo(probabilities[2]);
    }

    /** A text of nothing but the heaviest feature, as long as windows can be. */
    @Test
    void sumsDoNotOverflow() {
        long[] keys = {1L << 20};
        for (float weight : new float[] {12, -12}) {
            LinearModel model =
                    new LinearModel(
                            labels(9), 1e4, false, keys, repeated(weight, LinearModel.PACKED));
            FeatureBuffer features = new FeatureBuffer();
            features.reset(Features.WINDOW);
            int most = features.keys().length;
            for (int i = 0; i < most; i++) {
                features.add(keys[0]);
            }
            double[] probabilities = new double[9];
            model.probabilities(features, probabilities);
            double odds = Math.exp(weight * most / 1e4);
            assertThat(probabilities[8]).isCloseTo(1 / (1 + 8 * odds), within(1e-4));
        }
    }

    private static float[] repeated(float weight, int times) {
        float[] weights = new float[times];
        java.util.Arrays.fill(weights, weight);
        return weights;
    }

    @Test
    void noFeaturesLeaveTheLabelsAlike() {
        LinearModel model = new LinearModel(labels(3), 1, false, new long[0], new float[0]);
        FeatureBuffer features = new FeatureBuffer();
        features.reset(1);
        double[] probabilities = new double[3];
        model.probabilities(features, probabilities);
        assertThat(Collections.max(List.of(probabilities[0], probabilities[1], probabilities[2])))
                .isCloseTo(1.0 / 3, within(1e-9));
    }
}
