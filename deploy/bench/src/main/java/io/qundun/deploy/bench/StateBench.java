package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.policy.PolicyPack;
import io.qundun.deploy.stack.FlinkCluster;
import io.qundun.deploy.stack.FlinkJob;
import io.qundun.jobs.activity.ActivityPipeline;
import io.qundun.jobs.credit.CreditPipeline;
import io.qundun.jobs.enforcement.EnforcementPipeline;
import io.qundun.jobs.enforcement.EnforcementSettings;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.FileUtils;

/**
 * What an event costs the jobs that keep something of every group or user, when there are few of
 * them and when there are many: the jobs' own pipelines on Flink in this process with RocksDB and
 * checkpoints, from sources in memory into nothing.
 *
 * <p>Each job runs with few keys first, which warms the process up and is not counted; then with
 * few for two quarters of the events, with many for all of them, and with few for the other
 * quarters, so that what changes in the machine meanwhile weighs on both sides alike. Cost is told
 * by the clock and by what the process used of the processors; the latter hardly sees what else the
 * machine does.
 */
final class StateBench {

    private static final int PARALLELISM = 2;
    private static final Duration CHECKPOINTS = Duration.ofSeconds(5);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final Settings settings;
    private final Path folder;
    private final byte[] policy;
    private final PrintWriter progress;

    /**
     * What to measure.
     *
     * @param jobs which
     * @param few groups and users on one side
     * @param many on the other
     * @param events measured with few and with many by the job whose events cost most; the others
     *     take more, to run as long
     * @param memory what RocksDB may use
     */
    record Settings(List<Job> jobs, long few, long many, long events, MemorySize memory) {}

    /** A job that keeps state. */
    enum Job {
        ACTIVITY("group", 10, 1),
        /** A ledger lasts for months: were it filled faster, the few would have longer ones. */
        CREDIT("user", 100, 4),
        ENFORCEMENT("group or user", 10, 4);

        private final String key;
        private final int removedOneIn;
        private final int share;

        Job(String key, int removedOneIn, int share) {
            this.key = key;
            this.removedOneIn = removedOneIn;
            this.share = share;
        }

        /** How many events make a run of some length: an event costs the jobs unequally much. */
        long eventsOf(long events) {
            return events * share;
        }

        /** One message out of so many is removed. */
        int removedOneIn() {
            return removedOneIn;
        }

