package io.qundun.jobs.credit;

import static io.qundun.jobs.credit.CreditSamples.DAY;
import static io.qundun.jobs.credit.CreditSamples.NOON;
import static io.qundun.jobs.credit.CreditSamples.START;
import static io.qundun.jobs.credit.CreditSamples.decision;
import static io.qundun.jobs.credit.CreditSamples.flagged;
import static io.qundun.jobs.credit.CreditSamples.removed;
import static io.qundun.jobs.credit.CreditSamples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.ContentId;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerFunctionTest {

    private static final String USER = "user-1";

    private CreditHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = CreditHarness.create();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    // What becomes a line

    @Test
    void aRemovedMessageTakesPointsAtOnce() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        CreditEntry entry = entry(0);
        assertThat(entry.getEntryId()).isEqualTo(new ContentId().of("m1", "violation"));
        assertThat(entry.getCause()).isEqualTo("violation");
        assertThat(entry.getCauseId()).isEqualTo("m1");
        assertThat(entry.getMessageId()).isEqualTo("m1");
        assertThat(entry.getVerdictId()).isEqualTo("v-m1");
        assertThat(entry.getDecisionId()).isNull();
        assertThat(entry.getGroupId()).isEqualTo("group-1");
        assertThat(entry.getPoints()).isEqualTo(-10);
        assertThat(entry.getClause()).isEqualTo("provisions-2017/10");
        assertThat(entry.getCategory()).isEqualTo("spam");
        assertThat(entry.getSeverity()).isEqualTo(2);
        assertThat(entry.getEventTime()).isEqualTo(NOON);
        assertThat(entry.getExpiresAt()).isEqualTo(NOON + 7 * DAY);
        assertThat(entry.getPolicyVersion()).isEqualTo(1);
        UserCredit credit = harness.last();
        assertThat(credit.getScore()).isEqualTo(40);
        assertThat(credit.getLevel()).isEqualTo(3);
        assertThat(credit.getPreviousLevel()).isEqualTo(3);
        assertThat(credit.getEffectiveFrom()).isEqualTo(NOON);
        assertThat(credit.getEntryIds()).containsExactly(entry.getEntryId());
        assertThat(credit.getServices().getPostRate()).isEqualTo(10);
        assertThat(credit.getChangesAt()).isEqualTo(NOON + 7 * DAY);
        assertThat(credit.getSequence()).isEqualTo(1);
    }

    @Test
    void roleAndRepetitionWeigh() throws Exception {
        Verdict creators = removed(2, "m1", USER, NOON);
        creators.getSender().setRole("creator");
        harness.verdict(creators);
        assertThat(harness.last().getScore()).isEqualTo(30);
        assertThat(entry(0).getRole()).isEqualTo("creator");
        harness.verdict(removed(2, "m2", USER, NOON + 1));
        assertThat(entry(1).getPoints()).as("before repetition").isEqualTo(-10);
        assertThat(harness.last().getScore()).isEqualTo(15);
        assertThat(harness.last().getLevel()).isEqualTo(2);
        assertThat(harness.last().getServices().getLinks()).isFalse();
    }

    @Test
    void anAllowedMessageAndARefusedOneTakeNothing() throws Exception {
        harness.verdict(verdict("m1", USER, NOON));
        Verdict refused = verdict("m2", USER, NOON);
        refused.setAction("refuse");
        refused.setRefusal("sender-muted");
        harness.verdict(refused);
        assertThat(harness.entries()).isEmpty();
        assertThat(harness.credits()).isEmpty();
    }

    @Test
    void aReviewedMessageTakesPointsWhenItIsUpheld() throws Exception {
        harness.verdict(flagged("review", 2, "m1", USER, NOON));
        assertThat(harness.entries()).isEmpty();
        harness.decision(decision("d1", "upheld", "v-m1", USER, NOON + DAY));
        assertThat(entry(0).getPoints()).isEqualTo(-10);
        assertThat(entry(0).getEventTime()).isEqualTo(NOON);
        assertThat(entry(0).getEntryId()).isEqualTo(new ContentId().of("m1", "violation"));
        assertThat(entry(0).getDecisionId()).isEqualTo("d1");
        assertThat(harness.last().getScore()).isEqualTo(40);
    }

    @Test
    void aReviewWithoutARuleTakesNothingEvenWhenUpheld() throws Exception {
        Verdict unknownSender = verdict("m1", USER, NOON);
        unknownSender.setAction("review");
        harness.verdict(unknownSender);
        harness.decision(decision("d1", "upheld", "v-m1", USER, NOON + DAY));
        assertThat(harness.entries()).isEmpty();
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void aVerdictThatIsReadAgainDoesNothing() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.decision(decision("d1", "overturned", "v-m1", USER, NOON + DAY));
        harness.decision(decision("d1", "overturned", "v-m1", USER, NOON + DAY));
        harness.verdict(removed(2, "m1", USER, NOON));
        assertThat(harness.entries()).hasSize(2);
        assertThat(harness.credits()).hasSize(2);
    }

    @Test
    void aRefusalAfterTheFactTakesTheViolationBackUntilItIsReversed() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        Verdict refused = verdict("m1", USER, NOON);
        refused.setVerdictId("v-refused");
        refused.setAction("refuse");
        harness.verdict(refused);
        assertThat(entry(1).getCause()).isEqualTo("reversal");
        assertThat(entry(1).getReverses()).isEqualTo(entry(0).getEntryId());
        assertThat(entry(1).getPoints()).isZero();
        assertThat(entry(1).getCauseId()).isEqualTo("v-refused");
        assertThat(harness.last().getScore()).isEqualTo(50);
        Verdict restored = verdict("m1", USER, NOON);
        restored.setVerdictId("v-restored");
        restored.setReverses("v-refused");
        harness.verdict(restored);
        assertThat(entry(2).getCause()).isEqualTo("violation");
        assertThat(entry(2).getEntryId()).isEqualTo(new ContentId().of("v-restored", "violation"));
        assertThat(harness.last().getScore()).isEqualTo(40);
        assertThat(CreditHarness.standing(harness.entries())).hasSize(1);
    }

    @Test
    void aRefusalThatComesFirstCountsAllTheSame() throws Exception {
        Verdict refused = verdict("m1", USER, NOON);
        refused.setVerdictId("v-refused");
        refused.setAction("refuse");
        harness.verdict(refused);
        harness.verdict(removed(2, "m1", USER, NOON));
        assertThat(harness.entries()).isEmpty();
        Verdict restored = verdict("m1", USER, NOON);
        restored.setVerdictId("v-restored");
        restored.setReverses("v-refused");
        harness.verdict(restored);
        assertThat(harness.last().getScore()).isEqualTo(40);
    }

    @Test
    void anotherPolicyThatJudgesTheSameMessageTakesItsPlace() throws Exception {
        harness.release(
                io.qundun.jobs.runtime.policy.ReleasedTables.of(CreditSamples.status(2, 12)));
        harness.verdict(removed(2, "m1", USER, NOON));
        Verdict again = removed(2, "m1", USER, NOON);
        again.setVerdictId("v-again");
        again.getPolicy().setVersion(2);
        harness.verdict(again);
        assertThat(harness.entries())
                .extracting(CreditEntry::getCause)
                .containsExactly("violation", "reversal", "violation");
        assertThat(harness.last().getScore()).isEqualTo(38);
        assertThat(harness.last().getPolicyVersion()).isEqualTo(2);
    }

    // Decisions

    @Test
    void overturningGivesBackExactlyWhatWasTaken() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.verdict(removed(2, "m2", USER, NOON + DAY));
        assertThat(harness.last().getScore()).isEqualTo(25);
        harness.watermark(NOON + DAY);
        harness.decision(decision("d1", "overturned", "v-m1", USER, NOON + DAY + 1));
        // The second is no repetition any more.
        assertThat(harness.last().getScore()).isEqualTo(40);
        CreditEntry reversal = entry(2);
        assertThat(reversal.getEntryId()).isEqualTo(new ContentId().of("d1", "reversal"));
        assertThat(reversal.getReverses()).isEqualTo(entry(0).getEntryId());
        assertThat(reversal.getDecisionId()).isEqualTo("d1");
        assertThat(reversal.getEventTime()).isEqualTo(NOON + DAY + 1);
    }

    @Test
    void ofTwoDecisionsTheLaterStandsInWhateverOrder() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.decision(decision("d1", "overturned", "v-m1", USER, NOON + 1));
        assertThat(harness.last().getScore()).isEqualTo(50);
        harness.decision(decision("d2", "upheld", "v-m1", USER, NOON + 2));
        assertThat(harness.last().getScore()).isEqualTo(40);
        assertThat(entry(2).getEntryId()).isEqualTo(new ContentId().of("d2", "violation"));
        harness.decision(decision("d0", "overturned", "v-m1", USER, NOON + 1));
        assertThat(harness.last().getScore()).isEqualTo(40);
        // At one moment the greater id stands.
        harness.decision(decision("d3", "overturned", "v-m1", USER, NOON + 2));
        assertThat(harness.last().getScore()).isEqualTo(50);

        harness.verdict(removed(2, "m2", "user-2", NOON));
        harness.decision(decision("d5", "upheld", "v-m2", "user-2", NOON + 2));
        harness.decision(decision("d4", "overturned", "v-m2", "user-2", NOON + 1));
        assertThat(harness.last().getScore()).isEqualTo(40);
        assertThat(harness.last().getUserId()).isEqualTo("user-2");
    }

    @Test
    void aDecisionThatOvertakesItsVerdictWaits() throws Exception {
        harness.decision(decision("d1", "overturned", "v-m1", USER, NOON + 1));
        harness.decision(decision("d2", "upheld", "v-m2", USER, NOON + 1));
        harness.watermark(NOON + 2);
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.verdict(flagged("review", 1, "m2", USER, NOON));
        assertThat(harness.entries()).extracting(CreditEntry::getMessageId).containsExactly("m2");
        harness.watermark(NOON + DAY);
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void aDecisionOnAVerdictThatNeverComesBecomesADeadLetter() throws Exception {
        harness.watermark(NOON);
        harness.decision(decision("d1", "overturned", "v-none", USER, NOON - DAY));
        harness.decision(decision("d2", "upheld", "v-none", USER, NOON + 5));
        harness.watermark(NOON + CreditHarness.WAIT.toMillis() - 1);
        assertThat(harness.deadLetters()).isEmpty();
        harness.watermark(NOON + CreditHarness.WAIT.toMillis());
        assertThat(harness.deadLetters()).hasSize(1);
        assertThat(harness.deadLetters().get(0).getCode()).isEqualTo("unknown-verdict");
        assertThat(harness.deadLetters().get(0).getReason()).contains("v-none", "d1", USER);
        assertThat(harness.deadLetters().get(0).getValue()).isNotNull();
        harness.watermark(NOON + 5 + CreditHarness.WAIT.toMillis());
        assertThat(harness.deadLetters()).hasSize(2);
        assertThat(harness.keyedStateEntries()).isZero();
    }

    @Test
    void tooManyWaitingDecisionsAreDeadLettersAtOnce() throws Exception {
        for (int i = 0; i <= WaitingDecisions.MOST; i++) {
            harness.decision(decision("d" + i, "upheld", "v-none", USER, NOON));
        }
        assertThat(harness.deadLetters()).hasSize(1);
        assertThat(harness.deadLetters().get(0).getReason()).contains("wait already");
    }

    // By itself

    @Test
    void pointsLapseByThemselvesAtTheirMoment() throws Exception {
        harness.verdict(removed(3, "m1", USER, NOON));
        harness.verdict(removed(1, "m2", USER, NOON + 4 * DAY));
        assertThat(harness.last().getScore()).isEqualTo(25);
        // Time jumps over both; each change has its own moment.
        harness.watermark(NOON + 40 * DAY);
        assertThat(harness.credits())
                .extracting(UserCredit::getEffectiveFrom)
                .containsExactly(NOON, NOON + 4 * DAY, NOON + 8 * DAY, NOON + 12 * DAY);
        assertThat(harness.credits())
                .extracting(UserCredit::getScore)
                .containsExactly(29, 25, 29, 50);
        assertThat(harness.last().getChangesAt()).isNull();
        assertThat(harness.credits())
                .extracting(UserCredit::getSequence)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aLevelFallsAtOnceAndRisesWhenTheScoreHasStood() throws Exception {
        harness.verdict(removed(3, "m1", USER, NOON));
        harness.verdict(removed(2, "m2", USER, NOON));
        assertThat(harness.last().getLevel()).isEqualTo(2);
        harness.watermark(NOON + 30 * DAY);
        assertThat(harness.credits())
                .extracting(credit -> (credit.getEffectiveFrom() - NOON) / DAY)
                .containsExactly(0L, 0L, 7L, 9L, 12L);
        assertThat(harness.credits())
                .extracting(UserCredit::getLevel)
                .containsExactly(3, 2, 2, 3, 3);
        assertThat(harness.credits().get(3).getPreviousLevel()).isEqualTo(2);
    }

    @Test
    void activeDaysWithoutViolationRecover() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.watermark(START + DAY + 1);
        harness.verdict(verdict("m2", USER, NOON + DAY));
        harness.verdict(verdict("m3", USER, NOON + DAY + 1));
        harness.watermark(START + 2 * DAY - 1);
        assertThat(harness.last().getScore()).isEqualTo(40);
        harness.watermark(START + 2 * DAY);
        assertThat(harness.last().getScore()).isEqualTo(43);
        assertThat(harness.last().getEffectiveFrom()).isEqualTo(START + 2 * DAY);
        // The next days pass without a word.
        harness.watermark(START + 5 * DAY);
        assertThat(harness.last().getScore()).isEqualTo(43);
        harness.verdict(verdict("m4", USER, NOON + 5 * DAY));
        harness.watermark(START + 6 * DAY);
        assertThat(harness.last().getScore()).isEqualTo(46);
    }

    @Test
    void whoNeverOffendsRisesWithTheirActiveDays() throws Exception {
        for (int i = 0; i < 8; i++) {
            harness.verdict(verdict("m" + i, USER, NOON + i * DAY));
            harness.watermark(START + (i + 1) * DAY);
        }
        assertThat(harness.credits()).extracting(UserCredit::getLevel).containsExactly(4, 5);
        assertThat(harness.credits())
                .extracting(credit -> (credit.getEffectiveFrom() - START) / DAY)
                .containsExactly(3L, 6L);
        assertThat(harness.last().getActiveDays()).isEqualTo(6);
        assertThat(harness.last().getServices().getPostRate()).isNull();
    }

    // Tables

    @Test
    void verdictsWaitForTheTablesOfTheirVersion() throws Exception {
        harness.close();
        harness = CreditHarness.withoutTables();
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.decision(decision("d1", "upheld", "v-m1", USER, NOON + 1));
        harness.verdict(removed(2, "m2", USER, NOON));
        harness.flink.setProcessingTime(5_000);
        assertThat(harness.entries()).isEmpty();
        harness.release(CreditSamples.tables(1));
        harness.flink.setProcessingTime(7_000);
        assertThat(harness.entries()).hasSize(2);
        assertThat(harness.last().getScore()).isEqualTo(25);
        assertThat(harness.flink.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aNewTableCountsFromTheFirstMessageThatItJudged() throws Exception {
        harness.verdict(removed(2, "m1", USER, NOON));
        harness.release(
                io.qundun.jobs.runtime.policy.ReleasedTables.of(CreditSamples.status(2, 30)));
        assertThat(harness.credits()).hasSize(1);
        Verdict under2 = removed(2, "m2", USER, NOON + 10 * DAY);
        under2.getPolicy().setVersion(2);
        harness.verdict(under2);
        assertThat(entry(1).getPoints()).isEqualTo(-30);
        assertThat(entry(1).getPolicyVersion()).isEqualTo(2);
        assertThat(harness.last().getPolicyVersion()).isEqualTo(2);
        assertThat(harness.last().getScore()).isEqualTo(20);
    }

    // Clocks

    @Test
    void aClockSetBackDoesNotLetPointsLapse() throws Exception {
        Verdict backdated = removed(2, "m1", USER, NOON);
        backdated.setEventTime(NOON - 3650 * DAY);
        harness.watermark(NOON - 1);
        harness.verdict(backdated);
        assertThat(entry(0).getEventTime()).isEqualTo(NOON - DAY);
        assertThat(harness.last().getScore()).isEqualTo(40);
        assertThat(harness.last().getChangesAt()).isEqualTo(NOON + 6 * DAY);
    }

    @Test
    void timeThatJumpsAheadLetsEverythingLapseAndNothingLinger() throws Exception {
        harness.verdict(removed(3, "m1", USER, NOON));
        harness.verdict(flagged("review", 3, "m2", USER, NOON));
        Verdict refused = verdict("m3", USER, NOON);
        refused.setAction("refuse");
        harness.verdict(refused);
        harness.watermark(NOON + 3650 * DAY);
        assertThat(harness.last().getScore()).isEqualTo(50);
        assertThat(harness.flink.numEventTimeTimers()).isZero();
        // Activity and status remain.
        assertThat(harness.keyedStateEntries()).isEqualTo(2);
        // What comes from before can change nothing any more.
        int lines = harness.entries().size();
        harness.verdict(removed(3, "m4", USER, NOON + DAY));
        harness.verdict(removed(3, "m1", USER, NOON));
        assertThat(harness.entries()).hasSize(lines);
        assertThat(harness.last().getScore()).isEqualTo(50);
        // And the next day's activity takes little room, ten years on.
        harness.verdict(verdict("m5", USER, NOON + 3650 * DAY));
        harness.verdict(removed(2, "m6", USER, NOON + 3650 * DAY));
        assertThat(harness.last().getScore()).isEqualTo(40);
    }

    @Test
    void aLateVerdictIsWeighedAsIfItHadComeInTime() throws Exception {
        harness.verdict(removed(2, "m2", USER, NOON + DAY));
        harness.watermark(NOON + 2 * DAY);
        assertThat(harness.last().getScore()).isEqualTo(40);
        harness.verdict(removed(2, "m1", USER, NOON));
        // The earlier makes the later a repetition.
        assertThat(harness.last().getScore()).isEqualTo(25);
        assertThat(harness.last().getEffectiveFrom()).isEqualTo(NOON + 2 * DAY);
    }

    @Test
    void aUserWhoOnlyMeetsRefusalsLeavesNothing() throws Exception {
        Verdict refused = verdict("m1", USER, NOON);
        refused.setAction("refuse");
        harness.verdict(refused);
        assertThat(harness.keyedStateEntries()).isEqualTo(2);
        harness.watermark(NOON + UserLedger.APART_MILLIS);
        assertThat(harness.keyedStateEntries()).isZero();
        assertThat(harness.credits()).isEmpty();
    }

    private CreditEntry entry(int index) {
        List<CreditEntry> entries = harness.entries();
        assertThat(entries.size()).isGreaterThan(index);
        return entries.get(index);
    }
}
