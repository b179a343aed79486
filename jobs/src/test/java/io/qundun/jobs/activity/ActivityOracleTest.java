package io.qundun.jobs.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Windows against brute force, on random streams with disorder, duplicates, silences, restarts and
 * rescaling: counts exact, distinct senders exact (they are few), late exactly what must be late.
 */
class ActivityOracleTest {

    private static final int STEPS = 160;
    private static final List<String> CATEGORIES = List.of("fraud", "gambling", "spam");

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void saysWhatTheOracleSays(@ForAll long seed) throws Exception {
        run(seed);
    }

    /** A join that is heard again long after the member left. */
    @Example
    void aForgottenDepartureDoesNotHoldBackAnOldJoin() throws Exception {
        run(36556);
    }

    private static void run(long seed) throws Exception {
        Random random = new Random(seed);
        List<GroupInput> sent = new ArrayList<>();
        ActivityOracle oracle = new ActivityOracle();
        try (ActivityHarness harness = new ActivityHarness(1)) {
            harness.release(Inputs.tables(1));
            harness.release(Inputs.tables(2));
            long now = Inputs.START + random.nextInt(3_600_000);
            for (int step = 0; step < STEPS; step++) {
                int dice = random.nextInt(100);
                if (dice < 62) {
                    GroupInput input = input(random, step, now, sent);
                    sent.add(input);
                    oracle.take(input);
                    harness.take(input);
                } else if (dice < 96) {
                    now += pause(random);
                    oracle.advance(now);
                    harness.advance(now);
                } else {
                    int parallelism = 1 + random.nextInt(2);
                    harness.restart(parallelism);
                    oracle.restart();
                }
            }
            now += 20 * Inputs.DAY;
            oracle.advance(now);
            harness.advance(now);
            compare(harness, oracle);
            assertThat(harness.timers()).as("nothing is left to come").isZero();
        }
    }

    private static long pause(Random random) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return random.nextInt(100_000);
        }
        if (dice < 92) {
            return random.nextInt((int) (2 * Inputs.HOUR));
        }
        return random.nextInt((int) (3 * Inputs.DAY)) + (dice < 97 ? 0 : 6 * Inputs.DAY);
    }

    private static GroupInput input(Random random, int step, long now, List<GroupInput> sent) {
        String group = "g" + random.nextInt(3);
        int dice = random.nextInt(100);
        if (dice < 12 && !sent.isEmpty()) {
            return sent.get(random.nextInt(sent.size()));
        }
        long time = now + disorder(random);
        String user = "u" + random.nextInt(8);
        if (dice < 62) {
            return message(random, "m" + step, group, user, time);
        }
        if (dice < 80) {
            List<String> types =
                    List.of("joined", "joined", "left", "removed", "created", "category_set");
            String type = types.get(random.nextInt(types.size()));
            return Inputs.event(
                    group, "e" + step, type, type.equals("category_set") ? null : user, time);
        }
        List<GroupInput> verdicts =
                sent.stream()
                        .filter(each -> each.kind == GroupInput.VERDICT && each.about == null)
                        .toList();
        if (verdicts.isEmpty()) {
            return Inputs.decision(group, "d" + step, "v-none", "none", "overturned", now);
        }
        GroupInput about =
                verdicts.get(
                        random.nextBoolean()
                                ? verdicts.size() - 1
                                : random.nextInt(verdicts.size()));
        if (dice < 92) {
            return Inputs.decision(
                    about.groupId,
                    "d" + step,
                    about.id,
                    about.messageId,
                    random.nextInt(3) > 0 ? "overturned" : "upheld",
                    Math.max(about.time, now) + step);
        }
        boolean reverses = about.what.equals("refuse");
        String action = List.of("allow", "review", "remove").get(random.nextInt(3));
        return Inputs.verdict(
                about.groupId,
                "w" + step,
                about.messageId,
                about.userId,
                about.time,
                action,
                2,
                reverses ? about.id : null,
                action.equals("allow") ? List.of() : List.of("spam"));
    }

    private static GroupInput message(
            Random random, String id, String group, String user, long time) {
        return switch (random.nextInt(6)) {
            case 0 -> Inputs.refused(group, id, user, time);
            case 1 ->
                    Inputs.removed(
                            group,
                            id,
                            user,
                            time,
                            CATEGORIES
                                    .subList(0, 1 + random.nextInt(CATEGORIES.size()))
                                    .toArray(String[]::new));
            default -> Inputs.message(group, id, user, time);
        };
    }

    private static long disorder(Random random) {
        int dice = random.nextInt(100);
        if (dice < 80) {
            return random.nextInt(120_000) - 90_000L;
        }
        if (dice < 95) {
            return -random.nextInt((int) (3 * Inputs.HOUR));
        }
        return dice < 98
                ? -random.nextInt((int) (2 * Inputs.DAY))
                : random.nextInt((int) Inputs.DAY);
    }

    private static void compare(ActivityHarness harness, ActivityOracle oracle) {
        List<ActivityOracle.Output> said = new ArrayList<>();
        for (GroupActivity activity : harness.activities) {
            said.add(expectedOf(activity));
        }
        Comparator<ActivityOracle.Output> order =
                Comparator.comparing(ActivityOracle.Output::group)
                        .thenComparing(ActivityOracle.Output::at);
        said.sort(order);
        List<ActivityOracle.Output> must = new ArrayList<>(oracle.outputs);
        must.sort(order);
        assertThat(said).containsExactlyElementsOf(must);

        List<ActivityOracle.Late> late = new ArrayList<>();
        for (LateActivity each : harness.late) {
            late.add(
                    new ActivityOracle.Late(
                            each.getGroupId(),
                            each.getKind(),
                            each.getId(),
                            each.getEventTime(),
                            each.getFrontier(),
                            each.getReason()));
        }
        assertThat(late).containsExactlyInAnyOrderElementsOf(oracle.late);
    }

    private static ActivityOracle.Output expectedOf(GroupActivity activity) {
        List<ActivityOracle.Expected> windows = new ArrayList<>();
        for (ActivityWindow window : activity.getWindows()) {
            assertThat(window.getSendersLow()).isLessThanOrEqualTo(window.getSenders());
            assertThat(window.getSendersHigh()).isGreaterThanOrEqualTo(window.getSenders());
            windows.add(
                    new ActivityOracle.Expected(
                            window.getSpan(),
                            window.getMessages(),
                            window.getRefused(),
                            (long) window.getSenders(),
                            Math.round(window.getNewMemberShare() * window.getSenders()),
                            window.getJoins(),
                            window.getLeaves(),
                            window.getFlagged(),
                            new TreeMap<>(window.getFlaggedByCategory())));
        }
        return new ActivityOracle.Output(
                activity.getGroupId(), activity.getAt(), windows, activity.getMembers());
    }
}
