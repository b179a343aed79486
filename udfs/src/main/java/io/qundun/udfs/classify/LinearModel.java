package io.qundun.udfs.classify;

import java.util.Arrays;
import java.util.List;

/**
 * A trained model as a flat hashed table: for each key of a feature, what it adds to each label. It
 * holds no text. Immutable, thread-safe.
 *
 * <p>Every key has a place of its own ({@link KeyPlaces}), so a feature is looked up in one step
 * and without a branch. What OpenNLP adds up for each label is added up here for each label but the
 * last, less what the last gets, which changes no probability.
 *
 * <p>Where there are two labels, a slot of 64 bits holds the key's check and the one weight as a
 * float. Where there are up to {@value #PACKED}, weights are 16-bit numbers of steps, four in 64
 * bits, and two sums of a text are added up in one addition. That is as quick as memory allows and
 * leaves sums off by half a step a feature at most; where the two likeliest labels are not farther
 * apart than that, the text is added up again by the exact weights, so decisions are theirs.
 */
public final class LinearModel {
    /** Labels but the last that can be packed. */
    static final int PACKED = 8;

    private static final int LANES = Long.SIZE / Short.SIZE;

    /** Every other lane, with room beside each for what is carried. */
    private static final long EVEN = 0x0000FFFF_0000FFFFL;

    /** Added to each packed weight, so that none is negative. */
    private static final int BIAS = 1 << (Short.SIZE - 1);

    private static final int MOST_STEPS = BIAS - 1;

    /** Before the first place: what stands for keys that the table does not have. */
    private static final int STRANGER = 1;

    private final List<String> labels;
    private final double temperature;
    private final boolean valued;
    private final int columns;
    private final KeyPlaces places;

    /** Of two labels: check and weight by place. */
    private final long[] slots;

    /** Of more: the check by place. */
    private final int[] checks;

    /** Packed weights by place, {@link #words} each. */
    private final long[] packed;

    private final int words;

    /** What one step of a packed weight is worth. */
    private final double step;

    /** Weights by place, {@link #columns} each. */
    private final float[] exact;

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
        boolean binary = columns == 1;
        this.words = binary || columns > PACKED ? 0 : (columns + LANES - 1) / LANES;
        this.slots = new long[binary ? places.size() : 0];
        int rows = binary ? 0 : places.size() + STRANGER;
        this.checks = new int[binary ? 0 : places.size()];
        this.exact = new float[rows * columns];
        this.packed = new long[rows * words];
        this.step = step(weights);
        Arrays.fill(packed, (long) BIAS << 48 | (long) BIAS << 32 | (long) BIAS << 16 | BIAS);
        for (int i = 0; i < keys.length; i++) {
            int place = places.of(keys[i]);
            int check = KeyPlaces.check(keys[i]);
            if (binary) {
                int weight = Float.floatToRawIntBits(weights[i]);
                slots[place] = ((long) check << Integer.SIZE) | (weight & 0xFFFFFFFFL);
            } else {
                checks[place] = check;
                fill(place + STRANGER, weights, i * columns);
            }
        }
    }

    private static double step(float[] weights) {
        float largest = Float.MIN_NORMAL;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return (double) largest / MOST_STEPS;
    }

    private void fill(int row, float[] weights, int from) {
        System.arraycopy(weights, from, exact, row * columns, columns);
        for (int word = 0; word < words; word++) {
            long lanes = 0;
            for (int lane = LANES - 1; lane >= 0; lane--) {
                int column = word * LANES + lane;
                long steps = column < columns ? Math.round(weights[from + column] / step) : 0;
                lanes = lanes << Short.SIZE | (steps + BIAS);
            }
            packed[row * words + word] = lanes;
        }
    }

    /** In the order of the probabilities. */
    public List<String> labels() {
        return labels;
    }

    /** Bytes that the table takes. */
    public long tableBytes() {
        return (long) slots.length * Long.BYTES
                + (long) checks.length * Integer.BYTES
                + (long) packed.length * Long.BYTES
                + (long) exact.length * Float.BYTES
                + places.bytes();
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
        int[] rows = rows(features);
        if (words == 0 || !packedSums(features, rows, probabilities)) {
            exactSums(features, rows, probabilities);
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

    private double factor(FeatureBuffer features) {
        return (valued ? features.value() : 1) / temperature;
    }

    /** Of two labels: what the features add to the first. */
    private double sum(FeatureBuffer features) {
        int[] found = weights(features);
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

    /**
     * Adds up packed weights.
     *
     * @return whether the likeliest label is sure to be the one of exact weights
     */
    private boolean packedSums(FeatureBuffer features, int[] rows, double[] sums) {
        int n = features.size();
        long[] own = features.sums();
        if (words == 1) {
            long even = 0;
            long odd = 0;
            for (int i = 0; i < n; i++) {
                long word = packed[rows[i]];
                even += word & EVEN;
                odd += (word >>> Short.SIZE) & EVEN;
            }
            own[0] = even;
            own[1] = odd;
        } else {
            long even = 0;
            long odd = 0;
            long evenAfter = 0;
            long oddAfter = 0;
            for (int i = 0; i < n; i++) {
                int at = 2 * rows[i];
                long word = packed[at];
                long after = packed[at + 1];
                even += word & EVEN;
                odd += (word >>> Short.SIZE) & EVEN;
                evenAfter += after & EVEN;
                oddAfter += (after >>> Short.SIZE) & EVEN;
            }
            own[0] = even;
            own[1] = odd;
            own[2] = evenAfter;
            own[3] = oddAfter;
        }
        long best = 0;
        long second = Long.MIN_VALUE;
        for (int column = 0; column < columns; column++) {
            // Lanes 0 and 2 of a word are in its even sum, 1 and 3 in its odd one.
            long pair = own[((column >> 2) << 1) | (column & 1)];
            long steps = ((column & 2) == 0 ? pair & 0xFFFFFFFFL : pair >>> 32) - (long) n * BIAS;
            sums[column] = steps * step;
            second = Math.max(second, Math.min(best, steps));
            best = Math.max(best, steps);
        }
        return best - second > n;
    }

    private void exactSums(FeatureBuffer features, int[] rows, double[] sums) {
        Arrays.fill(sums, 0, columns, 0);
        for (int i = 0; i < features.size(); i++) {
            int row = rows[i] * columns;
            for (int column = 0; column < columns; column++) {
                sums[column] += exact[row + column];
            }
        }
    }

    /**
     * The weight of every feature, 0 for those that the table does not have. Nothing waits for what
     * was fetched before, so the processor fetches many at a time, and there is no branch that it
     * could mistake.
     */
    private int[] weights(FeatureBuffer features) {
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

    /** The row of every feature in the same way, 0 for those that the table does not have. */
    private int[] rows(FeatureBuffer features) {
        int[] found = features.found();
        long[] keys = features.keys();
        int n = features.size();
        for (int i = 0; i < n; i++) {
            long key = keys[i];
            int place = places.of(key);
            int differs = checks[place] ^ KeyPlaces.check(key);
            found[i] = (place + STRANGER) & ~((differs | -differs) >> (Integer.SIZE - 1));
        }
        return found;
    }
}
