package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.udfs.classify.Evaluation;
import io.qundun.udfs.classify.FeatureBuffer;
import io.qundun.udfs.classify.Features;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.classify.LinearModel;
import io.qundun.udfs.classify.ModelTrainer;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun model validate}. */
@Command(
        name = "validate",
        exitCodeOnExecutionException = 2,
        description = {
            "Measures a recipe on texts that it is not trained on: trains it anew for each fold of"
                    + " its first file, or for --test once, and writes no model.",
            "What was made from a text of the fold, or reads like one, is left out of the"
                    + " training, and a text counts once. With --homophones, the same texts are"
                    + " measured again with characters of the same sound put in."
        })
public final class ModelValidate implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--recipe", required = true, paramLabel = "FILE")
    private Path recipeFile;

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "Where the files that recipes name lie.")
    private Path dataRoot;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Drawn by chance from the recipe's first file.")
    private int folds;

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "Measures no more than so many of the folds.")
    private int most = Integer.MAX_VALUE;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "A fold for each value of a column, such as a topic, instead.")
    private String by;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Measures on this file, which has the first file's columns, instead.")
    private Path test;

    @Option(
            names = "--homophones",
            paramLabel = "SHARE",
            description = "Of the Chinese characters, those that are replaced; 0 to 1.")
    private double homophones;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    /** Figures of one fold, 0 to 1. */
    private record Figures(int texts, double accuracy, double macroF1, double perturbed) {}

    @Override
    public Integer call() {
        if (!(homophones >= 0 && homophones <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--homophones is from 0 to 1, and not " + homophones);
        }
        Recipe recipe = Recipe.read(recipeFile);
        Path beside = recipeFile.toAbsolutePath().getParent();
        Recipe.Texts all = recipe.gather(beside, dataRoot);
        PrintWriter out = spec.commandLine().getOut();
        List<Figures> measured = new ArrayList<>();
        for (Map.Entry<String, List<LabelledText>> fold : folds(recipe, beside).entrySet()) {
            if (measured.size() < most) {
                Figures figures = measure(recipe, all.texts(), fold.getValue());
                if (measured.isEmpty()) {
                    head(out);
                }
                measured.add(figures);
                print(out, fold.getKey(), figures);
            }
        }
        print(
                out,
                "mean",
                new Figures(
                        measured.stream().mapToInt(Figures::texts).sum(),
                        measured.stream().mapToDouble(Figures::accuracy).average().orElse(0),
                        measured.stream().mapToDouble(Figures::macroF1).average().orElse(0),
                        measured.stream().mapToDouble(Figures::perturbed).average().orElse(0)));
        return 0;
    }

    private void head(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-12s %8s %9s %9s%s%n",
                "fold",
                "texts",
                "accuracy",
                "macro-F1",
                homophones > 0 ? "  by sound      lost" : "");
    }

    private void print(PrintWriter out, String fold, Figures figures) {
        out.printf(
                Locale.ROOT,
                "%-12s %8d %9.4f %9.4f",
                fold,
                figures.texts(),
                figures.accuracy(),
                figures.macroF1());
        if (homophones > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %8.4f  %8.4f",
                    figures.perturbed(),
                    figures.accuracy() - figures.perturbed());
        }
        out.println();
        out.flush();
    }

    private Map<String, List<LabelledText>> folds(Recipe recipe, Path beside) {
        Recipe.Part part =
                recipe.data().stream()
                        .filter(p -> p.file() != null)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new QundunException(
                                                recipe.name() + " names no file of texts"));
        Map<String, List<LabelledText>> folds = new TreeMap<>();
        if (test != null) {
            folds.put(
                    test.getFileName().toString(), LabelledFile.read(test, part.columns()).texts());
            return folds;
        }
        Path file = recipe.locate(part, beside, dataRoot);
        List<LabelledText> texts = LabelledFile.read(file, part.columns()).texts();
        List<LabelledText> keyed =
                by == null ? texts : LabelledFile.read(file, part.columns().withFamily(by)).texts();
        for (int i = 0; i < texts.size(); i++) {
            LabelledText text = texts.get(i);
            String fold =
                    by == null
                            ? Integer.toString(
                                    1
                                            + new SplittableRandom(
                                                            seed ^ reading(text.text()).hashCode())
                                                    .nextInt(folds()))
                            : keyed.get(i).family();
            folds.computeIfAbsent(fold, key -> new ArrayList<>()).add(text);
        }
        return folds;
    }

    private int folds() {
        if (folds < 2) {
            throw new QundunException("--folds is at least 2");
        }
        return folds;
    }

    private static List<LabelledText> distinct(List<LabelledText> texts) {
        Set<String> seen = new HashSet<>();
        List<LabelledText> distinct = new ArrayList<>();
        for (LabelledText text : texts) {
            if (seen.add(reading(text.text()))) {
                distinct.add(text);
            }
        }
        return distinct;
    }

    /** Texts that differ in spacing and case alone read alike. */
    private static String reading(String text) {
        FoldedText folded = TextFolder.fold(text);
        return new String(folded.solid(), 0, folded.solidLength());
    }

    private Figures measure(Recipe recipe, List<LabelledText> all, List<LabelledText> fold) {
        Set<String> out = new HashSet<>();
        Set<String> readings = new HashSet<>();
        for (LabelledText text : fold) {
            out.add(text.text());
            readings.add(reading(text.text()));
        }
        List<LabelledText> kept = new ArrayList<>();
        for (LabelledText text : all) {
            if (!out.contains(text.family()) && !readings.contains(reading(text.text()))) {
                kept.add(text);
            }
        }
        LinearModel model;
        try (TrainingProgress progress =
                new TrainingProgress(recipe.name(), spec.commandLine().getErr())) {
            model = new ModelTrainer(recipe.training(), progress::told).uncalibrated(kept);
        } catch (IllegalArgumentException e) {
            throw new QundunException(recipe.name() + ": " + e.getMessage(), e);
        }
        List<LabelledText> measured = distinct(fold);
        Evaluation plain = evaluate(model, measured);
        double perturbed = 0;
        if (homophones > 0) {
            Disguises disguises = new Disguises();
            SplittableRandom random = new SplittableRandom(seed);
            List<LabelledText> bySound = new ArrayList<>();
            for (LabelledText text : measured) {
                bySound.add(
                        new LabelledText(
                                text.label(),
                                disguises.bySound(text.text(), homophones, random),
                                ""));
            }
            perturbed = evaluate(model, bySound).accuracy();
        }
        return new Figures(measured.size(), plain.accuracy(), plain.macroF1(), perturbed);
    }

    private static Evaluation evaluate(LinearModel model, List<LabelledText> texts) {
        Evaluation evaluation = new Evaluation(model.labels());
        FoldedText folded = new FoldedText();
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[model.labels().size()];
        for (LabelledText text : texts) {
            TextFolder.fold(text.text(), folded);
            Features.extractFirst(folded, features);
            model.probabilities(features, probabilities);
            evaluation.add(text.label(), probabilities);
        }
        return evaluation;
    }
}
