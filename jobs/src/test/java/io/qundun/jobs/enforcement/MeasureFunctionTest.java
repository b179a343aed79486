package io.qundun.jobs.enforcement;

import static io.qundun.jobs.enforcement.MeasureHarness.HOUR;
import static io.qundun.jobs.enforcement.MeasureHarness.MINUTE;
import static io.qundun.jobs.enforcement.MeasureHarness.SECOND;
import static io.qundun.jobs.enforcement.MeasureHarness.START;
import static io.qundun.jobs.enforcement.MeasureHarness.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From thresholds to orders, liftings and reversals. */
class MeasureFunctionTest {

    private MeasureHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = MeasureHarness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theThirdViolationMutes() throws Exception {
        harness.removed("m1", START);
        harness.removed("m2", START + MINUTE);
        assertThat(harness.commands()).isEmpty();
        harness.removed("m3", START + 2 * MINUTE);

        EnforcementCommand order = harness.lastCommand();
        long from = START + 2 * MINUTE + 1;
        assertThat(order.getAction()).isEqualTo("mute");
        assertThat(order.getSubjectType()).isEqualTo("user");
        assertThat(order.getSubjectId()).isEqualTo(USER);
        assertThat(order.getUserId()).isEqualTo(USER);
        assertThat(order.getClause()).isEqualTo("provisions-2017/11.2");
        assertThat(order.getReasonCode()).isEqualTo("often");
        assertThat(order.getReasonZh()).isEqualTo("多次违规");
        assertThat(order.getReasonEn()).isEqualTo("several violations");
        assertThat(order.getEffectiveFrom()).isEqualTo(from);
        assertThat(order.getExpiresAt()).isEqualTo(from + 2 * HOUR);
        assertThat(order.getSequence()).isEqualTo(1);
        assertThat(order.getAppealAddress()).isEqualTo("https://example.org/appeal");
        assertThat(order.getPolicyHash()).isEqualTo("cafe");
        assertThat(order.getCauses())
                .containsExactly("remove-of-m3", "remove-of-m2", "remove-of-m1");
        assertThat(order.getMeasureId()).isEqualTo(order.getCommandId());
        assertThat(order.getAutomated()).isTrue();
        assertThat(harness.state().getSequence()).isEqualTo(1);
        assertThat(harness.measure().getState()).isEqualTo("ordered");
        assertThat(harness.changes()).extracting(each -> each.subject).containsOnly("user/" + USER);
    }

    @Test
    void duplicatesAndWhatComesWhileItHoldsMakeNoSecondMeasure() throws Exception {
        harness.spree("m", START);
        harness.spree("m", START);
        harness.spree("late", START - MINUTE);
        harness.spree("more", START + 30 * MINUTE);

        assertThat(harness.commands()).hasSize(1);
    }

    @Test
    void aReviewedMessageCountsOnceItIsUpheldAndTheMeasureBeginsThen() throws Exception {
        harness.removed("m1", START);
        harness.removed("m2", START);
        harness.signal(MeasureHarness.verdict("m3", "review", START));
        assertThat(harness.commands()).isEmpty();
        long decided = START + 3 * HOUR;
        harness.signal(harness.onVerdict("review-of-m3", "upheld", decided, "d1"));

        EnforcementCommand order = harness.lastCommand();
        assertThat(order.getEffectiveFrom()).isEqualTo(decided + 1);
        assertThat(order.getAutomated()).isFalse();
    }

    @Test
    void refusalsAndLightMessagesAreNoViolations() throws Exception {
        for (int i = 0; i < 5; i++) {
            harness.signal(MeasureHarness.verdict("r" + i, "refuse", START));
            Signal light = MeasureHarness.verdict("l" + i, "remove", START);
            light.verdict.severity = 1;
            harness.signal(light);
        }

        assertThat(harness.commands()).isEmpty();
    }

    @Test
    void aRemovalThatIsReplayedAsARefusalIsNoViolation() throws Exception {
        harness.removed("m1", START);
        harness.removed("m2", START);
        harness.signal(MeasureHarness.verdict("m2", "refuse", START));
        harness.removed("m3", START);

        assertThat(harness.commands()).isEmpty();
    }

