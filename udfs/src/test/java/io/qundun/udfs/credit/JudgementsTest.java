package io.qundun.udfs.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.credit.Judgements.Judgement;
import io.qundun.udfs.credit.Judgements.Ruling;
import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JudgementsTest {
    private static final Judgement REMOVED = new Judgement("v1", Action.REMOVE, 1);
    private static final Judgement REVIEWED = new Judgement("v2", Action.REVIEW, 2);
    private static final Judgement REFUSED = new Judgement("v3", Action.REFUSE, 1);
    private static final Judgement REMOVED_LATER = new Judgement("v4", Action.REMOVE, 2);

    @Example
    void aRemovedMessageIsAViolationAtOnceAReviewedOneWhenUpheld() {
        assertThat(violation(Ruling.NONE, REMOVED)).isEqualTo(REMOVED);
        assertThat(violation(Ruling.OVERTURNED, REMOVED)).isNull();
        assertThat(violation(Ruling.NONE, REVIEWED)).isNull();
        assertThat(violation(Ruling.UPHELD, REVIEWED)).isEqualTo(REVIEWED);
        assertThat(violation(Ruling.UPHELD, REFUSED)).isNull();
        assertThat(violation(Ruling.NONE)).isNull();
    }

    @Example
    void theStrictestStandsThenTheHighestVersion() {
        assertThat(violation(Ruling.NONE, REVIEWED, REMOVED)).isEqualTo(REMOVED);
        assertThat(violation(Ruling.NONE, REMOVED_LATER, REMOVED)).isEqualTo(REMOVED_LATER);
        assertThat(violation(Ruling.NONE, REMOVED, REFUSED)).isNull();
    }

    @Example
    void whatIsReversedDoesNotStand() {
        assertThat(Judgements.violation(List.of(REMOVED, REFUSED), Set.of("v3"), Ruling.NONE))
                .isEqualTo(REMOVED);
        assertThat(Judgements.violation(List.of(REMOVED), Set.of("v1"), Ruling.UPHELD)).isNull();
    }

    @Property
    void orderAndDuplicatesDoNotMatter(
            @ForAll("judgements") List<Judgement> judgements,
            @ForAll Ruling ruling,
            @ForAll Random random) {
        Set<String> reversed = new HashSet<>();
        for (Judgement each : judgements) {
            if (random.nextInt(3) == 0) {
                reversed.add(each.verdictId());
            }
        }
        Judgement once = Judgements.violation(judgements, reversed, ruling);
        List<Judgement> shuffled = new ArrayList<>(judgements);
        shuffled.addAll(judgements);
        Collections.shuffle(shuffled, random);
        assertThat(Judgements.violation(shuffled, reversed, ruling)).isEqualTo(once);
    }

    @Provide
    Arbitrary<List<Judgement>> judgements() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 99),
                        Arbitraries.of(Action.class),
                        Arbitraries.integers().between(1, 3))
                .as((id, action, version) -> new Judgement("v" + id, action, version))
                .list()
                .uniqueElements(Judgement::verdictId)
                .ofMaxSize(6);
    }

    private static Judgement violation(Ruling ruling, Judgement... judgements) {
        return Judgements.violation(List.of(judgements), Set.of(), ruling);
    }
}
