package io.qundun.udfs.classify;

import java.util.List;

/**
 * A trained model as a flat hashed table: for each key of a feature, what it adds to each label. It
 * holds no text. Immutable, thread-safe.
 *
 * <p>A slot is 64 bits: the upper 32 of the key, then, where there are two labels, the one weight
 * as a float, else the row of weights. The lower 16 bits of a key, and more, say where to look
 * first. Rows of a few columns are all of one width, so that they are added up in registers. What
 * OpenNLP adds up for each label is added up here for each label but the last, less what the last
 * gets, which changes no probability.
 */
public final class LinearModel {
    private static final double MAX_LOAD = 0.6;

    /** From so many columns on, and up to so many, rows are added up without a loop. */
    private static final int LEAST_UNROLLED = 4;

    private static final int UNROLLED = FeatureBuffer.SUMS;

    private final List<String> labels;
    private final double temperature;
    private final boolean valued;
    private final int columns;
    private final int mask;
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
        int capacity = Integer.highestOneBit(Math.max(1 << 16, (int) (keys.length / MAX_LOAD))) * 2;
        this.mask = capacity - 1;
        this.slots = new long[capacity];
        int width = isUnrolled() ? UNROLLED : columns;
        this.rows = columns == 1 ? new float[0] : new float[keys.length * width];
        if (columns > 1) {
            for (int i = 0; i < keys.length; i++) {
                System.arraycopy(weights, i * columns, rows, i * width, columns);
            }
        }
        for (int i = 0; i < keys.length; i++) {
            int at = (int) keys[i] & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            int payload = columns == 1 ? Float.floatToRawIntBits(weights[i]) : i * width;
            slots[at] = (keys[i] >>> 16 << 32) | (payload & 0xFFFFFFFFL);
        }
    }

    /** In the order of the probabilities. */
    public List<String> labels() {
        return labels;
    }

    /** Bytes that the table takes. */
    public long tableBytes() {
        return (long) slots.length * Long.BYTES + (long) rows.length * Float.BYTES;
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
        long[] found = look(features);
        double sum = 0;
        for (int i = 0; i < features.size(); i++) {
            long slot = found[i];
            if (slot != 0) {
                long key = features.key(i);
                slot = slot >>> 32 == key >>> 16 ? slot : next(key);
                // An empty slot reads as a weight of 0.
                sum += Float.intBitsToFloat((int) slot);
            }
        }
        return sum;
    }

    /** As {@link #sums} does, in registers. */
    private void sumsOfFew(FeatureBuffer features, double[] sums) {
        long[] found = look(features);
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        for (int i = 0; i < features.size(); i++) {
            long slot = found[i];
            if (slot == 0) {
                continue;
            }
            long key = features.key(i);
            slot = slot >>> 32 == key >>> 16 ? slot : next(key);
            if (slot != 0) {
                int row = (int) slot;
                sum0 += rows[row];
                sum1 += rows[row + 1];
                sum2 += rows[row + 2];
                sum3 += rows[row + 3];
                sum4 += rows[row + 4];
                sum5 += rows[row + 5];
                sum6 += rows[row + 6];
                sum7 += rows[row + 7];
            }
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
        long[] found = look(features);
        for (int i = 0; i < features.size(); i++) {
            long slot = found[i];
            if (slot == 0) {
                continue;
            }
            long key = features.key(i);
            slot = slot >>> 32 == key >>> 16 ? slot : next(key);
            if (slot != 0) {
                int row = (int) slot;
                for (int column = 0; column < columns; column++) {
                    sums[column] += rows[row + column];
                }
            }
        }
    }

    /**
     * Fetches the first slot of every feature in one go: nothing waits for what was fetched before,
     * so the processor fetches many at a time.
     */
    private long[] look(FeatureBuffer features) {
        long[] found = features.found();
        for (int i = 0; i < features.size(); i++) {
            found[i] = slots[(int) features.key(i) & mask];
        }
        return found;
    }

    /** The slot of a key that is not in its first place; 0 when it is in none. */
    private long next(long key) {
        long check = key >>> 16;
        int at = ((int) key + 1) & mask;
        for (long slot = slots[at]; slot != 0; slot = slots[at]) {
            if (slot >>> 32 == check) {
                return slot;
            }
            at = (at + 1) & mask;
        }
        return 0;
    }
}
