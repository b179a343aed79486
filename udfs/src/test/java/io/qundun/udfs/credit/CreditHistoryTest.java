package io.qundun.udfs.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.credit.Histories.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(Histories.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class CreditHistoryTest {
    private static final List<Long> MOMENTS = Histories.moments();

    @Property(tries = 150)
    void isWhatItsDefinitionSays(@ForAll History history) {
        CreditHistory credit = history.credit();
        PlainCredit plain = new PlainCredit(history.violations(), history.days(), Tables.SHORT);
        for (long moment : MOMENTS) {
            assertThat(credit.scoreAt(moment)).isEqualTo(plain.scoreAt(moment));
            assertThat(credit.levelAt(moment)).isEqualTo(plain.levelAt(moment));
        }
    }

    @Property(tries = 300)
    void isTheSameInAnyOrderAndWithAnyDuplicates(
            @ForAll History history, @ForAll Random random, @ForAll boolean reversing) {
        List<LedgerEntry> entries = history.entries();
        if (reversing && !entries.isEmpty()) {
            entries.add(new LedgerEntry("r", null, entries.get(0).entryId()));
        }
        List<Integer> days = new ArrayList<>(history.days());
        CreditHistory once = credit(entries, days);
        int n = entries.size();
        for (int i = 0; i < n; i++) {
            entries.add(entries.get(random.nextInt(n)));
        }
        Collections.shuffle(entries, random);
        days.addAll(history.days());
        Collections.shuffle(days, random);
        assertSame(credit(entries, days), once, Long.MIN_VALUE);
    }

    @Property(tries = 300)
    void overturningGivesBackExactlyWhatWasTaken(@ForAll History history, @ForAll Random random) {
        List<LedgerEntry> entries = history.entries();
        if (entries.isEmpty()) {
            return;
        }
        LedgerEntry overturned = entries.get(random.nextInt(entries.size()));
        List<LedgerEntry> without = new ArrayList<>(entries);
        without.remove(overturned);
        entries.add(
                random.nextInt(entries.size() + 1),
                new LedgerEntry("reversal", null, overturned.entryId()));
        assertSame(
                credit(entries, history.days()), credit(without, history.days()), Long.MIN_VALUE);
    }

    @Property(tries = 500)
    void neverFallsWithoutAViolation(@ForAll History history) {
        CreditHistory credit = history.credit();
        int score = Tables.SHORT.start();
        int level = CreditTable.UNKNOWN_LEVEL;
        for (long moment : MOMENTS) {
            boolean violated =
                    history.violations().stream().anyMatch(each -> each.time() == moment);
            if (!violated) {
                assertThat(credit.scoreAt(moment)).isGreaterThanOrEqualTo(score);
                assertThat(credit.levelAt(moment)).isGreaterThanOrEqualTo(level);
            }
            score = credit.scoreAt(moment);
            level = credit.levelAt(moment);
        }
        assertThat(score).as("all has lapsed").isEqualTo(Tables.SHORT.start());
    }

    @Property(tries = 500)
    void aLevelThatFellForItsScoreDoesNotRiseSoon(@ForAll History history) {
        CreditHistory credit = history.credit();
        long fell = Long.MIN_VALUE;
        int level = CreditTable.UNKNOWN_LEVEL;
        for (long moment : MOMENTS) {
            int now = credit.levelAt(moment);
            int days = credit.activeDaysAt(moment);
            if (now < level) {
                fell = moment;
            } else if (now > level && days == credit.activeDaysAt(moment - 1)) {
                assertThat(moment - Math.max(fell, 0))
                        .isGreaterThanOrEqualTo(Tables.SHORT.riseMillis());
            }
            level = now;
        }
    }

    @Property(tries = 150)
    void changesNeitherBeforeItSaysNorLater(@ForAll History history) {
        CreditHistory credit = history.credit();
        for (int i = 0; i < MOMENTS.size(); i += 7) {
            long from = MOMENTS.get(i);
            long next = credit.changesAt(from);
            int score = credit.scoreAt(from);
            int level = credit.levelAt(from);
            for (long moment : MOMENTS) {
                if (moment > from && moment < next) {
                    assertThat(credit.scoreAt(moment)).isEqualTo(score);
                    assertThat(credit.levelAt(moment)).isEqualTo(level);
                }
            }
            if (next != CreditHistory.NEVER) {
                assertThat(credit.scoreAt(next) == score && credit.levelAt(next) == level)
                        .isFalse();
            }
        }
    }

    @Property(tries = 300)
    void namesTheViolationsThatBear(@ForAll History history) {
        CreditHistory credit = history.credit();
        for (long moment : MOMENTS) {
            int deficit = Tables.SHORT.start() - credit.scoreAt(moment);
            assertThat(credit.bearingAt(moment).isEmpty()).isEqualTo(deficit == 0);
        }
    }

    @Example
    void followsAnOffenderWhoMendsTheirWays() {
        // 50; a severity-2 offence on day 0 takes 10; active on days 0 to 4.
        History history =
                new History(
                        List.of(Histories.violation(1, 2, 2, "member")),
                        Set.of(20_000, 20_001, 20_002, 20_003, 20_004));
        CreditHistory credit = history.credit();
        long offence = Days.start(20_000) + 2 * Histories.QUARTER;
        assertThat(credit.scoreAt(offence - 1)).isEqualTo(50);
        assertThat(credit.scoreAt(offence)).isEqualTo(40);
        // The day of the offence does not recover, the three after it give 3 each, the next the
        // rest.
        assertThat(credit.scoreAt(Days.end(20_000))).isEqualTo(40);
        assertThat(credit.scoreAt(Days.end(20_001) - 1)).isEqualTo(40);
        assertThat(credit.scoreAt(Days.end(20_001))).isEqualTo(43);
        assertThat(credit.scoreAt(Days.end(20_003))).isEqualTo(49);
        assertThat(credit.scoreAt(Days.end(20_004))).isEqualTo(50);
        assertThat(credit.changesAt(offence)).isEqualTo(Days.end(20_001));
        // Level 4 asks for 40 points and three active days.
        assertThat(credit.levelAt(offence)).isEqualTo(3);
        assertThat(credit.levelAt(Days.end(20_002))).isEqualTo(4);
        assertThat(credit.changesAt(Days.end(20_004))).isEqualTo(CreditHistory.NEVER);
    }

    @Example
    void weighsRepetitionAndRisesAfterTheScoreHasStood() {
        History history =
                new History(
                        List.of(
                                Histories.violation(1, 0, 2, "member"),
                                Histories.violation(2, 4, 2, "member"),
                                Histories.violation(3, 8, 2, "creator")),
                        Set.of());
        CreditHistory credit = history.credit();
        long first = Days.start(20_000);
        // 10, then 10 and 20 half as much again.
        assertThat(credit.scoreAt(first + 2 * Days.MILLIS)).isEqualTo(50 - 10 - 15 - 30 + 5);
        assertThat(credit.levelAt(first + 2 * Days.MILLIS)).isEqualTo(1);
        // Nothing recovers without activity; after 7 days each lapses.
        assertThat(credit.scoreAt(first + 9 * Days.MILLIS - 1)).isEqualTo(20);
        assertThat(credit.scoreAt(first + 9 * Days.MILLIS)).isEqualTo(50);
        assertThat(credit.levelAt(first + 11 * Days.MILLIS - 1)).isEqualTo(2);
        assertThat(credit.levelAt(first + 11 * Days.MILLIS)).isEqualTo(3);
    }

    @Example
    void whoNeverOffendedEarnsTheHigherLevels() {
        History history =
                new History(List.of(), Set.of(20_000, 20_003, 20_007, 20_008, 20_009, 20_010));
        CreditHistory credit = history.credit();
        assertThat(credit.levelAt(Days.start(20_000))).isEqualTo(3);
        assertThat(credit.changesAt(Days.start(20_000))).isEqualTo(Days.end(20_007));
        assertThat(credit.levelAt(Days.end(20_007))).isEqualTo(4);
        assertThat(credit.levelAt(Days.end(20_010))).isEqualTo(5);
        assertThat(credit.scoreAt(Days.end(20_010))).isEqualTo(50);
    }

    static void assertSame(CreditHistory one, CreditHistory other, long from) {
        for (long moment : MOMENTS) {
            if (moment >= from) {
                assertThat(one.scoreAt(moment)).isEqualTo(other.scoreAt(moment));
                assertThat(one.levelAt(moment)).isEqualTo(other.levelAt(moment));
                assertThat(one.changesAt(moment)).isEqualTo(other.changesAt(moment));
            }
        }
    }

    private static CreditHistory credit(List<LedgerEntry> entries, Iterable<Integer> days) {
        ActiveDays active = ActiveDays.NONE;
        for (int day : days) {
            active = active.with(day);
        }
        return CreditHistory.of(LedgerEntry.standing(entries), active, Tables.SHORT);
    }
}
