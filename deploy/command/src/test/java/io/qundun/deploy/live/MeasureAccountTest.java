package io.qundun.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.UserCredit;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureAccountTest {

    private final MeasureAccount account = new MeasureAccount();

    private static EnforcementCommand command(String id, String action, String reason) {
        return EnforcementCommand.newBuilder()
                .setCommandId(id)
                .setSubjectType("user")
                .setSubjectId("u")
                .setAction(action)
                .setClause("provisions-2017/11.2")
                .setReasonCode(reason)
                .setReasonZh("违规")
                .setReasonEn("violations")
                .setPolicyId("test")
                .setPolicyVersion(1)
                .setPolicyHash("")
                .setIssuedAt(0)
                .setEffectiveFrom(0)
                .setSequence(1)
                .setAppealAddress("")
                .build();
    }

    private static CommandAck ack(String commandId, String state) {
        return CommandAck.newBuilder()
                .setCommandId(commandId)
                .setSubjectType("user")
                .setSubjectId("u")
                .setSequence(1)
                .setState(state)
                .setBackend("test")
                .setAcknowledgedAt(0)
                .build();
    }

    private static UserCredit credit(long from, Integer before, int level) {
        return UserCredit.newBuilder()
                .setUserId("u")
                .setScore(0)
                .setLevel(level)
                .setPreviousLevel(before)
                .setFormulaVersion("test")
                .setEffectiveFrom(from)
                .build();
    }

    @Test
    void commandsCountOnceHoweverOftenTheyAreSent() {
        account.command(command("c1", "mute", "violations-in-span"));
        account.command(command("c1", "mute", "violations-in-span"));
        account.command(command("c2", "unmute", "measure-expired"));
        account.command(command("c3", "suspend", "flagged-share"));
        account.command(command("c4", "resume", "measure-reversed"));

        assertThat(account.counts().measures()).isEqualTo(2);
        assertThat(account.counts().liftings()).isEqualTo(1);
        assertThat(account.counts().reversals()).isEqualTo(1);
        assertThat(account.counts().changes()).isEqualTo(5);
    }

    @Test
    void aFailureIsNoAnswer() {
        account.command(command("c1", "mute", "violations-in-span"));
        account.ack(ack("c1", "failed"));
        assertThat(account.counts().unanswered()).isEqualTo(1);
        account.ack(ack("c1", "applied"));
        account.command(command("c1", "mute", "violations-in-span"));
        assertThat(account.counts().unanswered()).isZero();
    }

    @Test
    void anAnswerMayComeBeforeTheCommand() {
        account.ack(ack("c1", "applied"));
        account.command(command("c1", "mute", "violations-in-span"));
        assertThat(account.counts().unanswered()).isZero();
    }

    @Test
    void measuresHoldUntilTheirStateSaysOtherwise() {
        ActiveMeasure measure =
                ActiveMeasure.newBuilder()
                        .setMeasureId("m")
                        .setMeasure("mute")
                        .setEffectiveFrom(0)
                        .setClause("")
                        .build();
        ActiveMeasure ended = ActiveMeasure.newBuilder(measure).setEndedAt(1L).build();
        account.state("user/u", state(measure, measure));
        account.state("user/v", state(measure));
        assertThat(account.counts().inForce()).isEqualTo(3);
        account.state("user/u", state(measure, ended));
        account.state("user/v", null);
        assertThat(account.counts().inForce()).isEqualTo(1);
    }

    private static EnforcementState state(ActiveMeasure... measures) {
        return EnforcementState.newBuilder()
                .setSubjectType("user")
                .setSubjectId("u")
                .setSequence(1)
                .setEffectiveFrom(0)
                .setMeasures(List.of(measures))
                .build();
    }

    @Test
    void onlyChangesOfLevelsAndGradesCount() {
        account.credit(credit(1, 3, 2));
        account.credit(credit(1, 3, 2));
        account.credit(credit(2, 2, 2));
        account.credit(credit(3, 2, 3));
        GroupGrade first =
                GroupGrade.newBuilder()
                        .setGroupId("g")
                        .setGrade(3)
                        .setFormulaVersion("test")
                        .setEffectiveFrom(1)
                        .build();
        account.grade(first);
        account.grade(GroupGrade.newBuilder(first).setPreviousGrade(3).setEffectiveFrom(2).build());

        assertThat(account.counts().levels()).isEqualTo(2);
        assertThat(account.counts().grades()).isEqualTo(1);
    }
}
