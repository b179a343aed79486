package io.qundun.jobs.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.EnforcementState;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    @Test
    void nothingIsInForceWhereNothingIsKnown() {
        assertThat(Measures.inForce(null, Measures.MUTE, 0)).isFalse();
        assertThat(Measures.inForce(Samples.measures("user", "u", 1), Measures.MUTE, 0)).isFalse();
    }

    @Test
    void holdsFromItsBeginningToBeforeItsEnd() {
        EnforcementState state =
                Samples.measures("user", "u", 1, Samples.measure("mute", 100, 200L));

        assertThat(Measures.inForce(state, Measures.MUTE, 99)).isFalse();
        assertThat(Measures.inForce(state, Measures.MUTE, 100)).isTrue();
        assertThat(Measures.inForce(state, Measures.MUTE, 199)).isTrue();
        assertThat(Measures.inForce(state, Measures.MUTE, 200)).isFalse();
        assertThat(Measures.inForce(state, Measures.SUSPEND, 150)).isFalse();
    }

    @Test
    void holdsWithoutAnEndUntilItIsLifted() {
        EnforcementState state =
                Samples.measures("user", "u", 1, Samples.measure("mute", 100, null));

        assertThat(Measures.inForce(state, Measures.MUTE, Long.MAX_VALUE)).isTrue();
    }

    @Test
    void oneOfSeveralIsEnough() {
        EnforcementState state =
                Samples.measures(
                        "user",
                        "u",
                        1,
                        Samples.measure("mute", 100, 200L),
                        Samples.measure("suspend", 0, null),
                        Samples.measure("mute", 300, 400L));

        assertThat(Measures.inForce(state, Measures.MUTE, 250)).isFalse();
        assertThat(Measures.inForce(state, Measures.MUTE, 350)).isTrue();
    }

    @Test
    void whatEndedEarlyHeldUpToThen() {
        var reversed = Samples.measure("mute", 100, 200L);
        reversed.setEndedAt(150L);
        var neverLifted = Samples.measure("suspend", 100, null);
        neverLifted.setEndedAt(150L);
        EnforcementState state = Samples.measures("user", "u", 1, reversed, neverLifted);

        assertThat(Measures.inForce(state, Measures.MUTE, 149)).isTrue();
        assertThat(Measures.inForce(state, Measures.MUTE, 150)).isFalse();
        assertThat(Measures.inForce(state, Measures.SUSPEND, 149)).isTrue();
        assertThat(Measures.inForce(state, Measures.SUSPEND, 150)).isFalse();
    }

    @Test
    void anEndAfterTheExpiryProlongsNothing() {
        var lapsed = Samples.measure("mute", 100, 200L);
        lapsed.setEndedAt(250L);
        EnforcementState state = Samples.measures("user", "u", 1, lapsed);

        assertThat(Measures.inForce(state, Measures.MUTE, 220)).isFalse();
    }
}
