package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.WireFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Records as the topics carry them, all invented. */
final class Samples {

    /** 2026-11-01T00:00:00Z. */
    static final long START = 1_793_491_200_000L;

    private static final WireFormat CHAT = WireFormat.of(Topic.CHAT_MESSAGE);

    private Samples() {}

    static ChatMessage chat(String id, String sender, String text, long sentAt) {
        return ChatMessage.newBuilder()
                .setMessageId(id)
                .setGroupId("group-1")
                .setSenderId(sender)
                .setSentAt(sentAt)
                .setText(text)
                .build();
    }

    static RawRecord raw(ChatMessage message, long recordTime) {
        return new RawRecord(
                Topic.CHAT_MESSAGE.topicName(),
                3,
                42,
                recordTime,
                TestPolicy.utf8(message.getGroupId()),
                CHAT.encode(message));
    }

    static RawRecord raw(Topic topic, String key, SpecificRecord record) {
        return raw(topic, key, record == null ? null : WireFormat.of(topic).encode(record));
    }

    static RawRecord raw(Topic topic, String key, byte[] value) {
        return new RawRecord(
                topic.topicName(), 0, 7, START, key == null ? null : TestPolicy.utf8(key), value);
    }

    /** As the analysis hands it on, sent and recorded at one time. */
    static Candidate candidate(
            PolicyBundle policy, String id, String sender, String text, long time) {
        return candidate(policy, chat(id, sender, text, time), time);
    }

    static Candidate candidate(PolicyBundle policy, ChatMessage message, long recordTime) {
        Candidate candidate = new Candidate();
        candidate.messageId = message.getMessageId();
        candidate.groupId = message.getGroupId();
        candidate.senderId = message.getSenderId();
        candidate.kind = message.getKind();
        candidate.edits = message.getEdits();
        candidate.mentions = message.getMentions().size();
        candidate.value = CHAT.encode(message);
        candidate.partition = 3;
        candidate.offset = 42;
        candidate.recordTime = recordTime;
        candidate.eventTime = Math.min(message.getSentAt(), recordTime + 60_000);
        candidate.policyVersion = policy.version;
        Analyses.into(candidate, TestPolicy.compiled(policy).analyze(message.getText()));
        return candidate;
    }

    static AccountStatus status(String user, String status, long effectiveFrom) {
        return AccountStatus.newBuilder()
                .setUserId(user)
                .setStatus(status)
                .setEffectiveFrom(effectiveFrom)
                .build();
    }

    static UserCredit credit(String user, int level, long effectiveFrom) {
        return UserCredit.newBuilder()
                .setUserId(user)
                .setScore(level * 20)
                .setLevel(level)
                .setFormulaVersion("f1")
                .setEffectiveFrom(effectiveFrom)
                .build();
    }

    static GroupGrade grade(String group, int grade, long effectiveFrom) {
        return GroupGrade.newBuilder()
                .setGroupId(group)
                .setGrade(grade)
                .setCategory("study")
                .setMembers(120)
                .setFormulaVersion("g1")
                .setEffectiveFrom(effectiveFrom)
                .build();
    }

    static EnforcementState measures(
            String type, String id, long sequence, ActiveMeasure... measures) {
        return EnforcementState.newBuilder()
                .setSubjectType(type)
                .setSubjectId(id)
                .setSequence(sequence)
                .setEffectiveFrom(START)
                .setMeasures(List.of(measures))
                .build();
    }

    static ActiveMeasure measure(String measure, long from, Long expiresAt) {
        return ActiveMeasure.newBuilder()
                .setMeasureId("measure-" + from)
                .setMeasure(measure)
                .setEffectiveFrom(from)
                .setExpiresAt(expiresAt)
                .setClause("provisions-2017/11.2")
                .build();
    }
}
