package io.qundun.deploy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.backend.CommandLedger.Outcome;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CommandLedgerTest {

    private static EnforcementCommand command(String subject, String action, long sequence) {
        return EnforcementCommand.newBuilder()
                .setCommandId(subject + "-" + action + "-" + sequence)
                .setSubjectType("message")
                .setSubjectId(subject)
                .setAction(action)
                .setClause("provisions-2017/10")
                .setReasonCode("spam")
                .setReasonZh("垃圾信息")
                .setReasonEn("spam")
                .setPolicyId("test")
                .setPolicyVersion(1)
                .setPolicyHash("")
                .setIssuedAt(0)
                .setEffectiveFrom(0)
                .setSequence(sequence)
                .setAppealAddress("")
                .build();
    }

    @Test
    void aHigherSequenceChangesTheSubjectAndAResendDoesNot() {
        CommandLedger ledger = new CommandLedger();
        assertThat(ledger.isVisible("m")).isTrue();
        assertThat(ledger.apply(command("m", "remove", 1))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.isVisible("m")).isFalse();
        assertThat(ledger.apply(command("m", "remove", 1))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.apply(command("m", "restore", 2))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.isVisible("m")).isTrue();
        assertThat(ledger.apply(command("m", "remove", 1))).isEqualTo(Outcome.OUTDATED);
        assertThat(ledger.isVisible("m")).isTrue();
        assertThat(ledger.isVisible("other")).isTrue();
    }

    @Test
    void whatItDoesNotKnowItLeavesAlone() {
        CommandLedger ledger = new CommandLedger();
        assertThat(ledger.apply(command("m", "celebrate", 1))).isEqualTo(Outcome.NOT_UNDERSTOOD);
        EnforcementCommand onUser = command("m", "remove", 1);
        onUser.setSubjectType("user");
        assertThat(ledger.apply(onUser)).isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(ledger.state()).isEmpty();
        assertThat(Outcome.NOT_UNDERSTOOD.state()).isEqualTo("refused");
    }

    private static EnforcementCommand measure(String action, long sequence) {
        EnforcementCommand command = command("u", action, sequence);
        command.setSubjectType(action.contains("mute") ? "user" : "group");
        return command;
    }

    private static EnforcementState state(long sequence, String measureState, Long endedAt) {
        return EnforcementState.newBuilder()
                .setSubjectType("user")
                .setSubjectId("u")
                .setSequence(sequence)
                .setEffectiveFrom(0)
                .setMeasures(
                        List.of(
                                ActiveMeasure.newBuilder()
                                        .setMeasureId("m1")
                                        .setMeasure("mute")
                                        .setEffectiveFrom(0)
                                        .setClause("provisions-2017/11.2")
                                        .setState(measureState)
                                        .setSequence(sequence)
                                        .setEndedAt(endedAt)
                                        .build()))
                .build();
    }

    @Test
    void measuresHoldOnUsersAndGroups() {
        CommandLedger ledger = new CommandLedger();
        assertThat(ledger.apply(measure("mute", 1))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.apply(measure("suspend", 1))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.isMuted("u")).isTrue();
        assertThat(ledger.isSuspended("u")).isTrue();
        assertThat(ledger.apply(measure("unmute", 2))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.apply(measure("mute", 1))).isEqualTo(Outcome.OUTDATED);
        assertThat(ledger.isMuted("u")).isFalse();
        assertThat(ledger.isSuspended("u")).isTrue();
    }

    @Test
    void aStateIsTakenOverAndCommandsGoOnFromThere() {
        CommandLedger ledger = new CommandLedger();
        ledger.adopt(state(3, "applied", null));
        assertThat(ledger.isMuted("u")).isTrue();
        assertThat(ledger.apply(measure("unmute", 2))).isEqualTo(Outcome.OUTDATED);
        assertThat(ledger.apply(measure("mute", 3))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.apply(measure("unmute", 4))).isEqualTo(Outcome.APPLIED);
        ledger.adopt(state(3, "applied", null));
        assertThat(ledger.isMuted("u")).isFalse();
    }

    @Test
    void whatIsBeingLiftedOrHasEndedHoldsNoMore() {
        for (EnforcementState over :
                List.of(state(2, "lifting", null), state(2, "reversed", null), state(2, "", 7L))) {
            CommandLedger ledger = new CommandLedger();
            ledger.adopt(over);
            assertThat(ledger.isMuted("u")).isFalse();
            assertThat(ledger.apply(measure("unmute", 2))).isEqualTo(Outcome.APPLIED);
        }
    }

    @Property(tries = 300)
    void everyOrderAndEveryRepetitionEndsInTheSameState(
            @ForAll("commands") List<EnforcementCommand> commands, @ForAll long seed) {
        CommandLedger inOrder = new CommandLedger();
        commands.forEach(inOrder::apply);
        List<EnforcementCommand> shuffled = new ArrayList<>(commands);
        Random random = new Random(seed);
        for (EnforcementCommand command : commands) {
            if (random.nextBoolean()) {
                shuffled.add(command);
            }
        }
        Collections.shuffle(shuffled, random);
        CommandLedger other = new CommandLedger();
        shuffled.forEach(other::apply);
        assertThat(other.state()).isEqualTo(inOrder.state());
    }

    @Provide
    Arbitrary<List<EnforcementCommand>> commands() {
        return Combinators.combine(
                        Arbitraries.of("m1", "m2", "m3"),
                        Arbitraries.of("remove", "refuse", "restore", "unknown"),
                        Arbitraries.longs().between(1, 4))
                .as(CommandLedgerTest::command)
                .list()
                .ofMaxSize(30);
    }
}
