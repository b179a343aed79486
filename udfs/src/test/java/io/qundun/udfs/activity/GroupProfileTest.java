package io.qundun.udfs.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is kept of a group, as this build and as earlier ones wrote it. */
class GroupProfileTest {

    private static final long START = 1_760_000_040_000L;

    private final BinaryOutput out = new BinaryOutput();
    private final BinaryInput in = new BinaryInput();

    @Test
    void isReadAsItWasWritten() {
        GroupProfile profile = new GroupProfile();
        profile.created = true;
        profile.frontier = START;
        profile.lastMinute = BucketTimes.minuteEnding(START);
        profile.minutes = new byte[] {1, 2, 3};
        profile.hoursApart = true;
        profile.judged(7);
        profile.judged(5);
        profile.departed(START);
        profile.members = 3;
        profile.category = "stock-tips";
        profile.toldGrade = 4;
        profile.toldFormula = "default-1";

        byte[] bytes = profile.encode(out);
        GroupProfile read = GroupProfile.decode(bytes, in);

        assertThat(read).usingRecursiveComparison().isEqualTo(profile);
        assertThat(read.oldestJudged).isEqualTo(5);
        assertThat(read.isOfFormat1()).isFalse();
        assertThat(GroupProfile.frontier(bytes, in)).isEqualTo(START);
    }

    @Test
    void everythingIsBehindTheFrontierOfAGroupThatEnded() {
        GroupProfile profile = new GroupProfile();
        profile.frontier = START;
        profile.closedAt = START;
        profile.end(START);
        assertThat(GroupProfile.frontier(profile.encode(out), in)).isEqualTo(GroupProfile.CLOSED);
        assertThat(GroupProfile.frontier(format1(START), in)).isEqualTo(GroupProfile.CLOSED);
    }

    @Test
    void nothingIsFinalInAGroupOfWhichNothingIsKnown() {
        assertThat(GroupProfile.frontier(null, in)).isEqualTo(GroupProfile.NONE);
        assertThat(GroupProfile.frontier(new GroupProfile().encode(out), in))
                .isEqualTo(GroupProfile.NONE);
    }

    /** Rings and what is remembered may be there: the profile did not tell. */
    @Test
    void whatEarlierBuildsWroteIsRead() {
        byte[] bytes = format1(GroupProfile.NONE);

        GroupProfile read = GroupProfile.decode(bytes, in);

        assertThat(read.isOfFormat1()).isTrue();
        assertThat(read.created).isTrue();
        assertThat(read.frontier).isEqualTo(START);
        assertThat(read.lastMinute).isEqualTo(BucketTimes.minuteEnding(START));
        assertThat(read.members).isEqualTo(2);
        assertThat(read.minutesApart).isTrue();
        assertThat(read.hoursApart).isTrue();
        assertThat(read.oldestJudged).isNotEqualTo(GroupProfile.NO_MINUTE).isLessThan(28_000_000);
        assertThat(read.oldestDeparture).isNotEqualTo(GroupProfile.NONE).isLessThan(START);
        assertThat(read.toldGrade).isEqualTo(3);
        assertThat(read.toldMembers).isEqualTo(2);
        assertThat(GroupProfile.frontier(bytes, in)).isEqualTo(START);
        assertThat(GroupProfile.decode(read.encode(out), in).isOfFormat1()).isFalse();
    }

    private byte[] format1(long endedAt) {
        out.begin(1).number(1).number(BucketTimes.minuteEnding(START));
        out.number(START).number(0).number(START + BucketTimes.DAY);
        out.number(2).number(START).text("chat").number(START).number(4).number(0);
        out.number(0).number(endedAt == GroupProfile.NONE ? 0 : endedAt);
        Baseline.NONE.with(12, 5, 1).write(out);
        new GradeHistory().write(out);
        return out.number(3).text("default-1").text("chat").number(2).toByteArray();
    }
}
