package io.qundun.udfs.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GradeHistoryTest {

    private static final int FIRST = 20_000;
    private static final int RISE = 3;
    private static final GradeTable TABLE =
            new GradeTable(
                    "test",
                    3,
                    RISE,
                    Map.of("fraud", 10, "spam", 1),
                    List.of(
                            new GradeTable.Bracket(10, 10),
                            new GradeTable.Bracket(20, 20),
                            new GradeTable.Bracket(40, 40)),
                    List.of(new GradeTable.Bracket(1_000, 5)),
                    List.of(new GradeTable.Bracket(100, 10)),
                    Map.of("lending", 20),
                    List.of(
                            new GradeTable.Border(5, 0),
                            new GradeTable.Border(4, 10),
                            new GradeTable.Border(3, 20),
                            new GradeTable.Border(2, 30),
                            new GradeTable.Border(1, 40)),
                    SurgeRule.DEFAULT);

    private static ActivityCounts counts(int messages, String category, int flagged) {
        ActivityCounts counts = new ActivityCounts();
        for (int i = 0; i < messages; i++) {
            counts.add(Standing.ALLOWED);
        }
        for (int i = 0; i < flagged; i++) {
            counts.add(new Standing(Action.REMOVE, List.of(category)));
        }
        return counts;
    }

    private static int grade(GradeHistory history, int day) {
        return history.grade(day, TABLE).grade();
    }

    @Test
    void beginsNeutralAndRisesAfterWholeDays() {
        GradeHistory history = new GradeHistory();
        history.add(FIRST, counts(1, "", 0));

        for (int day = FIRST; day < FIRST + RISE; day++) {
            assertThat(grade(history, day)).as("day %d", day).isEqualTo(3);
        }
        assertThat(grade(history, FIRST + RISE)).isEqualTo(5);
        assertThat(history.grade(FIRST, TABLE).changesOn()).isEqualTo(FIRST + RISE);
        assertThat(history.grade(FIRST + RISE, TABLE).changesOn()).isEqualTo(-1);
    }

    @Test
    void fallsAtOnceAndRisesWhenTheWeekAndTheDaysAreOver() {
        GradeHistory history = new GradeHistory();
        history.add(FIRST, counts(1, "", 0));
        int fall = FIRST + 10;
        assertThat(grade(history, fall)).isEqualTo(5);

        history.add(fall, counts(0, "fraud", 2));

        assertThat(grade(history, fall)).isEqualTo(3);
        int last = fall + GradeTable.COUNTED_DAYS - 1 + RISE;
        assertThat(grade(history, last)).isEqualTo(3);
        assertThat(grade(history, last + 1)).isEqualTo(5);
        assertThat(history.grade(fall, TABLE).changesOn()).isEqualTo(last + 1);
    }

    @Test
    void membersAndCategoryCountAsTheyWereOnADay() {
        GradeHistory history = new GradeHistory();
        history.members(FIRST, 100);
        history.members(FIRST, 99);
        int later = FIRST + RISE + 1;
        assertThat(history.grade(FIRST, TABLE).members()).as("the most of the day").isEqualTo(100);
        assertThat(grade(history, FIRST + RISE + 1)).as("99 from the second day on").isEqualTo(5);

        history.category(later, "lending");

        assertThat(grade(history, later)).isEqualTo(3);
        history.category(later + 1, "family");
        assertThat(grade(history, later + 1)).as("it was lending on that day too").isEqualTo(3);
        assertThat(grade(history, later + 1 + RISE)).isEqualTo(3);
        assertThat(grade(history, later + 2 + RISE)).isEqualTo(5);
    }

    private record Happening(int day, int messages, String category, int flagged) {}

    private static List<Happening> happenings(Random random, int most) {
        List<Happening> happenings = new ArrayList<>();
        for (int n = random.nextInt(most); n > 0; n--) {
            happenings.add(
                    new Happening(
                            FIRST + random.nextInt(40),
                            random.nextInt(600),
                            random.nextBoolean() ? "fraud" : "spam",
                            random.nextInt(3)));
        }
        return happenings;
    }

    private static GradeHistory history(List<Happening> happenings) {
        GradeHistory history = new GradeHistory();
        for (Happening each : happenings) {
            history.add(each.day(), counts(each.messages(), each.category(), each.flagged()));
        }
        return history;
    }

    @Property(tries = 200)
    void theOrderOfArrivalChangesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        List<Happening> happenings = happenings(random, 20);
        List<Happening> shuffled = new ArrayList<>(happenings);
        Collections.shuffle(shuffled, random);
        GradeHistory one = history(happenings);
        GradeHistory other = history(shuffled);

        for (int day = FIRST + 40; day < FIRST + 60; day++) {
            assertThat(one.grade(day, TABLE)).isEqualTo(other.grade(day, TABLE));
        }
    }

    @Property(tries = 200)
    void isWhatForceSays(@ForAll long seed) {
        Random random = new Random(seed);
        List<Happening> happenings = happenings(random, 12);
        int today = FIRST + 39 + random.nextInt(20);

        int lowest = 5;
        for (int day = today - RISE; day <= today; day++) {
            lowest = Math.min(lowest, own(happenings, day));
        }

        assertThat(grade(history(happenings), today)).isEqualTo(lowest);
    }

    private static int own(List<Happening> happenings, int day) {
        if (happenings.stream().noneMatch(each -> each.day() <= day)) {
            return TABLE.start();
        }
        long messages = 0;
        long violations = 0;
        for (Happening each : happenings) {
            if (each.day() > day - 7 && each.day() <= day) {
                messages += each.messages() + each.flagged();
                violations += each.flagged() * (each.category().equals("fraud") ? 10L : 1L);
            }
        }
        int points = violations >= 40 ? 40 : violations >= 20 ? 20 : violations >= 10 ? 10 : 0;
        points += messages >= 1_000 ? 5 : 0;
        return points >= 40 ? 1 : points >= 30 ? 2 : points >= 20 ? 3 : points >= 10 ? 4 : 5;
    }

    @Property(tries = 200)
    void withinADayItOnlyFallsAndRisesStayForTheRiseTime(@ForAll long seed) {
        Random random = new Random(seed);
        List<Happening> happenings = new ArrayList<>(happenings(random, 30));
        happenings.sort(java.util.Comparator.comparingInt(Happening::day));
        GradeHistory history = new GradeHistory();
        int next = 0;
        int[] ends = new int[60];
        for (int i = 0; i < ends.length; i++) {
            int day = FIRST + i;
            int grade = grade(history, day);
            for (; next < happenings.size() && happenings.get(next).day() == day; next++) {
                Happening each = happenings.get(next);
                history.add(day, counts(each.messages(), each.category(), each.flagged()));
                int after = grade(history, day);
                if (next > 0) {
                    assertThat(after).as("within a day").isLessThanOrEqualTo(grade);
                }
                grade = after;
            }
            ends[i] = grade;
            if (i > RISE && ends[i] > ends[i - 1]) {
                for (int back = 1; back <= RISE; back++) {
                    assertThat(history.grade(day - back, TABLE).own())
                            .as("%d days above the border before a rise", RISE)
                            .isGreaterThanOrEqualTo(ends[i]);
                }
            }
        }
    }

    @Property(tries = 100)
    void overturningRestoresWhatWouldHaveBeen(
            @ForAll long seed, @ForAll @IntRange(max = 39) int at) {
        Random random = new Random(seed);
        List<Happening> happenings = happenings(random, 10);
        happenings.add(new Happening(FIRST + at, 1, "", 0));
        GradeHistory without = history(happenings);
        GradeHistory overturned = history(happenings.subList(0, happenings.size() - 1));
        Standing flagged = new Standing(Action.REMOVE, List.of("fraud"));
        ActivityCounts counts = new ActivityCounts();
        counts.add(flagged);
        overturned.add(FIRST + at, counts);
        overturned.correct(FIRST + at, flagged, Standing.ALLOWED);

        for (int day = FIRST + 39; day < FIRST + 60; day++) {
            assertThat(overturned.grade(day, TABLE)).isEqualTo(without.grade(day, TABLE));
        }
    }

    @Property(tries = 100)
    void isKeptAndForgottenWithoutChangingAnything(@ForAll long seed) {
        Random random = new Random(seed);
        List<Happening> happenings = happenings(random, 20);
        GradeHistory history = history(happenings);
        history.members(FIRST + 40, random.nextInt(300));
        history.category(FIRST + 40, random.nextBoolean() ? "lending" : "family");
        int today = FIRST + 41 + random.nextInt(100);
        GradeHistory.Grade before = history.grade(today, TABLE);

        history.forget(today);
        BinaryOutput out = new BinaryOutput().begin(1);
        history.write(out);
        BinaryInput in = new BinaryInput();
        in.begin("test", out.toByteArray(), 1);

        assertThat(GradeHistory.read(in).grade(today, TABLE)).isEqualTo(before);
    }
}
