package io.qundun.deploy.up;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.backend.ReferenceBackend;
import io.qundun.deploy.live.EvidenceCount;
import io.qundun.deploy.live.LiveTable;
import io.qundun.deploy.live.MeasureAccount;
import io.qundun.deploy.live.RunSummary;
import io.qundun.deploy.live.TrafficAccount;
import io.qundun.deploy.traffic.Feed;
import io.qundun.deploy.traffic.TopicWriter;
import io.qundun.jobs.moderation.ModerationNames;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Feeds traffic through a running pipeline and watches what becomes of it. For one thread. */
final class Run {

    private static final long LOOK_MS = 100;
    private static final long QUIET_NANOS = 2_500_000_000L;
    private static final long STUCK_NANOS = 90_000_000_000L;
    private static final long LOOK_AT_SERVERS_NANOS = 1_000_000_000L;

    private final LocalPipeline pipeline;
    private final Feed feed;
    private final TopicWriter writer;
    private final TrafficAccount account;
    private final MeasureAccount measures;
    private final LiveTable table;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private long startedAt;
    private long evidence;
    private long lookedAtServers;

    Run(
            LocalPipeline pipeline,
            Feed feed,
            TopicWriter writer,
            TrafficAccount account,
            MeasureAccount measures,
            LiveTable table) {
        this.pipeline = pipeline;
        this.feed = feed;
        this.writer = writer;
        this.account = account;
        this.measures = measures;
        this.table = table;
    }

    /** Runs until interrupted, or, when it is to end by itself, until everything is processed. */
    void watch(List<Runnable> others, ReferenceBackend backend, boolean endsByItself)
            throws InterruptedException {
        try (JobBacklog backlog =
                new JobBacklog(pipeline.kafkaClient(), pipeline.consumerGroups())) {
            watch(others, backend, endsByItself ? backlog : null);
        }
    }

    private void watch(List<Runnable> others, ReferenceBackend backend, JobBacklog backlog)
            throws InterruptedException {
        EvidenceCount found = new EvidenceCount(pipeline.elasticsearchClient());
        startedAt = System.nanoTime();
        start("reference-backend", backend);
        for (Runnable other : others) {
            start(other.getClass().getSimpleName(), other);
        }
        Thread feeding = start("feed", this::feedChat);
        long changes = -1;
        long changedAt = System.nanoTime();
        while (true) {
            Thread.sleep(LOOK_MS);
            throwFailure();
            TrafficAccount.Counts counts = account.counts();
            if (System.nanoTime() - lookedAtServers >= LOOK_AT_SERVERS_NANOS) {
                lookedAtServers = System.nanoTime();
                pipeline.check();
                evidence = found.count();
            }
            LiveTable.Progress progress =
                    new LiveTable.Progress(
                            feed.fed(),
                            writer.appended(),
                            evidence,
                            backend.acknowledged(),
                            measures.counts());
            table.show(counts, progress);
            long seen = counts.changes() + progress.measures().changes() + evidence + feed.fed();
            if (seen != changes) {
                changes = seen;
                changedAt = System.nanoTime();
            }
            if (backlog != null && !feeding.isAlive()) {
                long quiet = System.nanoTime() - changedAt;
                boolean complete =
                        counts.settled() >= feed.fed()
                                && evidence >= counts.flagged()
                                && progress.measures().unanswered() == 0;
                if ((complete && quiet >= QUIET_NANOS && backlog.isEmpty())
                        || quiet >= STUCK_NANOS) {
                    table.showNow(counts, progress);
                    return;
                }
            }
        }
    }

    private void feedChat() {
        try {
            feed.feedChat();
        } catch (IOException e) {
            throw new QundunException("the input cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure.compareAndSet(null, e));
        thread.start();
        return thread;
    }

    private void throwFailure() {
        Throwable thrown = failure.get();
        if (thrown instanceof QundunException known) {
            throw known;
        }
        if (thrown != null) {
            throw new IllegalStateException("a part of the run failed", thrown);
        }
    }

    /** What came out. */
    RunSummary summary(boolean paced) throws IOException, InterruptedException {
        TrafficAccount.Counts counts = account.counts();
        HeldMessages held = new HeldMessages(pipeline.flink().webPage());
        long pending = 0;
        for (var job : pipeline.jobs()) {
            if (job.name().equals(ModerationNames.JOB)) {
                pending = held.count(job.id().toString());
            }
        }
        MeasureAccount.Counts ordered = measures.counts();
        double seconds = Math.round((System.nanoTime() - startedAt) / 1e8) / 10.0;
        return new RunSummary(
                feed.fed(),
                counts.verdicts(),
                counts.late(),
                counts.flagged(),
                counts.commands(),
                Math.max(0, evidence),
                counts.deadLetters(),
                ordered.measures(),
                ordered.liftings(),
                ordered.reversals(),
                ordered.grades(),
                ordered.levels(),
                pending + ordered.inForce(),
                seconds,
                paced && counts.p50() != null
                        ? new RunSummary.LatencyMs(counts.p50(), counts.p99())
                        : null);
    }
}
