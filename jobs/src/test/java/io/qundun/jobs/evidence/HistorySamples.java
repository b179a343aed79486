package io.qundun.jobs.evidence;

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
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.Services;
import io.qundun.schemas.Surge;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records about users and groups with every field set. */
final class HistorySamples {

    static final long TIME = Samples.RECORD_TIME - 60_000;
    private static final long HOUR = 3_600_000;

    private HistorySamples() {}

    /** One of each, by topic. */
    static Map<Topic, SpecificRecord> all() {
        Map<Topic, SpecificRecord> all = new LinkedHashMap<>();
        all.put(Topic.GROUP_ACTIVITY, activity());
        all.put(Topic.GROUP_ACTIVITY_LATE, late("verdict", "v1"));
        all.put(Topic.GROUP_GRADE, grade());
        all.put(Topic.USER_CREDIT_ENTRY, entry());
        all.put(Topic.USER_CREDIT, credit());
        all.put(Topic.MEASURE_COMMAND, command("user", "u1"));
        all.put(Topic.ENFORCEMENT_STATE, state("user", "u1"));
        all.put(Topic.COMMAND_ACK, ack("user", "u1"));
        all.put(Topic.REVIEW_TASK, task("message", "m1"));
        all.put(Topic.REVIEW_DECISION, decision("verdict"));
        return all;
    }

    static GroupActivity activity() {
        return GroupActivity.newBuilder()
                .setActivityId("a1")
                .setGroupId("g1")
                .setAt(TIME)
                .setWindows(
                        List.of(
                                window("1m", 60_000),
                                window("1h", HOUR),
                                window("24h", 24 * HOUR),
                                window("7d", 7 * 24 * HOUR)))
                .setSurges(List.of(new Surge("joins", 40.0, 2.5, 16.0, "1m")))
                .setMembers(120)
                .setCategory("sports")
                .setIdle(true)
                .build();
    }

    static ActivityWindow window(String span, long millis) {
        return ActivityWindow.newBuilder()
                .setSpan(span)
                .setBegin(TIME - millis)
                .setEnd(TIME)
                .setMessages(12)
                .setRefused(1)
                .setSenders(4.0)
                .setSendersLow(3.9)
                .setSendersHigh(4.1)
                .setNewMemberShare(0.25)
                .setJoins(2)
                .setLeaves(1)
                .setFlagged(3)
                .setFlaggedByCategory(Map.of("spam", 2L, "gambling", 1L))
                .build();
    }

    static LateActivity late(String kind, String id) {
        return new LateActivity("g1", kind, id, TIME, TIME + HOUR, "late");
    }

    static GroupGrade grade() {
        return GroupGrade.newBuilder()
                .setGroupId("g1")
                .setGrade(2)
                .setPreviousGrade(3)
                .setCategory("sports")
                .setMembers(120)
                .setFormulaVersion("default/7")
                .setEffectiveFrom(TIME)
                .setInputs(Map.of("violations", 5.0, "messages", 400.0))
                .setChangesAt(TIME + HOUR)
                .setActivityId("a1")
                .setPolicyVersion(7)
                .build();
    }

    static CreditEntry entry() {
        return CreditEntry.newBuilder()
                .setEntryId("entry-1")
                .setUserId("u1")
                .setCause("reversal")
                .setCauseId("d1")
                .setMessageId("m1")
                .setDecisionId("d1")
                .setVerdictId("v1")
                .setGroupId("g1")
                .setEventTime(TIME)
                .setPoints(-10)
                .setClause("provisions-2017/11.2")
                .setCategory("gambling")
                .setSeverity(3)
                .setRole("manager")
                .setExpiresAt(TIME + HOUR)
                .setReverses("entry-0")
                .setFormulaVersion("default/7")
                .setPolicyVersion(7)
                .build();
    }

