package io.qundun.udfs.classify;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.List;

/**
 * Temperatures: the one number by which a model's sums are divided so that, of texts it gives a
 * probability of 0.7, seven in ten are right. It changes no decision. Stateless.
 */
final class Calibrations {
    private static final int BINS = 15;
    private static final double COLDEST = 0.1;
    private static final double HOTTEST = 10;
    private static final int HALVINGS = 60;

    private Calibrations() {}

    /** What a text scored: the logarithms of the probabilities, and which label is right. */
    private record Scored(double[] logs, int right) {}

    /**
     * @param model without a temperature; null when there are no texts
     * @param texts that it has not seen; without any, the temperature is 1 and errors are 0
     */
    static ModelDescription.Calibration measure(LinearModel model, List<LabelledText> texts) {
        if (texts.isEmpty()) {
            return new ModelDescription.Calibration(1, 0, 0, 0, 0);
        }
        List<Scored> scored = score(model, texts);
        List<Scored> first = new ArrayList<>();
        List<Scored> second = new ArrayList<>();
        int right = 0;
        for (int i = 0; i < scored.size(); i++) {
            (i % 2 == 0 ? first : second).add(scored.get(i));
            right += best(scored.get(i).logs()) == scored.get(i).right() ? 1 : 0;
        }
        double[] crossed = new double[3 * BINS];
        bin(second, temperature(first), crossed);
        bin(first, temperature(second), crossed);
        double[] raw = new double[3 * BINS];
        bin(scored, 1, raw);
        return new ModelDescription.Calibration(
                rounded(temperature(scored)),
                scored.size(),
                rounded((double) right / scored.size()),
                rounded(error(raw)),
                rounded(error(crossed)));
    }

    private static List<Scored> score(LinearModel model, List<LabelledText> texts) {
        FoldedText folded = new FoldedText();
        FeatureBuffer buffer = new FeatureBuffer();
        List<Scored> scored = new ArrayList<>(texts.size());
        for (LabelledText text : texts) {
            TextFolder.fold(text.text(), folded);
            Features.extractFirst(folded, buffer);
            double[] logs = new double[model.labels().size()];
            model.probabilities(buffer, logs);
            for (int i = 0; i < logs.length; i++) {
                logs[i] = Math.log(Math.max(logs[i], Double.MIN_NORMAL));
            }
            scored.add(new Scored(logs, model.labels().indexOf(text.label())));
        }
        return scored;
    }

    /** By golden-section-like narrowing: the likelihood has one peak. */
    private static double temperature(List<Scored> scored) {
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        for (int i = 0; i < HALVINGS; i++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (loss(scored, Math.exp(left)) <= loss(scored, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(List<Scored> scored, double temperature) {
        double loss = 0;
        for (Scored one : scored) {
            loss -= one.logs()[one.right()] / temperature - logSum(one.logs(), temperature);
        }
        return loss;
    }

    private static double logSum(double[] logs, double temperature) {
        double most = logs[best(logs)] / temperature;
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log / temperature - most);
        }
        return most + Math.log(sum);
    }

    private static int best(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Adds texts to bins by their best probability: how many, the probabilities, the right ones.
     */
    private static void bin(List<Scored> scored, double temperature, double[] bins) {
        for (Scored one : scored) {
            int best = best(one.logs());
            double probability =
                    Math.exp(one.logs()[best] / temperature - logSum(one.logs(), temperature));
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            bins[3 * bin]++;
            bins[3 * bin + 1] += probability;
            bins[3 * bin + 2] += best == one.right() ? 1 : 0;
        }
    }

    private static double error(double[] bins) {
        double total = 0;
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            total += bins[3 * bin];
            error += Math.abs(bins[3 * bin + 1] - bins[3 * bin + 2]);
        }
        return error / total;
    }

    /** Four digits are what the measurement bears. */
    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
