package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun model traffic}. */
@Command(
        name = "traffic",
        exitCodeOnExecutionException = 2,
        description = {
            "Reports how much of ordinary traffic a policy sends to review and removes, by"
                    + " category.",
            "With --sample, writes as many of the reviewed and of the removed messages, drawn by"
                    + " seed, into a folder, for a person to read; by default one that no"
                    + " repository takes up."
        })
public final class ModelTraffic implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "UTF-8, gzip or not: a message a line, or columns parted by tabs.")
    private Path input;

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            description = "The column of the message, where the first line names columns.")
    private String textColumn;

    @Mixin private PolicyFolder policyFolder;

    @Option(names = "--sample", paramLabel = "N", description = "Of each action.")
    private int sample;

    @Option(names = "--into", paramLabel = "DIR", description = "By default .qundun/samples.")
    private Path into;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    /** Some of what comes by, each as likely as any other. */
    private static final class Drawn {
        private final List<String> lines = new ArrayList<>();
        private final int most;
        private final SplittableRandom random;
        private int seen;

        Drawn(int most, long seed) {
            this.most = most;
            this.random = new SplittableRandom(seed);
        }

        void offer(String line) {
            seen++;
            if (lines.size() < most) {
                lines.add(line);
            } else {
                int place = random.nextInt(seen);
                if (place < most) {
                    lines.set(place, line);
                }
            }
        }
    }

    @Override
    public Integer call() {
        if (sample < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--sample is 0 or more, and not " + sample);
        }
        CompiledPolicy policy = policyFolder.compile();
        Map<Action, Drawn> drawn = new TreeMap<>();
        Map<Action, Map<String, Integer>> categories = new TreeMap<>();
        List<LabelledText> texts = texts();
        for (LabelledText text : texts) {
            Decision decision =
                    policy.decide(
                            MessageFacts.text("m"),
                            policy.analyze(text.text()),
                            SenderFacts.NEUTRAL,
                            GroupFacts.NEUTRAL);
            if (decision.action() == Action.ALLOW) {
                continue;
            }
            drawn.computeIfAbsent(decision.action(), action -> new Drawn(sample, seed))
                    .offer(String.join(" ", decision.categories()) + "\t" + text.text());
            for (String category : decision.categories()) {
                categories
                        .computeIfAbsent(decision.action(), action -> new TreeMap<>())
                        .merge(category, 1, Integer::sum);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%,d messages%n", texts.size());
        drawn.forEach(
                (action, some) ->
                        out.printf(
                                Locale.ROOT,
                                "%s: %,d (%.3f %%) %s%n",
                                action.code(),
                                some.seen,
                                100.0 * some.seen / texts.size(),
                                categories.getOrDefault(action, Map.of())));
        out.flush();
        if (sample > 0) {
            write(drawn);
        }
        return 0;
    }

    private List<LabelledText> texts() {
        if (textColumn != null) {
            return LabelledFile.read(
                            input,
                            new LabelledFile.Columns(
                                    null, textColumn, null, "message", Map.of(), Map.of()))
                    .texts();
        }
        return LabelledFile.readPlain(input, "message");
    }

    private void write(Map<Action, Drawn> drawn) {
        Path folder = into == null ? Installation.locate().dataFolder().resolve("samples") : into;
        String name = input.getFileName().toString().replaceFirst("\\..*", "");
        try {
            Files.createDirectories(folder);
            for (Map.Entry<Action, Drawn> some : drawn.entrySet()) {
                Path file = folder.resolve(name + "-" + some.getKey().code() + ".tsv");
                Files.write(file, some.getValue().lines);
                spec.commandLine().getErr().println("wrote " + file);
            }
        } catch (IOException e) {
            throw new QundunException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }
}