    @Test
    void oneMuteThenSilenceItLiftsOnTime() throws Exception {
        harness.spree("m", START);
        EnforcementCommand order = harness.lastCommand();
        harness.signal(harness.answer(order, "applied"));
        harness.watermark(order.getExpiresAt() - 1);
        assertThat(harness.commands()).hasSize(1);
        harness.watermark(order.getExpiresAt());

        EnforcementCommand lifting = harness.lastCommand();
        assertThat(lifting.getAction()).isEqualTo("unmute");
        assertThat(lifting.getReverses()).isEqualTo(order.getCommandId());
        assertThat(lifting.getMeasureId()).isEqualTo(order.getMeasureId());
        assertThat(lifting.getSequence()).isEqualTo(2);
        assertThat(lifting.getEffectiveFrom()).isEqualTo(order.getExpiresAt());
        assertThat(lifting.getExpiresAt()).isNull();
        assertThat(lifting.getCommandId()).isNotEqualTo(order.getCommandId());
        assertThat(harness.measure().getState()).isEqualTo("lifting");
        assertThat(harness.measure().getEndedAt()).isEqualTo(order.getExpiresAt());
        harness.signal(harness.answer(lifting, "applied"));
        assertThat(harness.measure().getState()).isEqualTo("lifted");
    }

    @Test
    void whatIsLongOverIsForgottenWithATombstoneButNeverTheSequence() throws Exception {
        harness.spree("m", START);
        EnforcementCommand order = harness.lastCommand();
        harness.watermark(order.getExpiresAt());
        harness.signal(harness.answer(harness.lastCommand(), "applied"));
        harness.watermark(order.getExpiresAt() + MeasureHarness.SETTINGS.historyKept());

        assertThat(harness.changes()).isNotEmpty();
        assertThat(harness.state()).isNull();
        harness.spree("again", START + 30 * MeasureHarness.DAY);
        assertThat(harness.lastCommand().getSequence()).isEqualTo(3);
    }

    @Test
    void anOverturnedVerdictReversesTheMeasure() throws Exception {
        harness.spree("m", START);
        EnforcementCommand order = harness.lastCommand();
        long decided = START + 10 * MINUTE;
        harness.signal(harness.onVerdict("remove-of-m2", "overturned", decided, "d1"));

        EnforcementCommand reversal = harness.lastCommand();
        assertThat(reversal.getAction()).isEqualTo("unmute");
        assertThat(reversal.getReverses()).isEqualTo(order.getCommandId());
        assertThat(reversal.getReasonCode()).isEqualTo("measure-reversed");
        assertThat(reversal.getCauses()).containsExactly("d1");
        assertThat(reversal.getAutomated()).isFalse();
        assertThat(reversal.getSequence()).isEqualTo(2);
        assertThat(harness.measure().getState()).isEqualTo("reversing");
        assertThat(harness.measure().getEndedAt()).isEqualTo(decided);
        harness.watermark(order.getExpiresAt());
        assertThat(harness.commands()).hasSize(2);
    }

    @Test
    void aMeasureThatStandsWithoutTheOverturnedVerdictStays() throws Exception {
        harness.spree("m", START);
        harness.removed("m4", START + MINUTE);
        harness.signal(harness.onVerdict("remove-of-m2", "overturned", START + HOUR, "d1"));

        assertThat(harness.commands()).hasSize(1);
    }

    @Test
    void violationsOfAnUnfoundedMeasureCountAnew() throws Exception {
        harness.spree("m", START);
        harness.signal(harness.onVerdict("remove-of-m1", "overturned", START + MINUTE, "d1"));
        harness.removed("m4", START + 2 * MINUTE);

        assertThat(harness.commands())
                .extracting(EnforcementCommand::getAction)
                .containsExactly("mute", "unmute", "mute");
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getSequence)
                .containsExactly(1L, 2L, 3L);
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getCommandId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aDecisionThatIsTakenBackBringsTheMeasureBackUnderANewId() throws Exception {
        harness.spree("m", START);
        EnforcementCommand order = harness.lastCommand();
        harness.signal(harness.onVerdict("remove-of-m1", "overturned", START + MINUTE, "d1"));
        harness.signal(harness.onVerdict("remove-of-m1", "upheld", START + 2 * MINUTE, "d2"));

        EnforcementCommand second = harness.lastCommand();
        assertThat(second.getAction()).isEqualTo("mute");
        assertThat(second.getMeasureId()).isNotEqualTo(order.getMeasureId());
        assertThat(second.getSequence()).isEqualTo(3);
    }

