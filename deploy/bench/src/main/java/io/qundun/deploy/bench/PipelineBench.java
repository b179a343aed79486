package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.policy.PolicyPublisher;
import io.qundun.deploy.traffic.TopicWriter;
import io.qundun.schemas.Topic;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The measurements, one after the other. */
final class PipelineBench {

    private static final int LATENCY_DIGITS = 3;
    private static final int WARM_UP_SECONDS = 10;
    private static final double TRICKLE_PER_SECOND = 20;

    private final BenchStack stack;
    private final Settings settings;
    private final Workload workload;
    private final PrintWriter progress;

    /**
     * What is run.
     *
     * @param messages at most so many
     * @param warmUpRounds run first and not counted, so that no variant pays for compilation that
     *     another one profits from
     * @param stateBackend hashmap or rocksdb
     * @param latencySeconds 0 leaves latency out
     */
    record Settings(
            long messages,
            int warmUpRounds,
            int rounds,
            int parallelism,
            String stateBackend,
            int latencySeconds,
            boolean profile) {}

    PipelineBench(BenchStack stack, Settings settings, Workload workload, PrintWriter progress) {
        this.stack = stack;
        this.settings = settings;
        this.workload = workload;
        this.progress = progress;
    }

    /** Runs everything. */
    Figures run(BenchPolicy policy) throws Exception {
        say("filling %s", Topic.CHAT_MESSAGE.topicName());
        long messages = fill();
        publish(policy);
        List<Variant> variants =
                new ArrayList<>(List.of(Variant.RAW, Variant.PASS_THROUGH, Variant.MODERATION));
        if (policy.pack().compiled().hasClassifier()) {
            variants.add(Variant.CLASSIFIER);
        } else {
            say(
                    "c2 is left out: %s",
                    policy.modelDefect() == null
                            ? "the pack has no model"
                            : "the pack's model cannot be used: " + policy.modelDefect());
        }
        List<Measurement> measurements = new ArrayList<>();
        List<CpuProfile> profiles = new ArrayList<>();
        for (int round = 1 - settings.warmUpRounds(); round <= settings.rounds(); round++) {
            for (Variant variant : variants) {
                say(
                        "%s of %d: %s %s, %,d messages",
                        round < 1 ? "warm-up before round 1" : "round " + round,
                        settings.rounds(),
                        variant.code(),
                        variant.title(),
                        messages);
                Measurement measured = measure(variant, round, messages, profiles);
                say(
                        "    %,.0f messages/s (%.1f s; %.1f µs CPU a message here, load %.1f)",
                        measured.perSecond(),
                        measured.seconds(),
                        measured.cpuMicros(),
                        measured.cost().loadAverage());
                if (round >= 1) {
                    measurements.add(measured);
                }
            }
        }
        Optional<Latency> latency = Optional.empty();
        if (settings.latencySeconds() > 0) {
            double rate =
                    Figures.median(measurements, Variant.MODERATION, Measurement::perSecond) / 4;
            latency = Optional.of(latency(rate));
        }
        return new Figures(messages, measurements, latency, profiles);
    }

    private Measurement measure(
            Variant variant, int round, long messages, List<CpuProfile> profiles) throws Exception {
        if (variant == Variant.RAW) {
            return new RawConsumer(stack).run(round, messages);
        }
        boolean profiled =
                settings.profile()
                        && round == settings.rounds()
                        && (variant == Variant.PASS_THROUGH || variant == Variant.MODERATION);
        return throughput(variant, round, messages, profiled, profiles);
    }

    private void say(String format, Object... arguments) {
        progress.println("bench: " + String.format(Locale.ROOT, format, arguments));
        progress.flush();
    }

    private long fill() {
        try (TopicWriter writer =
                new TopicWriter(kafkaClient(), TopicWriter.Tuning.THROUGHPUT, null)) {
            long messages = workload.fill(writer);
            if (messages == 0) {
                throw new QundunException("the input holds no message that can be judged");
            }
            return messages;
        }
    }

