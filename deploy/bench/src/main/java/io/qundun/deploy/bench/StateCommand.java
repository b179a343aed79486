package io.qundun.deploy.bench;

import io.qundun.deploy.policy.PolicyPack;
import io.qundun.deploy.stack.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench state}. */
@Command(
        name = "state",
        description = {
            "Measures what an event costs the jobs that keep state of groups and users (activity,"
                    + " credit, enforcement) when there are few and when there are many of them.",
            "The jobs' own pipelines on a local Flink with RocksDB and incremental checkpoints every"
                    + " 5 s, from verdicts made up in memory into nothing: one for every key, then"
                    + " keys are drawn at random; a key is heard of once a week of event time on"
                    + " average, and the first two weeks are not measured. One message in ten is"
                    + " removed, for the credit job one in 100.",
            "Each job runs with few keys to warm up, then with few, many and few again. State is the"
                    + " size of a canonical savepoint at the end, divided by the keys."
        })
final class StateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--few",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Groups and users at first. (default: ${DEFAULT-VALUE})")
    private long few;

    @Option(
            names = "--many",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Groups and users then. (default: ${DEFAULT-VALUE})")
    private long many;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200000",
            description =
                    "Events measured with few keys and with many, those of the first two weeks not"
                            + " counted; four times as many for credit and enforcement, whose events"
                            + " cost less."
                            + " (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "Only this one, may be repeated: ${COMPLETION-CANDIDATES}.")
    private List<StateBench.Job> jobs = List.of(StateBench.Job.values());

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1 gb",
            description = "What RocksDB may use. (default: ${DEFAULT-VALUE})")
    private String memory;

    @Override
    public Integer call() throws Exception {
        require(few >= 100, "--few must be at least 100");
        require(many >= few, "--many must not be less than --few");
        require(events >= 1_000, "--events must be at least 1000");
        MemorySize size;
        try {
            size = MemorySize.parse(memory);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--memory " + memory + ": " + e, e);
        }
        Installation installation = Installation.locate();
        Path folder =
                installation.dataFolder().resolve("bench-state-" + ProcessHandle.current().pid());
        try {
            StateBench.Settings settings = new StateBench.Settings(jobs, few, many, events, size);
            List<StateBench.Result> results =
                    new StateBench(
                                    settings,
                                    folder,
                                    PolicyPack.read(installation.defaultPolicy()),
                                    spec.commandLine().getErr())
                            .run();
            print(results, spec.commandLine().getOut());
            return 0;
        } finally {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private static void print(List<StateBench.Result> results, PrintWriter out) {
        StateBench.Result first = results.get(0);
        out.printf(Locale.ROOT, "%-12s %s%n", "", "µs of CPU an event, by keys");
        out.printf(
                Locale.ROOT,
                "%-12s %-14s %,10d %,12d %7s %-15s %9s %14s%n",
                "job",
                "state of each",
                first.few().get(0).keys(),
                first.many().keys(),
                "ratio",
                "(of single runs)",
                "by clock",
                "bytes a key");
        for (StateBench.Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %-14s %10.1f %12.1f %7.2f (%.2f to %.2f)   %10.2f %,14.0f%n",
                    result.job().title(),
                    result.job().key(),
                    result.fewCpuMicros(),
                    result.many().cpuMicros(),
                    result.ratio(),
                    result.lowestRatio(),
                    result.highestRatio(),
                    result.many().micros() / result.fewMicros(),
                    result.many().bytesEach());
        }
        out.flush();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