    @Test
    void ofTwoDecisionsTheLaterOneStandsInWhateverOrderTheyCome() throws Exception {
        harness.spree("m", START);
        harness.signal(harness.onVerdict("remove-of-m1", "upheld", START + 2 * MINUTE, "d2"));
        harness.signal(harness.onVerdict("remove-of-m1", "overturned", START + MINUTE, "d1"));
        assertThat(harness.commands()).hasSize(1);

        harness.signal(harness.onVerdict("remove-of-m1", "overturned", START + 2 * MINUTE, "d3"));
        assertThat(harness.commands()).hasSize(2);
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void aPersonTakesTheMeasureBackAndItsViolationsStayCounted() throws Exception {
        harness.spree("m", START);
        EnforcementCommand order = harness.lastCommand();
        harness.signal(harness.onMeasure(order.getMeasureId(), "overturned", START + MINUTE, "d1"));
        assertThat(harness.lastCommand().getAction()).isEqualTo("unmute");
        harness.removed("m4", START + 2 * MINUTE);
        assertThat(harness.commands()).hasSize(2);

        harness.signal(harness.onMeasure(order.getMeasureId(), "upheld", START + 5 * MINUTE, "d2"));
        EnforcementCommand again = harness.lastCommand();
        assertThat(again.getAction()).isEqualTo("mute");
        assertThat(again.getMeasureId()).isEqualTo(order.getMeasureId());
        assertThat(again.getCommandId()).isNotEqualTo(order.getCommandId());
        assertThat(again.getSequence()).isEqualTo(3);
        assertThat(again.getEffectiveFrom()).isEqualTo(START + 5 * MINUTE);
        assertThat(again.getExpiresAt()).isEqualTo(order.getExpiresAt());
    }

    @Test
    void theLowestLevelMutesOncePerFall() throws Exception {
        harness.credit(2, START);
        assertThat(harness.commands()).isEmpty();
        harness.credit(1, START + MINUTE);
        harness.credit(1, START + 2 * MINUTE);
        assertThat(harness.commands()).hasSize(1);
        EnforcementCommand order = harness.lastCommand();
        assertThat(order.getReasonCode()).isEqualTo("low");
        assertThat(order.getCauses()).containsExactly("entry-1");
        assertThat(order.getExpiresAt()).isEqualTo(START + MINUTE + 3 * HOUR);

        harness.watermark(order.getExpiresAt());
        harness.credit(1, START + 4 * HOUR);
        assertThat(harness.commands()).hasSize(2);
        harness.credit(3, START + 5 * HOUR);
        harness.credit(1, START + 6 * HOUR);
        assertThat(harness.lastCommand().getAction()).isEqualTo("mute");
    }

    @Test
    void aRefundThatLiftsTheLevelReversesTheMuteRecoveryDoesNot() throws Exception {
        harness.removed("m1", START);
        harness.credit(1, START);
        harness.credit(2, START + MINUTE);
        assertThat(harness.commands()).hasSize(1);

        harness.signal(harness.onVerdict("remove-of-m1", "overturned", START + 2 * MINUTE, "d1"));
        assertThat(harness.lastCommand().getAction()).isEqualTo("unmute");
    }

    @Test
    void theRefundMayComeAfterTheDecision() throws Exception {
        harness.removed("m1", START);
        harness.credit(1, START);
        harness.signal(harness.onVerdict("remove-of-m1", "overturned", START + 2 * MINUTE, "d1"));
        assertThat(harness.commands()).hasSize(1);
        harness.credit(3, START + 2 * MINUTE);

        assertThat(harness.lastCommand().getAction()).isEqualTo("unmute");
    }

    @Test
    void twoReasonsMakeOneMuteAtATimeAndTheLongerOneServesTheRest() throws Exception {
        harness.spree("m", START);
        EnforcementCommand first = harness.lastCommand();
        harness.credit(1, START + MINUTE);
        assertThat(harness.commands()).hasSize(1);
        assertThat(harness.state().getMeasures()).hasSize(1);

        harness.watermark(first.getExpiresAt());
        List<EnforcementCommand> commands = harness.commands();
        assertThat(commands)
                .extracting(EnforcementCommand::getAction)
                .containsExactly("mute", "unmute", "mute");
        EnforcementCommand second = harness.lastCommand();
        assertThat(second.getReasonCode()).isEqualTo("low");
        assertThat(second.getEffectiveFrom()).isEqualTo(first.getExpiresAt());
        assertThat(second.getExpiresAt()).isEqualTo(START + MINUTE + 3 * HOUR);
        // The lifting that the second order has overtaken need not be confirmed any more.
        assertThat(harness.state().getMeasures().get(0).getState()).isEqualTo("lifted");
        harness.clock(START + HOUR);
        assertThat(harness.commands())
                .filteredOn(each -> each.getAction().equals("unmute"))
                .hasSize(1);
    }

    @Test
    void whatIsReinstatedButNeverHasItsTurnAgainIsPublishedAsHavingHeldBeforeOnly()
            throws Exception {
        EnforcementCommand first = aReinstatedMeasureBehindALongerOne();
        harness.watermark(first.getExpiresAt());

        assertThat(harness.commands()).as("only the longer one is in force").hasSize(3);
        ActiveMeasure over = harness.state().getMeasures().get(0);
        assertThat(over.getMeasureId()).isEqualTo(first.getMeasureId());
        assertThat(over.getState()).isEqualTo("lifted");
        assertThat(over.getEffectiveFrom()).isEqualTo(first.getEffectiveFrom());
        assertThat(over.getEndedAt()).isEqualTo(START + MINUTE);

        // What happened until its planned end is accounted for all the same.
        harness.removed("late", first.getExpiresAt() - MINUTE);
        harness.removed("later", first.getExpiresAt() + 1);
        harness.removed("latest", first.getExpiresAt() + 2);
        harness.watermark(first.getExpiresAt() + 2 * HOUR);
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getAction)
                .containsExactly("mute", "unmute", "mute", "unmute");
    }

