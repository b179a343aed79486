package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.qundun.schemas.Verdict;
import java.util.Locale;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What a user costs in a savepoint, with ids of the usual lengths. */
class CreditStateSizeTest {

    private static final int USERS = 40;

    @Test
    void aUserTakesLittle() throws Exception {
        long none = bytes(0);
        long one = bytes(1);
        long fifty = bytes(50);
        System.out.printf(
                Locale.ROOT,
                "credit state, bytes a user: %d without entries, %d with one, %d with 50%n",
                none,
                one,
                fifty);
        assertThat(none).isCloseTo(74L, withinPercentage(3));
        assertThat(one).isCloseTo(502L, withinPercentage(3));
        assertThat(fifty).isCloseTo(14_026L, withinPercentage(3));
    }

    private static long bytes(int entries) throws Exception {
        try (CreditHarness harness = CreditHarness.create()) {
            long empty = size(harness.snapshot());
            for (int user = 0; user < USERS; user++) {
                String id = String.format(Locale.ROOT, "user-%012d", user);
                for (int day = 0; day < 2; day++) {
                    harness.verdict(message("allowed", user, day, id, NOON - day * DAY));
                }
                for (int i = 0; i < entries; i++) {
                    Verdict verdict = message("removed", user, i, id, NOON + i * 60_000L);
                    verdict.setAction("remove");
                    verdict.setRules(CreditSamples.removed(1, "m", id, NOON).getRules());
                    harness.verdict(verdict);
                }
            }
            return (size(harness.flink.snapshot(2, 2)) - empty) / USERS;
        }
    }

    private static Verdict message(String kind, int user, int number, String id, long time) {
        String messageId = String.format(Locale.ROOT, "%s-%06d-%06d", kind, user, number);
        Verdict verdict = CreditSamples.verdict(messageId, id, time);
        verdict.setGroupId(String.format(Locale.ROOT, "group-%012d", user));
        verdict.setVerdictId(new io.qundun.jobs.runtime.ContentId().of(messageId, "remove"));
        return verdict;
    }

    private static long size(OperatorSubtaskState state) {
        return state.getStateSize();
    }
}
