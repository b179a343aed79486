package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Records as the topics carry them, all invented. */
final class CreditSamples {

    static final long DAY = 86_400_000;

    /** 2026-11-02T00:00:00Z, the first moment of a day. */
    static final long START = 1_793_577_600_000L;

    /** The first moment of noon of that day. */
    static final long NOON = START + DAY / 2;

    private CreditSamples() {}

    /** A policy with short spans: 50 points; a severity-2 violation takes 10 for 7 days. */
    static String document(long version, int secondSeverity) {
        return """
        id: fixture
        version: %d
        title: {zh: 测试, en: fixture}
        languages: [zh]
        categories:
          - {id: spam, title: {zh: 垃圾信息, en: spam}, clause: provisions-2017/10, severity: 1}
        rules:
          - {id: spam-term, mode: live, clause: provisions-2017/10, category: spam, when: 'true', action: remove, severity: 2}
        credit:
          start: 50
          recovery: 3
          rise: 2
          horizon: 3
          points:
            - {severity: 1, member: 4, manager: 6, creator: 8, expires: 4}
            - {severity: 2, member: %d, manager: 15, creator: 20, expires: 7}
            - {severity: 3, member: 21, manager: 30, creator: 40, expires: 12}
          repetition:
            within: 3
            steps:
              - {from: 1, to: 1, percent: 100}
              - {from: 2, to: 3, percent: 150}
              - {from: 4, percent: 200}
          levels:
            - {level: 1, score: 0, activeDays: 0, postRate: 3, links: false, mayCreate: false, mayManage: false}
            - {level: 2, score: 10, activeDays: 0, postRate: 5, links: false, mayCreate: false, mayManage: true}
            - {level: 3, score: 25, activeDays: 0, postRate: 10, links: true, mayCreate: true, mayManage: true}
            - {level: 4, score: 40, activeDays: 3, postRate: 20, links: true, mayCreate: true, mayManage: true}
            - {level: 5, score: 48, activeDays: 6, links: true, mayCreate: true, mayManage: true}
        """
                .formatted(version, secondSeverity);
    }

    static PolicyStatus status(long version, int secondSeverity) {
        return PolicyStatus.newBuilder()
                .setPackId("fixture")
                .setVersion(version)
                .setHash("hash")
                .setState("accepted")
                .setEffectiveFrom(0)
                .setOrigin(new Origin("policy.release.v1", 0, version))
                .setJobVersion("test")
                .setDecidedAt(0)
                .setDocument(document(version, secondSeverity))
                .build();
    }

    static ReleasedTables tables(long version) {
        return ReleasedTables.of(status(version, 10));
    }

    /** A message that was allowed; to be changed. */
    static Verdict verdict(String messageId, String user, long time) {
        return Verdict.newBuilder()
                .setVerdictId("v-" + messageId)
                .setMessageId(messageId)
                .setGroupId("group-1")
                .setSenderId(user)
                .setKind("text")
                .setEventTime(time)
                .setRecordTime(time)
                .setAction("allow")
                .setPolicy(new PolicyStamp("fixture", 1L, "hash", "hash", ""))
                .setSender(new SenderContext("verified", 3, "", "member", false, false, 0, 0, 0))
                .setGroup(new GroupContext(3, "", "", 0, false))
                .setOrigin(new Origin("chat.message.v1", 0, 0L))
                .setDecidedAt(time)
                .build();
    }

    /** The same, removed or sent to review by a rule of that severity. */
    static Verdict flagged(String action, int severity, String messageId, String user, long time) {
        Verdict verdict = verdict(messageId, user, time);
        verdict.setAction(action);
        verdict.setCategories(List.of("spam"));
        verdict.setRules(
                List.of(
                        new RuleHit(
                                "spam-term",
                                "spam",
                                "provisions-2017/10",
                                action,
                                severity,
                                "live")));
        return verdict;
    }

    static Verdict removed(int severity, String messageId, String user, long time) {
        return flagged("remove", severity, messageId, user, time);
    }

    static ReviewDecision decision(
            String id, String outcome, String verdictId, String user, long decidedAt) {
        return ReviewDecision.newBuilder()
                .setDecisionId(id)
                .setSubjectType("verdict")
                .setSubjectId(verdictId)
                .setUserId(user)
                .setOutcome(outcome)
                .setDecidedAt(decidedAt)
                .build();
    }

    static Heartbeat heartbeat(long watermark) {
        return new Heartbeat(1L, 0, 1, watermark);
    }

    static RawRecord raw(Topic topic, SpecificRecord record, long offset, long recordTime) {
        return new RawRecord(
                topic.topicName(),
                0,
                offset,
                recordTime,
                null,
                WireFormat.of(topic).encode(record));
    }
}
