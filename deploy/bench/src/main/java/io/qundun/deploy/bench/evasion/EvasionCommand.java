package io.qundun.deploy.bench.evasion;

import io.qundun.deploy.QundunVersion;
import io.qundun.deploy.bench.Fold;
import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.match.TextMatcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench evasion}. */
@Command(
        name = "evasion",
        description = {
            "Measures how many disguised terms are found, and what is hit in harmless text.",
            "Recall: each term of the lexicon, and of a second one that nothing was tuned on, is"
                    + " spelled by each trick that its flags leave open and put into a sentence;"
                    + " found is what is hit with a confidence of at least 0.8. Terms of two"
                    + " characters are reported apart.",
            "False alarms: harmless messages with a hit for sure beyond what a plain search finds,"
                    + " for the lexicon and for its terms of two characters all flagged sound."
        })
public final class EvasionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "The policy pack, instead of the default one.")
    private Path policy;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder with weibo-traffic-evalonly/, ubuntu-irc-en/ and zh-dialogue/;"
                            + " generated messages without it.")
    private Path data;

    @Option(
            names = "--spellings",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each term is spelled by each trick (${DEFAULT-VALUE}).")
    private int spellings;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same spellings (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
    private Path json;

    @Option(
            names = "--hits",
            paramLabel = "DIR",
            description = {
                "Where fifty false alarms and some misses go for a person to read; by default"
                        + " bench-evasion/ beside the local data, which git ignores. The texts"
                        + " must not be kept, the files named *-alarm-lines.tsv may."
            })
    private Path hits;

    @Option(
            names = "--left-out",
            paramLabel = "K/N",
            converter = Fold.Converter.class,
            description = {
                "Counts false alarms only in the share of zh-dialogue/, cold/ and swsr/ that bench"
                        + " tables --leave-out kept from the table of ordinary text: how thresholds"
                        + " are chosen."
            })
    private Fold leftOut = Fold.NONE;

    @Override
    public Integer call() throws IOException {
        require(spellings >= 1 && spellings <= 1_000, "--spellings must be 1 to 1000");
        require(data == null || Files.isDirectory(data), "--data: there is no folder " + data);
        require(
                policy == null || Files.isDirectory(policy),
                "--policy: there is no folder " + policy);
        Path target = json == null ? null : json.toAbsolutePath();
        require(
                target == null || Files.isDirectory(target.getParent()),
                "--json: there is no folder for " + json);
        Installation installation = Installation.locate();
        Path folder = hits == null ? installation.dataFolder().resolve("bench-evasion") : hits;
        BenchLexicon lexicon =
                BenchLexicon.of(policy == null ? installation.defaultPolicy() : policy);
        PrintWriter out = spec.commandLine().getOut();

        Map<String, Recall> recalls = new LinkedHashMap<>();
        TextMatcher matcher = lexicon.matcher();
        recalls.put(lexicon.name(), Recall.measure(lexicon, matcher, spellings, seed));
        BenchLexicon untuned = BenchLexicon.untuned();
        recalls.put(untuned.name(), Recall.measure(untuned, untuned.matcher(), spellings, seed));
        EvasionReport.print(recalls, out);
        out.flush();
        recalls.forEach((name, recall) -> EvasionReport.write(name, recall, folder));

        Map<String, FalseAlarms> alarms = new LinkedHashMap<>();
        Map<String, List<String>> corpora =
                data == null
                        ? HarmlessText.generated(seed)
                        : leftOut.count() > 0
                                ? HarmlessText.leftOut(data, leftOut)
                                : HarmlessText.of(data);
        BenchLexicon stress = lexicon.stress();
        alarms.put(lexicon.name(), alarms(matcher, corpora));
        alarms.put(stress.name(), alarms(stress.matcher(), corpora));
        out.printf(
                "%nlexicons: default %,d terms, untuned %,d, stress %,d%n",
                lexicon.lexicon().terms().size(),
                untuned.lexicon().terms().size(),
                stress.lexicon().terms().size());
        alarms.forEach(
                (name, of) -> {
                    EvasionReport.print(name, of, out);
                    EvasionReport.write(name, of, folder);
                });
        out.printf("%nmisses and false alarms to read: %s%n", folder);
        out.flush();
        if (target != null) {
            String version = new QundunVersion().getVersion()[0];
            EvasionReport.json(target, version, seed, recalls, alarms);
        }
        return 0;
    }

    private FalseAlarms alarms(TextMatcher matcher, Map<String, List<String>> corpora) {
        FalseAlarms alarms = new FalseAlarms(matcher, seed);
        corpora.forEach(alarms::measure);
        HarmlessText.apart().forEach(alarms::measure);
        return alarms;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
