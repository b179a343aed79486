package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    private static final ModelDescription.Training TRAINING = Corpus.training("MAXENT_QN");

    private static ModelDescription description(int features) {
        return new ModelDescription(
                "test",
                List.of("a", "b", "none"),
                features,
                TRAINING,
                new ModelDescription.Calibration(0.8, 10, 0.9, 0.1, 0.05),
                List.of(new ModelDescription.Source("x.tsv", "00", "MIT", "somewhere", 10)));
    }

    @Test
    void comesBackAsItWas() throws Exception {
        ModelFile file =
                ModelFile.read(
                        ModelFile.write(
                                description(Features.VERSION),
                                new long[] {1L << 20, 1L << 40},
                                new float[] {1, -1, 0, 1e-6f}));
        assertThat(file.description()).isEqualTo(description(Features.VERSION));
        assertThat(file.model().labels()).containsExactly("a", "b", "none");
    }

    /** The largest error of a weight is 2^-16 of the largest beside it. */
    @Test
    void weightsKeepTheirSize() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        int keys = 1_000;
        long[] sorted = new long[keys];
        float[] weights = new float[2 * keys];
        long last = 1 << 16;
        for (int i = 0; i < keys; i++) {
            last += random.nextLong(1, 1L << 36);
            sorted[i] = last;
            float size = (float) Math.pow(10, -random.nextInt(8));
            weights[2 * i] = (float) random.nextDouble(-size, size);
            weights[2 * i + 1] = (float) random.nextDouble(-size, size);
        }
        LinearModel exact = new LinearModel(List.of("a", "b", "none"), 1, false, sorted, weights);
        ModelDescription plain =
                new ModelDescription(
                        "test",
                        List.of("a", "b", "none"),
                        Features.VERSION,
                        Corpus.training("NAIVEBAYES"),
                        new ModelDescription.Calibration(1, 0, 0, 0, 0),
                        List.of());
        LinearModel stored = ModelFile.read(ModelFile.write(plain, sorted, weights)).model();
        double[] first = new double[3];
        double[] second = new double[3];
        FeatureBuffer features = new FeatureBuffer();
        for (long key : sorted) {
            features.reset(1);
            features.add(key);
            exact.probabilities(features, first);
            stored.probabilities(features, second);
            for (int i = 0; i < 3; i++) {
                assertThat(second[i])
                        .isCloseTo(first[i], org.assertj.core.api.Assertions.within(2e-5));
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        byte[] good = Corpus.model();
        assertThatThrownBy(() -> ModelFile.read("PK".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not a model of this format; train it");
        for (int length : new int[] {20, 100, good.length / 2, good.length - 1}) {
            assertThatThrownBy(() -> ModelFile.read(Arrays.copyOf(good, length)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the model is truncated or damaged");
        }
        byte[] changed = good.clone();
        changed[good.length / 2] ^= 1;
        assertThatThrownBy(() -> ModelFile.read(changed))
                .hasMessageStartingWith("the model is truncated or damaged");
        byte[] other = ModelFile.write(description(99), new long[0], new float[0]);
        assertThatThrownBy(() -> ModelFile.read(other))
                .hasMessage(
                        "the model was trained with version 99 of the features, and this program"
                                + " has version "
                                + Features.VERSION
                                + "; train it again");
    }
}
