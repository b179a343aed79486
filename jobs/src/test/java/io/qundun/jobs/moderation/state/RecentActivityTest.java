package io.qundun.jobs.moderation.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.decision.Fingerprints;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentActivityTest {

    private static final long MINUTE = 60_000;

    record Message(long time, long id, long fingerprint, boolean flagged) {}

    @Provide
    Arbitrary<Message> messages() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(0, 2 * MINUTE),
                                Arbitraries.longs().between(0, 1_500 * MINUTE)),
                        Arbitraries.longs().between(1, 400),
                        Arbitraries.of(0L, 1L, 3L, 0xFFL, 0xFFFFL, -1L),
                        Arbitraries.of(true, false))
                .as(Message::new);
    }

    @Property(tries = 200)
    void countsAsANaiveListOfTheLatestDoes(
            @ForAll @Size(max = 300) List<@From("messages") Message> messages) {
        RecentActivity activity = new RecentActivity();
        List<Message> ring = new ArrayList<>();
        List<Message> flagged = new ArrayList<>();
        for (Message message : messages) {
            long time = message.time;
            assertThat(activity.rate(time, message.id))
                    .isEqualTo(count(ring, each -> within(each, message, MINUTE)));
            assertThat(activity.repeats(time, message.id, message.fingerprint))
                    .isEqualTo(
                            count(
                                    ring,
                                    each ->
                                            within(each, message, 60 * MINUTE)
                                                    && Fingerprints.nearlySame(
                                                            each.fingerprint,
                                                            message.fingerprint)));
            assertThat(activity.flagged(time, message.id))
                    .isEqualTo(count(flagged, each -> within(each, message, 1_440 * MINUTE)));

            boolean fresh = ring.stream().noneMatch(each -> each.id == message.id);
            assertThat(activity.note(time, message.id, message.fingerprint)).isEqualTo(fresh);
            if (fresh) {
                remember(ring, message);
            }
            if (message.flagged) {
                activity.noteFlagged(time, message.id);
                if (flagged.stream().noneMatch(each -> each.id == message.id)) {
                    remember(flagged, message);
                }
            }
            assertThat(activity.size).isEqualTo(ring.size());
        }
    }

    private static boolean within(Message earlier, Message now, long window) {
        return earlier.time > now.time - window && earlier.time <= now.time && earlier.id != now.id;
    }

    private static int count(List<Message> messages, java.util.function.Predicate<Message> which) {
        return (int) messages.stream().filter(which).count();
    }

    private static void remember(List<Message> messages, Message message) {
        messages.add(message);
        if (messages.size() > RecentActivity.CAPACITY) {
            messages.remove(0);
        }
    }

    @Test
    void growsNoFurtherThanItsCapacity() {
        RecentActivity activity = new RecentActivity();
        for (int i = 0; i < 1_000; i++) {
            activity.note(i, i, i);
            activity.noteFlagged(i, i);
        }

        assertThat(activity.times).hasSize(RecentActivity.CAPACITY);
        assertThat(activity.fingerprints).hasSize(RecentActivity.CAPACITY);
        assertThat(activity.ids).hasSize(RecentActivity.CAPACITY);
        assertThat(activity.flaggedTimes).hasSize(RecentActivity.CAPACITY);
        assertThat(activity.rate(1_000, -1)).isEqualTo(RecentActivity.CAPACITY);
    }

    @Test
    void endsADayAfterTheLatestMessage() {
        RecentActivity activity = new RecentActivity();
        activity.note(5_000, 1, 0);
        activity.note(1_000, 2, 0);

        assertThat(activity.endsAt()).isEqualTo(5_000 + 1_440 * MINUTE);
    }

    @Test
    void textsThatFoldToNothingAreNoRepeats() {
        RecentActivity activity = new RecentActivity();
        activity.note(1, 1, 0);

        assertThat(activity.repeats(1, 2, 0)).isZero();
    }
}
