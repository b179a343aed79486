package io.qundun.jobs.runtime.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionTimeTest {

    private static final long NONE = Long.MIN_VALUE;
    private static final String PARTITION = "chat-0";
    private static final long DISORDER = 10_000;
    private static final long SILENCE = 5_000;
    private static final long NOW = 1_000_000_000;
    private static final EventTimePolicy WALL = policy(EventTimePolicy.Clock.WALL);
    private static final EventTimePolicy REPLAY = policy(EventTimePolicy.Clock.REPLAY);

    private static EventTimePolicy policy(EventTimePolicy.Clock clock) {
        return new EventTimePolicy(Duration.ofMillis(DISORDER), Duration.ofMillis(SILENCE), clock);
    }

    private static LogTail tail(long end, long newest, long wall) {
        return new LogTail(Map.of(PARTITION, end), newest, wall);
    }

    /** With nothing else to read: the reader was drained just now. */
    private static long watermark(PartitionTime partition, LogTail tail, long now) {
        return partition.watermark(tail, PARTITION, now, now);
    }

    @Test
    void followsTheNewestRecordLessTheDisorder() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        assertThat(watermark(partition, null, NOW)).isEqualTo(NONE);

        partition.read(0, 50_000, NOW);
        partition.read(1, 70_000, NOW);
        partition.read(2, 60_000, NOW);

        assertThat(watermark(partition, tail(3, NONE, NOW), NOW + SILENCE - 1))
                .isEqualTo(70_000 - DISORDER - 1);
    }

    @Test
    void aSilentPartitionThatIsReadToItsEndFollowsTheClock() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        partition.read(9, 50_000, NOW);

        long later = NOW + SILENCE;
        assertThat(watermark(partition, tail(10, NONE, later), later))
                .isEqualTo(later - DISORDER - 1);
        assertThat(watermark(partition, null, later))
                .as("as long as the broker says nothing it does not")
                .isEqualTo(50_000 - DISORDER - 1);
        assertThat(partition.watermark(tail(10, NONE, later), "chat-1", later, later))
                .as("nor when it does not speak of the partition")
                .isEqualTo(50_000 - DISORDER - 1);
    }

    @Test
    void neverGoesBackBehindWhatWasRead() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        partition.read(9, NOW + 100_000, NOW);

        long later = NOW + SILENCE;
        assertThat(watermark(partition, tail(10, NONE, later), later))
                .isEqualTo(NOW + 100_000 - DISORDER - 1);
    }

    @Test
    void aSlowBackfillDoesNotFollowTheClock() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        long now = NOW;
        for (int offset = 0; offset < 100; offset++) {
            now += 2 * SILENCE;
            assertThat(watermark(partition, tail(1_000, NONE, now), now)).isLessThan(100_000);
            partition.read(offset, offset * 1_000L, now);
        }
    }

    @Test
    void aBacklogBehindAStalledReaderIsNoSilence() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        // The end is seen in a first pause, and has not moved since.
        watermark(partition, tail(1_000, NONE, NOW + SILENCE), NOW + SILENCE);
        partition.read(0, 1_000, NOW + SILENCE + 1);
        long drained = NOW + SILENCE;

        // What comes after the source holds the reader up for ten minutes.
        long now = NOW + 600_000;
        assertThat(partition.watermark(tail(1_000, NONE, now), PARTITION, now, drained))
                .isEqualTo(1_000 - DISORDER - 1);
    }

    @Test
    void aTransactionMarkerAtTheEndIsNotWaitedForForEver() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        partition.read(8, 50_000, NOW);

        long first = NOW + SILENCE;
        assertThat(watermark(partition, tail(10, NONE, first), first)).isLessThan(50_000);
        long almost = first + 3 * SILENCE - 1;
        assertThat(watermark(partition, tail(10, NONE, almost), almost)).isLessThan(50_000);
        long then = first + 3 * SILENCE;
        assertThat(watermark(partition, tail(10, NONE, then), then)).isEqualTo(then - DISORDER - 1);
    }

    @Test
    void anEndThatMovesIsNotReached() {
        PartitionTime partition = new PartitionTime(WALL, 0, NOW);
        partition.read(8, 50_000, NOW);
        for (int i = 1; i < 20; i++) {
            long now = NOW + i * SILENCE;
            assertThat(watermark(partition, tail(100 + i, NONE, now), now)).isLessThan(50_000);
        }
    }

    @Test
    void anEmptyPartitionFollowsTheClock() {
        PartitionTime partition = new PartitionTime(WALL, -2, NOW);

        assertThat(watermark(partition, tail(0, NONE, NOW), NOW)).isEqualTo(NONE);
        long later = NOW + SILENCE;
        assertThat(watermark(partition, tail(0, NONE, later), later))
                .isEqualTo(later - DISORDER - 1);
    }

    @Test
    void aPartitionWhoseRecordsAreAllGoneFollowsTheClockAfterAWhile() {
        PartitionTime partition = new PartitionTime(WALL, -2, NOW);

        long first = NOW + SILENCE;
        assertThat(watermark(partition, tail(500, NONE, first), first)).isEqualTo(NONE);
        long then = first + 3 * SILENCE;
        assertThat(watermark(partition, tail(500, NONE, then), then))
                .isEqualTo(then - DISORDER - 1);
    }

    @Test
    void aReplayStopsAtTheNewestRecordOfTheTopic() {
        PartitionTime partition = new PartitionTime(REPLAY, 0, NOW);
        partition.read(9, 50_000, NOW);

        long later = NOW + SILENCE;
        assertThat(watermark(partition, tail(10, 77_000, later), later)).isEqualTo(77_000);
        assertThat(watermark(partition, tail(10, NONE, later), later))
                .isEqualTo(50_000 - DISORDER - 1);
    }
}
