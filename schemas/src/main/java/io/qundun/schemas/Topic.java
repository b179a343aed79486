package io.qundun.schemas;

import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The topic catalogue: every topic that Qundun reads or writes, and how it must be set up.
 *
 * <p>Partition counts are those of a first installation; keys keep their partition only as long as
 * the count stays. Retention of what counts as a log, measure or evidence is at least six calendar
 * months (Provisions, Article 13.2), never below {@link #RETENTION_FLOOR}.
 */
public enum Topic {
    CHAT_MESSAGE(
            "chat.message.v1",
            8,
            Cleanup.DELETE,
            days(7),
            4 << 20,
            "groupId",
            ChatMessage.getClassSchema()),
    ACCOUNT_STATUS(
            "account.status.v1",
            4,
            Cleanup.COMPACT,
            null,
            1 << 20,
            "userId",
            AccountStatus.getClassSchema()),
    GROUP_EVENT(
            "group.event.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "groupId",
            GroupEvent.getClassSchema()),
    REVIEW_DECISION(
            "review.decision.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "subjectId",
            ReviewDecision.getClassSchema()),
    POLICY_RELEASE(
            "policy.release.v1",
            1,
            Cleanup.COMPACT,
            null,
            1 << 20,
            "release/<packId>/<version> or part/<sha256>/<part>",
            PolicyRelease.getClassSchema(),
            PolicyFilePart.getClassSchema()),
    POLICY_STATUS(
            "policy.status.v1",
            1,
            Cleanup.COMPACT,
            null,
            1 << 20,
            "<packId>/<version>",
            PolicyStatus.getClassSchema()),
    USER_CREDIT(
            "user.credit.v1",
            4,
            Cleanup.COMPACT,
            null,
            1 << 20,
            "userId",
            UserCredit.getClassSchema()),
    GROUP_GRADE(
            "group.grade.v1",
            4,
            Cleanup.COMPACT,
            null,
            1 << 20,
            "groupId",
            GroupGrade.getClassSchema()),
    ENFORCEMENT_STATE(
            "enforcement.state.v1",
            4,
            Cleanup.COMPACT,
            null,
            1 << 20,
            "<subjectType>/<subjectId>",
            EnforcementState.getClassSchema()),
    GROUP_ACTIVITY(
            "group.activity.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "groupId",
            GroupActivity.getClassSchema()),
    GROUP_ACTIVITY_LATE(
            "group.activity-late.v1",
            1,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "groupId",
            LateActivity.getClassSchema()),
    USER_CREDIT_ENTRY(
            "user.credit-entry.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "userId",
            CreditEntry.getClassSchema()),
    VERDICT(
            "moderation.verdict.v1",
            8,
            Cleanup.DELETE,
            days(190),
            4 << 20,
            "groupId",
            Verdict.getClassSchema(),
            Heartbeat.getClassSchema()),
    EVIDENCE(
            "moderation.evidence.v1",
            4,
            Cleanup.DELETE,
            days(190),
            4 << 20,
            "messageId",
            Evidence.getClassSchema()),
    REVIEW_TASK(
            "review.task.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "subjectId",
            ReviewTask.getClassSchema()),
    MESSAGE_COMMAND(
            "enforcement.message-command.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "subjectId",
            EnforcementCommand.getClassSchema()),
    MEASURE_COMMAND(
            "enforcement.measure-command.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "subjectId",
            EnforcementCommand.getClassSchema()),
    COMMAND_ACK(
            "enforcement.ack.v1",
            4,
            Cleanup.DELETE,
            days(190),
            1 << 20,
            "subjectId",
            CommandAck.getClassSchema()),
    MODERATION_DEAD_LETTER(
            "moderation.dead-letter.v1",
            1,
            Cleanup.DELETE,
            days(190),
            12 << 20,
            "deadLetterId",
            DeadLetter.getClassSchema()),
    ACTIVITY_DEAD_LETTER(
            "activity.dead-letter.v1",
            1,
            Cleanup.DELETE,
            days(190),
            12 << 20,
            "deadLetterId",
            DeadLetter.getClassSchema()),
    CREDIT_DEAD_LETTER(
            "credit.dead-letter.v1",
            1,
            Cleanup.DELETE,
            days(190),
            12 << 20,
            "deadLetterId",
            DeadLetter.getClassSchema()),
    ENFORCEMENT_DEAD_LETTER(
            "enforcement.dead-letter.v1",
            1,
            Cleanup.DELETE,
            days(190),
            12 << 20,
            "deadLetterId",
            DeadLetter.getClassSchema()),
    EVIDENCE_DEAD_LETTER(
            "evidence.dead-letter.v1",
            1,
            Cleanup.DELETE,
            days(190),
            12 << 20,
            "deadLetterId",
            DeadLetter.getClassSchema());

    /** Six calendar months are up to 184 days. */
    public static final Duration RETENTION_FLOOR = Duration.ofDays(184);

    /** How Kafka forgets. */
    public enum Cleanup {
        /** By age. */
        DELETE,
        /** All but the last value of a key. */
        COMPACT
    }

    private final String topicName;
    private final int partitions;
    private final Cleanup cleanup;
    private final Duration retention;
    private final int maxMessageBytes;
    private final String key;

    // Schemas are not changed after they were parsed, which Error Prone cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Schema> schemas;

    Topic(
            String topicName,
            int partitions,
            Cleanup cleanup,
            Duration retention,
            int maxMessageBytes,
            String key,
            Schema... schemas) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.cleanup = cleanup;
        this.retention = retention;
        this.maxMessageBytes = maxMessageBytes;
        this.key = key;
        this.schemas = List.of(schemas);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    /** The topic's name in Kafka: {@code <domain>.<name>.v<major>}. */
    public String topicName() {
        return topicName;
    }

    /** Partitions of a first installation. */
    public int partitions() {
        return partitions;
    }

    /** How it is cleaned up. */
    public Cleanup cleanup() {
        return cleanup;
    }

    /** How long records stay; null: for ever, as in compacted topics. */
    public Duration retention() {
        return retention;
    }

    /** Largest record batch in bytes ({@code max.message.bytes}). */
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /** What the record key is made of, UTF-8. */
    public String key() {
        return key;
    }

    /** The records that may stand in it, the main one first. */
    public List<Schema> schemas() {
        return schemas;
    }
}
