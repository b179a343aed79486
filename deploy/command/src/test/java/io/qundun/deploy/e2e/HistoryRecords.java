package io.qundun.deploy.e2e;

import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the jobs write of one user who is flagged, muted and cleared, and of the group that he is
 * in.
 *
 * @param verdictId the verdict that all of it comes from
 * @param at when, epoch milliseconds
 */
record HistoryRecords(String user, String group, String verdictId, long at) {

    private static final long MINUTE = 60_000;
    private static final String CLAUSE = "provisions-2017/11.2";

    /** How many documents the user's timeline has of them. */
    static final int OF_THE_USER = 8;

    /** How many documents the group's day has of them. */
    static final int OF_THE_GROUP = 12;

    /** Writes them all: topic and record; the key does not matter here. */
    void write(BiConsumer<Topic, SpecificRecord> out) {
        for (int minute = 0; minute < 5; minute++) {
            out.accept(Topic.GROUP_ACTIVITY, activity(minute));
        }
        out.accept(
                Topic.GROUP_GRADE,
                GroupGrade.newBuilder()
                        .setGroupId(group)
                        .setGrade(2)
                        .setPreviousGrade(3)
                        .setFormulaVersion("test")
                        .setEffectiveFrom(at)
                        .setActivityId("activity-" + group + "-0")
                        .setInputs(Map.of("violations", 4.0))
                        .build());
        out.accept(
                Topic.GROUP_ACTIVITY_LATE,
                new LateActivity(group, "verdict", verdictId, at, at + MINUTE, "late"));
        out.accept(Topic.USER_CREDIT_ENTRY, entry("entry", null, -20));
        out.accept(Topic.USER_CREDIT, credit(55, 2, at));
        out.accept(Topic.MEASURE_COMMAND, command("mute", 1, at));
        out.accept(Topic.ENFORCEMENT_STATE, state());
        out.accept(
                Topic.COMMAND_ACK,
                CommandAck.newBuilder()
                        .setCommandId("mute-" + user)
                        .setSubjectType("user")
                        .setSubjectId(user)
                        .setSequence(1)
                        .setState("applied")
                        .setBackend("test")
                        .setAcknowledgedAt(at + 1_000)
                        .build());
        out.accept(
                Topic.REVIEW_DECISION,
                ReviewDecision.newBuilder()
                        .setDecisionId("decision-" + user)
                        .setSubjectType("verdict")
                        .setSubjectId(verdictId)
                        .setUserId(user)
                        .setGroupId(group)
                        .setOutcome("overturned")
                        .setDecidedAt(at + MINUTE)
                        .build());
        out.accept(Topic.USER_CREDIT_ENTRY, entry("refund", "entry-" + user, 0));
        out.accept(Topic.MEASURE_COMMAND, command("unmute", 2, at + MINUTE));
    }

    private GroupActivity activity(int minute) {
        long end = at + minute * MINUTE;
        return GroupActivity.newBuilder()
                .setActivityId("activity-" + group + "-" + minute)
                .setGroupId(group)
                .setAt(end)
                .setWindows(
                        List.of(
                                ActivityWindow.newBuilder()
                                        .setSpan("1m")
                                        .setBegin(end - MINUTE)
                                        .setEnd(end)
                                        .setMessages(10 + minute)
                                        .setSenders(4)
                                        .build()))
                .setMembers(20)
                .build();
    }

    private CreditEntry entry(String kind, String reverses, int points) {
        return CreditEntry.newBuilder()
                .setEntryId(kind + "-" + user)
                .setUserId(user)
                .setCause(reverses == null ? "violation" : "reversal")
                .setCauseId("message-of-" + user)
                .setMessageId("message-of-" + user)
                .setVerdictId(verdictId)
                .setGroupId(group)
                .setEventTime(at)
                .setPoints(points)
                .setClause(CLAUSE)
                .setReverses(reverses)
                .setFormulaVersion("test")
                .build();
    }

    private UserCredit credit(int score, int level, long from) {
        return UserCredit.newBuilder()
                .setUserId(user)
                .setScore(score)
                .setLevel(level)
                .setPreviousLevel(3)
                .setFormulaVersion("test")
                .setEffectiveFrom(from)
                .setEntryIds(List.of("entry-" + user))
                .build();
    }

    private EnforcementCommand command(String action, long sequence, long from) {
        return EnforcementCommand.newBuilder()
                .setCommandId(action + "-" + user)
                .setSubjectType("user")
                .setSubjectId(user)
                .setGroupId(group)
                .setAction(action)
                .setClause(CLAUSE)
                .setReasonCode("violations-in-span")
                .setReasonZh("短时间内多次违规")
                .setReasonEn("several violations in a short time")
                .setPolicyId("fixture")
                .setPolicyVersion(1)
                .setPolicyHash("")
                .setIssuedAt(from)
                .setEffectiveFrom(from)
                .setSequence(sequence)
                .setAppealAddress("https://example.org/appeal")
                .setCauses(List.of(verdictId))
                .setMeasureId("mute-" + user)
                .build();
    }

    private EnforcementState state() {
        return EnforcementState.newBuilder()
                .setSubjectType("user")
                .setSubjectId(user)
                .setSequence(1)
                .setEffectiveFrom(at)
                .setMeasures(
                        List.of(
                                ActiveMeasure.newBuilder()
                                        .setMeasureId("mute-" + user)
                                        .setMeasure("mute")
                                        .setEffectiveFrom(at)
                                        .setClause(CLAUSE)
                                        .setState("ordered")
                                        .setSequence(1)
                                        .build()))
                .build();
    }
}
