package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.DecisionHarness.HOLD;
import static io.qundun.jobs.moderation.DecisionHarness.MAX_HELD;
import static io.qundun.jobs.moderation.DecisionHarness.USER;
import static io.qundun.jobs.moderation.Samples.START;
import static io.qundun.jobs.moderation.TestPolicy.HARMLESS;
import static io.qundun.jobs.moderation.TestPolicy.REMOVED;
import static io.qundun.jobs.moderation.TestPolicy.REVIEWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Refusal;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SenderDecisionFunctionTest {

    private static final PolicyBundle POLICY = TestPolicy.bundle(1, "refuse");

    private DecisionHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = DecisionHarness.with(POLICY);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void allowsAHarmlessMessageOfAVerifiedSender() throws Exception {
        harness.status("verified", 0);

        harness.message("m", HARMLESS, START);

        Verdict verdict = harness.lastVerdict();
        assertThat(verdict.getAction()).isEqualTo("allow");
        assertThat(verdict.getRefusal()).isNull();
        assertThat(verdict.getReverses()).isNull();
        assertThat(verdict.getEvidenceId()).isNull();
        assertThat(verdict.getSender().getVerification()).isEqualTo("verified");
        assertThat(verdict.getPolicy().getVersion()).isEqualTo(1);
        assertThat(verdict.getOrigin().getOffset()).isEqualTo(42);
        assertThat(harness.verdicts()).hasSize(1);
        assertThat(harness.commands()).isEmpty();
        assertThat(harness.reviews()).isEmpty();
        assertThat(harness.evidence()).isEmpty();
    }

    @Test
    void removesByTheLiveRuleThoughAShadowRuleStandsBeforeIt() throws Exception {
        harness.status("verified", 0);

        harness.message("m", REMOVED, START);

        Verdict verdict = harness.lastVerdict();
        assertThat(verdict.getAction()).isEqualTo("remove");
        assertThat(verdict.getCategories()).containsExactly("spam");
        assertThat(verdict.getRules())
                .extracting(rule -> rule.getRuleId() + " " + rule.getMode())
                .containsExactly("shadowed shadow", "removes live");
        assertThat(verdict.getHits()).extracting(hit -> hit.getTerm()).containsExactly(REMOVED);
        assertThat(harness.commands()).hasSize(1);
        EnforcementCommand command = harness.commands().get(0);
        assertThat(command.getAction()).isEqualTo("remove");
        assertThat(command.getSequence()).isEqualTo(3);
        assertThat(command.getReasonCode()).isEqualTo("spam");
        assertThat(command.getClause()).isEqualTo("provisions-2017/5");
        assertThat(command.getRules()).containsExactly("removes");
        assertThat(command.getSubjectId()).isEqualTo("m");
        assertThat(command.getUserId()).isEqualTo(USER);
        assertThat(command.getAppealAddress()).isEqualTo("https://example.org/appeal");
        assertThat(command.getPolicyHash()).isEqualTo(POLICY.hash);
        assertThat(harness.evidence()).hasSize(1);
        Evidence evidence = harness.evidence().get(0);
        assertThat(evidence.getEvidenceId())
                .isEqualTo(verdict.getEvidenceId())
                .isEqualTo(command.getEvidenceId());
        assertThat(evidence.getCommandId()).isEqualTo(command.getCommandId());
        assertThat(evidence.getExcerpts().get(0).getText()).isEqualTo(REMOVED);
    }

    @Test
    void asksForAReview() throws Exception {
        harness.status("verified", 0);

        harness.message("m", REVIEWED, START);

        assertThat(harness.lastVerdict().getAction()).isEqualTo("review");
        assertThat(harness.commands()).isEmpty();
        assertThat(harness.reviews()).hasSize(1);
        ReviewTask task = harness.reviews().get(0);
        assertThat(task.getCause()).isEqualTo("rule");
        assertThat(task.getSeverity()).isEqualTo(1);
        assertThat(task.getVerdictId()).isEqualTo(harness.lastVerdict().getVerdictId());
        assertThat(harness.evidence().get(0).getReviewTaskId()).isEqualTo(task.getTaskId());
    }

    @Test
    void refusesTheUnverifiedAtOnce() throws Exception {
        harness.status("unverified", 0);

        harness.message("m", HARMLESS, START);

        Verdict verdict = harness.lastVerdict();
        assertThat(verdict.getAction()).isEqualTo("refuse");
        assertThat(verdict.getRefusal()).isEqualTo("sender-unverified");
        assertThat(verdict.getSender().getVerification()).isEqualTo("unverified");
        EnforcementCommand command = harness.commands().get(0);
        assertThat(command.getAction()).isEqualTo("refuse");
        assertThat(command.getSequence()).isEqualTo(1);
        assertThat(command.getReasonCode()).isEqualTo("sender-unverified");
        assertThat(command.getReasonZh()).isEqualTo(Refusal.SENDER_UNVERIFIED.reasonZh());
        assertThat(command.getReasonEn()).isEqualTo(Refusal.SENDER_UNVERIFIED.reasonEn());
        assertThat(command.getRules()).isEmpty();
        assertThat(harness.evidence()).hasSize(1);
        assertThat(harness.evidence().get(0).getExcerpts().get(0).getText()).isEqualTo(HARMLESS);
    }

    @Test
    void takesAnyStatusButVerifiedForNotVerified() throws Exception {
        harness.status("suspended-by-registrar", 0);

        harness.message("m", HARMLESS, START);

        assertThat(harness.lastVerdict().getRefusal()).isEqualTo("sender-unverified");
    }

    @Test
    void holdsTheUnknownAndJudgesOnceWhenTheStatusComes() throws Exception {
        harness.message("m", REMOVED, START);
        assertThat(harness.verdicts()).isEmpty();

        harness.status("verified", 0);
        harness.holdPasses();

        assertThat(harness.verdicts()).hasSize(1);
        assertThat(harness.lastVerdict().getAction()).isEqualTo("remove");
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getAction)
                .containsExactly("remove");
    }

    @Test
    void aStatusThatDoesNotCoverTheMessageLeavesItWaiting() throws Exception {
        harness.message("m", HARMLESS, START);

        harness.status("verified", START + 1);
        assertThat(harness.verdicts()).isEmpty();

        harness.holdPasses();
        assertThat(harness.lastVerdict().getRefusal()).isEqualTo("sender-unknown");
    }

    @Test
    void refusesTheUnknownWhenTheHoldEnds() throws Exception {
        harness.message("m", HARMLESS, START);

        harness.flink.setProcessingTime(START + HOLD - 1);
        assertThat(harness.verdicts()).isEmpty();
        harness.flink.setProcessingTime(START + HOLD);

        assertThat(harness.verdicts()).hasSize(1);
        assertThat(harness.lastVerdict().getRefusal()).isEqualTo("sender-unknown");
        assertThat(harness.lastVerdict().getSender().getVerification()).isEqualTo("unknown");
        // To the person it is one matter, and the command may not depend on what had arrived.
        assertThat(harness.commands().get(0).getReasonCode()).isEqualTo("sender-unverified");
        assertThat(harness.flink.numProcessingTimeTimers()).isZero();
    }

    @Test
    void boundsWhatIsHeldOfOneSender() throws Exception {
        for (int i = 0; i < MAX_HELD + 10; i++) {
            harness.message("m" + i, HARMLESS, START);
        }

        assertThat(harness.verdicts()).hasSize(10);
        assertThat(harness.verdicts())
                .extracting(Verdict::getRefusal)
                .containsOnly("sender-unknown");
        harness.holdPasses();
        assertThat(harness.verdicts()).hasSize(MAX_HELD + 10);
        assertThat(harness.verdicts()).extracting(Verdict::getMessageId).doesNotHaveDuplicates();
    }

    @Test
    void letsTheUnknownPassToReviewWhereThePolicySaysSo() throws Exception {
        harness.release(TestPolicy.bundle(2, "review"));
        harness.message("harmless", HARMLESS, START);
        harness.message("reviewed", REVIEWED, START);
        harness.message("removed", REMOVED, START);
        assertThat(harness.verdicts()).isEmpty();

        harness.holdPasses();

        assertThat(harness.verdicts())
                .extracting(Verdict::getAction)
                .containsExactly("review", "review", "remove");
        assertThat(harness.reviews())
                .extracting(ReviewTask::getCause)
                .containsExactly("sender-unknown", "rule");
    }

    @Test
    void letsTheUnknownPassWithoutWaitingWhereThePolicySaysSo() throws Exception {
        harness.release(TestPolicy.bundle(3, "allow"));

        harness.message("m", HARMLESS, START);

        assertThat(harness.lastVerdict().getAction()).isEqualTo("allow");
        assertThat(harness.lastVerdict().getSender().getVerification()).isEqualTo("unknown");
    }

    @Test
    void refusesTheMutedAsOfTheMessage() throws Exception {
        harness.status("verified", 0);
        harness.measures(1, Samples.measure("mute", START + 100, START + 200));

        harness.message("before", HARMLESS, START + 99);
        harness.message("begins", HARMLESS, START + 100);
        harness.message("inside", HARMLESS, START + 199);
        harness.message("expires", HARMLESS, START + 200);

        assertThat(harness.verdicts())
                .extracting(Verdict::getRefusal)
                .containsExactly(null, "sender-muted", "sender-muted", null);
        assertThat(harness.verdicts())
                .extracting(verdict -> verdict.getSender().getMuted())
                .containsExactly(false, true, true, false);
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getReasonCode)
                .containsOnly("sender-muted");
    }

    @Test
    void refusesTheMutedAtOnceThoughUnknown() throws Exception {
        harness.measures(1, Samples.measure("mute", START, null));

        harness.message("m", HARMLESS, START);

        assertThat(harness.lastVerdict().getRefusal()).isEqualTo("sender-muted");
    }

    @Test
    void anOlderMeasureStateDoesNotReplaceANewerOne() throws Exception {
        harness.status("verified", 0);
        harness.measures(2);
        harness.measures(1, Samples.measure("mute", START, null));

        harness.message("m", HARMLESS, START);

        assertThat(harness.lastVerdict().getAction()).isEqualTo("allow");
    }

    @Test
    void refusesInASuspendedGroup() throws Exception {
        harness.status("verified", 0);
        Candidate candidate = Samples.candidate(POLICY, "m", USER, HARMLESS, START);
        candidate.group = new GroupContext(2, "g1", "study", 120, true);

        harness.candidate(candidate);

        assertThat(harness.lastVerdict().getRefusal()).isEqualTo("group-suspended");
        assertThat(harness.lastVerdict().getGroup()).isEqualTo(candidate.group);
    }

    @Test
    void marksWhatComesAfterTheWatermark() throws Exception {
        harness.status("verified", 0);
        harness.flink.watermark(START);

        harness.message("late", HARMLESS, START);
        harness.message("in time", HARMLESS, START + 1);

        assertThat(harness.verdicts()).extracting(Verdict::getLate).containsExactly(true, false);
    }

    @Test
    void recordsTheCreditThatItDecidedWith() throws Exception {
        harness.status("verified", 0);
        harness.message("before", HARMLESS, START);
        harness.credit(1, START);
        harness.credit(5, START - 1);
        harness.message("after", HARMLESS, START);
        harness.ended(Topic.USER_CREDIT.topicName());
        harness.message("ended", HARMLESS, START);

        assertThat(harness.verdicts())
                .extracting(v -> v.getSender().getLevel() + v.getSender().getLevelVersion())
                .containsExactly("3", "1f1", "3");
    }

    @Test
    void countsRateRepeatsAndFlaggedByEventTimeBorders() throws Exception {
        harness.status("verified", 0);
        harness.message("first", REVIEWED, START);

        harness.message("within a minute", REVIEWED, START + 59_999);
        harness.message("a minute on", REVIEWED, START + 60_000);
        harness.message("within an hour", REVIEWED, START + 3_599_999);
        harness.message("an hour on", REVIEWED, START + 3_600_000);
        harness.message("within a day", REVIEWED, START + 86_399_999);
        harness.message("a day on", REVIEWED, START + 86_400_000);

        assertThat(harness.verdicts())
                .extracting(
                        v ->
                                v.getSender().getRate()
                                        + "/"
                                        + v.getSender().getRepeats()
                                        + "/"
                                        + v.getSender().getFlagged())
                .containsExactly("0/0/0", "1/1/1", "1/2/2", "0/3/3", "1/3/4", "0/0/5", "1/1/5");
    }

    @Test
    void anEarlierMessageThatComesLaterDoesNotCountThoseAfterIt() throws Exception {
        harness.status("verified", 0);
        harness.message("second", HARMLESS, START + 10);

        harness.message("first", HARMLESS, START);

        assertThat(harness.lastVerdict().getSender().getRate()).isZero();
    }

    @Test
    void oneMessageReadTwiceHasOneIdAndCountsOnce() throws Exception {
        harness.status("verified", 0);
        harness.message("m", REMOVED, START);
        harness.message("m", REMOVED, START);
        harness.message("next", REVIEWED, START + 1);

        List<Verdict> verdicts = harness.verdicts();
        assertThat(verdicts.get(1)).isEqualTo(verdicts.get(0));
        assertThat(harness.commands().get(1)).isEqualTo(harness.commands().get(0));
        assertThat(harness.evidence().get(1)).isEqualTo(harness.evidence().get(0));
        assertThat(verdicts.get(2).getSender().getRate()).isEqualTo(1);
        assertThat(verdicts.get(2).getSender().getFlagged()).isEqualTo(1);
    }

    @Test
    void keepsWhatAnEditEdits() throws Exception {
        harness.status("verified", 0);
        ChatMessage edit = Samples.chat("m2", USER, HARMLESS, START);
        edit.setEdits("m1");
        edit.setKind("edit");

        harness.candidate(Samples.candidate(POLICY, edit, START));

        assertThat(harness.lastVerdict().getEdits()).isEqualTo("m1");
        assertThat(harness.lastVerdict().getKind()).isEqualTo("edit");
    }

    @Test
    void analysesAgainWithAVersionThatItKnows() throws Exception {
        harness.status("verified", 0);
        PolicyBundle unheardOf = TestPolicy.bundle(9, "refuse", 0, TestPolicy.OTHER);
        Candidate candidate = Samples.candidate(unheardOf, "m", USER, TestPolicy.OTHER, START);
        assertThat(candidate.hitCount).isEqualTo(1);

        harness.candidate(candidate);

        assertThat(harness.lastVerdict().getPolicy().getVersion()).isEqualTo(1);
        assertThat(harness.lastVerdict().getAction()).isEqualTo("allow");
        assertThat(harness.lastVerdict().getHits()).isEmpty();
    }

    @Test
    void decidesByTheVersionThatAnalysedThoughAHigherOneIsThere() throws Exception {
        harness.status("verified", 0);
        harness.release(TestPolicy.bundle(2, "refuse", 0, TestPolicy.OTHER));

        harness.candidate(Samples.candidate(POLICY, "m", USER, REMOVED, START));

        assertThat(harness.lastVerdict().getPolicy().getVersion()).isEqualTo(1);
        assertThat(harness.lastVerdict().getAction()).isEqualTo("remove");
    }

    @Test
    void saysThatAPolicyIsMissing() throws Exception {
        try (KeyedBroadcastOperatorTestHarness<String, KeyedInput, PolicyBundle, ?> empty =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new SenderDecisionFunction(true, HOLD, MAX_HELD),
                                List.of(ModerationNames.POLICIES)),
                        input -> input.key,
                        Types.STRING,
                        16,
                        1,
                        0)) {
            empty.open();
            Candidate candidate = Samples.candidate(POLICY, "m", USER, HARMLESS, START);
            StreamRecord<KeyedInput> record = new StreamRecord<>(KeyedInput.of(USER, candidate));

            assertThatThrownBy(() -> empty.processElement(record))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("policy.status.v1");
        }
    }

    @Test
    void stateEndsWithTheAccountAndADay() throws Exception {
        harness.status("verified", 0);
        harness.credit(4, START);
        harness.measures(1, Samples.measure("mute", START + 50, START + 60));
        harness.message("m", REMOVED, START);
        harness.message("n", HARMLESS, START + 1);
        assertThat(harness.keyedStateEntries()).isPositive();

        // A day after the last message nothing is left but the facts about the account …
        harness.flink.watermark(START + 26 * 3_600_000L);
        assertThat(harness.keyedStateEntries()).isEqualTo(1);
        assertThat(harness.flink.numEventTimeTimers()).isZero();

        // … and after its tombstone nothing at all.
        harness.ended(Topic.ACCOUNT_STATUS.topicName());
        assertThat(harness.keyedStateEntries()).isZero();
    }

    @Test
    void theCleanUpWaitsForLaterMessages() throws Exception {
        harness.status("verified", 0);
        harness.message("m", HARMLESS, START);
        harness.message("n", HARMLESS, START + 20 * 3_600_000L);

        harness.flink.watermark(START + 26 * 3_600_000L);
        assertThat(harness.keyedStateEntries()).isGreaterThan(1);
        harness.flink.watermark(START + 46 * 3_600_000L);

        assertThat(harness.keyedStateEntries()).isEqualTo(1);
        assertThat(harness.flink.numEventTimeTimers()).isZero();
    }

    @Test
    void anEndedAccountLeavesOnlyATimerBehindUntilTheDayIsOver() throws Exception {
        harness.status("verified", 0);
        harness.message("m", HARMLESS, START);

        harness.ended(Topic.ACCOUNT_STATUS.topicName());
        assertThat(harness.keyedStateEntries()).isEqualTo(1);
        harness.flink.watermark(START + 26 * 3_600_000L);

        assertThat(harness.keyedStateEntries()).isZero();
        assertThat(harness.flink.numEventTimeTimers()).isZero();
    }

    @Test
    void theEndOfCreditOrMeasuresLeavesNothingOfAStranger() throws Exception {
        harness.ended(Topic.USER_CREDIT.topicName());
        harness.ended(Topic.ENFORCEMENT_STATE.topicName());
        assertThat(harness.keyedStateEntries()).isZero();

        harness.credit(2, START);
        harness.measures(1);
        harness.ended(Topic.USER_CREDIT.topicName());
        harness.ended(Topic.ENFORCEMENT_STATE.topicName());

        assertThat(harness.keyedStateEntries()).isZero();
    }

    @Test
    void whatIsHeldOfAnEndedAccountStillGetsItsVerdict() throws Exception {
        harness.message("m", HARMLESS, START);
        harness.ended(Topic.ACCOUNT_STATUS.topicName());

        harness.holdPasses();

        assertThat(harness.lastVerdict().getRefusal()).isEqualTo("sender-unknown");
    }

    @Test
    void heldMessagesAndTheirTimersSurviveARestoreAtAnotherParallelism() throws Exception {
        harness.message("m", HARMLESS, START);
        harness.input(other("user-2"));
        harness.input(other("user-3"));
        OperatorSubtaskState state = harness.flink.snapshot(1, START);

        int verdicts = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            try (DecisionHarness part = DecisionHarness.restored(state, POLICY, 3, subtask)) {
                part.flink.setProcessingTime(START + HOLD);
                assertThat(part.verdicts())
                        .extracting(Verdict::getRefusal)
                        .allMatch("sender-unknown"::equals);
                verdicts += part.verdicts().size();
            }
        }

        assertThat(verdicts).isEqualTo(3);
    }

    private static KeyedInput other(String user) {
        return KeyedInput.of(user, Samples.candidate(POLICY, "m-" + user, user, HARMLESS, START));
    }

    @Test
    void policiesAndActivitySurviveARestore() throws Exception {
        harness.status("verified", 0);
        harness.message("m", REVIEWED, START);
        OperatorSubtaskState state = harness.flink.snapshot(1, START);

        try (DecisionHarness next = DecisionHarness.restored(state, POLICY, 1, 0)) {
            next.message("n", REVIEWED, START + 1);
            assertThat(next.lastVerdict().getSender().getRate()).isEqualTo(1);
            assertThat(next.lastVerdict().getSender().getRepeats()).isEqualTo(1);
            assertThat(next.lastVerdict().getSender().getFlagged()).isEqualTo(1);
        }
    }
}
