package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.NOON;
import static io.qundun.jobs.credit.CreditSamples.START;
import static io.qundun.jobs.credit.CreditSamples.decision;
import static io.qundun.jobs.credit.CreditSamples.flagged;
import static io.qundun.jobs.credit.CreditSamples.heartbeat;
import static io.qundun.jobs.credit.CreditSamples.removed;
import static io.qundun.jobs.credit.CreditSamples.verdict;
import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A savepoint of every release is kept and must be restored by the job of today, also at another
 * parallelism. The kept ones lie in src/test/resources/savepoints/credit/&lt;version&gt;; {@code
 * mvn test -pl jobs -am -Dtest=CreditSavepointTest -Dqundun.savepoint.write=<folder>} writes a new
 * one.
 */
class CreditSavepointTest {

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(3);

    private static final Duration OFTEN = Duration.ofMillis(150);
    private static final List<String> KEPT = List.of("0.1.0");

    @Test
    void keptSavepointsAreRestoredAtAnotherParallelism() throws Exception {
        for (String version : KEPT) {
            Path savepoint =
                    Path.of("src/test/resources/savepoints/credit", version).toAbsolutePath();
            assertRestores(savepoint, 3);
            assertRestores(savepoint, 1);
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "qundun.savepoint.write",
            matches = ".+",
            disabledReason = "writes the fixture of a new release, by hand")
    void writesTheFixtureOfARelease() throws Exception {
        Path folder = Path.of(System.getProperty("qundun.savepoint.write")).toAbsolutePath();
        CreditRun run = new CreditRun();
        JobID job = CLUSTER.submit(run.graph(2, OFTEN, SavepointRestoreSettings.none()));
        run.release(CreditSamples.status(1, 10));
        Verdict refused = verdict("m3", "erring", NOON);
        refused.setVerdictId("v-refused");
        refused.setAction("refuse");
        Verdict unreleased = removed(2, "m5", "early", NOON);
        unreleased.getPolicy().setVersion(2);
        run.decide(List.of(decision("d1", "overturned", "v-m4", "erring", NOON + DAY)));
        run.judge(
                List.of(
                        verdict("m0", "erring", NOON - DAY),
                        removed(2, "m1", "erring", NOON),
                        flagged("review", 1, "m2", "erring", NOON),
                        refused,
                        verdict("m0", "steady", NOON),
                        verdict("m0", "steady", NOON - DAY),
                        unreleased,
                        heartbeat(NOON),
                        removed(1, "m9", "other", NOON)));
        await().atMost(LIMIT).until(() -> run.credits().size() == 2);
        String written = CLUSTER.savepoint(job, folder);
        Files.createDirectories(folder);
        assertThat(written).isNotEmpty();
    }

    private static void assertRestores(Path savepoint, int parallelism) throws Exception {
        CreditRun run = new CreditRun();
        JobID job =
                CLUSTER.submit(
                        run.graph(
                                parallelism,
                                OFTEN,
                                SavepointRestoreSettings.forPath(
                                        savepoint.toUri().toString(), false)));
        // The decision that waited takes its verdict back before it counts; the refusal is known.
        run.judge(
                List.of(
                        removed(3, "m4", "erring", NOON),
                        removed(3, "m3", "erring", NOON),
                        removed(1, "m6", "erring", NOON + 1)));
        await().atMost(LIMIT).until(() -> !run.entries().isEmpty());
        assertThat(run.entries()).extracting(CreditEntry::getMessageId).containsExactly("m6");
        // What was removed can still be overturned, what was reviewed upheld.
        run.decide(
                List.of(
                        decision("d2", "overturned", "v-m1", "erring", NOON + DAY),
                        decision("d3", "upheld", "v-m2", "erring", NOON + DAY)));
        await().atMost(LIMIT).until(() -> run.entries().size() == 3);
        assertThat(run.entries())
                .extracting(entry -> entry.getCause() + " " + entry.getMessageId())
                .containsExactlyInAnyOrder("violation m6", "reversal m1", "violation m2");
        await().atMost(LIMIT).until(() -> last(run, "erring").getScore() == 50 - 4 - 6);
        assertThat(last(run, "erring").getSequence()).isEqualTo(4);
        // A verdict that waits for its tables still does.
        run.release(CreditSamples.status(2, 12));
        await().atMost(LIMIT).until(() -> last(run, "early") != null);
        assertThat(last(run, "early").getScore()).isEqualTo(38);
        // Days of activity are remembered, and the timers fire.
        run.judge(List.of(verdict("m7", "steady", NOON + DAY), heartbeat(START + 2 * DAY)));
        await().atMost(LIMIT).until(() -> last(run, "steady") != null);
        assertThat(last(run, "steady").getLevel()).isEqualTo(4);
        run.judge(List.of(heartbeat(START + 30 * DAY)));
        await().atMost(LIMIT).until(() -> last(run, "other") != null);
        assertThat(last(run, "other").getScore()).isEqualTo(50);
        CLUSTER.cancel(job);
    }

    private static UserCredit last(CreditRun run, String user) {
        UserCredit last = null;
        for (UserCredit credit : run.credits()) {
            if (credit.getUserId().equals(user)) {
                last = credit;
            }
        }
        return last;
    }
}
