package io.qundun.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes up verdicts over so many groups and users: first one of each in turn, then they are drawn
 * at random. Each is heard of once a week of event time on average, however many there are: between
 * two messages its minute, hour, day and mostly its week close, so an event carries all the work
 * that follows from it, and what is kept of a key hardly grows with the number of events. When all
 * are made up it falls silent and leaves the job running. Its clocks are of this process, in which
 * the job runs too; one job at a time.
 */
final class KeyedTraffic extends RichFlatMapFunction<Long, RawRecord> {

    private static final long serialVersionUID = 1L;

    /** How far the one job that runs has come. */
    private static final AtomicReference<Run> RUN = new AtomicReference<>(new Run());

    /** One job's traffic as it goes. Thread-safe. */
    static final class Run {

        private final CountDownLatch tables = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile long made;
        private volatile Instant begin;
        private volatile Instant end;

        private Run() {}

        /** The policy's tables are on their way: verdicts may follow. */
        void tablesSent() {
            tables.countDown();
        }

        /** Verdicts made up so far, those not measured included. */
        long made() {
            return made;
        }

        /**
         * Waits until all are made up.
         *
         * @return false when the time is over
         */
        boolean awaitEnd(Duration limit) throws InterruptedException {
            return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** When the measured part began; null before. */
        Instant begin() {
            return begin;
        }

        /** When it ended; null before. */
        Instant end() {
            return end;
        }
    }

    /** How many verdicts there are in all. */
    static long made(long keys, long measured) {
        return SETTLED * keys + measured;
    }

    /** A new one for the job that is started next. */
    static Run begin() {
        Run run = new Run();
        RUN.set(run);
        return run;
    }

    /** That of the job that runs. */
    static Run run() {
        return RUN.get();
    }

    /**
     * A moment of this process.
     *
     * @param wallNanos {@link System#nanoTime}
     * @param cpuNanos what all its threads, RocksDB's too, have used of the processors
     */
    record Instant(long wallNanos, long cpuNanos) {

        static Instant now() {
            OperatingSystemMXBean system =
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            return new Instant(System.nanoTime(), system.getProcessCpuTime());
        }
    }

    private static final long START = 1_750_000_000_000L;
    private static final double WEEK = 7 * 86_400_000.0;
    private static final int HEARTBEAT_EVERY = 200;
    private static final Duration TABLES_LIMIT = Duration.ofMinutes(1);
    private static final int TOLD_EVERY = 1_024;

    /**
     * Rounds before it is measured, a week each. In the second week the groups of the first run
     * empty and rise to the grade of a quiet group, all of a day's in one instant: once in a life,
     * and so nothing to measure.
     */
    private static final int SETTLED = 2;

    /** Prime, so that a round over the keys meets each once, far from the one before. */
    private static final long STRIDE = 7_368_787;

    private final long keys;
    private final long measured;
    private final int removedOneIn;

    private transient WireFormat format;
    private transient SplittableRandom random;
    private transient Verdict verdict;
    private transient Run run;

    /**
     * So much.
     *
     * @param keys groups, and users
     * @param measured events after the first two weeks, of one a key and week
     * @param removedOneIn in one week out of so many a key's messages are removed
     */
    KeyedTraffic(long keys, long measured, int removedOneIn) {
        this.removedOneIn = removedOneIn;
        this.keys = keys;
        this.measured = measured;
    }

    @Override
    public void open(OpenContext context) throws InterruptedException {
        format = WireFormat.of(Topic.VERDICT);
        random = new SplittableRandom(1);
        verdict =
                Verdict.newBuilder()
                        .setVerdictId("")
                        .setMessageId("")
                        .setGroupId("")
                        .setSenderId("")
                        .setKind("text")
                        .setEventTime(0)
                        .setRecordTime(0)
                        .setAction("allow")
                        .setPolicy(new PolicyStamp("default", 1L, "", "", ""))
                        .setSender(
                                new SenderContext(
                                        "verified", 3, "", "member", false, false, 0, 0, 0))
                        .setGroup(new GroupContext(3, "", "", 0, false))
                        .setOrigin(new Origin(Topic.CHAT_MESSAGE.topicName(), 0, 0L))
                        .setDecidedAt(0)
                        .build();
        // The policy's tables come by another road, and messages had better not wait for them.
        run = run();
        if (!run.tables.await(TABLES_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the policy's tables do not come");
        }
    }

    @Override
    public void flatMap(Long index, Collector<RawRecord> out) {
        if (index == SETTLED * keys) {
            run.begin = Instant.now();
        }
        if (index >= made(keys, measured)) {
            if (run.end == null) {
                run.made = index;
                run.end = Instant.now();
                run.ended.countDown();
            }
            LockSupport.parkNanos(1_000_000);
            return;
        }
        if (index % TOLD_EVERY == 0) {
            run.made = index;
        }
        long time = START + (long) (index * WEEK / keys);
        long key = index < keys ? index * STRIDE % keys : random.nextLong(keys);
        out.collect(record(index, time, format.encode(verdict(index, key, time))));
        if (index % HEARTBEAT_EVERY == 0) {
            Heartbeat heartbeat = new Heartbeat(1L, 0, 1, time - 1_000);
            out.collect(record(index, time, format.encode(heartbeat)));
        }
    }

    private static RawRecord record(long offset, long time, byte[] value) {
        return new RawRecord(Topic.VERDICT.topicName(), 0, offset, time, null, value);
    }

    private Verdict verdict(long index, long key, long time) {
        long week = (long) ((time - START) / WEEK);
        boolean flagged = (key + week) % removedOneIn == 0;
        verdict.setVerdictId(id('v', index));
        verdict.setMessageId(id('m', index));
        verdict.setGroupId(id('g', key));
        verdict.setSenderId(id('u', keys - 1 - key));
        verdict.setEventTime(time);
        verdict.setRecordTime(time);
        verdict.setAction(flagged ? "remove" : "allow");
        verdict.setCategories(flagged ? List.of("spam") : List.of());
        verdict.setRules(
                flagged
                        ? List.of(
                                new RuleHit(
                                        "spam-offer",
                                        "spam",
                                        "provisions-2017/10",
                                        "remove",
                                        1,
                                        "live"))
                        : List.of());
        verdict.setScores(Map.of());
        return verdict;
    }

    /** As long as ids are in life. */
    private static String id(char kind, long number) {
        String digits = Long.toString(number);
        return kind + "-000000000000000".substring(0, 16 - digits.length()) + digits;
    }
}
