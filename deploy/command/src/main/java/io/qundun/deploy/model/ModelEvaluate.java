package io.qundun.deploy.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.qundun.deploy.QundunException;
import io.qundun.udfs.classify.Evaluation;
import io.qundun.udfs.classify.FeatureBuffer;
import io.qundun.udfs.classify.Features;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.classify.ModelFile;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qundun model evaluate}. */
@Command(
        name = "evaluate",
        exitCodeOnExecutionException = 2,
        description = {
            "Measures a model on labelled texts: accuracy, macro-F1, precision and recall by label,"
                    + " thresholds, confusions, calibration, latency.",
            "The report goes to standard output; --json and --page write files beside it."
        })
public final class ModelEvaluate implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Texts as for training.")
    private List<Path> data;

    @Option(names = "--label-column", paramLabel = "NAME", defaultValue = "label")
    private String labelColumn;

    @Option(names = "--text-column", paramLabel = "NAME", defaultValue = "text")
    private String textColumn;

    @Option(
            names = "--label",
            paramLabel = "THEIRS=OURS",
            description = "What the model calls a label of the file; others are left out.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--json", paramLabel = "FILE", description = "The figures as JSON.")
    private Path json;

    @Option(names = "--page", paramLabel = "FILE", description = "A page with the curves, HTML.")
    private Path page;

    @Override
    public Integer call() {
        ModelFile file = read(model);
        List<LabelledText> texts = new ArrayList<>();
        LabelledFile.Columns columns =
                new LabelledFile.Columns(labelColumn, textColumn, null, null, labels, Map.of());
        for (Path path : data) {
            texts.addAll(LabelledFile.read(path, columns).texts());
        }
        if (texts.isEmpty()) {
            throw new QundunException("there are no texts to measure on in " + data);
        }
        Evaluation evaluation = new Evaluation(file.model().labels());
        FoldedText folded = new FoldedText();
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[file.model().labels().size()];
        try {
            for (LabelledText text : texts) {
                TextFolder.fold(text.text(), folded);
                Features.extractFirst(folded, features);
                file.model().probabilities(features, probabilities);
                evaluation.add(text.label(), probabilities);
            }
        } catch (IllegalArgumentException e) {
            throw new QundunException(
                    e.getMessage() + "; say with --label THEIRS=OURS what it is called", e);
        }
        EvaluationReport report =
                EvaluationReport.of(
                        file.description(), evaluation, Latency.measure(file.model(), texts));
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().flush();
        try {
            if (json != null) {
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValue(json.toFile(), report);
            }
            if (page != null) {
                Files.writeString(page, EvaluationPage.render(report));
            }
        } catch (IOException e) {
            throw new QundunException("cannot write the report: " + e.getMessage(), e);
        }
        return 0;
    }

    static ModelFile read(Path path) {
        try {
            return ModelFile.read(Files.readAllBytes(path));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new QundunException("there is no model " + path, e);
        } catch (IOException e) {
            throw new QundunException(path + ": " + e.getMessage(), e);
        }
    }
}
