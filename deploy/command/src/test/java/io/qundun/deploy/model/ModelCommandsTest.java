package io.qundun.deploy.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.CommandLineRun;
import io.qundun.udfs.classify.Features;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandsTest {

    @TempDir Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path samples() throws IOException {
        StringBuilder rows = new StringBuilder("label\ttext\n");
        for (int i = 0; i < 60; i++) {
            rows.append("gambling\t押注 上分 彩金 返水 第").append(i).append("期\n");
            rows.append("none\t明天下午开会 记得准时 第").append(i).append("次\n");
        }
        return file("samples.tsv", rows.toString());
    }

    private CommandLineRun train(Path data, Path out, String... more) {
        String[] arguments = {"model", "train", "--data", data.toString(), "--out", out.toString()};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandLineRun.of(all);
    }

    @Test
    void trainsAndMeasures() throws Exception {
        Path data = samples();
        Path first = folder.resolve("first.model");
        CommandLineRun run = train(data, first);
        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("[0-9a-f]{64}  .*first\\.model\\R");
        assertThat(run.err()).contains("calibration error");
        Path again = folder.resolve("again").resolve("first.model");
        train(data, again);
        assertThat(again).hasSameBinaryContentAs(first);

        Path json = folder.resolve("report.json");
        Path page = folder.resolve("report.html");
        CommandLineRun evaluated =
                CommandLineRun.of(
                        "model",
                        "evaluate",
                        "--model",
                        first.toString(),
                        "--data",
                        data.toString(),
                        "--json",
                        json.toString(),
                        "--page",
                        page.toString());
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.out()).contains("accuracy 1.0000", "macro-F1 1.0000", "120 texts");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/accuracy").asDouble()).isEqualTo(1);
        assertThat(report.at("/model/data/0/rows").asInt()).isEqualTo(120);
        assertThat(report.at("/model/data/0/sha256").asText()).hasSize(64);
        assertThat(report.at("/thresholds/gambling")).hasSizeGreaterThan(20);
        assertThat(report.at("/latency/microsecondsFor50").asDouble()).isPositive();
        assertThat(page).content().contains("<polyline", "gambling", "Calibration");
    }

    @Test
    void validatesARecipeOnWhatItIsNotTrainedOn() throws Exception {
        StringBuilder rows = new StringBuilder("topic\tlabel\ttext\n");
        for (int i = 0; i < 60; i++) {
            String topic = i % 2 == 0 ? "even" : "odd";
            rows.append(topic).append("\tgambling\t押注 上分 彩金 返水 第").append(i).append("期\n");
            rows.append(topic).append("\tnone\t明天下午开会 记得准时 第").append(i).append("次\n");
        }
        // A row that stands twice counts once.
        rows.append("odd\tnone\t明天下午开会，记得准时，第59次\n");
        file("topics.tsv", rows.toString());
        Path recipe =
                file(
                        "recipe.yaml",
                        "name: topics\n"
                                + "training: {algorithm: MAXENT_QN, iterations: 20, l2: 0.1, cutoff: 1,"
                                + " seed: 1, balance: 0, odds: 1, features: 500}\n"
                                + "data:\n"
                                + "- {file: topics.tsv, disguised: 1.5, licence: none, origin: here}\n");
        CommandLineRun byTopic = validate(recipe, "--by", "topic", "--homophones", "0.2");
        assertThat(byTopic.status()).isZero();
        assertThat(byTopic.out())
                .containsPattern("even +60 +1\\.0000 +1\\.0000 +[01]\\.\\d{4}")
                .containsPattern("odd +60 +1\\.0000")
                .containsPattern("mean +120 +1\\.0000");
        CommandLineRun folds = validate(recipe, "--folds", "3", "--most", "1");
        assertThat(folds.out().lines()).hasSize(3);
        CommandLineRun other = validate(recipe, "--test", folder.resolve("topics.tsv").toString());
        // Nothing is left to train on: every row is measured.
        refused(other, "there are no texts to train on");
        refused(validate(recipe, "--folds", "1"), "--folds is at least 2");
    }

    private static CommandLineRun validate(Path recipe, String... more) {
        java.util.List<String> arguments =
                new java.util.ArrayList<>(
                        java.util.List.of("model", "validate", "--recipe", recipe.toString()));
        arguments.addAll(java.util.List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void sharesAndNumbersOutOfRangeAreRefused() throws Exception {
        Path recipe = file("any.yaml", "");
        for (String share : new String[] {"-0.1", "1.5", "NaN"}) {
            refused(
                    validate(recipe, "--homophones", share),
                    "--homophones is from 0 to 1, and not " + share);
        }
        refused(
                CommandLineRun.of(
                        "model", "traffic", "--input", recipe.toString(), "--sample", "-1"),
                "--sample is 0 or more, and not -1");
    }

    /** Decisions of the table and of OpenNLP's own model, text by text. */
    @Test
    void comparesWithOpenNlp() throws Exception {
        Path data = samples();
        CommandLineRun run = train(data, folder.resolve("x.model"), "--compare", data.toString());
        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains("decides 0 of the 120 texts of " + data + " otherwise than OpenNLP's");
        refused(
                train(data, folder.resolve("y.model"), "--compare", "nowhere.tsv"),
                "there is no file nowhere.tsv");
    }

    @Test
    void readsGzipAndFilesWithoutAHeader() throws Exception {
        Path plain = samples();
        String text = Files.readString(plain);
        Path headerless = file("headerless.tsv", text.substring(text.indexOf('\n') + 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Files.readAllBytes(plain));
        }
        Path zipped = Files.write(folder.resolve("samples.tsv.gz"), bytes.toByteArray());
        assertThat(train(headerless, folder.resolve("a.model")).status()).isZero();
        assertThat(train(zipped, folder.resolve("b.model")).status()).isZero();
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Path out = folder.resolve("x.model");
        refused(train(file("empty.tsv", ""), out), "there are no texts to train on");
        refused(train(file("header.tsv", "label\ttext\n"), out), "there are no texts to train on");
        refused(
                train(file("one.tsv", "label\ttext\na\tx\na\ty\n"), out),
                "at least two labels; all 2 have the label \"a\"");
        refused(
                train(samples(), out, "--label-column", "klass"),
                "samples.tsv has no column \"klass\"; its first line has label, text");
        refused(train(file("short.tsv", "label\ttext\na\n"), out), "short.tsv, line 2: 1 columns");
        refused(train(folder.resolve("nowhere.tsv"), out), "there is no file");
        refused(CommandLineRun.of("model", "train", "--out", "x"), "--data");
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesAModelThatIsNone() throws Exception {
        Path model = folder.resolve("whole.model");
        train(samples(), model);
        byte[] whole = Files.readAllBytes(model);
        refused(
                evaluate(Arrays.copyOf(whole, 500), samples()),
                "the model is truncated or damaged");
        refused(evaluate(new byte[0], samples()), "not a model of this format");
        refused(
                evaluate(ofFeatures(Features.VERSION + 1, whole), samples()),
                "trained with version %d of the features, and this program has version %d"
                        .formatted(Features.VERSION + 1, Features.VERSION));
        refused(
                evaluate(whole, file("strange.tsv", "label\ttext\nspam\tx\n")),
                "the label \"spam\" is not one of the model's: gambling, none");
        refused(evaluate(whole, file("empty.tsv", "")), "there are no texts to measure on");
    }

    /** The model as another version of the features would have made it, hash and all. */
    private static byte[] ofFeatures(int version, byte[] model) throws Exception {
        String content = new String(model, StandardCharsets.ISO_8859_1);
        String said = "\"features\":" + Features.VERSION;
        assertThat(content).contains(said);
        byte[] other =
                content.replace(said, "\"features\":" + version)
                        .getBytes(StandardCharsets.ISO_8859_1);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(other, 0, other.length - 32);
        System.arraycopy(digest.digest(), 0, other, other.length - 32, 32);
        return other;
    }

    private CommandLineRun evaluate(byte[] model, Path data) throws Exception {
        Path file = Files.write(folder.resolve("any.model"), model);
        return CommandLineRun.of(
                "model", "evaluate", "--model", file.toString(), "--data", data.toString());
    }

    private static void refused(CommandLineRun run, String because) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(because);
        assertThat(run.err().strip().lines()).hasSize(1);
    }

    @Test
    void makesACorpusFromTemplates() throws Exception {
        Path templates = Files.createDirectory(folder.resolve("templates"));
        Files.writeString(
                templates.resolve("slots.txt"),
                "contact.zh: 电话1380000{1000-9999}\ngame: 牛牛 | 炸金花\n");
        StringBuilder families = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            families.append("第").append(i).append("家{game}[上分|下分]{10-99}\n");
        }
        Files.writeString(templates.resolve("gambling.zh.txt"), families);
        Path first = folder.resolve("first.tsv");
        Path second = folder.resolve("second.tsv");
        Path heldOut = folder.resolve("held-out.tsv");
        corpus(templates, first);
        corpus(templates, second);
        assertThat(corpus(templates, heldOut, "--held-out").err())
                .contains("gambling: 10 families");
        assertThat(second).hasSameTextualContentAs(first);
        assertThat(Files.readAllLines(first)).hasSizeGreaterThan(9 * 15);
        assertThat(Files.readAllLines(first)).noneMatch(line -> line.endsWith("gambling.zh:10"));
        assertThat(Files.readAllLines(heldOut).subList(1, 10))
                .allMatch(line -> line.endsWith("gambling.zh:10"));
        Files.writeString(templates.resolve("spam.zh.txt"), "买{thing}\n");
        assertThat(corpus(templates, first).err()).contains("spam.zh:1: there is no slot {thing}");
    }

    private static CommandLineRun corpus(Path templates, Path out, String... more) {
        java.util.List<String> arguments =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                "model",
                                "corpus",
                                "--templates",
                                templates.toString(),
                                "--out",
                                out.toString()));
        arguments.addAll(java.util.List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
