package io.qundun.deploy.evidence;

import static io.qundun.deploy.evidence.EvidenceSamples.MONTH;
import static io.qundun.deploy.evidence.EvidenceSamples.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Elasticsearch away, in the ways in which it can be: nothing is lost, checkpoints complete. */
class ElasticsearchOutageTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private static final Duration SOON = Duration.ofSeconds(60);

    /** So little room that the writer must hold documents back within the outage. */
    private static final String[] LITTLE_ROOM = {
        "elasticsearch.pending.documents", "200", "elasticsearch.bulk.documents", "100"
    };

    /** Some hundred pieces of evidence a second. */
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private static EvidenceStack stack;

    @BeforeAll
    static void start() {
        stack = new EvidenceStack(SERVERS);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    private static long indexed(String view, String prefix) throws Exception {
        return stack.count(
                "qundun-evidence-" + view + "-" + MONTH,
                "{\"query\":{\"prefix\":{\"qundun.message.id\":\"" + prefix + "\"}}}");
    }

    @Test
    void nothingIsLostInTwentySecondsNorWhenTheJobIsRestoredMeanwhile() throws Exception {
        FlinkJob job = stack.start(LITTLE_ROOM);
        AtomicBoolean flowing = new AtomicBoolean(true);
        AtomicInteger produced = new AtomicInteger();
        CompletableFuture<Void> traffic =
                CompletableFuture.runAsync(
                        () -> {
                            while (flowing.get()) {
                                try {
                                    stack.produce(
                                            Topic.EVIDENCE, evidence("outage-" + produced.get()));
                                    produced.incrementAndGet();
                                    LockSupport.parkNanos(PAUSE_NANOS);
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            }
                        });
        await().atMost(SOON).until(() -> indexed("redacted", "outage-") > 200);

        SERVERS.elasticsearch().stop();
        long down = System.nanoTime();
        long before = EvidenceStack.checkpoints(job);
        int producedBefore = produced.get();
        await().atMost(SOON).until(() -> produced.get() > producedBefore + 500);
        await().atMost(SOON).until(() -> EvidenceStack.checkpoints(job) > before + 2);

        String state = job.checkpoint();
        job.cancel();
        FlinkJob restored = stack.start(SavepointRestoreSettings.forPath(state), LITTLE_ROOM);
        await().atMost(SOON).until(() -> EvidenceStack.checkpoints(restored) > 2);
        await().atMost(SOON)
                .until(() -> System.nanoTime() - down > Duration.ofSeconds(20).toNanos());
        assertThat(SERVERS.elasticsearch().isRunning()).isFalse();
        assertThat(restored.failure()).isEmpty();

        flowing.set(false);
        traffic.join();
        SERVERS.elasticsearch().startAgain();

        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(
                        () ->
                                indexed("redacted", "outage-") == produced.get()
                                        && indexed("raw", "outage-") == produced.get());
        assertThat(restored.failure()).isEmpty();
        assertThat(stack.deadLetters())
                .noneMatch(letter -> letter.getReason().contains("e-outage-"));
        restored.cancel();
    }

    @Test
    void aServerThatTakesRequestsAndNeverAnswersHoldsNoCheckpointUp() throws Exception {
        FlinkJob job = stack.start();
        stack.produce(Topic.EVIDENCE, evidence("silent-0"));
        await().atMost(SOON).until(() -> indexed("redacted", "silent-") == 1);

        SERVERS.elasticsearch().suspend();
        try {
            for (int n = 1; n <= 50; n++) {
                stack.produce(Topic.EVIDENCE, evidence("silent-" + n));
            }
            long before = EvidenceStack.checkpoints(job);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> EvidenceStack.checkpoints(job) > before + 4);
        } finally {
            SERVERS.elasticsearch().resume();
        }

        await().atMost(SOON).ignoreExceptions().until(() -> indexed("redacted", "silent-") == 51);
        job.cancel();
    }
}
