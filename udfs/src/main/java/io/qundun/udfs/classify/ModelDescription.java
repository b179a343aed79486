package io.qundun.udfs.classify;

import java.util.List;

/**
 * What a model file says of itself.
 *
 * @param name of the model
 * @param labels in the order of the probabilities
 * @param features the {@link Features#VERSION} that it was trained with
 * @param training how it was trained
 * @param calibration how far its probabilities can be trusted
 * @param data what it was trained on
 */
public record ModelDescription(
        String name,
        List<String> labels,
        int features,
        Training training,
        Calibration calibration,
        List<Source> data) {

    /**
     * How a model was trained.
     *
     * @param algorithm MAXENT_QN or NAIVEBAYES, as OpenNLP names them
     * @param iterations at most
     * @param l2 the cost of large weights
     * @param cutoff texts that a feature must stand in to count
     * @param seed of everything drawn by chance
     * @param balance how much more texts of rare labels count: how much rarer they are than the
     *     commonest, to this power, rounded; 0 for not at all, 1 for labels that count alike
     * @param odds how much more cheaply a feature that tells labels apart by itself gets a weight:
     *     the logarithm of its odds, to this power; 0 for all alike
     * @param features at most, those that tell most about a label; 0 for all
     */
    public record Training(
            String algorithm,
            int iterations,
            double l2,
            int cutoff,
            long seed,
            double balance,
            double odds,
            int features) {}

    /**
     * Measured on texts that were held out, whole families at a time.
     *
     * @param temperature what the model's sums are divided by
     * @param heldOut texts
     * @param accuracy on them, 0 to 1
     * @param errorBefore expected calibration error without the temperature, 0 to 1
     * @param errorAfter the same with it, each half judged by the temperature of the other
     */
    public record Calibration(
            double temperature,
            int heldOut,
            double accuracy,
            double errorBefore,
            double errorAfter) {}

    /**
     * A file of texts.
     *
     * @param name the file's, without folders that only one machine has
     * @param sha256 of the file
     * @param licence of the texts
     * @param origin where they come from
     * @param rows used
     */
    public record Source(String name, String sha256, String licence, String origin, int rows) {}
}