    @Test
    void whatIsTakenBackAgainAsItWaitsIsPublishedAsHavingHeldBeforeOnly() throws Exception {
        EnforcementCommand first = aReinstatedMeasureBehindALongerOne();
        harness.signal(harness.onMeasure(first.getMeasureId(), "overturned", START + HOUR, "d3"));

        ActiveMeasure over = harness.state().getMeasures().get(0);
        assertThat(over.getState()).isEqualTo("reversed");
        assertThat(over.getEffectiveFrom()).isEqualTo(first.getEffectiveFrom());
        assertThat(over.getEndedAt()).isEqualTo(START + MINUTE);
    }

    @Test
    void whatIsReinstatedIsOrderedForTheRestOfItsTimeOnceTheOtherEnds() throws Exception {
        EnforcementCommand first = aReinstatedMeasureBehindALongerOne();
        EnforcementCommand longer = harness.lastCommand();
        harness.signal(harness.onMeasure(longer.getMeasureId(), "overturned", START + HOUR, "d3"));

        assertThat(harness.lastCommand().getMeasureId()).isEqualTo(first.getMeasureId());
        ActiveMeasure anew = harness.state().getMeasures().get(0);
        assertThat(anew.getState()).isEqualTo("ordered");
        assertThat(anew.getEffectiveFrom()).isEqualTo(START + HOUR);
        assertThat(anew.getEndedAt()).isNull();
        harness.watermark(first.getExpiresAt());
        assertThat(harness.state().getMeasures().get(0).getEndedAt())
                .isEqualTo(first.getExpiresAt());
    }

