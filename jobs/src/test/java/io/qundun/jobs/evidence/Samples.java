package io.qundun.jobs.evidence;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Excerpt;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.MatchedSpan;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records with every field set. */
final class Samples {

    static final long RECORD_TIME = Instant.parse("2026-11-21T08:00:00.250Z").toEpochMilli();

    /** A number that no operator has given out. */
    static final String PHONE = "13800000000";

    private static final String TEXT = "来玩网-上-赌-博，电话" + PHONE;

    private Samples() {}

    static Evidence evidence(String messageId) {
        return Evidence.newBuilder()
                .setEvidenceId("e-" + messageId)
                .setVerdict(verdict(messageId))
                .setExcerpts(List.of(new Excerpt(0, TEXT)))
                .setTextLength(TEXT.length())
                .setCommandId("command-1")
                .setReviewTaskId("task-1")
                .build();
    }

    static Verdict verdict(String messageId) {
        return Verdict.newBuilder()
                .setVerdictId("v-" + messageId)
                .setMessageId(messageId)
                .setGroupId("group-1")
                .setSenderId("user-1")
                .setKind("edit")
                .setEdits("message-0")
                .setEventTime(RECORD_TIME - 250)
                .setRecordTime(RECORD_TIME)
                .setAction("remove")
                .setCategories(List.of("gambling"))
                .setRules(
                        List.of(
                                new RuleHit(
                                        "gambling-solicitation",
                                        "gambling",
                                        "provisions-2017/10",
                                        "remove",
                                        3,
                                        "live"),
                                new RuleHit(
                                        "gambling-weak",
                                        "gambling",
                                        "provisions-2017/10",
                                        "review",
                                        1,
                                        "shadow")))
                .setHits(
                        List.of(
                                new MatchedSpan(
                                        "网上赌博", "gambling", 3, 0.98, 2, 9, List.of("separator"))))
                .setHitCount(1)
                .setScores(Map.of("spam", 0.25, "gambling", 0.97))
                .setPolicy(new PolicyStamp("default", 7L, "h1", "h2", "h3"))
                .setSender(new SenderContext("verified", 3, "c1", "member", false, true, 1, 2, 3))
                .setGroup(new GroupContext(4, "g1", "sports", 120, false))
                .setLate(true)
                .setOrigin(new Origin("chat.message.v1", 3, 42L))
                .setReverses("v-0")
                .setRefusal(null)
                .setEvidenceId("e-" + messageId)
                .setDecidedAt(RECORD_TIME + 10)
                .build();
    }

    static DeadLetter deadLetter(String id) {
        return DeadLetter.newBuilder()
                .setDeadLetterId(id)
                .setOrigin(new Origin("chat.message.v1", 3, 43L))
                .setRecordTime(RECORD_TIME)
                .setKey(ByteBuffer.wrap(new byte[] {1}))
                .setValue(ByteBuffer.wrap(new byte[] {2, 3}))
                .setCode("corrupt-body")
                .setReason("the body does not fit its schema")
                .setJob("moderation")
                .setJobVersion("0.1.0")
                .setFailedAt(RECORD_TIME + 20)
                .build();
    }

    static RawRecord raw(Topic topic, SpecificRecord value) {
        return raw(topic, WireFormat.of(topic).encode(value));
    }

    static RawRecord raw(Topic topic, byte[] value) {
        return new RawRecord(topic.topicName(), 1, 5, RECORD_TIME, null, value);
    }
}
