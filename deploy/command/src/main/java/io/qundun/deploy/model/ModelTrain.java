package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.udfs.classify.OpenNlpTrainer;
import io.qundun.udfs.classify.OpenNlpTrainer.Sample;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qundun model train}. */
@Command(
        name = "train",
        description = {
            "Trains a classifier from labelled texts and prints the SHA-256 that models.yaml names.",
            "The same data gives the same file, byte for byte."
        })
public final class ModelTrain implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Samples, UTF-8, one a line: label, tab, text.")
    private List<Path> data;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model.")
    private Path out;

    @Override
    public Integer call() {
        List<Sample> samples = new ArrayList<>();
        for (Path file : data) {
            samples.addAll(read(file));
        }
        spec.commandLine()
                .getErr()
                .println("training on " + samples.size() + " samples; this takes a minute …");
        byte[] model;
        try {
            model = OpenNlpTrainer.train(samples);
        } catch (IllegalArgumentException e) {
            throw new QundunException(e.getMessage(), e);
        }
        try {
            if (out.toAbsolutePath().getParent() != null) {
                Files.createDirectories(out.toAbsolutePath().getParent());
            }
            Files.write(out, model);
        } catch (IOException e) {
            throw new QundunException("cannot write " + out + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().println(sha256(model) + "  " + out);
        return 0;
    }

    private static List<Sample> read(Path file) {
        try {
            return OpenNlpTrainer.parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new QundunException(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new QundunException(file + ": " + e.getMessage(), e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
