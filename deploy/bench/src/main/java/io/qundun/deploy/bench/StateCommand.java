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
                    + " average. One message in ten is removed, for the credit job one in 100.",
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
                    "Events measured with few keys and with many, every key's first not counted; four"
                            + " times as many for credit and enforcement, whose events cost less."
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
            defaultValue = "512 mb",
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
        out.printf(
                Locale.ROOT,
                "%-12s %-14s %10s %12s %14s %14s%n",
                "job",
                "state of each",
                "keys",
                "events/s",
                "µs CPU/event",
                "bytes a key");
        for (StateBench.Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %-14s %,10d %,12.0f %14.1f %,14.0f%n",
                    result.job().title(),
                    result.job().key(),
                    result.keys(),
                    result.perSecond(),
                    result.cpuMicros(),
                    (double) result.savepointBytes() / result.keys());
        }
        for (int i = 0; i + 1 < results.size(); i += 2) {
            StateBench.Result few = results.get(i);
            StateBench.Result many = results.get(i + 1);
            out.printf(
                    Locale.ROOT,
                    "%s: with many an event costs %.2f times as much by the clock, %.2f in CPU%n",
                    few.job().title(),
                    few.perSecond() / many.perSecond(),
                    many.cpuMicros() / few.cpuMicros());
        }
        out.flush();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
