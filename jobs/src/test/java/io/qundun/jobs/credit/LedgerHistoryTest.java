package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.credit.ActiveDays;
import io.qundun.udfs.credit.CreditHistory;
import io.qundun.udfs.credit.Days;
import io.qundun.udfs.policy.PolicyTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random histories of one user, read in random orders with duplicates, with time passing in between
 * and a restart: the ledger and what follows from it are the same.
 */
class LedgerHistoryTest {

    private static final String USER = "user-1";
    private static final int SPAN_DAYS = 3;
    private static final Duration PATIENCE = Duration.ofDays(SPAN_DAYS);

    /** What happens to one message. */
    record Happening(int hour, String action, int severity, int fate) {}

    @Property(tries = 60)
    void orderDuplicatesAndRestartsDoNotMatter(
            @ForAll("histories") List<Happening> history, @ForAll Random random) throws Exception {
        List<SpecificRecord> inOrder = records(history);
        Outcome plain = run(inOrder, null);

        List<SpecificRecord> shuffled = new ArrayList<>(inOrder);
        for (int i = inOrder.size() / 3; i > 0; i--) {
            shuffled.add(inOrder.get(random.nextInt(inOrder.size())));
        }
        Collections.shuffle(shuffled, random);
        Outcome other = run(shuffled, random);

        assertThat(CreditHarness.standing(other.entries))
                .isEqualTo(CreditHarness.standing(plain.entries));
        assertThat(other.scores).isEqualTo(plain.scores);
        assertThat(other.entries).extracting(CreditEntry::getEntryId).doesNotHaveDuplicates();

        // And it is what a reader of the entries works out.
        ActiveDays days = ActiveDays.NONE;
        for (SpecificRecord record : inOrder) {
            if (record instanceof Verdict verdict && !verdict.getAction().equals("refuse")) {
                days = days.with(Days.of(verdict.getEventTime()));
            }
        }
        CreditHistory credit =
                CreditHistory.of(
                        CreditHarness.standing(plain.entries),
                        days,
                        PolicyTables.read(CreditSamples.document(1, 10)).credit());
        List<String> expected = new ArrayList<>();
        for (long at = readAt(); at < readAt() + 30 * DAY; at += DAY / 4) {
            expected.add(credit.scoreAt(at) + "/" + credit.levelAt(at));
        }
        assertThat(plain.scores).isEqualTo(expected);
    }

    private record Outcome(List<CreditEntry> entries, List<String> scores) {}

    private static long readAt() {
        return START + SPAN_DAYS * DAY;
    }

    /** Reads it all within the horizon, then lets a month pass. */
    private static Outcome run(List<SpecificRecord> records, Random random) throws Exception {
        List<CreditEntry> entries = new ArrayList<>();
        List<UserCredit> credits = new ArrayList<>();
        CreditHarness harness = CreditHarness.create(PATIENCE);
        long watermark = START;
        for (SpecificRecord record : records) {
            if (random != null && random.nextInt(4) == 0) {
                watermark += random.nextInt((int) (DAY / 8));
                harness.watermark(Math.min(watermark, readAt()));
            }
            if (random != null && random.nextInt(10) == 0) {
                entries.addAll(harness.entries());
                credits.addAll(harness.credits());
                var state = harness.snapshot();
                harness.close();
                harness = CreditHarness.restored(state, PATIENCE);
                harness.watermark(Math.min(watermark, readAt()));
            }
            if (record instanceof Verdict verdict) {
                harness.verdict(verdict);
            } else {
                harness.decision((ReviewDecision) record);
            }
        }
        harness.watermark(readAt());
        List<String> scores = new ArrayList<>();
        for (long at = readAt(); at < readAt() + 30 * DAY; at += DAY / 4) {
            harness.watermark(at);
            UserCredit last = harness.last() != null ? harness.last() : lastOf(credits);
            scores.add(last == null ? "50/3" : last.getScore() + "/" + last.getLevel());
        }
        entries.addAll(harness.entries());
        assertThat(harness.deadLetters()).isEmpty();
        harness.close();
        return new Outcome(entries, scores);
    }

    private static UserCredit lastOf(List<UserCredit> credits) {
        return credits.isEmpty() ? null : credits.get(credits.size() - 1);
    }

    private static List<SpecificRecord> records(List<Happening> history) {
        List<SpecificRecord> records = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            Happening each = history.get(i);
            String id = "m" + i;
            long time = START + each.hour() * DAY / 24;
            Verdict verdict =
                    each.action().equals("allow")
                            ? CreditSamples.verdict(id, USER, time)
                            : CreditSamples.flagged(each.action(), each.severity(), id, USER, time);
            records.add(verdict);
            boolean flagged = !each.action().equals("allow");
            if (flagged && (each.fate() & 1) != 0) {
                records.add(decide("a" + i, "overturned", id, time + 1000));
            }
            if (flagged && (each.fate() & 2) != 0) {
                records.add(decide("b" + i, "upheld", id, time + 1000));
            }
            if (flagged && (each.fate() & 4) != 0) {
                records.add(decide("c" + i, "overturned", id, time + 2000L * (each.fate() & 1)));
            }
            if (flagged && (each.fate() & 8) != 0) {
                Verdict refused = CreditSamples.verdict(id, USER, time);
                refused.setVerdictId("r-" + id);
                refused.setAction("refuse");
                records.add(refused);
                if ((each.fate() & 16) != 0) {
                    Verdict restored = CreditSamples.verdict(id, USER, time);
                    restored.setVerdictId("s-" + id);
                    restored.setReverses("r-" + id);
                    records.add(restored);
                }
            }
        }
        return records;
    }

    private static ReviewDecision decide(String id, String outcome, String messageId, long at) {
        return CreditSamples.decision(id, outcome, "v-" + messageId, USER, at);
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SPAN_DAYS * 24 - 1),
                        Arbitraries.of("allow", "allow", "review", "remove"),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 31))
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }
}