    private Map<String, Object> kafkaClient() {
        return Map.of("bootstrap.servers", stack.bootstrapServers());
    }

    private void publish(BenchPolicy policy) {
        Clock clock = Clock.systemUTC();
        try (PolicyPublisher publisher = PolicyPublisher.connect(stack.client(), clock)) {
            // In effect at all times, those of old files too.
            publisher.publish(policy.pack(), Duration.ofMillis(-clock.millis()), "qundun bench");
        }
    }

    private Measurement throughput(
            Variant variant, int round, long messages, boolean profiled, List<CpuProfile> profiles)
            throws Exception {
        try (JobRun job =
                new JobRun(stack, variant, settings.parallelism(), settings.stateBackend())) {
            job.awaitBegin();
            Cost before = Cost.soFar(stack.kafkaPid());
            if (profiled) {
                try (CpuProfile.Recorder recorder = CpuProfile.record(variant)) {
                    job.awaitWritten(messages);
                    profiles.add(recorder.stop());
                }
            } else {
                job.awaitWritten(messages);
            }
            Cost cost = Cost.soFar(stack.kafkaPid()).since(before);
            try (VerdictCount verdicts =
                    new VerdictCount(stack, job.from(), (verdict, appendedAt) -> {})) {
                awaitAll(verdicts, messages, job);
                return new Measurement(variant, round, messages, verdicts.seconds(), cost);
            }
        }
    }

    private static void awaitAll(VerdictCount verdicts, long messages, JobRun job) {
        verdicts.await(
                messages,
                () -> {
                    job.checkStalled(job.written());
                    return true;
                });
        job.checkUninterrupted();
        if (verdicts.count() != messages) {
            throw new QundunException(
                    verdicts.count() + " verdicts on " + messages + " messages; one each is due");
        }
    }

    private Latency latency(double rate) throws Exception {
        say(
                "latency of c1 at %,.0f messages/s: %d s to warm up, %d s measured",
                rate, WARM_UP_SECONDS, settings.latencySeconds());
        stack.stampByAppend(Topic.CHAT_MESSAGE);
        stack.clear(Topic.CHAT_MESSAGE);
        try (JobRun job =
                        new JobRun(
                                stack,
                                Variant.MODERATION,
                                settings.parallelism(),
                                settings.stateBackend());
                TopicWriter writer =
                        new TopicWriter(kafkaClient(), TopicWriter.Tuning.LATENCY, null)) {
            PacedChat chat = new PacedChat(workload, writer, TRICKLE_PER_SECOND);
            Thread thread = new Thread(chat, "paced-chat");
            thread.setDaemon(true);
            thread.start();
            try {
                job.awaitBegin();
                chat.pace(rate);
                Thread.sleep(WARM_UP_SECONDS * 1000L);
                Cost before = Cost.soFar(stack.kafkaPid());
                long from = System.currentTimeMillis();
                Thread.sleep(settings.latencySeconds() * 1000L);
                long to = from + settings.latencySeconds() * 1000L;
                Cost cost = Cost.soFar(stack.kafkaPid()).since(before);
                chat.stop();
                thread.join();
                Histogram millis = new Histogram(LATENCY_DIGITS);
                try (VerdictCount verdicts =
                        new VerdictCount(
                                stack,
                                job.from(),
                                (verdict, appendedAt) -> {
                                    long takenAt = verdict.getRecordTime();
                                    if (takenAt >= from && takenAt < to) {
                                        millis.recordValue(Math.max(0, appendedAt - takenAt));
                                    }
                                })) {
                    awaitAll(verdicts, chat.sent(), job);
                }
                return Latency.of(rate, settings.latencySeconds(), millis, cost);
            } finally {
                chat.stop();
                thread.join();
            }
        }
    }
}
