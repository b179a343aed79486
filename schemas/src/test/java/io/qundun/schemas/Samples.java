package io.qundun.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/** One record of every kind with every field filled: what the golden bytes stand for. */
final class Samples {

    private static final long NOON = 1_764_676_800_000L;
    private static final String HASH =
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private Samples() {}

    /** Every record of the topic catalogue, by name, each once. */
    static List<Schema> catalogue() {
        return Stream.of(Topic.values())
                .flatMap(topic -> topic.schemas().stream())
                .distinct()
                .sorted(Comparator.comparing(Schema::getName))
                .toList();
    }

    /** The topic in which such records stand. */
    static Topic topicOf(Schema schema) {
        return Stream.of(Topic.values())
                .filter(topic -> topic.schemas().contains(schema))
                .findFirst()
                .orElseThrow();
    }

    static SpecificRecordBase of(Schema schema) {
        return switch (schema.getName()) {
            case "ChatMessage" -> chatMessage();
            case "AccountStatus" -> accountStatus();
            case "PolicyRelease" -> policyRelease();
            case "PolicyFilePart" -> policyFilePart();
            case "PolicyStatus" -> policyStatus();
            case "UserCredit" -> userCredit();
            case "GroupGrade" -> groupGrade();
            case "EnforcementState" -> enforcementState();
            case "Verdict" -> verdict();
            case "Heartbeat" -> heartbeat();
            case "Evidence" -> evidence();
            case "ReviewTask" -> reviewTask();
            case "EnforcementCommand" -> enforcementCommand();
            case "CommandAck" -> commandAck();
            case "DeadLetter" -> deadLetter();
            case "GroupEvent" -> groupEvent();
            case "ReviewDecision" -> reviewDecision();
            case "GroupActivity" -> groupActivity();
            case "LateActivity" ->
                    new LateActivity("g-0001", "event", "e-0001", NOON, NOON + 1, "late");
            case "CreditEntry" -> creditEntry();
            default ->
                    throw new IllegalArgumentException(
                            schema.getName() + " has no sample: add one to Samples");
        };
    }

    static ChatMessage chatMessage() {
        return ChatMessage.newBuilder()
                .setMessageId("m-000002")
                .setGroupId("g-0001")
                .setSenderId("u-0001")
                .setSentAt(NOON)
                .setKind("edit")
                .setText("周末一起去爬山吗?🏔 see you there")
                .setEdits("m-000001")
                .setRepliesTo("m-000000")
                .setMentions(List.of("u-0002", "u-0003"))
                .setClientSequence(42L)
                .setMediaReference("media://sample/1")
                .build();
    }

    private static GroupEvent groupEvent() {
        return GroupEvent.newBuilder()
                .setEventId("e-0001")
                .setGroupId("g-0001")
                .setType("created")
                .setUserId("u-0001")
                .setActorId("u-0002")
                .setName("周末爬山")
                .setCategory("hobby")
                .setRole("creator")
                .setOccurredAt(NOON)
                .build();
    }

    private static ReviewDecision reviewDecision() {
        return ReviewDecision.newBuilder()
                .setDecisionId("d-0001")
                .setSubjectType("verdict")
                .setSubjectId("v-0001")
                .setMessageId("m-000002")
                .setGroupId("g-0001")
                .setUserId("u-0001")
                .setTaskId("t-0001")
                .setOutcome("overturned")
                .setReason("a quotation, 引用")
                .setDecidedBy("reviewer")
                .setDecidedAt(NOON + 60_000)
                .build();
    }

    private static GroupActivity groupActivity() {
        return GroupActivity.newBuilder()
                .setActivityId(HASH)
                .setGroupId("g-0001")
                .setAt(NOON)
                .setWindows(
                        List.of(
                                ActivityWindow.newBuilder()
                                        .setSpan("1h")
                                        .setBegin(NOON - 3_600_000)
                                        .setEnd(NOON)
                                        .setMessages(120)
                                        .setRefused(3)
                                        .setSenders(40.0)
                                        .setSendersLow(40.0)
                                        .setSendersHigh(40.5)
                                        .setNewMemberShare(0.25)
                                        .setJoins(7)
                                        .setLeaves(2)
                                        .setFlagged(4)
                                        .setFlaggedByCategory(Map.of("spam", 4L))
                                        .build()))
                .setSurges(List.of(new Surge("joins", 7.0, 0.5, 14.0, "1h")))
                .setMembers(180)
                .setCategory("hobby")
                .setIdle(false)
                .build();
    }

