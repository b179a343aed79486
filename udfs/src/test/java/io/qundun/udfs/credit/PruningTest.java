package io.qundun.udfs.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.credit.Histories.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;

/**
 * What is forgotten changes nothing: the history is cut at a moment, pruned, and goes on with late
 * violations, late activity and decisions on what was kept.
 */
@Domain(Histories.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class PruningTest {
    private static final CreditTable TABLE = Tables.SHORT;

    @Property(tries = 2000)
    void whatIsForgottenChangesNoLaterScore(
            @ForAll History history,
            @ForAll @IntRange(min = 0, max = Histories.DAYS * 4) int cut,
            @ForAll Random random) {
        long now = Days.start(Histories.FIRST_DAY) + cut * Histories.QUARTER;
        long horizon = now - TABLE.horizonMillis();

        // What came before the cut, whatever its event time, and what comes after it, at most the
        // horizon late.
        List<Violation> early = new ArrayList<>();
        List<Violation> late = new ArrayList<>();
        for (Violation violation : history.violations()) {
            boolean canBeLate = violation.time() >= horizon;
            (canBeLate && (violation.time() > now || random.nextBoolean()) ? late : early)
                    .add(violation);
        }
        Set<Integer> earlyDays = new HashSet<>();
        Set<Integer> lateDays = new HashSet<>();
        for (int day : history.days()) {
            boolean canBeLate = day >= Days.of(horizon);
            (canBeLate && (day > Days.of(now) || random.nextBoolean()) ? lateDays : earlyDays)
                    .add(day);
        }

        List<Violation> kept = kept(early, now);
        long oldest = kept.isEmpty() ? Long.MAX_VALUE : kept.get(0).time();
        ActiveDays days =
                new History(List.of(), earlyDays)
                        .activeDays()
                        .forgetting(Pruning.firstDay(oldest, now, TABLE));
        for (int day : lateDays) {
            days = days.with(day);
        }

        // Of what was kept or came later, any may be overturned.
        List<Violation> pruned = new ArrayList<>(kept);
        pruned.addAll(late);
        List<Violation> whole = new ArrayList<>(history.violations());
        for (Violation violation : List.copyOf(pruned)) {
            if (random.nextInt(4) == 0) {
                pruned.remove(violation);
                whole.remove(violation);
            }
        }
        CreditHistoryTest.assertSame(
                CreditHistory.of(pruned, days, TABLE),
                CreditHistory.of(whole, history.activeDays(), TABLE),
                now);
    }

    @Property(tries = 500)
    void everythingIsForgottenInTheEnd(@ForAll History history) {
        long end = Days.start(Histories.FIRST_DAY + Histories.DAYS + 20);
        assertThat(kept(history.violations(), end)).isEmpty();
    }

    @Example
    void aLoneViolationIsKeptUntilItHasLapsedAndTheLevelHasRisen() {
        Violation lone = Histories.violation(1, 0, 2, "member");
        long at = Pruning.forgettableAt(times(lone), expiries(lone), TABLE)[0];
        assertThat(at).isEqualTo(lone.expiresAt() + TABLE.riseMillis());
    }

    @Example
    void anEarlierViolationIsKeptForTheSakeOfARepeatedOne() {
        Violation light = Histories.violation(1, 0, 1, "member");
        Violation grave = Histories.violation(2, 12, 3, "member");
        Violation apart = Histories.violation(3, 13, 3, "member");
        long until = grave.expiresAt() + TABLE.riseMillis();
        assertThat(Pruning.forgettableAt(times(light, grave), expiries(light, grave), TABLE)[0])
                .isEqualTo(until);
        assertThat(Pruning.forgettableAt(times(light, apart), expiries(light, apart), TABLE)[0])
                .isEqualTo(light.time() + TABLE.repetitionMillis() + TABLE.horizonMillis() + 1);
    }

    private static List<Violation> kept(List<Violation> violations, long now) {
        List<Violation> sorted = new ArrayList<>(violations);
        sorted.sort(Comparator.comparingLong(Violation::time));
        Violation[] all = sorted.toArray(Violation[]::new);
        long[] at = Pruning.forgettableAt(times(all), expiries(all), TABLE);
        List<Violation> kept = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (at[i] > now) {
                kept.add(all[i]);
            }
        }
        return kept;
    }

    private static long[] times(Violation... violations) {
        long[] times = new long[violations.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = violations[i].time();
        }
        return times;
    }

    private static long[] expiries(Violation... violations) {
        long[] expiries = new long[violations.length];
        for (int i = 0; i < expiries.length; i++) {
            expiries[i] = violations[i].expiresAt();
        }
        return expiries;
    }
}
