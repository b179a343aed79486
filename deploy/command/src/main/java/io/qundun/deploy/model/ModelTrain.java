package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.classify.ModelDescription;
import io.qundun.udfs.classify.ModelTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun model train}. */
@Command(
        name = "train",
        exitCodeOnExecutionException = 2,
        description = {
            "Trains a classifier from labelled texts and prints the SHA-256 that models.yaml"
                    + " names.",
            "The same data and settings give the same file, byte for byte.",
            "",
            "With --recipe, trains the shipped models anew, writes them into the policy pack and"
                    + " puts their hashes into its models.yaml:",
            "  qundun model train --recipe deploy/models/*/recipe.yaml --data-root FOLDER"
        })
public final class ModelTrain implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Texts, UTF-8, gzip or not, columns parted by tabs: with a header line, or"
                            + " label and text.")
    private List<Path> data = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "The model.")
    private Path out;

    @Option(names = "--label-column", paramLabel = "NAME", defaultValue = "label")
    private String labelColumn;

    @Option(names = "--text-column", paramLabel = "NAME", defaultValue = "text")
    private String textColumn;

    @Option(
            names = "--family-column",
            paramLabel = "NAME",
            description = "What rows that were made alike share; they are held out together.")
    private String familyColumn;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "MAXENT_QN",
            description = "MAXENT_QN (maximum entropy) or NAIVEBAYES.")
    private String algorithm;

    @Option(names = "--iterations", paramLabel = "N", defaultValue = "80")
    private int iterations;

    @Option(
            names = "--l2",
            paramLabel = "COST",
            defaultValue = "1.0",
            description = "The cost of large weights: more makes a more cautious model.")
    private double l2;

    @Option(
            names = "--cutoff",
            paramLabel = "N",
            defaultValue = "2",
            description = "Texts that a feature must stand in to count.")
    private int cutoff;

    @Option(
            names = "--balance",
            paramLabel = "POWER",
            defaultValue = "0",
            description =
                    "How much more texts of rare labels count: 0 not at all, 1 all labels alike.")
    private double balance;

    @Option(
            names = "--odds",
            paramLabel = "POWER",
            defaultValue = "0",
            description =
                    "How much more cheaply a feature that tells labels apart by itself gets a"
                            + " weight: 0 not at all, 1 by the logarithm of its odds.")
    private double odds;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most so many, those that tell most about a label; 0 for all.")
    private int features;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            defaultValue = "not stated",
            description = "Of the data; it is written into the model.")
    private String licence;

    @Option(
            names = "--recipe",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Train by these recipes instead of --data and --out.")
    private List<Path> recipes = List.of();

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "Where the files that recipes name lie.")
    private Path dataRoot;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "The policy pack that recipes train for; by default the shipped one.")
    private Path policy;

    @Option(
            names = "--compare",
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Then decides every text of these files by the model's table and by OpenNLP's own"
                        + " model, and says how many come out differently; exit status 1 if any"
                        + " does. The column is --text-column."
            })
    private List<Path> compared = List.of();

    private final Map<Path, List<LabelledText>> toCompare = new LinkedHashMap<>();
    private boolean differed;

    @Override
    public Integer call() {
        if (recipes.isEmpty() == data.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "say either --data and --out, or --recipe");
        }
        if (!data.isEmpty() && out == null) {
            throw new ParameterException(spec.commandLine(), "--data needs --out FILE");
        }
        LabelledFile.Columns columns =
                new LabelledFile.Columns(null, textColumn, null, "any", Map.of(), Map.of());
        for (Path file : compared) {
            toCompare.put(file, LabelledFile.read(file, columns).texts());
        }
        if (data.isEmpty()) {
            for (Path recipe : recipes) {
                byRecipe(recipe);
            }
        } else {
            byFiles();
        }
        return differed ? 1 : 0;
    }

    private void byFiles() {
        List<LabelledText> texts = new ArrayList<>();
        List<ModelDescription.Source> sources = new ArrayList<>();
        LabelledFile.Columns columns =
                new LabelledFile.Columns(
                        labelColumn, textColumn, familyColumn, null, Map.of(), Map.of());
        for (Path file : data) {
            LabelledFile read = LabelledFile.read(file, columns);
            texts.addAll(read.texts());
            sources.add(
                    new ModelDescription.Source(
                            file.getFileName().toString(),
                            read.sha256(),
                            licence,
                            "",
                            read.texts().size()));
        }
        String name = out.getFileName().toString().replaceFirst("\\.model$", "");
        ModelDescription.Training training;
        training =
                new ModelDescription.Training(
                        algorithm.toUpperCase(Locale.ROOT),
                        iterations,
                        l2,
                        cutoff,
                        seed,
                        balance,
                        odds,
                        features);
        print(train(name, training, new Recipe.Texts(texts, sources)), out);
    }

    private void byRecipe(Path file) {
        Recipe recipe = Recipe.read(file);
        Path pack = policy == null ? Installation.locate().defaultPolicy() : policy;
        Path models = pack.resolve("models.yaml");
        Recipe.Texts texts = recipe.gather(file.toAbsolutePath().getParent(), dataRoot);
        ModelTrainer.Trained trained = train(recipe.name(), recipe.training(), texts);
        String path = "models/" + recipe.name() + ".model";
        print(trained, pack.resolve(path));
        try {
            String yaml = Files.readString(models);
            Matcher entry =
                    Pattern.compile("(file: " + Pattern.quote(path) + "\\s+sha256: )[0-9a-f]{64}")
                            .matcher(yaml);
            if (entry.find()) {
                Files.writeString(models, entry.replaceFirst("$1" + sha256(trained.file())));
            } else {
                err().println(
                                "%s does not name %s yet: add it with this hash"
                                        .formatted(models, path));
            }
        } catch (IOException e) {
            throw new QundunException("cannot change " + models + ": " + e.getMessage(), e);
        }
    }

    private ModelTrainer.Trained train(
            String name, ModelDescription.Training training, Recipe.Texts texts) {
        try (TrainingProgress progress = new TrainingProgress(name, err())) {
            Consumer<String> told = progress::told;
            ModelTrainer trainer = new ModelTrainer(training, told);
            ModelTrainer.Trained trained = trainer.train(name, texts.texts(), texts.sources());
            toCompare.forEach((file, some) -> compare(trainer, trained, file, some));
            return trained;
        } catch (IllegalArgumentException e) {
            throw new QundunException(name + ": " + e.getMessage(), e);
        }
    }

    private void compare(
            ModelTrainer trainer,
            ModelTrainer.Trained trained,
            Path file,
            List<LabelledText> texts) {
        int differences = trainer.differences(trained.file(), trained.openNlp(), texts);
        differed |= differences > 0;
        err().println(
                        "%s: the table decides %,d of the %,d texts of %s otherwise than OpenNLP's model"
                                .formatted(
                                        trained.description().name(),
                                        differences,
                                        texts.size(),
                                        file));
    }

    private void print(ModelTrainer.Trained trained, Path file) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.write(file, trained.file());
        } catch (IOException e) {
            throw new QundunException("cannot write " + file + ": " + e.getMessage(), e);
        }
        ModelDescription.Calibration calibration = trained.description().calibration();
        err().println(
                        "%s: %,d bytes; on %,d held-out texts accuracy %.4f, calibration error %.4f (%.4f before), temperature %.2f"
                                .formatted(
                                        trained.description().name(),
                                        trained.file().length,
                                        calibration.heldOut(),
                                        calibration.accuracy(),
                                        calibration.errorAfter(),
                                        calibration.errorBefore(),
                                        calibration.temperature()));
        if (trained.differences() > 0) {
            err().println(
                            "warning: the table decides %d of these texts otherwise than OpenNLP's model"
                                    .formatted(trained.differences()));
        }
        spec.commandLine().getOut().println(sha256(trained.file()) + "  " + file);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(LabelledFile.digest().digest(content));
    }
}
