package io.qundun.jobs.enforcement;

import static io.qundun.jobs.enforcement.MeasureHarness.MINUTE;
import static io.qundun.jobs.enforcement.MeasureHarness.SECOND;
import static io.qundun.jobs.enforcement.MeasureHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewTask;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What backends answer, do not answer, or should not have answered. */
class AcknowledgementTest {

    private MeasureHarness harness;
    private EnforcementCommand order;

    @BeforeEach
    void mute() throws Exception {
        harness = MeasureHarness.open();
        harness.spree("m", START);
        order = harness.lastCommand();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void withoutAnAnswerItIsSentAgainThenAPersonIsAsked() throws Exception {
        harness.clock(START + 29 * SECOND);
        assertThat(harness.commands()).hasSize(1);
        harness.clock(START + 30 * SECOND);
        assertThat(harness.commands()).hasSize(2);
        harness.clock(START + 89 * SECOND);
        assertThat(harness.commands()).hasSize(2);
        harness.clock(START + 90 * SECOND);
        assertThat(harness.commands()).hasSize(3);
        assertThat(harness.tasks()).isEmpty();
        harness.clock(START + 10 * MINUTE);

        List<EnforcementCommand> commands = harness.commands();
        assertThat(commands).hasSize(3);
        for (EnforcementCommand each : commands) {
            assertThat(EnforcementCommand.newBuilder(each).setIssuedAt(0).build())
                    .isEqualTo(EnforcementCommand.newBuilder(order).setIssuedAt(0).build());
        }
        assertThat(commands)
                .extracting(EnforcementCommand::getIssuedAt)
                .containsExactly(START, START + 30 * SECOND, START + 90 * SECOND);
        assertThat(harness.measure().getState()).isEqualTo("escalated");
        ReviewTask task = harness.tasks().get(0);
        assertThat(task.getCause()).isEqualTo("measure-unacknowledged");
        assertThat(task.getSubjectId()).isEqualTo(MeasureHarness.USER);
        assertThat(harness.tasks()).hasSize(1);
    }

    @Test
    void appliedEndsTheWaiting() throws Exception {
        harness.signal(harness.answer(order, "applied"));
        harness.signal(harness.answer(order, "applied"));
        harness.clock(START + 10 * MINUTE);

        assertThat(harness.commands()).hasSize(1);
        assertThat(harness.measure().getState()).isEqualTo("applied");
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void whatFailedIsSentAgainAndCanSucceed() throws Exception {
        harness.signal(harness.answer(order, "failed"));
        assertThat(harness.measure().getState()).isEqualTo("failed");
        harness.clock(START + 30 * SECOND);
        assertThat(harness.commands()).hasSize(2);
        assertThat(harness.measure().getState()).isEqualTo("ordered");
        harness.signal(harness.answer(order, "applied"));
        assertThat(harness.measure().getState()).isEqualTo("applied");
    }

    @Test
    void aRefusalIsTakenToAPersonAtOnceWhoCanSendItAgain() throws Exception {
        harness.signal(harness.answer(order, "refused"));
        assertThat(harness.measure().getState()).isEqualTo("refused");
        assertThat(harness.tasks().get(0).getCause()).isEqualTo("measure-refused");
        harness.clock(START + 10 * MINUTE);
        assertThat(harness.commands()).hasSize(1);

        harness.signal(harness.onMeasure(order.getMeasureId(), "upheld", START + MINUTE, "d1"));
        assertThat(harness.commands()).hasSize(2);
        assertThat(harness.lastCommand().getCommandId()).isEqualTo(order.getCommandId());
        assertThat(harness.lastCommand().getSequence()).isEqualTo(order.getSequence());
        harness.signal(harness.answer(order, "refused"));
        assertThat(harness.tasks())
                .extracting(ReviewTask::getTaskId)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLiftingIsFollowedUpLikeAnOrder() throws Exception {
        harness.watermark(order.getExpiresAt());
        EnforcementCommand lifting = harness.lastCommand();
        harness.clock(START + 30 * SECOND);
        assertThat(harness.lastCommand().getCommandId()).isEqualTo(lifting.getCommandId());
        assertThat(harness.commands()).hasSize(3);
        harness.clock(START + 90 * SECOND);
        harness.clock(START + 10 * MINUTE);

        assertThat(harness.measure().getState()).isEqualTo("lifting-escalated");
        harness.signal(harness.answer(lifting, "applied"));
        assertThat(harness.measure().getState()).isEqualTo("lifted");
    }

    @Test
    void aPersonHasALiftingSentAgainThatTheBackendRefused() throws Exception {
        harness.watermark(order.getExpiresAt());
        EnforcementCommand lifting = harness.lastCommand();
        harness.signal(harness.answer(lifting, "refused"));
        assertThat(harness.measure().getState()).isEqualTo("lifting-escalated");
        harness.signal(
                harness.onMeasure(
                        order.getMeasureId(), "upheld", order.getExpiresAt() + MINUTE, "d1"));

        assertThat(harness.commands()).hasSize(3);
        assertThat(harness.lastCommand().getCommandId()).isEqualTo(lifting.getCommandId());
        assertThat(harness.measure().getState()).isEqualTo("lifting");
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void anAnswerToTheOrderThatComesAfterItsExpiryChangesNothing() throws Exception {
        harness.watermark(order.getExpiresAt());
        harness.signal(harness.answer(order, "applied"));

        assertThat(harness.measure().getState()).isEqualTo("lifting");
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void anAnswerForAnUnknownCommandIsSetAside() throws Exception {
        EnforcementCommand other =
                EnforcementCommand.newBuilder(order).setCommandId("invented").build();
        harness.signal(harness.answer(other, "applied"));
        harness.signal(
                harness.answer(
                        EnforcementCommand.newBuilder(other).setSequence(7).build(), "failed"));
        harness.signal(
                harness.answer(
                        EnforcementCommand.newBuilder(order).setSubjectId("nobody").build(),
                        "applied"));

        assertThat(harness.deadLetters())
                .containsExactly("unknown-command", "unknown-command", "unknown-command");
        assertThat(harness.measure().getState()).isEqualTo("ordered");
    }

    @Test
    void anAnswerForAMeasureThatIsForgottenIsSetAside() throws Exception {
        harness.watermark(order.getExpiresAt());
        EnforcementCommand lifting = harness.lastCommand();
        harness.signal(harness.answer(lifting, "applied"));
        harness.watermark(order.getExpiresAt() + MeasureHarness.SETTINGS.historyKept());
        harness.signal(harness.answer(order, "applied"));
        harness.signal(harness.answer(lifting, "applied"));

        assertThat(harness.deadLetters())
                .containsExactly("outdated-acknowledgement", "outdated-acknowledgement");
    }

    @Test
    void anAnswerThatContradictsAnEarlierOneIsSetAside() throws Exception {
        harness.signal(harness.answer(order, "applied"));
        harness.signal(harness.answer(order, "failed"));

        assertThat(harness.measure().getState()).isEqualTo("applied");
        assertThat(harness.deadLetters()).containsExactly("outdated-acknowledgement");
    }

    @Test
    void decisionsOnWhatNobodyKnowsAreSetAside() throws Exception {
        harness.signal(harness.onMeasure("invented", "overturned", START, "d1"));
        assertThat(harness.deadLetters()).containsExactly("unknown-decision-subject");
        harness.signal(harness.onVerdict("invented", "overturned", START, "d2"));
        assertThat(harness.deadLetters()).hasSize(1);
        harness.watermark(START + SubjectMeasures.EARLY_MILLIS);
        assertThat(harness.deadLetters())
                .containsExactly("unknown-decision-subject", "unknown-decision-subject");
        assertThat(harness.commands()).hasSize(1);
    }

    @Test
    void aDecisionMayComeBeforeItsVerdict() throws Exception {
        try (MeasureHarness other = MeasureHarness.open()) {
            other.signal(other.onVerdict("remove-of-n3", "overturned", START + 3 * MINUTE, "d1"));
            other.spree("n", START);
            other.watermark(START + SubjectMeasures.EARLY_MILLIS * 2);
            assertThat(other.commands()).isEmpty();
            assertThat(other.deadLetters()).isEmpty();
        }
    }

    @Test
    void aDecisionOnAMeasureThatIsOverIsSetAside() throws Exception {
        harness.watermark(order.getExpiresAt());
        harness.signal(harness.answer(harness.lastCommand(), "applied"));
        harness.signal(
                harness.onMeasure(
                        order.getMeasureId(), "overturned", order.getExpiresAt() + 1, "d1"));

        assertThat(harness.deadLetters()).containsExactly("decision-without-effect");
        assertThat(harness.commands()).hasSize(2);
    }

    @Test
    void upheldComesTooLateForAReversedMeasureWhoseTimeIsOver() throws Exception {
        harness.signal(harness.onMeasure(order.getMeasureId(), "overturned", START + MINUTE, "d1"));
        harness.watermark(order.getExpiresAt());
        harness.signal(harness.onMeasure(order.getMeasureId(), "upheld", START + 2 * MINUTE, "d2"));

        assertThat(harness.deadLetters()).containsExactly("decision-without-effect");
        assertThat(harness.commands()).hasSize(2);
        assertThat(harness.measure().getState()).isEqualTo("reversing");
    }

    @Test
    void aClockThatJumpsAheadCostsOneAttemptAndOneThatFallsBackOnlyDelays() throws Exception {
        harness.clock(START + 365 * MeasureHarness.DAY);
        assertThat(harness.commands()).hasSize(2);
        assertThat(harness.tasks()).isEmpty();
        harness.signal(harness.answer(order, "applied"));
        assertThat(harness.measure().getState()).isEqualTo("applied");
        // Event time did not jump: the measure is in force.
        assertThat(harness.measure().getEndedAt()).isNull();
    }
}
