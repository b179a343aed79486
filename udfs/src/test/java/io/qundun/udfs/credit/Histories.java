package io.qundun.udfs.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Random histories: violations on quarters of a day in about a month, and active days. */
public class Histories extends DomainContextBase {
    static final int FIRST_DAY = 20_000;
    static final int DAYS = 40;
    static final long QUARTER = Days.MILLIS / 4;

    /** What a user did. */
    record History(List<Violation> violations, Set<Integer> days) {
        CreditHistory credit() {
            return CreditHistory.of(violations, activeDays(), Tables.SHORT);
        }

        ActiveDays activeDays() {
            ActiveDays active = ActiveDays.NONE;
            for (int day : days) {
                active = active.with(day);
            }
            return active;
        }

        List<LedgerEntry> entries() {
            List<LedgerEntry> entries = new ArrayList<>();
            for (Violation violation : violations) {
                entries.add(new LedgerEntry("e-" + violation.causeId(), violation, null));
            }
            return entries;
        }
    }

    /** All moments at which anything can change, and those right before. */
    static List<Long> moments() {
        List<Long> moments = new ArrayList<>();
        for (int i = -4; i < (DAYS + 20) * 4; i++) {
            moments.add(Days.start(FIRST_DAY) + i * QUARTER - 1);
            moments.add(Days.start(FIRST_DAY) + i * QUARTER);
        }
        return moments;
    }

    static Violation violation(int id, int quarter, int severity, String role) {
        long time = Days.start(FIRST_DAY) + quarter * QUARTER;
        return new Violation(
                "m" + id,
                time,
                Tables.SHORT.pointsOf(severity, role),
                Tables.SHORT.expiresAt(severity, time));
    }

    @Provide
    Arbitrary<History> histories() {
        Arbitrary<Violation> violations =
                Combinators.combine(
                                Arbitraries.integers().between(0, 9_999),
                                Arbitraries.integers().between(0, DAYS * 4 - 1),
                                Arbitraries.integers().between(1, 3),
                                Arbitraries.of("member", "manager", "creator"))
                        .as(Histories::violation);
        Arbitrary<Set<Integer>> days =
                Arbitraries.integers()
                        .between(FIRST_DAY, FIRST_DAY + DAYS - 1)
                        .set()
                        .ofMinSize(0)
                        .ofMaxSize(DAYS);
        return Combinators.combine(
                        violations.list().uniqueElements(Violation::causeId).ofMaxSize(12), days)
                .as(History::new);
    }
}
