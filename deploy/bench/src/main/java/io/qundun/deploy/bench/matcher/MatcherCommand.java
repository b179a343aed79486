package io.qundun.deploy.bench.matcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench matcher}. */
@Command(
        name = "matcher",
        description = {
            "Measures the lexicon matcher beside plain matchers.",
            "AhoCorasickDoubleArrayTrie without folding, Qundun with folding alone (FOLD) and with"
                    + " all techniques (ALL), sensitive-word with its default folding: over the same"
                    + " messages, in one JVM, in turns, after each has run for some seconds; the"
                    + " median over the rounds, in million UTF-16 units a second. ratio is against"
                    + " the first, the median of those of the rounds.",
            "heap MB is what the heap grew by, own MB what Qundun's matcher reckons."
        })
public final class MatcherCommand implements Callable<Integer> {
    private static final int LEAST_ROUNDS = 5;

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "A folder with bench-patterns/p100k.txt.gz and"
                            + " weibo-traffic-evalonly/weibo_comments_200k.txt.gz; without it,"
                            + " patterns and messages are made up.")
    private Path data;

    @Option(
            names = "--patterns",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,10000,100000",
            description = "How many patterns, one table each. Default: ${DEFAULT-VALUE}.")
    private int[] sizes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "Rounds, at least " + LEAST_ROUNDS + ". Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of what is made up. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        require(rounds >= LEAST_ROUNDS, "--rounds must be at least " + LEAST_ROUNDS);
        for (int size : sizes) {
            require(size >= 1, "--patterns must be at least 1");
        }
        require(
                data == null || Corpus.isIn(data),
                "--data: bench-patterns or weibo-traffic-evalonly is missing in " + data);
        Corpus corpus = data == null ? Corpus.generate(seed) : Corpus.read(data);
        MatcherBench bench = new MatcherBench(corpus, rounds, spec.commandLine().getOut());
        for (int size : sizes) {
            bench.run(size);
        }
        return 0;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
