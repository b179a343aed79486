package io.qundun.deploy.e2e;

import static io.qundun.deploy.e2e.ModerationStack.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.deploy.backend.ReferenceBackend;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.jobs.activity.ActivityJob;
import io.qundun.jobs.activity.ActivityOptions;
import io.qundun.jobs.credit.CreditJob;
import io.qundun.jobs.credit.CreditOptions;
import io.qundun.jobs.enforcement.EnforcementJob;
import io.qundun.jobs.enforcement.EnforcementOptions;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Activity, credit and measures between the topics of a real Kafka, read committed: what follows
 * from messages comes once, whatever crashes in the middle, and ends in silence.
 */
class RollingEndToEndTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private static final int USERS = 12;
    private static final int GROUPS = 4;
    private static final long MUTED_MILLIS = 60_000;

    /** The offender, and the one who is wronged, have groups of their own. */
    private static final String OFFENDER = "u-offender";

    private static final String WRONGED = "u-wronged";
    private static final String OFFENDER_GROUP = "g-offender";
    private static final String WRONGED_GROUP = "g-wronged";

    private static final Map<String, String> QUICK_TIME =
            Map.of(
                    "watermark.silence", "500 ms",
                    "watermark.disorder", "500 ms",
                    "heartbeat.interval", "200 ms");

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
    void whatFollowsFromMessagesComesOnceAndEndsInSilence() throws Exception {
        for (int user = 0; user < USERS; user++) {
            stack.account("u" + user, "verified", 0);
        }
        stack.account(OFFENDER, "verified", 0);
        stack.account(WRONGED, "verified", 0);
        groupEvents();
        stack.flush();
        stack.release(RollingPack.of(1, "甲乙丙", Duration.ofMillis(MUTED_MILLIS)), 1, 0);
        stack.startModeration(QUICK_TIME);
        stack.start(ActivityJob::build, ActivityOptions.all(), 1, Map.of());
        stack.start(CreditJob::build, CreditOptions.all(), 1, Map.of());
        stack.start(
                EnforcementJob::build,
                EnforcementOptions.all(),
                1,
                // Nobody answers for a while, and nothing is to be sent twice because of it.
                Map.of("acknowledgement.timeout", "10 min"));
        assertThat(stack.awaitStatus(1).getState()).isEqualTo("accepted");
        Traffic traffic = new Traffic();

        offend(OFFENDER, OFFENDER_GROUP);
        offend(WRONGED, WRONGED_GROUP);
        await().atMost(LIMIT).until(() -> commands("mute").size() == 2);

        // In the middle of transactions.
        stack.flink.killTaskManager();
        stack.flink.startTaskManager();
        int before = stack.judged();
        await().atMost(LIMIT).until(() -> stack.judged() > before + 200);

        stack.message("muted", OFFENDER_GROUP, OFFENDER, "大家好");
        await().atMost(LIMIT).until(() -> !stack.verdictsOn("muted").isEmpty());
        assertThat(stack.verdictsOn("muted").get(0).getRefusal()).isEqualTo("sender-muted");

        try (ReferenceBackend late = lateBackend()) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(late);
            await().atMost(LIMIT).until(() -> "mute".equals(actionOn(late, OFFENDER)));

            overturn();
            await().atMost(LIMIT).until(() -> "unmute".equals(actionOn(late, WRONGED)));
            await().atMost(LIMIT)
                    .until(() -> levelOf(WRONGED) != null && levelOf(WRONGED).getScore() == 100);
            stack.message("cleared", WRONGED_GROUP, WRONGED, "大家好");
            await().atMost(LIMIT).until(() -> !stack.verdictsOn("cleared").isEmpty());
            assertThat(stack.verdictsOn("cleared").get(0).getAction()).isEqualTo("allow");

            long written = traffic.stop();
            stack.awaitJudged(written);
            // Silence: nobody writes any more, and the mute ends.
            await().atMost(LIMIT).until(() -> "unmute".equals(actionOn(late, OFFENDER)));
            assertLiftedOnTime();
            late.close();
            running.get();
        }

        await().atMost(LIMIT).untilAsserted(this::assertLedger);
        await().atMost(LIMIT).untilAsserted(this::assertWindows);
        assertNothingTwice();
    }

    private void groupEvents() {
        long created = System.currentTimeMillis() - 86_400_000L * 3;
        List<String> groups = new ArrayList<>(List.of(OFFENDER_GROUP, WRONGED_GROUP));
        for (int group = 0; group < GROUPS; group++) {
            groups.add("g" + group);
        }
        for (String group : groups) {
            stack.send(
                    Topic.GROUP_EVENT,
                    group,
                    GroupEvent.newBuilder()
                            .setEventId("created-" + group)
                            .setGroupId(group)
                            .setType("created")
                            .setUserId("u0")
                            .setCategory("hobby")
                            .setOccurredAt(created)
                            .build());
        }
    }

    private void offend(String user, String group) {
        for (int i = 0; i < 3; i++) {
            stack.message(user + "-" + i, group, user, "这里有甲乙丙" + i);
        }
        stack.flush();
    }

    private void overturn() {
        for (int i = 0; i < 3; i++) {
            Verdict verdict = stack.verdictsOn(WRONGED + "-" + i).get(0);
            stack.send(
                    Topic.REVIEW_DECISION,
                    verdict.getVerdictId(),
                    ReviewDecision.newBuilder()
                            .setDecisionId("decision-" + i)
                            .setSubjectType("verdict")
                            .setSubjectId(verdict.getVerdictId())
                            .setMessageId(verdict.getMessageId())
                            .setGroupId(verdict.getGroupId())
                            .setUserId(WRONGED)
                            .setOutcome("overturned")
                            .setDecidedAt(System.currentTimeMillis())
                            .build());
        }
        stack.flush();
    }

    /** A backend to which no command is old enough: it knows only what the state topic tells. */
    private static ReferenceBackend lateBackend() {
        return new ReferenceBackend(
                SERVERS.kafka().bootstrapServers(),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    }

    private static String actionOn(ReferenceBackend backend, String user) {
        var applied = backend.state().get("user/" + user);
        return applied == null ? null : applied.action();
    }

    private <T extends SpecificRecordBase> List<T> all(Topic topic, Class<T> type) {
        return stack.tail(topic).all(type);
    }

    private List<EnforcementCommand> commands(String action) {
        return all(Topic.MEASURE_COMMAND, EnforcementCommand.class).stream()
                .filter(command -> command.getAction().equals(action))
                .toList();
    }

    private UserCredit levelOf(String user) {
        UserCredit last = null;
        for (UserCredit credit : all(Topic.USER_CREDIT, UserCredit.class)) {
            if (credit.getUserId().equals(user)) {
                last = credit;
            }
        }
        return last;
    }

    private void assertLiftedOnTime() {
        EnforcementCommand mute = only("mute", OFFENDER);
        EnforcementCommand lifting = only("unmute", OFFENDER);
        assertThat(mute.getExpiresAt() - mute.getEffectiveFrom()).isEqualTo(MUTED_MILLIS);
        assertThat(lifting.getMeasureId()).isEqualTo(mute.getMeasureId());
        assertThat(lifting.getEffectiveFrom()).isEqualTo(mute.getExpiresAt());
        assertThat(lifting.getSequence()).isGreaterThan(mute.getSequence());
        // Event time follows the clock at a second's distance, and so does a checkpoint.
        assertThat(lifting.getIssuedAt() - mute.getExpiresAt()).isBetween(0L, 20_000L);
        EnforcementCommand reversal = only("unmute", WRONGED);
        assertThat(reversal.getMeasureId()).isEqualTo(only("mute", WRONGED).getMeasureId());
        assertThat(reversal.getEffectiveFrom()).isLessThan(only("mute", WRONGED).getExpiresAt());
    }

    private EnforcementCommand only(String action, String user) {
        List<EnforcementCommand> found =
                commands(action).stream().filter(c -> c.getSubjectId().equals(user)).toList();
        assertThat(found).as(action + " " + user).hasSize(1);
        return found.get(0);
    }

    /** Exactly once: not only no two ids alike, but no record twice. */
    private void assertNothingTwice() {
        assertThat(all(Topic.MEASURE_COMMAND, EnforcementCommand.class))
                .extracting(EnforcementCommand::getCommandId)
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(all(Topic.USER_CREDIT_ENTRY, CreditEntry.class))
                .extracting(CreditEntry::getEntryId)
                .doesNotHaveDuplicates();
        assertThat(all(Topic.GROUP_ACTIVITY, GroupActivity.class))
                .extracting(GroupActivity::getActivityId)
                .doesNotHaveDuplicates();
    }

    /** One line for each removed message, and one for each that was overturned. */
    private void assertLedger() {
        Set<String> removed = new HashSet<>();
        for (Verdict verdict : stack.verdicts()) {
            if (verdict.getAction().equals("remove")) {
                removed.add(verdict.getMessageId());
            }
        }
        Map<String, String> violations = new HashMap<>();
        Set<String> reversed = new HashSet<>();
        for (CreditEntry entry : all(Topic.USER_CREDIT_ENTRY, CreditEntry.class)) {
            if (entry.getReverses() == null) {
                violations.put(entry.getMessageId(), entry.getEntryId());
            } else {
                reversed.add(entry.getReverses());
            }
        }
        assertThat(violations.keySet()).isEqualTo(removed);
        Set<String> ofTheWronged = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ofTheWronged.add(violations.get(WRONGED + "-" + i));
        }
        assertThat(reversed).isEqualTo(ofTheWronged);
        assertThat(levelOf(OFFENDER).getScore()).isLessThan(100);
    }

    /** Every window that went out, against a count of the verdicts that fall into it. */
    private void assertWindows() {
        Map<String, Map<String, Long>> times = new HashMap<>();
        for (Verdict verdict : stack.verdicts()) {
            // What is overturned leaves its bucket, if that is still open.
            if (verdict.getRefusal() == null && !verdict.getGroupId().equals(WRONGED_GROUP)) {
                times.computeIfAbsent(verdict.getGroupId(), g -> new HashMap<>())
                        .put(verdict.getMessageId(), verdict.getEventTime());
            }
        }
        Set<String> counted = new HashSet<>();
        for (GroupActivity activity : all(Topic.GROUP_ACTIVITY, GroupActivity.class)) {
            if (activity.getGroupId().equals(WRONGED_GROUP)) {
                continue;
            }
            Map<String, Long> messages = times.getOrDefault(activity.getGroupId(), Map.of());
            for (var window : activity.getWindows()) {
                long expected = 0;
                for (Map.Entry<String, Long> message : messages.entrySet()) {
                    if (window.getBegin() <= message.getValue()
                            && message.getValue() < window.getEnd()) {
                        expected++;
                        if (window.getSpan().equals("1m")) {
                            counted.add(message.getKey());
                        }
                    }
                }
                assertThat(window.getMessages())
                        .as("%s %s to %d", activity.getGroupId(), window.getSpan(), window.getEnd())
                        .isEqualTo(expected);
            }
        }
        long last = 0;
        for (GroupActivity activity : all(Topic.GROUP_ACTIVITY, GroupActivity.class)) {
            last = Math.max(last, activity.getAt());
        }
        for (Map<String, Long> messages : times.values()) {
            for (Map.Entry<String, Long> message : messages.entrySet()) {
                if (message.getValue() < last - 60_000) {
                    assertThat(counted).contains(message.getKey());
                }
            }
        }
        assertThat(counted).hasSizeGreaterThan(100);
    }

    /** Ordinary talk, some of it out of order by up to two seconds, until stopped. */
    private final class Traffic {

        private final AtomicBoolean running = new AtomicBoolean(true);
        private final CompletableFuture<Long> done;

        Traffic() {
            done =
                    CompletableFuture.supplyAsync(
                            () -> {
                                int count = 0;
                                while (running.get()) {
                                    stack.message(
                                            "m" + count,
                                            "g" + count % GROUPS,
                                            "u" + count % USERS,
                                            "今天天气不错" + count);
                                    count++;
                                    LockSupport.parkNanos(20_000_000);
                                }
                                stack.flush();
                                return stack.sent();
                            });
        }

        long stop() {
            running.set(false);
            return done.join();
        }
    }
}
