package io.qundun.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.traffic.AppendTimes;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficAccountTest {

    private static Verdict verdict(String id, int partition, long offset, String action) {
        return Verdict.newBuilder()
                .setVerdictId(id + action)
                .setMessageId(id)
                .setGroupId("g")
                .setSenderId("u")
                .setKind("text")
                .setEventTime(0)
                .setRecordTime(0)
                .setAction(action)
                .setCategories(action.equals("remove") ? List.of("spam") : List.of())
                .setPolicy(new PolicyStamp("p", 1L, "", "", ""))
                .setSender(new SenderContext("verified", 3, "", "member", false, false, 0, 0, 0))
                .setGroup(new GroupContext(3, "", "", 0, false))
                .setOrigin(new Origin("chat.message.v1", partition, offset))
                .setDecidedAt(0)
                .build();
    }

    private static DeadLetter deadLetter(String topic, long offset) {
        return new DeadLetter(
                topic + offset,
                new Origin(topic, 0, offset),
                0L,
                null,
                null,
                "c",
                "r",
                "j",
                "",
                0L);
    }

    @Test
    void countsEveryMessageOnceHoweverOftenItIsJudged() {
        TrafficAccount account = new TrafficAccount(null);
        account.verdict(verdict("a", 0, 5, "allow"), 0);
        account.verdict(verdict("a", 0, 5, "allow"), 0);
        account.verdict(verdict("b", 1, 5, "remove"), 0);
        account.verdict(verdict("b", 1, 5, "remove"), 0);
        TrafficAccount.Counts counts = account.counts();
        assertThat(counts.verdicts()).isEqualTo(2);
        assertThat(counts.flagged()).isEqualTo(1);
        assertThat(counts.byAction()).isEqualTo(Map.of("allow", 1L, "remove", 1L));
        assertThat(counts.byCategory()).isEqualTo(Map.of("spam", 1L));
        assertThat(counts.p50()).isNull();
    }

    @Test
    void aMessageThatWasWrittenTwiceIsTwoMessagesButOneFlagged() {
        TrafficAccount account = new TrafficAccount(null);
        account.verdict(verdict("a", 0, 5, "remove"), 0);
        account.verdict(verdict("a", 0, 9, "remove"), 0);
        assertThat(account.counts().verdicts()).isEqualTo(2);
        assertThat(account.counts().flagged()).isEqualTo(1);
    }

    @Test
    void aRevisedVerdictIsNoVerdictMoreButStaysFlagged() {
        TrafficAccount account = new TrafficAccount(null);
        account.verdict(verdict("a", 0, 5, "refuse"), 0);
        Verdict revised = verdict("a", 0, 5, "allow");
        revised.setReverses("arefuse");
        account.verdict(revised, 0);
        TrafficAccount.Counts counts = account.counts();
        assertThat(counts.verdicts()).isEqualTo(1);
        assertThat(counts.revisions()).isEqualTo(1);
        assertThat(counts.flagged()).isEqualTo(1);
    }

    @Test
    void countsDeadLettersOfTheInputOnly() {
        TrafficAccount account = new TrafficAccount(null);
        account.deadLetter(deadLetter("chat.message.v1", 3));
        account.deadLetter(deadLetter("chat.message.v1", 3));
        account.deadLetter(deadLetter("chat.jsonl", 3));
        account.deadLetter(deadLetter("account.status.v1", 3));
        assertThat(account.counts().deadLetters()).isEqualTo(2);
    }

    @Test
    void tellsLatencyFromTheAppendOfTheMessage() {
        AppendTimes times = new AppendTimes(2, 4);
        times.put(1, 7, 1_000);
        TrafficAccount account = new TrafficAccount(times);
        account.verdict(verdict("a", 1, 7, "allow"), 1_012);
        account.verdict(verdict("b", 1, 8, "allow"), 5_000);
        assertThat(account.counts().p50()).isEqualTo(12);
        times.put(1, 11, 1_000);
        assertThat(times.get(1, 7)).isEqualTo(AppendTimes.UNKNOWN);
    }

    @Test
    void theSummaryIsOneLineAndItsSumsMustAgree() {
        RunSummary summary =
                new RunSummary(
                        100_000,
                        99_999,
                        12,
                        8_123,
                        8_010,
                        8_123,
                        1,
                        40,
                        31,
                        2,
                        17,
                        90,
                        3,
                        61.2,
                        new RunSummary.LatencyMs(11, 48));
        assertThat(summary.sumsAgree()).isTrue();
        assertThat(summary.toJson())
                .isEqualTo(
                        "{\"messages\":100000,\"verdicts\":99999,\"late\":12,\"flagged\":8123,\"commands\":8010,\"evidence\":8123,\"deadLetters\":1,\"measures\":40,\"liftings\":31,\"reversals\":2,\"grades\":17,\"levels\":90,\"pending\":3,\"seconds\":61.2,\"latencyMs\":{\"p50\":11,\"p99\":48}}");
        RunSummary lost = new RunSummary(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, null);
        assertThat(lost.sumsAgree()).isFalse();
        assertThat(lost.toJson()).endsWith("\"latencyMs\":null}");
        assertThat(new RunSummary(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, null).sumsAgree())
                .isFalse();
        assertThat(new RunSummary(1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, null).sumsAgree())
                .as("more ended than were ordered")
                .isFalse();
    }
}
