package io.qundun.jobs.activity;

import static io.qundun.jobs.activity.Inputs.DAY;
import static io.qundun.jobs.activity.Inputs.HOUR;
import static io.qundun.jobs.activity.Inputs.MINUTE;
import static io.qundun.jobs.activity.Inputs.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.Surge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupActivityFunctionTest {

    private static final String G = "group-1";

    private ActivityHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = new ActivityHarness(1);
        harness.release(Inputs.tables(1));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void tellsWhenABucketClosesAndOnceMoreAsEachWindowRunsEmpty() throws Exception {
        harness.take(Inputs.message(G, "m", "u", START + 5));

        harness.advance(START + 30 * DAY);

        assertThat(harness.activities)
                .extracting(GroupActivity::getAt)
                .containsExactly(
                        START + MINUTE,
                        START + 2 * MINUTE,
                        START + HOUR,
                        START + HOUR + MINUTE,
                        START + HOUR + DAY,
                        START + HOUR + 7 * DAY);
        assertThat(harness.activities)
                .extracting(GroupActivity::getIdle)
                .containsExactly(false, false, false, false, false, true);
        assertThat(harness.activities.get(2).getWindows())
                .extracting(ActivityWindow::getSpan, ActivityWindow::getMessages)
                .containsExactly(
                        tuple("1m", 0L), tuple("1h", 1L), tuple("24h", 1L), tuple("7d", 1L));
        assertThat(harness.timers()).isZero();
    }

    @Test
    void aSilentGroupKeepsMembersAndGradeButNoWindow() throws Exception {
        harness.take(Inputs.event(G, "e1", "created", "u1", START));
        harness.take(Inputs.event(G, "e2", "joined", "u2", START + 1));
        harness.take(Inputs.removed(G, "m", "u2", START + 2, "fraud"));
        harness.take(Inputs.message(G, "n", "u1", START + 3));

        harness.advance(START + 30 * DAY);

        // Profile, and the map of members.
        assertThat(harness.stateEntries()).isEqualTo(2);
        assertThat(last().getMembers()).isEqualTo(2);
    }

    @Test
    void aGroupThatClosesIsForgotten() throws Exception {
        harness.take(Inputs.event(G, "e1", "created", "u1", START));
        harness.take(Inputs.event(G, "e2", "joined", "u2", START + 1));
        harness.take(Inputs.message(G, "m", "u2", START + 2));
        harness.advance(START + MINUTE);
        assertThat(harness.grades).hasSize(1);
        harness.take(Inputs.event(G, "e3", "closed", null, START + 2 * MINUTE));
        harness.advance(START + 3 * MINUTE);
        assertThat(harness.grades.get(1).grade).as("a tombstone").isNull();
        assertThat(last().getMembers()).isEqualTo(2);

        harness.take(Inputs.message(G, "after", "u2", START + 4 * MINUTE));
        harness.take(Inputs.event(G, "e4", "joined", "u3", START + 4 * MINUTE));

        assertThat(lateReasons()).containsExactly("v-after group-closed", "e4 group-closed");
        harness.advance(START + HOUR + 7 * DAY - 1);
        assertThat(harness.stateEntries()).isPositive();
        harness.advance(START + 8 * DAY);
        assertThat(last().getIdle()).isTrue();
        assertThat(harness.stateEntries()).isZero();
        assertThat(harness.timers()).isZero();
        assertThat(harness.grades).as("nothing more is said of its grade").hasSize(2);
    }

    @Test
    void aLateCloseIsACloseAllTheSame() throws Exception {
        harness.take(Inputs.event(G, "e1", "created", "u1", START));
        harness.advance(START + 5 * MINUTE);
        harness.take(Inputs.event(G, "e2", "closed", null, START));
        harness.advance(START + 7 * MINUTE);

        assertThat(lateReasons()).containsExactly("e2 late");
        assertThat(harness.grades.get(1).grade).isNull();
        harness.take(Inputs.message(G, "after", "u1", START + 8 * MINUTE));
        assertThat(lateReasons()).contains("v-after group-closed");
        harness.advance(START + 30 * DAY);
        assertThat(harness.stateEntries()).isZero();
    }

    @Test
    void anEventOfAnUnknownGroupCountsAndIsRecordedOnce() throws Exception {
        harness.take(Inputs.event(G, "e1", "joined", "u1", START));
        harness.take(Inputs.event(G, "e2", "joined", "u2", START + 1));

        harness.advance(START + MINUTE);

        assertThat(lateReasons()).containsExactly("e1 unknown-group");
        assertThat(last().getMembers()).isEqualTo(2);
        assertThat(last().getWindows().get(0).getJoins()).isEqualTo(2);
    }

    @Test
    void aLeaveOfSomebodyWhoNeverJoinedCountsAndIsRecorded() throws Exception {
        harness.take(Inputs.event(G, "e1", "created", "u1", START));
        harness.take(Inputs.event(G, "e2", "left", "u9", START + 1));

        harness.advance(START + MINUTE);

        assertThat(lateReasons()).containsExactly("e2 never-joined");
        assertThat(last().getMembers()).isEqualTo(1);
        assertThat(last().getWindows().get(0).getLeaves()).isEqualTo(1);
    }

    @Test
    void membershipFollowsTheTimesOfEventsNotTheirArrival() throws Exception {
        harness.take(Inputs.event(G, "e1", "created", "u1", START));
        harness.take(Inputs.event(G, "e2", "left", "u2", START + 20));
        harness.take(Inputs.event(G, "e3", "joined", "u2", START + 10));
        harness.advance(START + MINUTE);
        assertThat(last().getMembers()).isEqualTo(1);
        assertThat(lateReasons()).isEmpty();

        harness.take(Inputs.event(G, "e4", "left", "u3", START + 3 * MINUTE));
        harness.advance(START + 4 * MINUTE);
        harness.take(Inputs.event(G, "e5", "joined", "u3", START + 2 * MINUTE));
        harness.take(Inputs.message(G, "m", "u1", START + 5 * MINUTE));
        harness.advance(START + 6 * MINUTE);
        assertThat(last().getMembers()).as("joined before, left after").isEqualTo(1);
        assertThat(lateReasons()).containsExactly("e4 never-joined", "e5 late");
    }

    @Test
    void somethingFarAheadHoldsNothingUpAndTakesOnePlace() throws Exception {
        harness.take(Inputs.message(G, "ahead", "u", START + DAY));
        int entries = harness.stateEntries();
        harness.take(Inputs.message(G, "m", "u", START));
        harness.advance(START + MINUTE);

        assertThat(harness.late).isEmpty();
        assertThat(last().getAt()).isEqualTo(START + MINUTE);
        assertThat(last().getWindows().get(0).getMessages()).isEqualTo(1);
        assertThat(entries).isEqualTo(1);
        harness.take(Inputs.message(G, "n", "u", START + 2 * MINUTE));
        harness.advance(START + 3 * MINUTE);
        assertThat(last().getWindows().get(1).getMessages()).isEqualTo(2);
        assertThat(harness.late).isEmpty();
        harness.advance(START + DAY + MINUTE);
        assertThat(last().getAt()).isEqualTo(START + DAY + MINUTE);
        assertThat(last().getWindows().get(0).getMessages()).isEqualTo(1);
    }

    @Test
    void anOverturnedVerdictLeavesItsBucketAndTheGradeIsRestored() throws Exception {
        long day = START + 5 * DAY;
        harness.take(Inputs.message(G, "m", "u", START));
        harness.advance(day);
        assertThat(lastGrade()).isEqualTo(5);
        for (String id : List.of("a", "b", "c", "d")) {
            harness.take(Inputs.removed(G, id, "u", day + MINUTE, "fraud"));
        }
        harness.advance(day + 2 * MINUTE);
        assertThat(lastGrade()).as("falls at once").isEqualTo(1);
        assertThat(last().getWindows().get(1).getFlaggedByCategory()).containsEntry("fraud", 4L);

        for (String id : List.of("a", "b", "c", "d")) {
            harness.take(
                    Inputs.decision(G, "d-" + id, "v-" + id, id, "overturned", day + 3 * MINUTE));
        }
        harness.advance(day + 4 * MINUTE);

        assertThat(last().getWindows().get(1).getFlagged()).isZero();
        assertThat(last().getWindows().get(1).getFlaggedByCategory()).isEmpty();
        assertThat(last().getWindows().get(1).getMessages()).isEqualTo(4);
        assertThat(lastGrade()).isEqualTo(5);
        harness.take(Inputs.decision(G, "again", "v-a", "a", "upheld", day + 5 * MINUTE));
        harness.advance(day + 6 * MINUTE);
        assertThat(last().getWindows().get(1).getFlagged()).as("the later one").isEqualTo(1);
    }

    @Test
    void aDecisionMayComeBeforeItsVerdict() throws Exception {
        harness.take(Inputs.decision(G, "d", "v-m", "m", "overturned", START + HOUR));
        harness.take(Inputs.removed(G, "m", "u", START, "fraud"));

        harness.advance(START + MINUTE);

        assertThat(last().getWindows().get(0).getFlagged()).isZero();
        assertThat(last().getWindows().get(0).getMessages()).isEqualTo(1);
        harness.advance(START + DAY);
        assertThat(harness.late).isEmpty();
    }

    @Test
    void aDecisionOnAnUnknownVerdictIsRecordedAndLeavesNothing() throws Exception {
        harness.take(Inputs.decision(G, "d1", "v-x", "x", "overturned", START));
        harness.take(Inputs.decision(G, "d2", "v-x", "x", "upheld", START + 1));

        harness.advance(START + HOUR);

        assertThat(lateReasons()).containsExactly("d1 unknown-verdict", "d2 unknown-verdict");
        assertThat(harness.activities).isEmpty();
        assertThat(harness.stateEntries()).isZero();
    }

    @Test
    void aDecisionOnAVerdictThatNoWindowHoldsAnyMoreIsRecorded() throws Exception {
        harness.take(Inputs.removed(G, "m", "u", START, "fraud"));
        harness.advance(START + MINUTE);
        // Its bucket now counts nothing as flagged, and yet it is to be forgotten with it.
        harness.take(Inputs.decision(G, "d1", "v-m", "m", "overturned", START + MINUTE));
        long over = START + 7 * DAY + HOUR;
        harness.take(Inputs.message(G, "n", "u", over - MINUTE));
        harness.advance(over - 1);
        harness.take(Inputs.decision(G, "d2", "v-m", "m", "upheld", over - 2));
        harness.advance(over);
        harness.take(Inputs.decision(G, "d3", "v-m", "m", "overturned", over));
        harness.advance(over + DAY);

        assertThat(lateReasons()).containsExactly("d3 unknown-verdict");
    }

    @Test
    void aRefusalThatIsReversedMovesToItsMessages() throws Exception {
        harness.take(Inputs.refused(G, "m", "u", START));
        harness.advance(START + MINUTE);
        assertThat(last().getWindows().get(0).getRefused()).isEqualTo(1);

        harness.take(Inputs.verdict(G, "w", "m", "u", START, "allow", 1, "v-m", List.of()));
        harness.advance(START + 2 * MINUTE);

        ActivityWindow hour = last().getWindows().get(1);
        assertThat(hour.getRefused()).isZero();
        assertThat(hour.getMessages()).isEqualTo(1);
        assertThat(harness.late).isEmpty();
    }

    @Test
    void aVerdictThatSaysSomethingUnknownIsRecorded() throws Exception {
        harness.take(Inputs.verdict(G, "v", "m", "u", START, "praise", 1, null, List.of()));

        assertThat(harness.stateEntries()).isZero();
        harness.advance(START + MINUTE);
        assertThat(lateReasons()).containsExactly("v unknown-action");
    }

    @Test
    void tellsTheShareOfNewMembers() throws Exception {
        harness.take(Inputs.event(G, "e1", "created", "u1", START - 2 * DAY));
        harness.take(Inputs.event(G, "e2", "joined", "u2", START - 2 * DAY));
        harness.advance(START);
        harness.take(Inputs.event(G, "e3", "joined", "u3", START));
        harness.take(Inputs.event(G, "e4", "joined", "raider", START));
        harness.take(Inputs.event(G, "e5", "removed", "raider", START + 9));
        for (String user : List.of("u1", "u2", "u3", "raider")) {
            harness.take(Inputs.message(G, "m-" + user, user, START + 5));
        }
        harness.advance(START + MINUTE);

        assertThat(last().getWindows().get(0).getNewMemberShare()).isEqualTo(0.5);
        assertThat(last().getMembers()).isEqualTo(3);
    }

    @Test
    void marksASurge() throws Exception {
        long time = START;
        for (int hour = 0; hour < 5; hour++, time += HOUR) {
            harness.take(Inputs.message(G, "h" + hour, "u", time));
            harness.advance(time + MINUTE);
            assertThat(last().getSurges()).isEmpty();
        }
        for (int i = 0; i < 12; i++) {
            harness.take(Inputs.message(G, "s" + i, "u", time + i));
        }
        harness.advance(time + MINUTE);

        assertThat(last().getSurges())
                .extracting(Surge::getSignal, Surge::getSpan, Surge::getValue, Surge::getBaseline)
                .containsExactly(
                        tuple("messages", "1m", 12.0, 1 / 60.0),
                        tuple("messages", "1h", 12.0, 1.0));
    }

    @Test
    void gradesByTheHighestPolicyThatJudgedOrElseTheHighestKnown() throws Exception {
        harness.release(Inputs.tables(7));
        harness.take(Inputs.event(G, "e1", "created", "u1", START));
        harness.advance(START + MINUTE);
        assertThat(harness.grades.get(0).grade.getPolicyVersion()).isEqualTo(7);

        harness.take(Inputs.message(G, "m", "u", START + MINUTE));
        harness.advance(START + 2 * MINUTE);

        assertThat(harness.grades.get(1).grade.getPolicyVersion()).isEqualTo(1);
        assertThat(harness.grades.get(1).grade.getFormulaVersion()).isEqualTo("test-1");
    }

    @Test
    void waitsForATableThatIsNotThereYet() throws Exception {
        harness.take(Inputs.verdict(G, "v", "m", "u", START, "allow", 9, null, List.of()));
        harness.advance(START + MINUTE);
        assertThat(harness.grades).isEmpty();
        assertThat(harness.activities).hasSize(1);

        harness.release(Inputs.tables(9));
        harness.advance(START + 2 * MINUTE);

        assertThat(harness.grades.get(0).grade.getPolicyVersion()).isEqualTo(9);
        assertThat(harness.grades.get(0).grade.getEffectiveFrom()).isEqualTo(START + 2 * MINUTE);
    }

    @Test
    void theGradeRisesByItselfInSilence() throws Exception {
        harness.take(Inputs.removed(G, "m", "u", START, "fraud"));
        harness.advance(START + MINUTE);
        assertThat(lastGrade()).isEqualTo(3);
        long changes = harness.grades.get(0).grade.getChangesAt();

        harness.advance(START + 30 * DAY);

        List<GradeOutput> grades = harness.grades;
        assertThat(grades).extracting(each -> each.grade.getGrade()).containsExactly(3, 4, 5);
        assertThat(grades.get(1).grade.getEffectiveFrom()).isEqualTo(changes);
        assertThat(grades.get(1).grade.getPreviousGrade()).isEqualTo(3);
        assertThat(grades.get(2).grade.getChangesAt()).isNull();
        // Seven days in which the message counts, three whole days above the border.
        assertThat(grades.get(2).grade.getEffectiveFrom())
                .isEqualTo(START / DAY * DAY + (7 + 3) * DAY);
    }

    private GroupActivity last() {
        return harness.activities.get(harness.activities.size() - 1);
    }

    private int lastGrade() {
        return harness.grades.get(harness.grades.size() - 1).grade.getGrade();
    }

    private List<String> lateReasons() {
        harness.drain();
        return harness.late.stream()
                .map((LateActivity each) -> each.getId() + " " + each.getReason())
                .toList();
    }
}
