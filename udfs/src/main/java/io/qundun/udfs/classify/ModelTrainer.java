package io.qundun.udfs.classify;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import opennlp.tools.ml.maxent.quasinewton.Function;
import opennlp.tools.ml.maxent.quasinewton.QNMinimizer;
import opennlp.tools.ml.maxent.quasinewton.QNModel;
import opennlp.tools.ml.maxent.quasinewton.QNTrainer;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.ml.naivebayes.NaiveBayesTrainer;

/**
 * Trains with OpenNLP and compiles what comes out to a flat table. The same texts in the same order
 * with the same settings give the same bytes. For one thread; uses two.
 */
public final class ModelTrainer {
    /** L-BFGS keeps so many steps; each costs two numbers a weight. */
    private static final int MEMORY = 7;

    private static final int MOST_EVALUATIONS = 30_000;

    private static final int FOLDS = 10;

    private final ModelDescription.Training settings;
    private final Consumer<String> progress;

    /**
     * @param settings how to train
     * @param progress told in words how far it is
     * @throws IllegalArgumentException when a setting is out of its range
     */
    public ModelTrainer(ModelDescription.Training settings, Consumer<String> progress) {
        if (!settings.algorithm().equals(QNTrainer.MAXENT_QN_VALUE)
                && !settings.algorithm().equals(NaiveBayesTrainer.NAIVE_BAYES_VALUE)) {
            throw new IllegalArgumentException(
                    "the algorithm \"%s\" is not known; known are %s and %s"
                            .formatted(
                                    settings.algorithm(),
                                    QNTrainer.MAXENT_QN_VALUE,
                                    NaiveBayesTrainer.NAIVE_BAYES_VALUE));
        }
        if (settings.iterations() < 1
                || settings.cutoff() < 1
                || !(settings.l2() >= 0)
                || !(settings.balance() >= 0 && settings.balance() <= 1)
                || !(settings.odds() >= 0 && settings.odds() <= 2)
                || settings.features() < 0) {
            throw new IllegalArgumentException(
                    "iterations and cutoff are at least 1, l2 and features at least 0, balance from"
                            + " 0 to 1, odds from 0 to 2");
        }
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * What training gives.
     *
     * @param file the model file's content
     * @param openNlp OpenNLP's own model, for features by their {@link #names}
     * @param description what the file says of itself
     * @param differences texts of those held out for calibration that the file's table decides
     *     otherwise than OpenNLP's model; 0 is what should be
     */
    public record Trained(
            byte[] file, MaxentModel openNlp, ModelDescription description, int differences) {}

    /** The names of the features of a window, as OpenNLP's model knows them. */
    public static String[] names(FeatureBuffer features) {
        String[] names = new String[features.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = FeatureIndex.name(features.key(i));
        }
        return names;
    }

    /** What each of these features counts; null for models that count occurrences. */
    public float[] values(FeatureBuffer features) {
        float[] values = new float[features.size()];
        Arrays.fill(values, features.value());
        return isMaxent() ? values : null;
    }

    /**
     * Learns from a tenth of the texts, whole families at a time, how far to trust the
     * probabilities of a model of the other nine, then trains on everything. Without enough to hold
     * out, trusts them.
     *
     * @throws IllegalArgumentException when there are no texts or fewer than two labels
     */
    public Trained train(
            String name, List<LabelledText> texts, List<ModelDescription.Source> sources) {
        List<String> labels = labels(texts);
        int[] folds = folds(texts);
        List<LabelledText> kept = new ArrayList<>();
        List<LabelledText> heldOut = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            (folds[i] == 0 ? heldOut : kept).add(texts.get(i));
        }
        if (heldOut.isEmpty() || kept.stream().map(LabelledText::label).distinct().count() < 2) {
            kept = texts;
            heldOut = List.of();
        }
        ModelDescription.Calibration calibration =
                Calibrations.measure(
                        heldOut.isEmpty()
                                ? null
                                : table(labels, compile(fit(kept, labels), labels)),
                        heldOut);
        Fitted fitted = fit(texts, labels);
        Compiled compiled = compile(fitted, labels);
        ModelDescription description =
                new ModelDescription(
                        name, labels, Features.VERSION, settings, calibration, sources);
        byte[] file = ModelFile.write(description, compiled.keys(), compiled.weights());
        return new Trained(
                file, fitted.model(), description, differences(file, fitted.model(), heldOut));
    }

    /**
     * Trains on all texts, and does not ask how far probabilities can be trusted: decisions are the
     * same.
     *
     * @throws IllegalArgumentException as {@link #train} does
     */
    public LinearModel uncalibrated(List<LabelledText> texts) {
        List<String> labels = labels(texts);
        return table(labels, compile(fit(texts, labels), labels));
    }

