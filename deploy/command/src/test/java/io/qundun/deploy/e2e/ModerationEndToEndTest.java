package io.qundun.deploy.e2e;

import static io.qundun.deploy.e2e.ModerationStack.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The moderation job between the topics of a real Kafka. */
class ModerationEndToEndTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private ModerationStack stack;

    @BeforeEach
    void start() throws Exception {
        stack = new ModerationStack(SERVERS);
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void judgesWhatComesAndSetsAsideWhatIsNoMessage() throws Exception {
        stack.account("u1", "verified", 0);
        stack.account("u2", "unverified", 0);
        stack.message("early", "g1", "u1", "在发布策略之前");
        stack.flush();
        stack.startModeration(Map.of());
        stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
        assertThat(stack.awaitStatus(1).getState()).isEqualTo("accepted");

        stack.message("plain", "g1", "u1", "大家好");
        stack.message("bad", "g2", "u1", "这里有甲乙丙");
        stack.message("barred", "g2", "u2", "大家好");
        stack.message("nobody", "g3", "u3", "大家好");
        stack.sendRaw(Topic.CHAT_MESSAGE, "g1", "poison".getBytes(StandardCharsets.UTF_8));
        stack.message("after", "g1", "u1", "再说一句");
        stack.awaitJudged(6);

        assertThat(only("early").getAction()).isEqualTo("allow");
        assertThat(only("plain").getAction()).isEqualTo("allow");
        assertThat(only("after").getAction()).isEqualTo("allow");
        assertThat(only("bad").getAction()).isEqualTo("remove");
        assertThat(only("barred").getRefusal()).isEqualTo("sender-unverified");
        assertThat(only("nobody").getRefusal()).isEqualTo("sender-unknown");
        await().atMost(LIMIT).until(() -> stack.commands().size() == 3);
        await().atMost(LIMIT)
                .until(() -> stack.tail(Topic.EVIDENCE).all(Evidence.class).size() == 3);
        await().atMost(LIMIT).until(() -> deadLetters().size() == 1);
        assertThat(deadLetters().get(0).getCode()).isEqualTo("no-avro-header");
        assertThat(deadLetters().get(0).getValue())
                .isEqualTo(java.nio.ByteBuffer.wrap("poison".getBytes(StandardCharsets.UTF_8)));

        // The status comes after the message: the refusal is taken back.
        stack.account("u3", "verified", 0);
        await().atMost(LIMIT).until(() -> stack.verdictsOn("nobody").size() == 2);
        Verdict second = stack.verdictsOn("nobody").get(1);
        assertThat(second.getReverses())
                .isEqualTo(stack.verdictsOn("nobody").get(0).getVerdictId());
        assertThat(second.getAction()).isEqualTo("allow");
        await().atMost(LIMIT)
                .until(
                        () ->
                                stack.commands().stream()
                                        .anyMatch(c -> c.getAction().equals("restore")));
    }

    @Test
    void swapsReleasesUnderTraffic() throws Exception {
        stack.account("u1", "verified", 0);
        stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
        stack.startModeration(Map.of());
        stack.awaitStatus(1);
        Traffic traffic = new Traffic("这里有甲乙丙也有丁戊己");
        await().atMost(LIMIT).until(() -> stack.judged() > 200);
        stack.release(ModerationStack.pack(2, "丁戊己"), 2, System.currentTimeMillis() + 1_000);
        PolicyStatus accepted = stack.awaitStatus(2);
        stack.release(ModerationStack.pack(3, "坏\t的\t行"), 3, System.currentTimeMillis() + 500);
        PolicyStatus rejected = stack.awaitStatus(3);
        await().atMost(LIMIT)
                .until(
                        () ->
                                stack.verdicts().stream()
                                                .filter(v -> v.getPolicy().getVersion() == 2)
                                                .count()
                                        > 200);
        long count = traffic.stop();
        stack.awaitJudged(count);

        assertThat(accepted.getState()).isEqualTo("accepted");
        assertThat(rejected.getState()).isEqualTo("rejected");
        assertThat(rejected.getProblems())
                .anyMatch(p -> p.getFile().equals("lexicon/spam.tsv") && p.getLine() == 1);
        assertThat(stack.judged()).isEqualTo((int) count);
        assertThat(stack.verdicts()).hasSize((int) count);
        for (Verdict verdict : stack.verdicts()) {
            long expected = verdict.getRecordTime() >= accepted.getEffectiveFrom() ? 2 : 1;
            assertThat(verdict.getPolicy().getVersion()).isEqualTo(expected);
            assertThat(verdict.getHits()).hasSize(1);
            assertThat(verdict.getHits().get(0).getTerm()).isEqualTo(expected == 1 ? "甲乙丙" : "丁戊己");
        }
    }

    @Test
    void losesNothingWhenItsTasksAreKilled() throws Exception {
        for (int user = 0; user < 20; user++) {
            stack.account("u" + user, "verified", 0);
        }
        stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
        FlinkJob job = stack.startModeration(Map.of("heartbeat.interval", "200 ms"));
        stack.awaitStatus(1);
        Traffic traffic = new Traffic("这里有甲乙丙也有丁戊己");
        await().atMost(LIMIT).until(() -> stack.judged() > 200);

        stack.flink.killTaskManager();
        stack.flink.startTaskManager();
        int before = stack.judged();
        await().atMost(LIMIT).until(() -> stack.judged() > before + 500);

        // A release between the last checkpoint and the crash: it is read again, and judges the
        // same messages as it would have.
        job.checkpoint();
        stack.release(ModerationStack.pack(2, "丁戊己"), 2, System.currentTimeMillis() + 1_000);
        stack.awaitStatus(2);
        await().atMost(LIMIT)
                .until(
                        () ->
                                stack.verdicts().stream()
                                        .anyMatch(v -> v.getPolicy().getVersion() == 2));
        stack.flink.killTaskManager();
        stack.flink.startTaskManager();
        int again = stack.judged();
        await().atMost(LIMIT).until(() -> stack.judged() > again + 500);
        long count = traffic.stop();
        stack.awaitJudged(count);

        assertThat(stack.judged()).isEqualTo((int) count);
        assertThat(deadLetters()).isEmpty();
        await().atMost(LIMIT).until(() -> commandedMessages().size() == count);
        Map<String, EnforcementCommand> byId = new HashMap<>();
        Map<String, String> idBySubjectAndAction = new HashMap<>();
        for (EnforcementCommand command : stack.commands()) {
            EnforcementCommand same = EnforcementCommand.newBuilder(command).setIssuedAt(0).build();
            EnforcementCommand known = byId.putIfAbsent(command.getCommandId(), same);
            if (known != null) {
                assertThat(same).isEqualTo(known);
            }
            String key = command.getSubjectId() + "/" + command.getAction();
            String id = idBySubjectAndAction.putIfAbsent(key, command.getCommandId());
            assertThat(id == null || id.equals(command.getCommandId())).isTrue();
        }
    }

    private Set<String> commandedMessages() {
        Set<String> messages = new HashSet<>();
        stack.commands().forEach(command -> messages.add(command.getSubjectId()));
        return messages;
    }

    @Test
    void timePassesInSilence() throws Exception {
        stack.account("u1", "verified", 0);
        stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
        stack.startModeration(
                Map.of("watermark.silence", "500 ms", "watermark.disorder", "200 ms"));
        stack.message("last", "g1", "u1", "晚安");
        stack.awaitJudged(1);
        long later = System.currentTimeMillis();
        await().atMost(LIMIT)
                .until(
                        () -> {
                            Set<Integer> writers = new HashSet<>();
                            for (Heartbeat heartbeat :
                                    stack.tail(Topic.VERDICT).all(Heartbeat.class)) {
                                if (heartbeat.getWatermark() > later) {
                                    writers.add(heartbeat.getWriter());
                                }
                            }
                            return writers.size() == 2;
                        });
    }

    @Test
    void beginsOnceAFullAccountTopicIsRead() throws Exception {
        int users = 30_000;
        for (int user = 0; user < users; user++) {
            stack.account("u" + user, "verified", 0);
        }
        for (int user = 0; user < users; user += 30) {
            stack.message("m" + user, "g" + user % 7, "u" + user, "大家好");
        }
        stack.flush();
        stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
        stack.startModeration(Map.of("unknown.hold", "0 s"));
        stack.awaitJudged(users / 30);
        assertThat(stack.verdicts()).hasSize(users / 30);
        assertThat(stack.verdicts()).allMatch(verdict -> verdict.getAction().equals("allow"));
    }

    /**
     * The credit job writes in transactions: the last offset of a partition is a marker that no
     * source ever commits, and one that nobody ends hides what follows it.
     */
    @Test
    void beginsThoughContextComesInTransactions() throws Exception {
        stack.account("u1", "verified", 0);
        try (var committed =
                stack.beginTransaction("t1", Topic.USER_CREDIT, "u1", credit("u1", 1, 1))) {
            committed.commitTransaction();
        }
        try (var aborted =
                stack.beginTransaction("t2", Topic.USER_CREDIT, "u1", credit("u1", 2, 2))) {
            aborted.abortTransaction();
        }
        try (var open = stack.beginTransaction("t3", Topic.USER_CREDIT, "u1", credit("u1", 5, 3))) {
            stack.release(ModerationStack.pack(1, "甲乙丙"), 1, 0);
            stack.startModeration(Map.of());
            stack.message("first", "g1", "u1", "大家好");
            stack.awaitJudged(1);
            assertThat(only("first").getSender().getLevel()).isEqualTo(1);
            open.commitTransaction();
        }
        AtomicInteger next = new AtomicInteger();
        await().atMost(LIMIT)
                .until(
                        () -> {
                            stack.message("later" + next.incrementAndGet(), "g1", "u1", "大家好");
                            return stack.verdicts().stream()
                                    .anyMatch(verdict -> verdict.getSender().getLevel() == 5);
                        });
    }

    private static UserCredit credit(String user, int level, long effectiveFrom) {
        return UserCredit.newBuilder()
                .setUserId(user)
                .setScore(50)
                .setLevel(level)
                .setFormulaVersion("test")
                .setEffectiveFrom(effectiveFrom)
                .build();
    }

    private Verdict only(String messageId) {
        List<Verdict> verdicts = stack.verdictsOn(messageId);
        assertThat(verdicts).as("verdicts on %s", messageId).hasSize(1);
        return verdicts.get(0);
    }

    private List<DeadLetter> deadLetters() {
        return stack.tail(Topic.MODERATION_DEAD_LETTER).all(DeadLetter.class);
    }

    /** Messages in ten groups, a few hundred a second, each sender in one group, until stopped. */
    private final class Traffic {

        private final AtomicBoolean running = new AtomicBoolean(true);
        private final CompletableFuture<Long> done;

        Traffic(String text) {
            done =
                    CompletableFuture.supplyAsync(
                            () -> {
                                long count = 0;
                                while (running.get()) {
                                    int user = (int) (count % 20);
                                    stack.message(
                                            "m" + count, "g" + user % 10, "u" + user, text + count);
                                    count++;
                                    LockSupport.parkNanos(2_000_000);
                                }
                                stack.flush();
                                return count;
                            });
        }

        long stop() {
            running.set(false);
            return done.join();
        }
    }
}
