package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.START;
import static io.qundun.jobs.testing.JobCluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.ContentId;
import io.qundun.jobs.testing.JobCluster;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.UserCredit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job in a cluster, with sinks that commit with checkpoints: its worker is killed in the
 * middle, and it is stopped with a savepoint and goes on at another parallelism.
 */
class CreditPipelineTest {

    private static final int USERS = 20;
    private static final int ROUNDS = 15;
    private static final Duration OFTEN = Duration.ofMillis(150);

    @RegisterExtension static final JobCluster CLUSTER = new JobCluster(2);

    private final ContentId ids = new ContentId();
    private final List<String> expected = new ArrayList<>();
    private final CreditRun run = new CreditRun();

    @Test
    void noLineIsLostOrDoubled(@TempDir Path folder) throws Exception {
        JobID job = CLUSTER.submit(run.graph(2, OFTEN, SavepointRestoreSettings.none()));
        run.release(CreditSamples.status(1, 10));
        run.judge(round(0, 0));
        awaitExpected();

        // Half of the first round's are overturned while the second is read, and the worker dies
        // with lines written, but not committed.
        run.decide(overturned(0));
        run.judge(round(1, 1));
        long reads = run.verdicts.reads();
        run.judge(round(2, 2));
        await(() -> run.verdicts.reads() > reads + USERS);
        CLUSTER.replaceTaskManager();
        awaitExpected();

        // On, at another parallelism, and back again.
        for (int parallelism : new int[] {1, 2}) {
            String savepoint = CLUSTER.stopWithSavepoint(job, folder);
            run.judge(round(3 + parallelism, 3 + parallelism));
            job =
                    CLUSTER.submit(
                            run.graph(
                                    parallelism,
                                    OFTEN,
                                    SavepointRestoreSettings.forPath(savepoint, false)));
            awaitExpected();
        }

        // Everything lapses by itself: a score for each change, each once and in order.
        run.judge(List.of(CreditSamples.heartbeat(START + 60 * DAY)));
        await(
                () ->
                        lastScores().size() == USERS
                                && lastScores().values().stream().allMatch(score -> score == 50));
        assertThat(run.entries())
                .extracting(CreditEntry::getEntryId)
                .containsExactlyInAnyOrderElementsOf(expected);
        Map<String, Long> sequences = new HashMap<>();
        for (UserCredit credit : run.credits()) {
            assertThat(credit.getSequence())
                    .as(credit.getUserId())
                    .isEqualTo(sequences.merge(credit.getUserId(), 1L, Long::sum));
        }

        // The account of somebody who had a score ends, and with it what was said of them.
        String gone = "gone";
        run.judge(List.of(CreditSamples.removed(2, "m-gone", gone, START + 61 * DAY)));
        await(() -> run.credits().stream().anyMatch(each -> each.getUserId().equals(gone)));
        run.endAccount(gone, START + 62 * DAY);
        await(() -> run.endedCredits().contains(gone));
        assertThat(run.entries())
                .filteredOn(entry -> entry.getUserId().equals(gone))
                .extracting(CreditEntry::getMessageId)
                .containsExactly("m-gone");
        assertThat(run.deadLetters()).isEmpty();
    }

    private Map<String, Integer> lastScores() {
        Map<String, Integer> scores = new HashMap<>();
        for (UserCredit credit : run.credits()) {
            scores.put(credit.getUserId(), credit.getScore());
        }
        return scores;
    }

    private void awaitExpected() {
        await(() -> run.entries().size() >= expected.size());
        assertThat(run.entries())
                .extracting(CreditEntry::getEntryId)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).until(condition);
    }

    private List<SpecificRecord> round(int number, int day) {
        List<SpecificRecord> records = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (int user = 0; user < USERS; user++) {
                String id = "m" + number + "-" + i + "-" + user;
                long time = START + day * DAY + i * 60_000L + user;
                if (i % 5 == 0) {
                    records.add(CreditSamples.removed(1, id, "user-" + user, time));
                    expected.add(ids.of(id, "violation"));
                } else {
                    records.add(CreditSamples.verdict(id, "user-" + user, time));
                }
            }
            records.add(CreditSamples.heartbeat(START + day * DAY + i * 60_000L));
        }
        return records;
    }

    private List<SpecificRecord> overturned(int number) {
        List<SpecificRecord> decisions = new ArrayList<>();
        for (int user = 0; user < USERS; user += 2) {
            String decision = "d" + number + "-" + user;
            decisions.add(
                    CreditSamples.decision(
                            decision,
                            "overturned",
                            "v-m" + number + "-0-" + user,
                            "user-" + user,
                            START + DAY));
            expected.add(ids.of(decision, "reversal"));
        }
        return decisions;
    }
}