    private static List<String> labels(List<LabelledText> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("there are no texts to train on");
        }
        TreeSet<String> sorted = new TreeSet<>();
        texts.forEach(text -> sorted.add(text.label()));
        if (sorted.size() < 2) {
            throw new IllegalArgumentException(
                    "training needs texts of at least two labels; all %d have the label \"%s\""
                            .formatted(texts.size(), sorted.first()));
        }
        return List.copyOf(sorted);
    }

    private LinearModel table(List<String> labels, Compiled compiled) {
        return new LinearModel(labels, 1, isMaxent(), compiled.keys(), compiled.weights());
    }

    /** Texts that a model file's table decides otherwise than the model it was made from. */
    public int differences(byte[] file, MaxentModel openNlp, List<LabelledText> texts) {
        LinearModel flat;
        try {
            flat = ModelFile.read(file).model();
        } catch (IOException e) {
            throw new IllegalStateException("what was just written cannot be read", e);
        }
        FoldedText folded = new FoldedText();
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[flat.labels().size()];
        int differences = 0;
        for (LabelledText text : texts) {
            TextFolder.fold(text.text(), folded);
            Features.extractFirst(folded, features);
            flat.probabilities(features, probabilities);
            String decided = flat.labels().get(Evaluation.best(probabilities));
            double[] own = openNlp.eval(names(features), values(features));
            if (!decided.equals(openNlp.getBestOutcome(own))) {
                differences++;
            }
        }
        return differences;
    }

    /** Whether a feature counts less in a longer text; naive Bayes counts occurrences. */
    static boolean isValued(ModelDescription.Training training) {
        return training.algorithm().equals(QNTrainer.MAXENT_QN_VALUE);
    }

    private boolean isMaxent() {
        return isValued(settings);
    }

    /** A fold for each text, drawn by chance; texts of one family have one fold. */
    private int[] folds(List<LabelledText> texts) {
        int[] folds = new int[texts.size()];
        for (int i = 0; i < folds.length; i++) {
            LabelledText text = texts.get(i);
            String unit = text.family().isEmpty() ? text.text() : text.family();
            folds[i] = new SplittableRandom(settings.seed() ^ unit.hashCode()).nextInt(FOLDS);
        }
        return folds;
    }

    /** OpenNLP's model and the names of its features. */
    private record Fitted(MaxentModel model, String[] names) {}

    private Fitted fit(List<LabelledText> texts, List<String> labels) {
        FeatureIndex index =
                FeatureIndex.of(
                        texts,
                        labels,
                        settings.cutoff(),
                        isMaxent(),
                        settings.balance(),
                        settings.features());
        progress.accept(
                "%,d texts, %,d features".formatted(texts.size(), index.getPredLabels().length));
        if (!isMaxent()) {
            return new Fitted(new NaiveBayesTrainer().trainModel(index), index.getPredLabels());
        }
        LogLikelihood likelihood = new LogLikelihood(index);
        ScaledFunction scaled =
                new ScaledFunction(likelihood, likelihood.scales(index, settings.odds()));
        QNMinimizer minimizer =
                new QNMinimizer(0, settings.l2(), settings.iterations(), MEMORY, MOST_EVALUATIONS);
        double[] weights =
                scaled.unscaled(
                        minimizer.minimize(
                                new Watched(
                                        scaled,
                                        count ->
                                                progress.accept(
                                                        "step %d of about %d"
                                                                .formatted(
                                                                        count,
                                                                        settings.iterations())))));
        String[] names = index.getPredLabels();
        Context[] contexts = new Context[names.length];
        int[] outcomes = new int[labels.size()];
        for (int label = 0; label < outcomes.length; label++) {
            outcomes[label] = label;
        }
        for (int i = 0; i < names.length; i++) {
            double[] own = new double[outcomes.length];
            for (int label = 0; label < own.length; label++) {
                own[label] = weights[likelihood.place(i, label)];
            }
            contexts[i] = new Context(outcomes, own);
        }
        return new Fitted(new QNModel(contexts, names, index.getOutcomeLabels()), names);
    }

    /** A function whose gradient somebody counts. */
    private record Watched(Function function, CountListener listener, int[] count)
            implements Function {
        Watched(Function function, CountListener listener) {
            this(function, listener, new int[1]);
        }

        @Override
        public int getDimension() {
            return function.getDimension();
        }

        @Override
        public double valueAt(double[] x) {
            return function.valueAt(x);
        }

        @Override
        public double[] gradientAt(double[] x) {
            listener.counted(++count[0]);
            return function.gradientAt(x);
        }
    }

    private interface CountListener {
        void counted(int count);
    }

    /**
     * A model as a table.
     *
     * @param keys sorted
     * @param weights for each key one a label but the last, in the description's order
     */
    private record Compiled(long[] keys, float[] weights) {}

    /**
     * Asks the model about one feature at a time. Its probabilities are those of a sum over
     * features, so the logarithm of the odds against the last label is what a feature adds. What
     * the model says without any goes to the one that every text has.
     */
    private static Compiled compile(Fitted fitted, List<String> labels) {
        MaxentModel model = fitted.model();
        String[] names = fitted.names();
        long[] keys = new long[names.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = FeatureIndex.key(names[i]);
        }
        Arrays.sort(keys);
        int columns = labels.size() - 1;
        int last = model.getIndex(labels.get(columns));
        float[] weights = new float[keys.length * columns];
        double[] without = model.eval(new String[0]);
        for (int i = 0; i < keys.length; i++) {
            double[] with = model.eval(new String[] {FeatureIndex.name(keys[i])});
            for (int column = 0; column < columns; column++) {
                int label = model.getIndex(labels.get(column));
                weights[i * columns + column] =
                        (float)
                                (Math.log(with[label] / with[last])
                                        - (keys[i] == Features.ALWAYS
                                                ? 0
                                                : Math.log(without[label] / without[last])));
            }
        }
        return new Compiled(keys, weights);
    }
}