    private static CreditEntry creditEntry() {
        return CreditEntry.newBuilder()
                .setEntryId(HASH)
                .setUserId("u-0001")
                .setCause("violation")
                .setCauseId("m-000002")
                .setMessageId("m-000002")
                .setDecisionId("d-0001")
                .setVerdictId("v-0001")
                .setGroupId("g-0001")
                .setEventTime(NOON)
                .setPoints(-20)
                .setClause("provisions-2017/11.2")
                .setCategory("spam")
                .setSeverity(2)
                .setRole("manager")
                .setExpiresAt(NOON + 86_400_000L)
                .setReverses("entry-0")
                .setFormulaVersion("1")
                .setPolicyVersion(7)
                .build();
    }

    private static AccountStatus accountStatus() {
        return AccountStatus.newBuilder()
                .setUserId("u-0001")
                .setStatus("verified")
                .setToken("token-0001")
                .setEffectiveFrom(NOON)
                .build();
    }

    private static PolicyRelease policyRelease() {
        return PolicyRelease.newBuilder()
                .setPackId("default")
                .setVersion(7)
                .setHash(HASH)
                .setEffectiveFrom(NOON + 5_000)
                .setPublishedAt(NOON)
                .setPublisher("policy-team")
                .setFiles(
                        List.of(
                                new PolicyFileReference("lexicon/gambling.tsv", HASH, 1_234L, 1),
                                new PolicyFileReference("policy.yaml", HASH, 2_000_000L, 3)))
                .build();
    }

    private static PolicyFilePart policyFilePart() {
        return PolicyFilePart.newBuilder()
                .setSha256(HASH)
                .setPart(2)
                .setParts(3)
                .setContent(bytes("网上赌博\tgambling\t3\n"))
                .build();
    }

    private static PolicyStatus policyStatus() {
        return PolicyStatus.newBuilder()
                .setPackId("default")
                .setVersion(8)
                .setHash(HASH)
                .setState("rejected")
                .setProblems(
                        List.of(
                                new PolicyProblem(
                                        "policy.yaml", 12, "undeclared category: gamblin")))
                .setEffectiveFrom(NOON)
                .setOrigin(new Origin("policy.release.v1", 0, 99L))
                .setJobVersion("0.1.0")
                .setDecidedAt(NOON + 20)
                .setDocument("id: default")
                .build();
    }

    private static UserCredit userCredit() {
        return UserCredit.newBuilder()
                .setUserId("u-0001")
                .setScore(-3)
                .setLevel(2)
                .setFormulaVersion("1")
                .setEffectiveFrom(NOON)
                .setChangesAt(NOON + 86_400_000)
                .setPreviousLevel(4)
                .setServices(new Services(10, false, true, false))
                .setEntryIds(List.of("entry-1", "entry-0"))
                .setPolicyVersion(7)
                .setActiveDays(12)
                .setSequence(3)
                .build();
    }

    private static GroupGrade groupGrade() {
        return GroupGrade.newBuilder()
                .setGroupId("g-0001")
                .setGrade(4)
                .setPreviousGrade(3)
                .setCategory("hobby")
                .setMembers(180)
                .setFormulaVersion("1")
                .setEffectiveFrom(NOON)
                .setInputs(Map.of("messages", 1200.0))
                .setChangesAt(NOON + 86_400_000L)
                .setActivityId(HASH)
                .setPolicyVersion(7)
                .build();
    }

    private static EnforcementState enforcementState() {
        return EnforcementState.newBuilder()
                .setSubjectType("user")
                .setSubjectId("u-0001")
                .setSequence(5)
                .setEffectiveFrom(NOON)
                .setMeasures(
                        List.of(
                                new ActiveMeasure(
                                        "c-0005",
                                        "mute",
                                        NOON,
                                        NOON + 3_600_000,
                                        "provisions-2017/11",
                                        "applied",
                                        5L,
                                        "violations-in-span",
                                        NOON + 1_800_000)))
                .build();
    }

