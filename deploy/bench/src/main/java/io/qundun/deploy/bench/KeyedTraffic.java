package io.qundun.deploy.bench;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes up verdicts over so many groups and users, each of whom is heard of once a minute of event
 * time on average, however many there are: in the warm-up each in turn, then at random. When all
 * are made up it falls silent and leaves the job running. Its clocks are of this process, in which
 * the job runs too; one job at a time.
 */
final class KeyedTraffic extends RichFlatMapFunction<Long, RawRecord> {

    private static final long serialVersionUID = 1L;

    /** When the measured part began and ended, {@link System#nanoTime}; 0 before. */
    static final AtomicLong BEGUN = new AtomicLong();

    static final AtomicLong ENDED = new AtomicLong();

    private static final long START = 1_750_000_000_000L;
    private static final double MINUTE = 60_000;
    private static final int FLAGGED_ONE_IN = 10;
    private static final int HEARTBEAT_EVERY = 1_000;
    private static final Duration TABLES_FIRST = Duration.ofSeconds(3);

    /** Prime, so that a round over the keys meets each once, far from the one before. */
    private static final long STRIDE = 7_368_787;

    private final long keys;
    private final long warmUp;
    private final long measured;

    private transient WireFormat format;
    private transient SplittableRandom random;
    private transient Verdict verdict;

    KeyedTraffic(long keys, long warmUp, long measured) {
        this.keys = keys;
        this.warmUp = warmUp;
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
        Thread.sleep(TABLES_FIRST.toMillis());
    }

    @Override
    public void flatMap(Long index, Collector<RawRecord> out) {
        if (index == warmUp) {
            BEGUN.set(System.nanoTime());
        }
        if (index >= warmUp + measured) {
            ENDED.compareAndSet(0, System.nanoTime());
            LockSupport.parkNanos(1_000_000);
            return;
        }
        long time = START + (long) (index * MINUTE / keys);
        long key = index < warmUp ? index * STRIDE % keys : random.nextLong(keys);
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
        boolean flagged = index % FLAGGED_ONE_IN == 0;
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