        /** What its state is kept of. */
        String key() {
            return key;
        }

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return title();
        }
    }

    /**
     * One run.
     *
     * @param events measured
     * @param seconds that they took
     * @param cpuSeconds that the process used of the processors
     * @param savepointBytes all state in Flink's canonical format at the end
     */
    record Run(long keys, long events, double seconds, double cpuSeconds, long savepointBytes) {

        double micros() {
            return seconds * 1e6 / events;
        }

        double cpuMicros() {
            return cpuSeconds * 1e6 / events;
        }

        double bytesEach() {
            return (double) savepointBytes / keys;
        }
    }

    /**
     * What a job showed.
     *
     * @param few its runs with few keys, equally long
     * @param many its run with many
     */
    record Result(Job job, List<Run> few, Run many) {

        /** Microseconds by the clock with few keys, a mean. */
        double fewMicros() {
            return few.stream().mapToDouble(Run::micros).average().orElseThrow();
        }

        /** Microseconds of the processors with few keys, a mean. */
        double fewCpuMicros() {
            return few.stream().mapToDouble(Run::cpuMicros).average().orElseThrow();
        }

        /** How many times as much an event costs with many keys, in CPU. */
        double ratio() {
            return many.cpuMicros() / fewCpuMicros();
        }

        /** The same against the run with few keys that cost most. */
        double lowestRatio() {
            return many.cpuMicros() / few.stream().mapToDouble(Run::cpuMicros).max().orElseThrow();
        }

        /** The same against the run with few keys that cost least. */
        double highestRatio() {
            return many.cpuMicros() / few.stream().mapToDouble(Run::cpuMicros).min().orElseThrow();
        }
    }

    StateBench(Settings settings, Path folder, PolicyPack pack, PrintWriter progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
        String document = new String(pack.files().bytes("policy.yaml"), StandardCharsets.UTF_8);
        policy =
                WireFormat.of(Topic.POLICY_STATUS)
                        .encode(
                                PolicyStatus.newBuilder()
                                        .setPackId(pack.compiled().id())
                                        .setVersion(pack.compiled().version())
                                        .setHash(pack.compiled().hash())
                                        .setState("accepted")
                                        .setEffectiveFrom(0)
                                        .setOrigin(
                                                new Origin(Topic.POLICY_RELEASE.topicName(), 0, 0L))
                                        .setJobVersion("bench")
                                        .setDecidedAt(0)
                                        .setDocument(document)
                                        .build());
    }

    /** Runs every job: few keys, then many. */
    List<Result> run() throws Exception {
        List<Result> results = new ArrayList<>();
        for (Job job : settings.jobs()) {
            long events = job.eventsOf(settings.events());
            long quarter = events / 4;
            run(job, settings.few(), events, "to warm up");
            List<Run> few = new ArrayList<>();
            few.add(run(job, settings.few(), quarter, ""));
            few.add(run(job, settings.few(), quarter, ""));
            Run many = run(job, settings.many(), events, "");
            few.add(run(job, settings.few(), quarter, ""));
            few.add(run(job, settings.few(), quarter, ""));
            results.add(new Result(job, List.copyOf(few), many));
        }
        return results;
    }

    private Run run(Job job, long keys, long events, String why) throws Exception {
        Path runFolder = folder.resolve(job.title() + "-" + keys + "-" + System.nanoTime());
        KeyedTraffic.Run traffic = KeyedTraffic.begin();
        Configuration cluster = new Configuration();
        cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, settings.memory());
        try (FlinkCluster flink =
                FlinkCluster.start(
                        FlinkCluster.Options.in(runFolder, PARALLELISM)
                                .withConfiguration(cluster))) {
            StreamExecutionEnvironment env = environment();
            build(env, job, new KeyedTraffic(keys, events, job.removedOneIn()));
            FlinkJob running = flink.submit(env.getStreamGraph());
            while (!traffic.awaitEnd(TELL_EVERY)) {
                if (running.status().isTerminalState()) {
                    throw new QundunException(
                            job.title() + " has failed: " + running.failure().orElse(""));
                }
                progress.printf(
                        Locale.ROOT,
                        "%s, %,d keys: %d %%%n",
                        job.title(),
                        keys,
                        traffic.made() * 100 / KeyedTraffic.made(keys, events));
                progress.flush();
            }
            Path savepoints = runFolder.resolve("savepoints");
            running.savepoint(savepoints);
            long bytes = size(savepoints);
            running.cancel();
            Run result = result(traffic, keys, events, bytes);
            progress.printf(
                    Locale.ROOT,
                    "%s, %,d keys: %,d events in %.1f s, %.1f µs of CPU each %s%n",
                    job.title(),
                    keys,
                    events,
                    result.seconds(),
                    result.cpuMicros(),
                    why);
            progress.flush();
            return result;
        } finally {
            FileUtils.deleteDirectoryQuietly(runFolder.toFile());
        }
    }

    private static Run result(KeyedTraffic.Run traffic, long keys, long events, long bytes) {
        KeyedTraffic.Instant begin = traffic.begin();
        KeyedTraffic.Instant end = traffic.end();
        return new Run(
                keys,
                events,
                (end.wallNanos() - begin.wallNanos()) / 1e9,
                (end.cpuNanos() - begin.cpuNanos()) / 1e9,
                bytes);
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        // As in the configuration that the project ships.
        configuration.setString("state.backend.rocksdb.use-bloom-filter", "true");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(PARALLELISM);
        return env;
    }

    private void build(StreamExecutionEnvironment env, Job job, KeyedTraffic traffic) {
        DataStream<RawRecord> verdicts =
                env.fromSource(
                                new NumberSequenceSource(0, Long.MAX_VALUE - 1),
                                WatermarkStrategy.noWatermarks(),
                                "numbers")
                        .setParallelism(1)
                        .flatMap(traffic)
                        .returns(TypeInformation.of(RawRecord.class))
                        .setParallelism(1)
                        .assignTimestampsAndWatermarks(VerdictWatermarks.strategy())
                        .setParallelism(1)
                        .rebalance();
        DataStream<RawRecord> nothing = side(env, "nothing", null);
        DataStream<RawRecord> tables = side(env, "tables", policy);
        switch (job) {
            case ACTIVITY -> {
                ActivityPipeline.Outputs outputs =
                        ActivityPipeline.build(
                                new ActivityPipeline.Inputs(verdicts, nothing, nothing, tables));
                outputs.activity().sinkTo(new DiscardingSink<>());
                outputs.grades().sinkTo(new DiscardingSink<>());
            }
            case CREDIT -> {
                CreditPipeline.Outputs outputs =
                        CreditPipeline.build(
                                new CreditPipeline.Inputs(verdicts, nothing, nothing, tables),
                                Duration.ofHours(1).toMillis());
                outputs.entries().sinkTo(new DiscardingSink<>());
                outputs.credits().sinkTo(new DiscardingSink<>());
            }
            case ENFORCEMENT -> {
                EnforcementPipeline.Outputs outputs =
                        EnforcementPipeline.build(
                                new EnforcementPipeline.Inputs(verdicts, nothing, tables),
                                new EnforcementSettings(
                                        Duration.ofSeconds(30).toMillis(),
                                        Duration.ofMinutes(10).toMillis(),
                                        6,
                                        Duration.ofDays(7).toMillis()));
                outputs.commands().sinkTo(new DiscardingSink<>());
                outputs.states().sinkTo(new DiscardingSink<>());
            }
        }
    }

    /** One record, or none, and then nothing that would hold time back. */
    private static DataStream<RawRecord> side(
            StreamExecutionEnvironment env, String name, byte[] value) {
        return env.fromSource(
                        new NumberSequenceSource(0, 0),
                        WatermarkStrategy.noWatermarks(),
                        name + "-number")
                .setParallelism(1)
                .filter(number -> value != null)
                .setParallelism(1)
                .map(
                        number -> {
                            KeyedTraffic.run().tablesSent();
                            return new RawRecord(
                                    Topic.POLICY_STATUS.topicName(), 0, 0, 0, null, value);
                        })
                .returns(TypeInformation.of(RawRecord.class))
                .setParallelism(1)
                .assignTimestampsAndWatermarks(NeverHoldsBack.strategy())
                .setParallelism(1);
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