    private static Verdict verdict() {
        return Verdict.newBuilder()
                .setVerdictId("v-0001")
                .setMessageId("m-000002")
                .setGroupId("g-0001")
                .setSenderId("u-0001")
                .setKind("edit")
                .setEdits("m-000001")
                .setEventTime(NOON)
                .setRecordTime(NOON + 15)
                .setAction("remove")
                .setRefusal("sender-muted")
                .setCategories(List.of("gambling"))
                .setRules(List.of(ruleHit()))
                .setHits(
                        List.of(
                                new MatchedSpan(
                                        "网上赌博",
                                        "gambling",
                                        3,
                                        0.98,
                                        4,
                                        11,
                                        List.of("separator", "full_width"))))
                .setHitCount(201)
                .setScores(Map.of("gambling", 0.97))
                .setPolicy(new PolicyStamp("default", 7L, HASH, HASH, HASH))
                .setSender(new SenderContext("verified", 3, "1", "member", true, true, 2, 9, 1))
                .setGroup(new GroupContext(3, "1", "hobby", 180, true))
                .setLate(true)
                .setOrigin(new Origin("chat.message.v1", 3, 1_000_000L))
                .setReverses("v-0000")
                .setEvidenceId("e-0001")
                .setDecidedAt(NOON + 25)
                .build();
    }

    private static RuleHit ruleHit() {
        return new RuleHit(
                "gambling-solicitation", "gambling", "provisions-2017/10", "remove", 3, "live");
    }

    private static Heartbeat heartbeat() {
        return Heartbeat.newBuilder()
                .setRun(2)
                .setWriter(1)
                .setWriters(4)
                .setWatermark(NOON)
                .build();
    }

    private static Evidence evidence() {
        return Evidence.newBuilder()
                .setEvidenceId("e-0001")
                .setVerdict(verdict())
                .setExcerpts(List.of(new Excerpt(0, "来玩网上赌-博"), new Excerpt(400, "🎲")))
                .setTextLength(402)
                .setCommandId("c-0001")
                .setReviewTaskId("t-0001")
                .build();
    }

    private static ReviewTask reviewTask() {
        return ReviewTask.newBuilder()
                .setTaskId("t-0001")
                .setSubjectType("message")
                .setSubjectId("m-000002")
                .setGroupId("g-0001")
                .setSenderId("u-0001")
                .setCause("rule")
                .setCategories(List.of("gambling"))
                .setRules(List.of(ruleHit()))
                .setSeverity(3)
                .setVerdictId("v-0001")
                .setEvidenceId("e-0001")
                .setEventTime(NOON)
                .setIssuedAt(NOON + 25)
                .build();
    }

    static EnforcementCommand enforcementCommand() {
        return EnforcementCommand.newBuilder()
                .setCommandId("c-0001")
                .setSubjectType("message")
                .setSubjectId("m-000002")
                .setGroupId("g-0001")
                .setUserId("u-0001")
                .setAction("remove")
                .setClause("provisions-2017/10")
                .setReasonCode("gambling")
                .setReasonZh("消息涉及赌博信息,已被移除。")
                .setReasonEn("The message advertises gambling and was removed.")
                .setRules(List.of("gambling-solicitation"))
                .setPolicyId("default")
                .setPolicyVersion(7)
                .setPolicyHash(HASH)
                .setEvidenceId("e-0001")
                .setAutomated(true)
                .setIssuedAt(NOON + 25)
                .setEffectiveFrom(NOON)
                .setExpiresAt(NOON + 86_400_000)
                .setReverses("c-0000")
                .setSequence(1)
                .setAppealAddress("https://chat.example.org/appeal/c-0001")
                .setCauses(List.of("v-0001"))
                .setMeasureId("me-0001")
                .build();
    }

    private static CommandAck commandAck() {
        return CommandAck.newBuilder()
                .setCommandId("c-0001")
                .setSubjectType("message")
                .setSubjectId("m-000002")
                .setSequence(1)
                .setState("refused")
                .setDetail("outdated: sequence 2 was applied")
                .setBackend("sample-backend")
                .setAcknowledgedAt(NOON + 60)
                .build();
    }

    private static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setDeadLetterId("d-0001")
                .setOrigin(new Origin("chat.message.v1", 3, 1_000_001L))
                .setRecordTime(NOON)
                .setKey(bytes("g-0001"))
                .setValue(bytes("{not avro}"))
                .setCode("NO_AVRO_HEADER")
                .setReason("not Avro single-object encoding")
                .setJob("moderation")
                .setJobVersion("0.1.0")
                .setFailedAt(NOON + 30)
                .build();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
