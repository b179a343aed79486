package io.qundun.deploy.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What was measured.
 *
 * @param messages in the chat topic
 * @param latency empty when it was left out
 * @param profiles empty when none was asked for
 */
record Figures(
        long messages,
        List<Measurement> measurements,
        Optional<Latency> latency,
        List<CpuProfile> profiles) {

    /** The median over a variant's rounds; NaN when it was not run. */
    double median(Variant variant, ToDoubleFunction<Measurement> figure) {
        return median(measurements, variant, figure);
    }

    static double median(
            List<Measurement> measurements, Variant variant, ToDoubleFunction<Measurement> figure) {
        double[] sorted = sorted(measurements, variant, figure);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** A variant's figures, least first. */
    double[] sorted(Variant variant, ToDoubleFunction<Measurement> figure) {
        return sorted(measurements, variant, figure);
    }

    private static double[] sorted(
            List<Measurement> measurements, Variant variant, ToDoubleFunction<Measurement> figure) {
        double[] values =
                measurements.stream()
                        .filter(measured -> measured.variant() == variant)
                        .mapToDouble(figure)
                        .toArray();
        Arrays.sort(values);
        return values;
    }

    /** Median throughput of one variant as a share of another's. */
    double ratio(Variant variant, Variant of) {
        return median(variant, Measurement::perSecond) / median(of, Measurement::perSecond);
    }
}
