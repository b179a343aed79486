package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.QundunVersion;
import io.qundun.deploy.stack.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench pipeline}. */
@Command(
        name = "pipeline",
        description = {
            "Measures the moderation job against what the machine can do at all.",
            "On a local Kafka and Flink, over the same messages: (a) a raw consumer, (b) a"
                    + " pass-through job with the moderation job's source, shuffles, state,"
                    + " checkpoints and sink, (c1) the moderation job without and (c2) with its"
                    + " classifier; then the latency of c1 at a quarter of its rate.",
            "Messages a second: for a, over the time of the loop; else verdicts over the time from"
                    + " the first one appended in Kafka to the last. Every message must get exactly"
                    + " one verdict. The median over the rounds, which are interleaved."
        })
final class PipelineCommand implements Callable<Integer> {

    private static final long MIN_MESSAGES = 1_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many messages, at most those of the input.")
    private long messages;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds.")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Rounds before those, not counted: the JVM compiles meanwhile.")
    private int warmUpRounds;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of each operator.")
    private int parallelism;

    @Option(
            names = "--state",
            defaultValue = "hashmap",
            description = "State backend: ${COMPLETION-CANDIDATES}.")
    private StateBackend state;

    @Option(
            names = "--latency-seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long latency is measured; 0 leaves it out.")
    private int latencySeconds;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Chat as JSON lines instead of generated messages.")
    private Path input;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "The policy pack, instead of the default one.")
    private Path policy;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
    private Path json;

    @Option(
            names = "--profile",
            description =
                    "Samples the threads in the last round of b and c1 and shows where they were.")
    private boolean profile;

    /** Flink's names of the state backends. */
    @SuppressWarnings("MemberName")
    enum StateBackend {
        hashmap,
        rocksdb
    }

    @Override
    public Integer call() throws Exception {
        require(messages >= MIN_MESSAGES, "--messages must be at least " + MIN_MESSAGES);
        require(rounds >= 1, "--rounds must be at least 1");
        require(warmUpRounds >= 0, "--warm-up-rounds must not be negative");
        require(parallelism >= 1 && parallelism <= 128, "--parallelism must be 1 to 128");
        require(latencySeconds >= 0, "--latency-seconds must not be negative");
        require(input == null || Files.isRegularFile(input), "--input: there is no file " + input);
        Path target = json == null ? null : json.toAbsolutePath();
        require(
                target == null || Files.isDirectory(target.getParent()),
                "--json: there is no folder for " + json);
        Installation installation = Installation.locate();
        BenchPolicy pack = BenchPolicy.read(policy == null ? installation.defaultPolicy() : policy);
        PipelineBench.Settings settings =
                new PipelineBench.Settings(
                        messages,
                        warmUpRounds,
                        rounds,
                        parallelism,
                        state.name(),
                        latencySeconds,
                        profile);
        Workload workload = new Workload(input, messages);
        Path folder = installation.dataFolder().resolve("bench-" + ProcessHandle.current().pid());
        Figures figures;
        try (BenchStack stack = BenchStack.start(installation, folder, parallelism)) {
            figures =
                    new PipelineBench(stack, settings, workload, spec.commandLine().getErr())
                            .run(pack);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException("interrupted", e);
        }
        Report.print(figures, spec.commandLine().getOut());
        if (target != null) {
            String version = new QundunVersion().getVersion()[0];
            Report.write(figures, settings, workload, pack, version, target);
        }
        return 0;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
