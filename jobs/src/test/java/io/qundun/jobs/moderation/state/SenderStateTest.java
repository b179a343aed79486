package io.qundun.jobs.moderation.state;

import static io.qundun.jobs.moderation.state.SenderState.Verification.UNKNOWN;
import static io.qundun.jobs.moderation.state.SenderState.Verification.UNVERIFIED;
import static io.qundun.jobs.moderation.state.SenderState.Verification.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.UserCredit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SenderStateTest {

    record Status(long from, boolean verified, long recordTime) {}

    @Provide
    Arbitrary<Status> statuses() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 100))
                .as(Status::new);
    }

    @Property(tries = 500)
    void theOrderOfArrivalDoesNotMatter(
            @ForAll @Size(max = 40) List<@From("statuses") Status> statuses, @ForAll long seed) {
        List<Status> shuffled = new ArrayList<>(statuses);
        Collections.shuffle(shuffled, new Random(seed));

        SenderState one = of(statuses);
        SenderState other = of(shuffled);

        assertThat(other.from).isEqualTo(one.from).isSorted();
        assertThat(other.verified).isEqualTo(one.verified);
        assertThat(other.recordTimes).isEqualTo(one.recordTimes);
        assertThat(one.from.length).isLessThanOrEqualTo(SenderState.MAX_STATUSES);
        for (long time = -1; time <= 41; time++) {
            assertThat(other.verificationAt(time, 50)).isEqualTo(one.verificationAt(time, 50));
            assertThat(one.verificationAt(time, Long.MAX_VALUE))
                    .isEqualTo(one.verificationAt(time));
        }
    }

    private static SenderState of(List<Status> statuses) {
        SenderState state = new SenderState();
        for (Status status : statuses) {
            SenderState before = state;
            long[] from = before.from.clone();
            boolean[] verified = before.verified.clone();
            long[] recordTimes = before.recordTimes.clone();
            state = state.withStatus(status.from, status.verified, status.recordTime);
            assertThat(before.from).as("the state before is not changed").isEqualTo(from);
            assertThat(before.verified).isEqualTo(verified);
            assertThat(before.recordTimes).isEqualTo(recordTimes);
        }
        return state;
    }

    @Test
    void aStatusHoldsFromItsMomentToTheNext() {
        SenderState state = new SenderState().withStatus(20, false, 0).withStatus(10, true, 0);

        assertThat(state.verificationAt(9)).isEqualTo(UNKNOWN);
        assertThat(state.verificationAt(10)).isEqualTo(VERIFIED);
        assertThat(state.verificationAt(19)).isEqualTo(VERIFIED);
        assertThat(state.verificationAt(20)).isEqualTo(UNVERIFIED);
    }

    @Test
    void knowsWhatWasKnownEarlier() {
        SenderState state = new SenderState().withStatus(10, false, 100).withStatus(20, true, 200);

        assertThat(state.verificationAt(25, 99)).isEqualTo(UNKNOWN);
        assertThat(state.verificationAt(25, 100)).isEqualTo(UNVERIFIED);
        assertThat(state.verificationAt(25, 200)).isEqualTo(VERIFIED);
        assertThat(state.verificationAt(15, 200)).isEqualTo(UNVERIFIED);
    }

    @Test
    void ofOneMomentTheStatusThatDoesNotAllowStands() {
        assertThat(
                        new SenderState()
                                .withStatus(10, false, 0)
                                .withStatus(10, true, 0)
                                .verificationAt(10))
                .isEqualTo(UNVERIFIED);
    }

    @Test
    void theLatestCreditAndTheHighestSequenceStand() {
        SenderState state =
                new SenderState()
                        .withCredit(credit(2, 100))
                        .withCredit(credit(4, 99))
                        .withMeasures(measures(7))
                        .withMeasures(measures(6));

        assertThat(state.credit.getLevel()).isEqualTo(2);
        assertThat(state.measures.getSequence()).isEqualTo(7);
        assertThat(state.withCredit(credit(5, 100)).credit.getLevel()).isEqualTo(5);
    }

    @Test
    void isEmptyWhenNothingIsKnown() {
        assertThat(new SenderState().empty()).isTrue();
        assertThat(new SenderState().withStatus(0, true, 0).empty()).isFalse();
        assertThat(new SenderState().withMeasures(measures(1)).empty()).isFalse();
    }

    private static UserCredit credit(int level, long from) {
        return UserCredit.newBuilder()
                .setUserId("u")
                .setScore(0)
                .setLevel(level)
                .setFormulaVersion("f")
                .setEffectiveFrom(from)
                .build();
    }

    private static EnforcementState measures(long sequence) {
        return EnforcementState.newBuilder()
                .setSubjectType("user")
                .setSubjectId("u")
                .setSequence(sequence)
                .setEffectiveFrom(0)
                .build();
    }
}