    /** Two hours from the start, taken back after a minute; the other lasts for three. */
    private EnforcementCommand aReinstatedMeasureBehindALongerOne() throws Exception {
        harness.spree("m", START);
        EnforcementCommand first = harness.lastCommand();
        harness.signal(harness.onMeasure(first.getMeasureId(), "overturned", START + MINUTE, "d1"));
        harness.credit(1, START + 2 * MINUTE);
        harness.signal(harness.onMeasure(first.getMeasureId(), "upheld", START + 3 * MINUTE, "d2"));
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getReasonCode)
                .containsExactly("often", "measure-reversed", "low");
        return first;
    }

    @Test
    void aSpreeAfterTheEndNeedNotWaitForTheWatermark() throws Exception {
        harness.spree("m", START);
        harness.spree("n", START + 3 * HOUR);
        assertThat(harness.commands())
                .extracting(EnforcementCommand::getAction)
                .containsExactly("mute", "unmute", "mute");
        assertThat(harness.lastCommand().getEffectiveFrom()).isEqualTo(START + 3 * HOUR + 1);
        harness.watermark(START + 3 * HOUR);
        assertThat(harness.commands()).hasSize(3);
    }

    @Test
    void aFloodedGroupIsSuspendedOnceAWindow() throws Exception {
        harness.activity(START, 19, 19);
        harness.activity(START + MINUTE, 20, 4);
        assertThat(harness.commands()).isEmpty();
        harness.activity(START + 2 * MINUTE, 20, 5);
        harness.activity(START + 3 * MINUTE, 30, 25);
        harness.activity(START + 61 * MINUTE, 30, 25);

        assertThat(harness.commands()).hasSize(1);
        EnforcementCommand order = harness.lastCommand();
        assertThat(order.getAction()).isEqualTo("suspend");
        assertThat(order.getSubjectType()).isEqualTo("group");
        assertThat(order.getGroupId()).isEqualTo(MeasureHarness.GROUP);
        assertThat(order.getUserId()).isNull();
        assertThat(order.getEffectiveFrom()).isEqualTo(START + 2 * MINUTE);
        assertThat(order.getExpiresAt()).isEqualTo(START + 62 * MINUTE);
        harness.watermark(START + 62 * MINUTE);
        assertThat(harness.lastCommand().getAction()).isEqualTo("resume");
        harness.activity(START + 63 * MINUTE, 30, 25);
        assertThat(harness.lastCommand().getAction()).isEqualTo("suspend");
    }

    @Test
    void aGroupIsResumedWhenTheShareNoLongerHolds() throws Exception {
        for (int i = 0; i < 5; i++) {
            Signal signal = Signal.ofGroup(MeasureHarness.GROUP);
            signal.verdict = MeasureHarness.flagged("f" + i, "remove", START - MINUTE);
            harness.signal(signal);
        }
        harness.activity(START, 20, 5);
        for (int i = 0; i < 2; i++) {
            harness.signal(
                    harness.decision(
                            Signal.ofGroup(MeasureHarness.GROUP),
                            "verdict",
                            "remove-of-f1",
                            "overturned",
                            START + MINUTE,
                            "d1"));
        }

        assertThat(harness.commands())
                .extracting(EnforcementCommand::getAction)
                .containsExactly("suspend", "resume");
        assertThat(harness.measure().getEndedAt()).isEqualTo(START + MINUTE);
    }

    @Test
    void whatWasOverBeforeItBecameKnownOrdersNothing() throws Exception {
        harness.spree("m", START - 5 * HOUR);

        assertThat(harness.commands()).isEmpty();
        assertThat(harness.changes()).isEmpty();
    }

    @Test
    void aBackdatedMessageDoesNotDateTheMeasureBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            Signal signal = MeasureHarness.verdict("m" + i, "remove", START - 30 * 24 * HOUR);
            signal.verdict.recordTime = START + i * SECOND;
            harness.signal(signal);
        }

        assertThat(harness.lastCommand().getEffectiveFrom()).isEqualTo(START + 2 * SECOND + 1);
    }

    @Test
    void signalsWaitForThePolicyThatTheyNeedAndKeepTheirOrder() throws Exception {
        try (MeasureHarness early = MeasureHarness.bare()) {
            early.spree("m", START);
            early.signal(early.onVerdict("remove-of-m1", "overturned", START + MINUTE, "d1"));
            assertThat(early.commands()).isEmpty();
            early.release();
            early.clock(START + MeasureFunction.LOOK_MILLIS);

            assertThat(early.commands())
                    .extracting(EnforcementCommand::getAction)
                    .containsExactly("mute", "unmute");
            assertThat(early.deadLetters()).isEmpty();
        }
    }

    @Test
    void creditWaitsUntilEventTimeIsKnownSoThatOldFallsOrderNothing() throws Exception {
        try (MeasureHarness fresh = MeasureHarness.bare()) {
            fresh.release();
            fresh.credit(1, START - 10 * HOUR);
            fresh.clock(START + 10 * MeasureFunction.LOOK_MILLIS);
            fresh.watermark(START);
            fresh.clock(START + 20 * MeasureFunction.LOOK_MILLIS);

            assertThat(fresh.commands()).isEmpty();
        }
    }
}
