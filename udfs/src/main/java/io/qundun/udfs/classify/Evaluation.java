package io.qundun.udfs.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a classifier did on labelled texts: gathered one text at a time, then asked. For one thread.
 */
public final class Evaluation {
    private static final int BINS = 10;

    private final List<String> labels;
    private final int[][] confusion;
    private final List<double[]> probabilities = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();

    /**
     * @param labels of the model, in the order of its probabilities
     */
    public Evaluation(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.confusion = new int[labels.size()][labels.size()];
    }

    /**
     * Adds one text.
     *
     * @param label what it is; one of the labels
     * @param scores the probabilities that the model gave
     */
    public void add(String label, double[] scores) {
        int truth = labels.indexOf(label);
        if (truth < 0) {
            throw new IllegalArgumentException(
                    "the label \"%s\" is not one of the model's: %s"
                            .formatted(label, String.join(", ", labels)));
        }
        confusion[truth][best(scores)]++;
        probabilities.add(Arrays.copyOf(scores, labels.size()));
        right.add(truth);
    }

    /** The place of the highest score. */
    public static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Figures of one label.
     *
     * @param precision of the texts that were called so, the share that is; 0 when there are none
     * @param recall of the texts that are so, the share that was called so; 0 likewise
     * @param f1 their harmonic mean
     * @param texts that are so
     */
    public record LabelFigures(
            String label, double precision, double recall, double f1, int texts) {}

    /**
     * What calling a text so from a probability on would do.
     *
     * @param falseRate of the texts that are not so, the share that would be called so
     */
    public record ThresholdFigures(
            double threshold, double precision, double recall, double falseRate) {}

    /**
     * Texts whose best probability lies in one tenth.
     *
     * @param probability the mean of these
     * @param accuracy the share that is right
     */
    public record CalibrationBin(int texts, double probability, double accuracy) {}

    /** How many texts. */
    public int texts() {
        return right.size();
    }

    /** The labels. */
    public List<String> labels() {
        return labels;
    }

    /** Texts by what they are, then by what they were called. */
    public int[][] confusion() {
        return confusion;
    }

    /** The share of the texts called what they are. */
    public double accuracy() {
        int correct = 0;
        for (int i = 0; i < confusion.length; i++) {
            correct += confusion[i][i];
        }
        return texts() == 0 ? 0 : (double) correct / texts();
    }

    /** The mean F1 of the labels that occur. */
    public double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (LabelFigures figures : byLabel()) {
            if (figures.texts() > 0) {
                sum += figures.f1();
                occurring++;
            }
        }
        return occurring == 0 ? 0 : sum / occurring;
    }

    /** Figures by label. */
    public List<LabelFigures> byLabel() {
        List<LabelFigures> figures = new ArrayList<>();
        for (int label = 0; label < confusion.length; label++) {
            int called = 0;
            int are = 0;
            for (int i = 0; i < confusion.length; i++) {
                called += confusion[i][label];
                are += confusion[label][i];
            }
            int hit = confusion[label][label];
            figures.add(
                    new LabelFigures(
                            labels.get(label),
                            called == 0 ? 0 : (double) hit / called,
                            are == 0 ? 0 : (double) hit / are,
                            called + are == 0 ? 0 : 2.0 * hit / (called + are),
                            are));
        }
        return figures;
    }

    /** Thresholds from 0.05 to 0.95, then closer to 1, for one label. */
    public List<ThresholdFigures> sweep(String label) {
        int index = labels.indexOf(label);
        List<ThresholdFigures> sweep = new ArrayList<>();
        for (int step = 1; step <= 24; step++) {
            double threshold = step <= 19 ? step * 0.05 : 0.95 + (step - 19) * 0.01;
            threshold = step == 24 ? 0.995 : Math.round(threshold * 1000) / 1000.0;
            int called = 0;
            int hit = 0;
            int are = 0;
            for (int i = 0; i < right.size(); i++) {
                boolean is = right.get(i) == index;
                are += is ? 1 : 0;
                if (probabilities.get(i)[index] >= threshold) {
                    called++;
                    hit += is ? 1 : 0;
                }
            }
            int others = right.size() - are;
            sweep.add(
                    new ThresholdFigures(
                            threshold,
                            called == 0 ? 1 : (double) hit / called,
                            are == 0 ? 0 : (double) hit / are,
                            others == 0 ? 0 : (double) (called - hit) / others));
        }
        return sweep;
    }

    /** Ten bins by the best probability. */
    public List<CalibrationBin> calibration() {
        int[] texts = new int[BINS];
        double[] sums = new double[BINS];
        int[] correct = new int[BINS];
        for (int i = 0; i < right.size(); i++) {
            double[] scores = probabilities.get(i);
            int best = best(scores);
            int bin = Math.min(BINS - 1, (int) (scores[best] * BINS));
            texts[bin]++;
            sums[bin] += scores[best];
            correct[bin] += best == right.get(i) ? 1 : 0;
        }
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int count = Math.max(texts[bin], 1);
            bins.add(
                    new CalibrationBin(
                            texts[bin], sums[bin] / count, (double) correct[bin] / count));
        }
        return bins;
    }

    /** Expected calibration error, 0 to 1: how far probability and accuracy lie apart, by bins. */
    public double calibrationError() {
        double error = 0;
        for (CalibrationBin bin : calibration()) {
            error += bin.texts() * Math.abs(bin.probability() - bin.accuracy());
        }
        return texts() == 0 ? 0 : error / texts();
    }
}
