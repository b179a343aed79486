package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.DecisionHarness.HOLD;
import static io.qundun.jobs.moderation.DecisionHarness.USER;
import static io.qundun.jobs.moderation.Samples.START;
import static io.qundun.jobs.moderation.TestPolicy.HARMLESS;
import static io.qundun.jobs.moderation.TestPolicy.REMOVED;
import static io.qundun.jobs.moderation.TestPolicy.REVIEWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** A status that arrives after its message was decided corrects the decision. */
class LateStatusTest {

    private static final PolicyBundle POLICY = TestPolicy.bundle(1, "refuse");

    @Test
    void aStatusAfterTheRefusalRestoresAndJudgesAfresh() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.message("m", HARMLESS, START);
            harness.holdPasses();
            Verdict refused = harness.lastVerdict();

            harness.status("verified", 0);

            Verdict fresh = harness.lastVerdict();
            assertThat(harness.verdicts()).hasSize(2);
            assertThat(fresh.getAction()).isEqualTo("allow");
            assertThat(fresh.getReverses()).isEqualTo(refused.getVerdictId());
            assertThat(fresh.getSender().getVerification()).isEqualTo("verified");
            EnforcementCommand refuse = harness.commands().get(0);
            EnforcementCommand restore = harness.commands().get(1);
            assertThat(harness.commands()).hasSize(2);
            assertThat(restore.getAction()).isEqualTo("restore");
            assertThat(restore.getSequence()).isEqualTo(2);
            assertThat(restore.getReverses()).isEqualTo(refuse.getCommandId());
            assertThat(restore.getSubjectId()).isEqualTo("m");
            assertThat(restore.getReasonCode()).isEqualTo("sender-verified");
        }
    }

    @Test
    void aRestoredMessageThatTheRulesRemoveIsRemoved() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.status("unverified", 0);
            harness.message("m", REMOVED, START);

            harness.status("verified", START);

            assertThat(harness.commands())
                    .extracting(c -> c.getSequence() + " " + c.getAction())
                    .containsExactly("1 refuse", "2 restore", "3 remove");
            assertThat(DecisionHarness.folded(harness.verdicts(), "m")).isEqualTo(Action.REMOVE);
            assertThat(harness.evidence()).hasSize(2);
            assertThat(harness.evidence().get(1).getExcerpts().get(0).getText()).isEqualTo(REMOVED);
        }
    }

    @Test
    void aLateRevocationRefusesWhatWasPublished() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.status("verified", 0);
            harness.credit(4, 0);
            harness.message("before", HARMLESS, START - 1);
            harness.message("after", HARMLESS, START);

            harness.status("revoked", START);

            Verdict refused = harness.lastVerdict();
            assertThat(refused.getMessageId()).isEqualTo("after");
            assertThat(refused.getRefusal()).isEqualTo("sender-unverified");
            assertThat(refused.getSender().getLevel()).isEqualTo(4);
            assertThat(harness.verdicts()).hasSize(3);
            assertThat(harness.commands()).hasSize(1);
            assertThat(harness.evidence()).hasSize(1);
            assertThat(harness.evidence().get(0).getVerdict()).isEqualTo(refused);
            assertThat(harness.evidence().get(0).getExcerpts()).isEmpty();

            harness.status("verified", START);
            assertThat(harness.verdicts()).as("unverified stands at one moment").hasSize(3);
            harness.status("revoked", START - 2);
            assertThat(DecisionHarness.folded(harness.verdicts(), "before"))
                    .isEqualTo(Action.REFUSE);
            harness.status("verified", START - 1);
            assertThat(DecisionHarness.folded(harness.verdicts(), "before"))
                    .isEqualTo(Action.ALLOW);
            assertThat(DecisionHarness.enforced(harness.commands(), "before")).isNull();
            assertThat(DecisionHarness.folded(harness.verdicts(), "after"))
                    .isEqualTo(Action.REFUSE);
        }
    }

    @Test
    void aLateRevocationDoesNotReplaceEvidenceThatHasTheText() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.status("verified", 0);
            harness.message("m", REMOVED, START);

            harness.status("revoked", 1);

            assertThat(harness.lastVerdict().getAction()).isEqualTo("refuse");
            assertThat(harness.evidence()).hasSize(1);
            assertThat(harness.evidence().get(0).getExcerpts().get(0).getText()).isEqualTo(REMOVED);
        }
    }

    @Test
    void whatAMuteRefusesTooIsNotRestored() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.status("unverified", 0);
            harness.message("m", HARMLESS, START);
            harness.measures(1, Samples.measure("mute", START, null));

            harness.status("verified", 1);

            assertThat(DecisionHarness.folded(harness.verdicts(), "m")).isEqualTo(Action.REFUSE);
            assertThat(DecisionHarness.enforced(harness.commands(), "m")).isEqualTo("refuse");
        }
    }

    @Test
    void refusalsForAMuteAreNotReversedByAStatus() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.measures(1, Samples.measure("mute", START, START + 10));
            harness.message("m", HARMLESS, START);

            harness.status("verified", 0);

            assertThat(harness.verdicts()).hasSize(1);
            assertThat(harness.commands()).hasSize(1);
        }
    }

    @Test
    void afterARestartTheStatusMayComeFirst() throws Exception {
        List<Verdict> verdicts = new ArrayList<>();
        List<EnforcementCommand> commands = new ArrayList<>();
        long written = START + HOLD + 1;
        try (DecisionHarness run = DecisionHarness.with(POLICY)) {
            run.message("m", HARMLESS, START);
            run.holdPasses();
            run.status(Samples.status(USER, "verified", 0), written);
            verdicts.addAll(run.verdicts());
            commands.addAll(run.commands());
        }
        try (DecisionHarness replay = DecisionHarness.with(POLICY)) {
            replay.status(Samples.status(USER, "verified", 0), written);
            replay.message("m", HARMLESS, START);
            assertThat(replay.verdicts()).hasSize(1);
            assertThat(replay.lastVerdict().getVerdictId())
                    .isEqualTo(verdicts.get(1).getVerdictId());
            assertThat(replay.commands()).hasSize(1);
            // One interleaving alone, or both one after the other: the same outcome.
            assertThat(DecisionHarness.folded(verdicts.subList(0, 1), "m"))
                    .isEqualTo(Action.REFUSE);
            List<Verdict> crashed = new ArrayList<>(verdicts.subList(0, 1));
            crashed.addAll(replay.verdicts());
            assertThat(DecisionHarness.folded(crashed, "m")).isEqualTo(Action.ALLOW);
            List<EnforcementCommand> crashedCommands = new ArrayList<>(commands.subList(0, 1));
            crashedCommands.addAll(replay.commands());
            assertThat(DecisionHarness.enforced(crashedCommands, "m")).isNull();
        }
    }

    @Test
    void afterARestartAnUnverifiedSenderMayBeVerifiedFirst() throws Exception {
        try (DecisionHarness run = DecisionHarness.with(TestPolicy.bundle(3, "allow"));
                DecisionHarness replay = DecisionHarness.with(TestPolicy.bundle(3, "allow"))) {
            run.status("unverified", 0);
            run.message("m", HARMLESS, START);

            replay.status("unverified", 0);
            replay.status(Samples.status(USER, "verified", 1), START + 5);
            replay.message("m", HARMLESS, START);

            List<Verdict> all = new ArrayList<>(run.verdicts());
            all.addAll(replay.verdicts());
            assertThat(DecisionHarness.folded(all, "m")).isEqualTo(Action.ALLOW);
            List<EnforcementCommand> commands = new ArrayList<>(run.commands());
            commands.addAll(replay.commands());
            assertThat(DecisionHarness.enforced(commands, "m")).isNull();
        }
    }

    @Test
    void aStatusThatWasThereInTimeTakesNothingBack() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.status(Samples.status(USER, "verified", 0), START + HOLD);

            harness.message("m", HARMLESS, START);

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.lastVerdict().getReverses()).isNull();
        }
    }

    @Test
    void onlyTheLatestRefusalsAreRemembered() throws Exception {
        int beyond = 3;
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            harness.status("unverified", 0);
            for (int i = 0; i < RevisableMessages.MAX_REFUSED + beyond; i++) {
                harness.message("m" + i, HARMLESS, START + i * 61_000L);
            }

            harness.status("verified", 1);

            assertThat(harness.commands())
                    .filteredOn(command -> command.getAction().equals("restore"))
                    .hasSize(RevisableMessages.MAX_REFUSED)
                    .extracting(EnforcementCommand::getSubjectId)
                    .doesNotContain("m0", "m1", "m2");
        }
    }

    /** A status or, where it is null, the message; and whether held messages' time is up after. */
    record Step(String status, long effectiveFrom, boolean holdPasses) {}

    @Provide
    Arbitrary<Step> statuses() {
        return Combinators.combine(
                        Arbitraries.of("verified", "unverified", "revoked"),
                        Arbitraries.longs().between(START - 3, START + 1),
                        Arbitraries.of(true, false))
                .as(Step::new);
    }

    @Property(tries = 100)
    void anyOrderOfStatusesAndAMessageEndsInTheSame(
            @ForAll @Size(min = 1, max = 5) List<@From("statuses") Step> statuses,
            @ForAll("texts") String text,
            @ForAll long seed)
            throws Exception {
        List<Step> steps = new ArrayList<>(statuses);
        steps.add(new Step(null, 0, seed % 2 == 0));
        Outcomes first = run(steps, text);
        Collections.shuffle(steps, new Random(seed));

        Outcomes second = run(steps, text);

        assertThat(second.folded).isEqualTo(first.folded);
        // Refused and removed are one to those who read the group.
        assertThat(second.hidden).isEqualTo(first.hidden);
        assertThat(first.hidden)
                .isEqualTo(first.folded == Action.REFUSE || first.folded == Action.REMOVE);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(HARMLESS, REVIEWED, REMOVED);
    }

    private record Outcomes(Action folded, boolean hidden) {}

    private static Outcomes run(List<Step> steps, String text) throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(POLICY)) {
            for (Step step : steps) {
                if (step.status == null) {
                    harness.message("m", text, START);
                } else {
                    harness.status(step.status, step.effectiveFrom);
                }
                if (step.holdPasses) {
                    harness.holdPasses();
                }
            }
            harness.holdPasses();
            Map<String, Verdict> byId = new HashMap<>();
            for (Verdict verdict : harness.verdicts()) {
                Verdict same = byId.put(verdict.getVerdictId(), verdict);
                assertThat(same).as("an id stands for one verdict of one run").isNull();
            }
            assertThat(harness.commands())
                    .extracting(EnforcementCommand::getCommandId)
                    .doesNotHaveDuplicates();
            return new Outcomes(
                    DecisionHarness.folded(harness.verdicts(), "m"),
                    DecisionHarness.enforced(harness.commands(), "m") != null);
        }
    }
}
