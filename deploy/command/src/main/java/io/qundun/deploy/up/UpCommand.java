package io.qundun.deploy.up;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.backend.ReferenceBackend;
import io.qundun.deploy.backend.Reviewer;
import io.qundun.deploy.live.LiveTable;
import io.qundun.deploy.live.MeasureAccount;
import io.qundun.deploy.live.RunSummary;
import io.qundun.deploy.live.Terminal;
import io.qundun.deploy.live.TopicTail;
import io.qundun.deploy.live.TrafficAccount;
import io.qundun.deploy.policy.PolicyPack;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.traffic.AppendTimes;
import io.qundun.deploy.traffic.Feed;
import io.qundun.deploy.traffic.ReplayFeed;
import io.qundun.deploy.traffic.SampleFeed;
import io.qundun.deploy.traffic.TopicWriter;
import io.qundun.deploy.traffic.TrafficPlan;
import io.qundun.schemas.Topic;
import io.qundun.udfs.policy.InvalidPolicyException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun up}. */
@Command(
        name = "up",
        sortOptions = false,
        description = {
            "Runs the whole pipeline on this machine: starts Kafka, Elasticsearch and Flink, creates"
                    + " topics and indices, publishes the policy, submits the jobs, feeds chat, and"
                    + " shows a live table until Ctrl-C.",
            "",
            "With --once it ends when the input is wholly processed and prints a JSON summary as its"
                    + " last line; exit status 1 when its sums disagree."
        })
public final class UpCommand implements Callable<Integer> {

    private static final int KEPT_APPEND_TIMES = 1 << 16;
    private static final double SAMPLE_RATE = 200;
    private static final long CLOSING_SECONDS = 90;
    private static final double BACKEND_FAILURES = 0.1;
    private static final Duration REVIEW_TAKES = Duration.ofSeconds(30);

