package io.qundun.udfs.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Distinct senders against a set, over random streams: some write in one bucket only, some in
 * several, and a window is merged from many, kept and read back in between.
 */
class DistinctCountTest {

    private static final int MINUTES = 60;
    private static final int HOURS = 24;
    private static final int STREAMS = 1_500;
    private static final int MOST = 20_000;

    private final DistinctCount distinct = new DistinctCount();

    @Property(tries = 300)
    void isExactUpToItsLimitInWhateverBucketsTheyWrite(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = DistinctCount.EXACT) int accounts) {
        Window window = day(accounts, new Random(seed));

        // Two hashes that meet are one account: once in some thousand windows of the largest.
        assertThat(window.senders()).isBetween(accounts - 1.0, (double) accounts);
        assertThat(window.sendersLow()).isEqualTo(window.senders());
        assertThat(window.sendersHigh()).isEqualTo(window.senders());
    }

    // Five standard errors are met by chance once in a million streams, so every seed must hold.
    @Property(tries = 200)
    void isNeverFarOffBeyondThat(
            @ForAll long seed,
            @ForAll @IntRange(min = DistinctCount.EXACT + 1, max = MOST) int accounts) {
        Window window = day(accounts, new Random(seed));

        assertThat(Math.abs(window.senders() / accounts - 1))
                .isLessThan(5 * DistinctCount.STANDARD_ERROR);
        assertThat(window.senders()).isBetween(window.sendersLow(), window.sendersHigh());
    }

    @Property(tries = 100)
    void mergesAlikeInWhateverOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int accounts) {
        Random random = new Random(seed);
        List<byte[]> sketches = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            distinct.reset();
            for (int n = random.nextInt(accounts); n >= 0; n--) {
                distinct.add(random.nextInt(accounts) * 0x9E3779B97F4A7C15L);
            }
            sketches.add(distinct.toSketch());
        }
        double once = estimate(sketches);
        Collections.shuffle(sketches, random);
        sketches.addAll(sketches.subList(0, random.nextInt(sketches.size())));

        // Registers are the same; how they are summed up depends on what came first, so that both
        // estimates err by themselves: five standard errors, as above.
        assertThat(estimate(sketches))
                .isCloseTo(once, within(once * 5 * DistinctCount.STANDARD_ERROR));
    }

    /** What the docs say of the error, over streams of all sizes. */
    @Test
    void errsAsIsStated() {
        Random random = new Random(1);
        int beyondTwo = 0;
        int beyondThree = 0;
        int outside = 0;
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < STREAMS; i++) {
            double magnitude = Math.log((double) MOST / DistinctCount.EXACT);
            int accounts =
                    (int)
                            Math.ceil(
                                    (DistinctCount.EXACT + 1)
                                            * Math.exp(random.nextDouble() * magnitude));
            Window window = day(accounts, random);
            double error = window.senders() / accounts - 1;
            sum += error;
            squares += error * error;
            double errors = Math.abs(error) / DistinctCount.STANDARD_ERROR;
            beyondTwo += errors > 2 ? 1 : 0;
            beyondThree += errors > 3 ? 1 : 0;
            boolean within = window.sendersLow() <= accounts && accounts <= window.sendersHigh();
            outside += within ? 0 : 1;
        }
        double root = Math.sqrt(squares / STREAMS);
        System.out.printf(
                Locale.ROOT,
                "distinct senders, %d windows: standard error %.2f %%, mean %.2f %%, beyond two"
                        + " %.1f %%, beyond three %.2f %%, outside their bounds %.1f %%%n",
                STREAMS,
                100 * root,
                100 * sum / STREAMS,
                100.0 * beyondTwo / STREAMS,
                100.0 * beyondThree / STREAMS,
                100.0 * outside / STREAMS);

        assertThat(root).isLessThan(DistinctCount.STANDARD_ERROR);
        assertThat(Math.abs(sum / STREAMS)).isLessThan(0.003);
        assertThat(beyondTwo).isLessThan(STREAMS * 5 / 100);
        assertThat(beyondThree).isLessThan(STREAMS * 5 / 1_000);
        assertThat(outside).isLessThan(STREAMS * 5 / 100);
    }

    /** A day of a group: minutes are merged into hours, hours into the window. */
    private Window day(int accounts, Random random) {
        BucketRing hours = new BucketRing();
        long[] all = random.longs(accounts).toArray();
        int talkative = Math.min(accounts, 50);
        BinaryOutput out = new BinaryOutput();
        BinaryInput in = new BinaryInput();
        int taken = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            BucketRing minutes = new BucketRing();
            for (int minute = 0; minute < MINUTES; minute++) {
                int left = (HOURS - hour) * MINUTES - minute;
                int fresh = (accounts - taken) / left;
                distinct.reset();
                for (int i = 0; i < fresh; i++) {
                    distinct.add(all[taken++]);
                }
                for (int i = random.nextInt(3); i > 0 && taken > 0; i--) {
                    distinct.add(all[random.nextInt(Math.min(taken, talkative))]);
                }
                byte[] senders = distinct.toSketch();
                if (senders.length > 0) {
                    minutes.put(
                            new Bucket(
                                    hour * MINUTES + minute,
                                    new ActivityCounts(),
                                    senders,
                                    DistinctCount.NOBODY));
                }
            }
            Bucket merged =
                    BucketRing.decode(minutes.encode(out), in)
                            .merged(hour * MINUTES, (hour + 1) * MINUTES, hour, distinct);
            if (merged != null) {
                hours.put(merged);
            }
        }
        assertThat(taken).isEqualTo(accounts);
        return BucketRing.decode(hours.encode(out), in).window(0, HOURS, distinct);
    }

    private double estimate(List<byte[]> sketches) {
        distinct.reset();
        for (byte[] sketch : sketches) {
            distinct.add(sketch);
        }
        return distinct.estimate();
    }
}
