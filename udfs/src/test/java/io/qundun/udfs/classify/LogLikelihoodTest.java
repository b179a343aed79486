package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import opennlp.tools.ml.maxent.quasinewton.NegLogLikelihood;
import opennlp.tools.ml.model.OnePassRealValueDataIndexer;
import org.junit.jupiter.api.Test;

class LogLikelihoodTest {

    @Test
    void isWhatOpenNlpComputes() {
        FeatureIndex index = FeatureIndex.of(Corpus.of(301, 5), Corpus.LABELS, 2, true, 0.5, 0);
        LogLikelihood own = new LogLikelihood(index);
        NegLogLikelihood theirs = new NegLogLikelihood(new Valued(index));
        int labels = Corpus.LABELS.size();
        int features = own.getDimension() / labels;
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 3; round++) {
            double[] ownPoint = new double[own.getDimension()];
            double[] theirPoint = new double[own.getDimension()];
            for (int feature = 0; feature < features; feature++) {
                for (int label = 0; label < labels; label++) {
                    double weight = random.nextDouble(-1, 1);
                    ownPoint[own.place(feature, label)] = weight;
                    theirPoint[label * features + feature] = weight;
                }
            }
            assertThat(own.valueAt(ownPoint)).isCloseTo(theirs.valueAt(theirPoint), within(1e-6));
            double[] ownGradient = own.gradientAt(ownPoint);
            double[] theirGradient = theirs.gradientAt(theirPoint);
            for (int feature = 0; feature < features; feature++) {
                for (int label = 0; label < labels; label++) {
                    assertThat(ownGradient[own.place(feature, label)])
                            .isCloseTo(theirGradient[label * features + feature], within(1e-9));
                }
            }
        }
    }

    /** OpenNLP heeds values of this indexer only; of any other it counts each feature as 1. */
    private static final class Valued extends OnePassRealValueDataIndexer {
        private final FeatureIndex index;

        Valued(FeatureIndex index) {
            this.index = index;
        }

        @Override
        public int[][] getContexts() {
            return index.getContexts();
        }

        @Override
        public float[][] getValues() {
            return index.getValues();
        }

        @Override
        public int[] getOutcomeList() {
            return index.getOutcomeList();
        }

        @Override
        public int[] getNumTimesEventsSeen() {
            return index.getNumTimesEventsSeen();
        }

        @Override
        public String[] getOutcomeLabels() {
            return index.getOutcomeLabels();
        }

        @Override
        public String[] getPredLabels() {
            return index.getPredLabels();
        }
    }
}
