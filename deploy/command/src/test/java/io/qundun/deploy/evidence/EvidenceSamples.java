package io.qundun.deploy.evidence;

import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Excerpt;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.MatchedSpan;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evidence of a month in which nothing else happens, so that other tests' is never counted. */
final class EvidenceSamples {

    static final long RECORD_TIME = Instant.parse("2013-06-15T08:00:00Z").toEpochMilli();

    static final String MONTH = "2013.06";

    /** A number that no operator has given out. */
    static final String PHONE = "13800000000";

    private static final String TEXT = "来玩网-上-赌-博，电话" + PHONE;

    private EvidenceSamples() {}

    static Evidence evidence(String messageId) {
        return evidence(messageId, "remove", 7, null);
    }

    static Evidence evidence(String messageId, String action, long policyVersion, String reverses) {
        return Evidence.newBuilder()
                .setEvidenceId("e-" + messageId)
                .setVerdict(
                        Verdict.newBuilder()
                                .setVerdictId("v-" + messageId + "-" + action)
                                .setMessageId(messageId)
                                .setGroupId("group-1")
                                .setSenderId("user-1")
                                .setKind("text")
                                .setEventTime(RECORD_TIME)
                                .setRecordTime(RECORD_TIME)
                                .setAction(action)
                                .setCategories(List.of("gambling"))
                                .setRules(
                                        List.of(
                                                new RuleHit(
                                                        "gambling-solicitation",
                                                        "gambling",
                                                        "provisions-2017/10",
                                                        "remove",
                                                        3,
                                                        "live")))
                                .setHits(List.of(hit()))
                                .setHitCount(1)
                                .setScores(Map.of("gambling", 0.97))
                                .setPolicy(
                                        new PolicyStamp("default", policyVersion, "h1", "h2", "h3"))
                                .setSender(
                                        new SenderContext(
                                                "verified", 3, "", "member", false, false, 0, 0, 0))
                                .setGroup(new GroupContext(3, "", "", 0, false))
                                .setOrigin(new Origin("chat.message.v1", 3, 42L))
                                .setReverses(reverses)
                                .setEvidenceId("e-" + messageId)
                                .setDecidedAt(RECORD_TIME + 10)
                                .build())
                .setExcerpts(List.of(new Excerpt(0, TEXT)))
                .setTextLength(TEXT.length())
                .build();
    }

    private static MatchedSpan hit() {
        return new MatchedSpan("网上赌博", "gambling", 3, 0.98, 2, 9, List.of("separator"));
    }

    /** More nested objects than Elasticsearch takes in one document. */
    static Evidence refused(String messageId) {
        Evidence evidence = evidence(messageId);
        List<MatchedSpan> hits = new ArrayList<>();
        for (int n = 0; n < 10_001; n++) {
            hits.add(hit());
        }
        evidence.getVerdict().setHits(hits);
        return evidence;
    }

    static DeadLetter deadLetter(String id) {
        return DeadLetter.newBuilder()
                .setDeadLetterId(id)
                .setOrigin(new Origin("chat.message.v1", 3, 43L))
                .setRecordTime(RECORD_TIME)
                .setKey(null)
                .setValue(ByteBuffer.wrap(new byte[] {2, 3}))
                .setCode("corrupt-body")
                .setReason("the body does not fit its schema")
                .setJob("moderation")
                .setJobVersion("0.1.0")
                .setFailedAt(RECORD_TIME + 20)
                .build();
    }
}
