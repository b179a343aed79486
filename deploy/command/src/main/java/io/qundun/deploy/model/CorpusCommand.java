package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.udfs.classify.LabelledText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qundun model corpus}. */
@Command(
        name = "corpus",
        exitCodeOnExecutionException = 2,
        description = {
            "Makes labelled texts from templates: label, text, family, parted by tabs, with a"
                    + " header.",
            "Every tenth family is held out: --held-out writes only these, for evaluation."
        })
public final class CorpusCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--templates", required = true, paramLabel = "DIR")
    private Path templates;

    @Option(names = "--out", required = true, paramLabel = "FILE")
    private Path out;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "24", description = "A family.")
    private int rows;

    @Option(
            names = "--disguised",
            paramLabel = "SHARE",
            defaultValue = "0.4",
            description = "Of the Chinese rows, those that are spelled evasively.")
    private double disguised;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--held-out", description = "The families that no model is trained on.")
    private boolean heldOut;

    @Override
    public Integer call() {
        TemplateCorpus corpus = TemplateCorpus.read(templates);
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            writer.write("label\ttext\tfamily\n");
            for (LabelledText text :
                    corpus.generate(new TemplateCorpus.Settings(rows, disguised, heldOut, seed))) {
                writer.write(text.label() + "\t" + text.text() + "\t" + text.family() + "\n");
            }
        } catch (IOException e) {
            throw new QundunException("cannot write " + out + ": " + e.getMessage(), e);
        }
        corpus.familiesByLabel()
                .forEach(
                        (label, families) ->
                                spec.commandLine()
                                        .getErr()
                                        .println(label + ": " + families + " families"));
        return 0;
    }
}
