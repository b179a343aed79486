package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.Verdict;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EvidenceVersionTest {

    private static final List<String> ACTIONS = List.of("allow", "review", "remove", "refuse");

    private static Verdict verdict(String action, long policyVersion, String reverses) {
        Verdict verdict = Samples.verdict("m");
        verdict.setAction(action);
        verdict.getPolicy().setVersion(policyVersion);
        verdict.setReverses(reverses);
        return verdict;
    }

    @Property
    void ordersVerdictsAsTheFoldDoes(
            @ForAll @IntRange(max = 3) int action,
            @ForAll @LongRange(min = 0, max = 1L << 40) long policy,
            @ForAll @IntRange(max = 3) int otherAction,
            @ForAll @LongRange(min = 0, max = 1L << 40) long otherPolicy) {
        int fold =
                Comparator.<long[]>comparingLong(v -> v[0])
                        .thenComparingLong(v -> v[1])
                        .compare(
                                new long[] {action, policy}, new long[] {otherAction, otherPolicy});
        long one = EvidenceVersion.of(verdict(ACTIONS.get(action), policy, null));
        long other = EvidenceVersion.of(verdict(ACTIONS.get(otherAction), otherPolicy, null));

        assertThat(Integer.signum(Long.compare(one, other))).isEqualTo(Integer.signum(fold));
    }

    @Property
    void aReversalWinsOverWhateverItReverses(
            @ForAll @IntRange(max = 3) int action,
            @ForAll @LongRange(min = 0, max = 1L << 40) long policy,
            @ForAll @IntRange(max = 3) int reversedAction,
            @ForAll @LongRange(min = 0, max = 1L << 40) long reversedPolicy) {
        assertThat(EvidenceVersion.of(verdict(ACTIONS.get(action), policy, "v")))
                .isGreaterThan(
                        EvidenceVersion.of(
                                verdict(ACTIONS.get(reversedAction), reversedPolicy, null)));
    }

    @Test
    void isWhatElasticsearchAndDoublesCanHold() {
        assertThat(EvidenceVersion.of(verdict("allow", 0, null))).isZero();
        assertThat(EvidenceVersion.of(verdict("allow", -1, null))).isZero();
        assertThat(EvidenceVersion.of(verdict("refuse", Long.MAX_VALUE, "v")))
                .isEqualTo((1L << 51) - 1);
        assertThat(EvidenceVersion.of(verdict("remove", 7, null))).isEqualTo((2L << 48) + 7);
    }

    @Test
    void anUnknownActionCountsAsAReview() {
        assertThat(EvidenceVersion.of(verdict("quarantine", 7, null)))
                .isEqualTo(EvidenceVersion.of(verdict("review", 7, null)));
    }
}
