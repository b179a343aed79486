package io.qundun.udfs.classify;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import opennlp.tools.ml.model.DataIndexer;
import opennlp.tools.ml.model.Event;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.TrainingParameters;

/**
 * Texts as OpenNLP's trainers read them: for each text its label and its features by number, each
 * once, with what it counts. Features are named by their keys, so no n-gram is ever held as a
 * string.
 */
final class FeatureIndex implements DataIndexer {
    private static final int RADIX = 36;

    private final List<String> labels;
    private final int[] outcomes;
    private final int[] times;
    private final int[][] contexts;
    private final float[][] values;
    private final int[] textCounts;
    private final String[] names;

    private FeatureIndex(
            List<String> labels,
            int[] outcomes,
            int[][] contexts,
            float[][] values,
            long[] keys,
            int[] textCounts,
            double balance) {
        this.labels = labels;
        this.outcomes = outcomes;
        this.contexts = contexts;
        this.values = values;
        this.textCounts = textCounts;
        this.times = times(outcomes, labels.size(), balance);
        this.names = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            names[i] = name(keys[i]);
        }
    }

    /** How OpenNLP's model calls the feature of a key. */
    static String name(long key) {
        return Long.toString(key, RADIX);
    }

    /** The key that a name stands for. */
    static long key(String name) {
        return Long.parseLong(name, RADIX);
    }

    /**
     * @param labels every label of the texts, in the order that the model will have
     * @param cutoff texts that a feature must stand in to count, at least 1
     * @param valued whether a feature counts less in a longer text; otherwise as often as it stands
     *     there
     * @param balance how much more texts of rare labels count, 0 to 1
     * @param most features that are kept, those that tell most about a label; 0 for all
     */
    static FeatureIndex of(
            List<LabelledText> texts,
            List<String> labels,
            int cutoff,
            boolean valued,
            double balance,
            int most) {
        long[][] keysOf = new long[texts.size()][];
        int[] outcomes = new int[texts.size()];
        FoldedText folded = new FoldedText();
        FeatureBuffer buffer = new FeatureBuffer();
        int total = 0;
        for (int i = 0; i < keysOf.length; i++) {
            outcomes[i] = labels.indexOf(texts.get(i).label());
            TextFolder.fold(texts.get(i).text(), folded);
            Features.extractFirst(folded, buffer);
            keysOf[i] = buffer.toArray();
            Arrays.sort(keysOf[i]);
            total += keysOf[i].length;
        }
        long[] kept = kept(keysOf, total, cutoff);
        if (most > 0 && most < kept.length) {
            kept = telling(keysOf, outcomes, labels.size(), kept, most);
        }
        int[] numbers = byFrequency(keysOf, kept);
        long[] byNumber = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            byNumber[numbers[i]] = kept[i];
        }
        int[] textCounts = new int[kept.length];
        int[][] contexts = new int[keysOf.length][];
        float[][] values = new float[keysOf.length][];
        for (int i = 0; i < keysOf.length; i++) {
            number(keysOf[i], kept, numbers, textCounts, i, contexts, values, valued);
            keysOf[i] = null;
        }
        return new FeatureIndex(labels, outcomes, contexts, values, byNumber, textCounts, balance);
    }

    private static int[] times(int[] outcomes, int labels, double balance) {
        int[] counts = new int[labels];
        int most = 0;
        for (int outcome : outcomes) {
            most = Math.max(most, ++counts[outcome]);
        }
        int[] times = new int[outcomes.length];
        for (int i = 0; i < times.length; i++) {
            times[i] =
                    (int) Math.round(StrictMath.pow((double) most / counts[outcomes[i]], balance));
        }
        return times;
    }

    /** The commonest feature is number 0, so that what training reads most lies together. */
    private static int[] byFrequency(long[][] keysOf, long[] kept) {
        int[] counts = new int[kept.length];
        for (long[] keys : keysOf) {
            for (long key : keys) {
                int place = Arrays.binarySearch(kept, key);
                if (place >= 0) {
                    counts[place]++;
                }
            }
        }
        // Count above place in one number, so that it sorts without boxes.
        long[] order = new long[kept.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) (Integer.MAX_VALUE - counts[i]) << Integer.SIZE | i;
        }
        Arrays.sort(order);
        int[] numbers = new int[kept.length];
        for (int i = 0; i < order.length; i++) {
            numbers[(int) order[i]] = i;
        }
        return numbers;
    }

    /** The keys that stand in enough texts, sorted. */
    private static long[] kept(long[][] keysOf, int total, int cutoff) {
        long[] all = new long[total];
        int n = 0;
        for (long[] keys : keysOf) {
            for (int i = 0; i < keys.length; i++) {
                if (i == 0 || keys[i] != keys[i - 1]) {
                    all[n++] = keys[i];
                }
            }
        }
        Arrays.sort(all, 0, n);
        int out = 0;
        for (int i = 0; i < n; ) {
            int end = i + 1;
            while (end < n && all[end] == all[i]) {
                end++;
            }
            if (end - i >= cutoff) {
                all[out++] = all[i];
            }
            i = end;
        }
        return Arrays.copyOf(all, out);
    }

    /** Of the kept keys those that tell most about some label, sorted. */
    private static long[] telling(
            long[][] keysOf, int[] outcomes, int labels, long[] kept, int most) {
        int[] counts = new int[kept.length * labels];
        int[] texts = new int[labels];
        for (int i = 0; i < keysOf.length; i++) {
            long[] keys = keysOf[i];
            texts[outcomes[i]]++;
            for (int k = 0; k < keys.length; k++) {
                int place =
                        k > 0 && keys[k] == keys[k - 1] ? -1 : Arrays.binarySearch(kept, keys[k]);
                if (place >= 0) {
                    counts[place * labels + outcomes[i]]++;
                }
            }
        }
        double[] told = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            told[i] = kept[i] == Features.ALWAYS ? Double.MAX_VALUE : told(counts, i, texts);
        }
        double[] sorted = told.clone();
        Arrays.sort(sorted);
        double least = sorted[kept.length - most];
        long[] out = new long[most];
        int n = 0;
        int ties = most;
        for (double value : told) {
            ties -= value > least ? 1 : 0;
        }
        for (int i = 0; i < kept.length; i++) {
            if (told[i] > least || (told[i] == least && ties-- > 0)) {
                out[n++] = kept[i];
            }
        }
        return out;
    }

    /**
     * How much a feature tells about the label of which it tells most: the likelihood ratio (G²) of
     * its counts in that label's texts and in the others.
     */
    private static double told(int[] counts, int feature, int[] texts) {
        double with = 0;
        double total = 0;
        for (int label = 0; label < texts.length; label++) {
            with += counts[feature * texts.length + label];
            total += texts[label];
        }
        double most = 0;
        for (int label = 0; label < texts.length; label++) {
            double own = counts[feature * texts.length + label];
            double ratio =
                    excess(own, with * texts[label] / total)
                            + excess(with - own, with * (total - texts[label]) / total)
                            + excess(texts[label] - own, (total - with) * texts[label] / total)
                            + excess(
                                    total - texts[label] - with + own,
                                    (total - with) * (total - texts[label]) / total);
            most = Math.max(most, ratio);
        }
        return most;
    }

    private static double excess(double seen, double expected) {
        return seen == 0 ? 0 : seen * StrictMath.log(seen / expected);
    }

    private static void number(
            long[] keys,
            long[] kept,
            int[] numberOf,
            int[] textCounts,
            int text,
            int[][] contexts,
            float[][] values,
            boolean valued) {
        int[] numbers = new int[keys.length];
        float[] counts = new float[keys.length];
        float value = valued ? Features.value(keys.length) : 1;
        int n = 0;
        for (int i = 0; i < keys.length; ) {
            int end = i + 1;
            while (end < keys.length && keys[end] == keys[i]) {
                end++;
            }
            int place = Arrays.binarySearch(kept, keys[i]);
            if (place >= 0) {
                int number = numberOf[place];
                numbers[n] = number;
                counts[n++] = (end - i) * value;
                textCounts[number]++;
            }
            i = end;
        }
        contexts[text] = Arrays.copyOf(numbers, n);
        values[text] = Arrays.copyOf(counts, n);
    }

    @Override
    public int[][] getContexts() {
        return contexts;
    }

    @Override
    public int[] getNumTimesEventsSeen() {
        return times;
    }

    @Override
    public int[] getOutcomeList() {
        return outcomes;
    }

    @Override
    public String[] getPredLabels() {
        return names;
    }

    @Override
    public int[] getPredCounts() {
        return textCounts;
    }

    @Override
    public String[] getOutcomeLabels() {
        return labels.toArray(new String[0]);
    }

    @Override
    public float[][] getValues() {
        return values;
    }

    @Override
    public int getNumEvents() {
        return contexts.length;
    }

    @Override
    public void init(TrainingParameters parameters, Map<String, String> report) {
        // Nothing to choose: the index is made when it is made.
    }

    @Override
    public void index(ObjectStream<Event> events) {
        throw new UnsupportedOperationException("made from texts, not from events");
    }
}
