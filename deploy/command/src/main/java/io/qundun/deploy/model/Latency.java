package io.qundun.deploy.model;

import io.qundun.udfs.classify.FeatureBuffer;
import io.qundun.udfs.classify.Features;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.classify.LinearModel;
import io.qundun.udfs.redact.Traces;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * How long a message takes, after warm-up: its features and the model, folding aside; processor
 * time, so that what else runs does not count.
 *
 * @param microseconds a message, the median of the rounds
 * @param characters of the mean message
 * @param microsecondsFor50 the same for as many characters as 50
 */
record Latency(double microseconds, double characters, double microsecondsFor50) {

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int MOST_TEXTS = 4_000;
    private static final int ROUNDS = 15;
    private static final long WARM_UP_NANOS = 1_500_000_000L;

    static Latency measure(LinearModel model, List<LabelledText> texts) {
        int n = Math.min(texts.size(), MOST_TEXTS);
        FoldedText[] folded = new FoldedText[n];
        Traces.Counts[] traces = new Traces.Counts[n];
        long characters = 0;
        for (int i = 0; i < n; i++) {
            folded[i] = TextFolder.fold(texts.get(i).text());
            traces[i] = Traces.count(folded[i]);
            characters += Math.min(folded[i].length(), Features.WINDOW);
        }
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[model.labels().size()];
        double[] rounds = new double[ROUNDS];
        double sum = 0;
        long warm = System.nanoTime() + WARM_UP_NANOS;
        for (int round = 0; round < ROUNDS; ) {
            boolean counts = System.nanoTime() >= warm;
            long start = THREAD.getCurrentThreadCpuTime();
            for (int i = 0; i < n; i++) {
                int to = Math.min(folded[i].length(), Features.WINDOW);
                Features.extract(folded[i], 0, to, traces[i], features);
                model.probabilities(features, probabilities);
                sum += probabilities[0];
            }
            if (counts) {
                rounds[round++] = (THREAD.getCurrentThreadCpuTime() - start) / 1e3 / n;
            }
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a probability is no number");
        }
        Arrays.sort(rounds);
        double median = rounds[ROUNDS / 2];
        double mean = Math.max(1, (double) characters / n);
        return new Latency(median, mean, median * 50 / mean);
    }
}