    static UserCredit credit() {
        return UserCredit.newBuilder()
                .setUserId("u1")
                .setScore(55)
                .setLevel(2)
                .setFormulaVersion("default/7")
                .setEffectiveFrom(TIME)
                .setChangesAt(TIME + HOUR)
                .setPreviousLevel(3)
                .setActiveDays(12)
                .setSequence(9)
                .setServices(new Services(6, false, false, true))
                .setEntryIds(List.of("entry-1", "entry-0"))
                .setPolicyVersion(7)
                .build();
    }

    static EnforcementCommand command(String type, String id) {
        return EnforcementCommand.newBuilder()
                .setCommandId("c1")
                .setSubjectType(type)
                .setSubjectId(id)
                .setGroupId("g1")
                .setUserId("u1")
                .setAction(type.equals("user") ? "mute" : "suspend")
                .setClause("provisions-2017/11.2")
                .setReasonCode("violations-in-span")
                .setReasonZh("短时间内多次违规")
                .setReasonEn("several violations in a short time")
                .setRules(List.of("repeat-offence"))
                .setPolicyId("default")
                .setPolicyVersion(7)
                .setPolicyHash("h1")
                .setEvidenceId("e1")
                .setAutomated(true)
                .setIssuedAt(TIME + 5)
                .setEffectiveFrom(TIME)
                .setExpiresAt(TIME + HOUR)
                .setReverses("c0")
                .setSequence(4)
                .setAppealAddress("https://chat.example.org/appeal")
                .setCauses(List.of("v1", "v0"))
                .setMeasureId("measure-1")
                .build();
    }

    static EnforcementState state(String type, String id) {
        return EnforcementState.newBuilder()
                .setSubjectType(type)
                .setSubjectId(id)
                .setSequence(4)
                .setEffectiveFrom(TIME)
                .setMeasures(
                        List.of(
                                ActiveMeasure.newBuilder()
                                        .setMeasureId("measure-1")
                                        .setMeasure(type.equals("user") ? "mute" : "suspend")
                                        .setEffectiveFrom(TIME)
                                        .setExpiresAt(TIME + HOUR)
                                        .setClause("provisions-2017/11.2")
                                        .setState("applied")
                                        .setSequence(4)
                                        .setReasonCode("violations-in-span")
                                        .setEndedAt(TIME + HOUR / 2)
                                        .build()))
                .build();
    }

    static CommandAck ack(String type, String id) {
        return CommandAck.newBuilder()
                .setCommandId("c1")
                .setSubjectType(type)
                .setSubjectId(id)
                .setSequence(4)
                .setState("failed")
                .setDetail("no answer from the group's host")
                .setBackend("sample-backend")
                .setAcknowledgedAt(TIME + 20)
                .build();
    }

    static ReviewTask task(String type, String id) {
        return ReviewTask.newBuilder()
                .setTaskId("t1")
                .setSubjectType(type)
                .setSubjectId(id)
                .setGroupId("g1")
                .setSenderId("u1")
                .setCause("rule")
                .setCategories(List.of("gambling"))
                .setRules(
                        List.of(
                                new RuleHit(
                                        "gambling-weak",
                                        "gambling",
                                        "provisions-2017/10",
                                        "review",
                                        2,
                                        "live")))
                .setSeverity(2)
                .setVerdictId("v1")
                .setEvidenceId("e1")
                .setEventTime(TIME)
                .setIssuedAt(TIME + 5)
                .build();
    }

    static ReviewDecision decision(String subjectType) {
        return ReviewDecision.newBuilder()
                .setDecisionId("d1")
                .setSubjectType(subjectType)
                .setSubjectId(subjectType.equals("verdict") ? "v1" : "measure-1")
                .setMessageId("m1")
                .setGroupId("g1")
                .setUserId("u1")
                .setTaskId("t1")
                .setOutcome("overturned")
                .setReason("a quotation, not an offer")
                .setDecidedBy("reviewer-3")
                .setDecidedAt(TIME + 600)
                .build();
    }
}
