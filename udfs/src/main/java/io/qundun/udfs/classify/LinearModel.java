package io.qundun.udfs.classify;

import java.util.List;

/**
 * A trained model as a flat hashed table: for each key of a feature, what it adds to each label. It
 * holds no text. Immutable, thread-safe.
 *
 * <p>Every key has a place of its own ({@link KeyPlaces}), so a feature is looked up in one step
 * and without a branch. A slot is 64 bits: the key's check, then, where there are two labels, the
 * one weight as a float, else the row of weights; row 0 is nothing but zeros. Rows of a few columns
 * are all of one width, so that they are added up in registers. What OpenNLP adds up for each label
 * is added up here for each label but the last, less what the last gets, which changes no
 * probability.
 */
public final class LinearModel {
    /** From so many columns on, and up to so many, rows are added up without a loop. */
    private static final int LEAST_UNROLLED = 4;

    private static final int UNROLLED = FeatureBuffer.SUMS;

    private final List<String> labels;
    private final double temperature;
    private final boolean valued;
    private final int columns;
    private final KeyPlaces places;
    private final long[] slots;
    private final float[] rows;

    /**
     * @param labels at least two
     * @param temperature what sums are divided by, above 0, so that probabilities are calibrated
     * @param valued whether a feature counts less in a longer text
     * @param keys of features, each once
     * @param weights for each key {@code labels.size() - 1} of them
     */
    LinearModel(
            List<String> labels, double temperature, boolean valued, long[] keys, float[] weights) {
        this.labels = List.copyOf(labels);
        this.temperature = temperature;
        this.valued = valued;
        this.columns = labels.size() - 1;
        this.places = new KeyPlaces(keys);
        this.slots = new long[places.size()];
        int width = isUnrolled() ? UNROLLED : columns;
        this.rows = columns == 1 ? new float[0] : new float[(keys.length + 1) * width];
        for (int i = 0; i < keys.length; i++) {
            int row = (i + 1) * width;
            if (columns > 1) {
                System.arraycopy(weights, i * columns, rows, row, columns);
            }
            int payload = columns == 1 ? Float.floatToRawIntBits(weights[i]) : row;
            slots[places.of(keys[i])] =
                    ((long) KeyPlaces.check(keys[i]) << Integer.SIZE) | (payload & 0xFFFFFFFFL);
        }
    }

    /** In the order of the probabilities. */
    public List<String> labels() {
        return labels;
    }

    /** Bytes that the table takes. */
    public long tableBytes() {
        return (long) slots.length * Long.BYTES + (long) rows.length * Float.BYTES + places.bytes();
    }

    /**
     * Writes the probability of each label, adding up to 1.
     *
     * @param probabilities with at least as many places as there are labels
     */
    public void probabilities(FeatureBuffer features, double[] probabilities) {
        if (columns == 1) {
            double sum = sum(features) * factor(features);
            probabilities[0] = 1 / (1 + Math.exp(-sum));
            probabilities[1] = 1 - probabilities[0];
            return;
        }
        if (isUnrolled()) {
            sumsOfFew(features, probabilities);
        } else {
            sums(features, probabilities);
        }
        double factor = factor(features);
        double most = 0;
        for (int i = 0; i < columns; i++) {
            probabilities[i] *= factor;
            most = Math.max(most, probabilities[i]);
        }
        probabilities[columns] = 0;
        double total = 0;
        for (int i = 0; i <= columns; i++) {
            probabilities[i] = Math.exp(probabilities[i] - most);
            total += probabilities[i];
        }
        for (int i = 0; i <= columns; i++) {
            probabilities[i] /= total;
        }
    }

    private boolean isUnrolled() {
        return columns >= LEAST_UNROLLED && columns <= UNROLLED;
    }

    private double factor(FeatureBuffer features) {
        return (valued ? features.value() : 1) / temperature;
    }

    private double sum(FeatureBuffer features) {
        int[] found = look(features);
        int n = features.size();
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            even += Float.intBitsToFloat(found[i]);
            odd += Float.intBitsToFloat(found[i + 1]);
        }
        return i < n ? even + odd + Float.intBitsToFloat(found[i]) : even + odd;
    }

    /** As {@link #sums} does, in registers. */
    private void sumsOfFew(FeatureBuffer features, double[] sums) {
        int[] found = look(features);
        int n = features.size();
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        for (int i = 0; i < n; i++) {
            int row = found[i];
            sum0 += rows[row];
            sum1 += rows[row + 1];
            sum2 += rows[row + 2];
            sum3 += rows[row + 3];
            sum4 += rows[row + 4];
            sum5 += rows[row + 5];
            sum6 += rows[row + 6];
            sum7 += rows[row + 7];
        }
        double[] own = features.sums();
        own[0] = sum0;
        own[1] = sum1;
        own[2] = sum2;
        own[3] = sum3;
        own[4] = sum4;
        own[5] = sum5;
        own[6] = sum6;
        own[7] = sum7;
        System.arraycopy(own, 0, sums, 0, columns);
    }

    private void sums(FeatureBuffer features, double[] sums) {
        for (int column = 0; column < columns; column++) {
            sums[column] = 0;
        }
        int[] found = look(features);
        for (int i = 0; i < features.size(); i++) {
            int row = found[i];
            for (int column = 0; column < columns; column++) {
                sums[column] += rows[row + column];
            }
        }
    }

    /**
     * What the table holds for every feature, 0 for those that it does not have: a weight of 0, or
     * the row of zeros. Nothing waits for what was fetched before, so the processor fetches many at
     * a time, and there is no branch that it could mistake.
     */
    private int[] look(FeatureBuffer features) {
        int[] found = features.found();
        long[] keys = features.keys();
        int n = features.size();
        for (int i = 0; i < n; i++) {
            long key = keys[i];
            long slot = slots[places.of(key)];
            int differs = (int) (slot >>> Integer.SIZE) ^ KeyPlaces.check(key);
            found[i] = (int) slot & ~((differs | -differs) >> (Integer.SIZE - 1));
        }
        return found;
    }
}