    @Spec private CommandSpec spec;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Feed this chat (JSON lines, gzip or not) instead of made-up chat.")
    private Path replay;

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description =
                    "Account statuses for --replay (JSON lines: userId, status, effectiveFrom,"
                            + " token); without it every sender counts as verified.")
    private Path accounts;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Messages a second: made-up chat has 200 by default; a replay goes as fast as"
                            + " it can.")
    private Double rate;

    @Option(names = "--once", description = "End when --replay is wholly processed.")
    private boolean once;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "The policy pack; by default the shipped one.")
    private Path policyFolder;

    @Option(names = "--no-classifier", description = "Judge without the policy's models.")
    private boolean noClassifier;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description =
                    "Of made-up chat: the same seed, the same chat. (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--groups",
            defaultValue = "120",
            description = "Of made-up chat. (default: ${DEFAULT-VALUE})")
    private int groups;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the servers keep their data; it must not exist or be empty, and stays."
                            + " By default a folder of this run's own that is deleted at the end.")
    private Path data;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "0 finds a free one.")
    private int kafkaPort;

    @Option(
            names = "--elasticsearch-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "0 finds a free one.")
    private int elasticsearchPort;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Of Flink's web page; 0 finds a free one.")
    private int flinkPort;

    private volatile boolean interrupted;

    @Override
    public Integer call() throws Exception {
        check();
        Installation installation = Installation.locate();
        PolicyPack policy = policy(installation);
        Path folder = data == null ? runFolder(installation) : data;
        CountDownLatch closed = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Thread onCtrlC = new Thread(() -> endCleanly(main, closed), "end");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            return run(installation, policy, folder);
        } catch (InterruptedException e) {
            if (interrupted) {
                return 0;
            }
            throw e;
        } catch (QundunException e) {
            if (interrupted) {
                return 0;
            }
            throw e;
        } finally {
            if (data == null) {
                FileUtils.deleteDirectoryQuietly(folder.toFile());
            }
            closed.countDown();
            if (!interrupted) {
                Runtime.getRuntime().removeShutdownHook(onCtrlC);
            }
        }
    }

    private void endCleanly(Thread main, CountDownLatch closed) {
        interrupted = true;
        main.interrupt();
        try {
            closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        if (once && replay == null) {
            throw wrong("--once needs --replay: made-up chat has no end");
        }
        if (accounts != null && replay == null) {
            throw wrong("--accounts needs --replay");
        }
        if (rate != null && !(rate > 0 && rate <= 1_000_000)) {
            throw wrong("--rate " + rate + " is not above 0 and at most 1000000");
        }
        if (groups < 1 || groups > 100_000) {
            throw wrong("--groups " + groups + " is not from 1 to 100000");
        }
        readable("--replay", replay);
        readable("--accounts", accounts);
        if (data != null && Files.exists(data)) {
            String[] content = data.toFile().list();
            if (content == null || content.length > 0) {
                throw wrong("--data " + data + ": not an empty folder");
            }
        }
    }

    private void readable(String option, Path file) {
        if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
            throw wrong(option + " " + file + ": no readable file");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PolicyPack policy(Installation installation) {
        Path folder = policyFolder == null ? installation.defaultPolicy() : policyFolder;
        if (!Files.isDirectory(folder)) {
            throw wrong("--policy " + folder + ": no folder");
        }
        try {
            return PolicyPack.read(folder);
        } catch (InvalidPolicyException e) {
            throw new QundunException(
                    "the policy in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Path runFolder(Installation installation) {
        String time =
                DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")
                        .format(Clock.systemUTC().instant().atZone(ZoneOffset.UTC));
        return installation
                .dataFolder()
                .resolve("up-" + time + "-" + ProcessHandle.current().pid());
    }

    private int run(Installation installation, PolicyPack policy, Path folder) throws Exception {
        say("starting Kafka, Elasticsearch and Flink");
        LocalPipeline.Places places =
                new LocalPipeline.Places(folder, kafkaPort, elasticsearchPort, flinkPort);
        try (LocalPipeline pipeline = LocalPipeline.start(installation, places)) {
            say(
                    "Kafka "
                            + pipeline.kafka().bootstrapServers()
                            + ", Elasticsearch "
                            + pipeline.elasticsearch().url()
                            + ", Flink's web page "
                            + pipeline.flink().webPage());
            pipeline.publish(policy);
            boolean paced = replay == null || rate != null;
            AppendTimes appendTimes =
                    paced
                            ? new AppendTimes(Topic.CHAT_MESSAGE.partitions(), KEPT_APPEND_TIMES)
                            : null;
            TopicWriter.Tuning tuning =
                    paced ? TopicWriter.Tuning.LATENCY : TopicWriter.Tuning.THROUGHPUT;
            try (TopicWriter writer =
                    new TopicWriter(pipeline.kafkaClient(), tuning, appendTimes)) {
                Feed feed = feed(writer);
                feed.feedAccounts();
                pipeline.submitJobs(replay != null, !noClassifier);
                say("policy " + policy.compiled().id() + " published, jobs submitted");
                return watch(pipeline, feed, writer, new TrafficAccount(appendTimes), paced);
            }
        }
    }

    private Feed feed(TopicWriter writer) {
        if (replay != null) {
            return new ReplayFeed(replay, accounts, writer, rate, Clock.systemUTC());
        }
        return new SampleFeed(
                new TrafficPlan(
                        seed,
                        System.currentTimeMillis(),
                        rate == null ? SAMPLE_RATE : rate,
                        TrafficPlan.Rhythm.STEADY,
                        groups),
                writer);
    }

    private int watch(
            LocalPipeline pipeline,
            Feed feed,
            TopicWriter writer,
            TrafficAccount account,
            boolean paced)
            throws Exception {
        // With a summary the table is no result.
        PrintStream screen = once ? System.err : System.out;
        boolean terminal = once ? Terminal.isStandardError() : Terminal.isStandardOutput();
        MeasureAccount measures = new MeasureAccount();
        Run run =
                new Run(pipeline, feed, writer, account, measures, new LiveTable(screen, terminal));
        Map<String, Object> kafka = pipeline.kafkaClient();
        Clock clock = Clock.systemUTC();
        try (ReferenceBackend backend = new ReferenceBackend(kafka, clock, BACKEND_FAILURES);
                TopicTail tail = new TopicTail(kafka, account, measures);
                Reviewer reviewer =
                        new Reviewer(kafka, SampleFeed::isWronged, REVIEW_TAKES, clock)) {
            // Nobody reviews what is replayed: who was wronged there is not known.
            run.watch(replay == null ? List.of(tail, reviewer) : List.of(tail), backend, once);
            RunSummary summary = run.summary(paced);
            spec.commandLine().getOut().println(summary.toJson());
            spec.commandLine().getOut().flush();
            return summary.sumsAgree() ? 0 : 1;
        } finally {
            feed.stop();
        }
    }

    private void say(String what) {
        spec.commandLine().getErr().println(what);
    }
}
