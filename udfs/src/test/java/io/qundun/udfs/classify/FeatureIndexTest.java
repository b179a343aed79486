package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureIndexTest {

    private static final List<LabelledText> TEXTS = texts();

    /** "sale" stands in spam only, "lunch" in none only, "today" in every text. */
    private static List<LabelledText> texts() {
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(new LabelledText("none", "today lunch", ""));
            texts.add(new LabelledText("spam", "today sale", ""));
        }
        return texts;
    }

    private static Set<String> kept(int most) {
        return new HashSet<>(
                List.of(
                        FeatureIndex.of(TEXTS, List.of("none", "spam"), 1, true, 0, most)
                                .getPredLabels()));
    }

    @Test
    void keepsWhatTellsMost() {
        Set<String> all = kept(0);
        Set<String> some = kept(10);
        assertThat(some).hasSize(10).isSubsetOf(all);
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(some).contains(FeatureIndex.name(Features.ALWAYS));
        Set<String> inBoth = names("today lunch");
        inBoth.retainAll(names("today sale"));
        inBoth.remove(FeatureIndex.name(Features.ALWAYS));
        assertThat(some).doesNotContainAnyElementsOf(inBoth);
        assertThat(kept(all.size())).isEqualTo(all);
    }

    private static Set<String> names(String text) {
        FeatureBuffer features = new FeatureBuffer();
        Features.extractFirst(io.qundun.udfs.text.TextFolder.fold(text), features);
        return new HashSet<>(List.of(ModelTrainer.names(features)));
    }

    /** What tells labels apart may go farther at the same cost; the common term is left alone. */
    @Test
    void oddsWidenTheScale() {
        FeatureIndex index = FeatureIndex.of(TEXTS, List.of("none", "spam"), 1, true, 0, 0);
        LogLikelihood likelihood = new LogLikelihood(index);
        assertThat(likelihood.scales(index, 0)).containsOnly(1);
        double[] scales = likelihood.scales(index, 1);
        String[] names = index.getPredLabels();
        Set<String> inBoth = names("today lunch");
        inBoth.retainAll(names("today sale"));
        for (int i = 0; i < names.length; i++) {
            double scale = scales[likelihood.place(i, 0)];
            assertThat(scale).isEqualTo(scales[likelihood.place(i, 1)]);
            if (FeatureIndex.key(names[i]) == Features.ALWAYS) {
                assertThat(scale).isEqualTo(1);
            } else if (inBoth.contains(names[i])) {
                assertThat(scale).isZero();
            } else {
                assertThat(scale).isGreaterThan(2);
            }
        }
    }

    @Test
    void gradientsComeInTheSameUnits() {
        FeatureIndex index = FeatureIndex.of(Corpus.of(60, 2), Corpus.LABELS, 1, true, 0, 0);
        LogLikelihood likelihood = new LogLikelihood(index);
        ScaledFunction scaled = new ScaledFunction(likelihood, likelihood.scales(index, 1));
        double[] point = new double[scaled.getDimension()];
        for (int i = 0; i < point.length; i++) {
            point[i] = 0.1 * (i % 7 - 3);
        }
        double[] gradient = scaled.gradientAt(point).clone();
        for (int i = 0; i < point.length; i += point.length / 23) {
            double step = 1e-5;
            double[] moved = point.clone();
            moved[i] += step;
            double after = scaled.valueAt(moved);
            moved[i] -= 2 * step;
            double slope = (after - scaled.valueAt(moved)) / (2 * step);
            assertThat(gradient[i]).isCloseTo(slope, org.assertj.core.data.Offset.offset(1e-4));
        }
    }
}
