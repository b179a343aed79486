package io.qundun.deploy.live;

import io.qundun.deploy.traffic.AppendTimes;
import io.qundun.deploy.traffic.IdSet;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Origin;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Counts what became of the messages. The topics are at-least-once, so everything is counted by
 * what it is about: verdicts and dead letters by the place of their message in Kafka, commands by
 * id, flagged messages by id. A verdict that takes another back is no verdict more. Thread-safe.
 */
public final class TrafficAccount {

    private static final String ALLOW = "allow";
    private static final long LONGEST_LATENCY_MS = 3_600_000;

    private final Map<Integer, Roaring64Bitmap> judged = new HashMap<>();
    private final Map<String, Roaring64Bitmap> setAside = new HashMap<>();
    private final IdSet flaggedMessages = new IdSet();
    private final IdSet commandIds = new IdSet();
    private final Map<String, Long> byAction = new TreeMap<>();
    private final Map<String, Long> byCategory = new TreeMap<>();
    private final Histogram latency = new Histogram(LONGEST_LATENCY_MS, 3);
    private final AppendTimes appendTimes;
    private long verdicts;
    private long late;
    private long revisions;
    private long deadLetters;
    private long changes;

    /**
     * @param appendTimes when chat was appended; null when latency is not to be told
     */
    public TrafficAccount(AppendTimes appendTimes) {
        this.appendTimes = appendTimes;
    }

    /**
     * The counts at one moment.
     *
     * @param verdicts messages that have one
     * @param late of them
     * @param revisions verdicts that took another back
     * @param flagged distinct messages with a verdict other than allow
     * @param commands distinct message commands
     * @param deadLetters messages set aside instead, unreadable lines included
     * @param byAction messages by their first verdict's action
     * @param byCategory messages by category of the live rules that hold
     * @param p50 median latency, milliseconds; null when none was measured
     * @param p99 99th percentile, likewise
     * @param changes grows with everything that was counted, repetitions included
     */
    public record Counts(
            long verdicts,
            long late,
            long revisions,
            long flagged,
            long commands,
            long deadLetters,
            Map<String, Long> byAction,
            Map<String, Long> byCategory,
            Long p50,
            Long p99,
            long changes) {

        /** Messages whose fate is known. */
        public long settled() {
            return verdicts + deadLetters;
        }
    }

    /** A verdict, appended to Kafka at that time (epoch milliseconds). */
    public synchronized void verdict(Verdict verdict, long appendedAt) {
        changes++;
        if (!verdict.getAction().equals(ALLOW)) {
            flaggedMessages.add(verdict.getMessageId());
        }
        if (verdict.getReverses() != null) {
            revisions++;
        }
        Origin origin = verdict.getOrigin();
        Roaring64Bitmap offsets =
                judged.computeIfAbsent(origin.getPartition(), p -> new Roaring64Bitmap());
        if (offsets.contains(origin.getOffset())) {
            return;
        }
        offsets.addLong(origin.getOffset());
        verdicts++;
        if (verdict.getLate()) {
            late++;
        }
        byAction.merge(verdict.getAction(), 1L, Long::sum);
        for (String category : verdict.getCategories()) {
            byCategory.merge(category, 1L, Long::sum);
        }
        measure(origin, appendedAt);
    }

    private void measure(Origin origin, long appendedAt) {
        if (appendTimes == null) {
            return;
        }
        long from = appendTimes.get(origin.getPartition(), origin.getOffset());
        if (from != AppendTimes.UNKNOWN) {
            latency.recordValue(Math.max(0, Math.min(LONGEST_LATENCY_MS, appendedAt - from)));
        }
    }

    /** A command about a message. */
    public synchronized void command(EnforcementCommand command) {
        changes++;
        commandIds.add(command.getCommandId());
    }

    /** An input that was set aside; other jobs' and other topics' are not counted. */
    public synchronized void deadLetter(DeadLetter deadLetter) {
        changes++;
        Origin origin = deadLetter.getOrigin();
        boolean isChat = origin.getTopic().equals(Topic.CHAT_MESSAGE.topicName());
        if (!isChat && isTopic(origin.getTopic())) {
            return;
        }
        Roaring64Bitmap offsets =
                setAside.computeIfAbsent(
                        origin.getTopic() + "-" + origin.getPartition(),
                        p -> new Roaring64Bitmap());
        if (!offsets.contains(origin.getOffset())) {
            offsets.addLong(origin.getOffset());
            deadLetters++;
        }
    }

    private static boolean isTopic(String name) {
        for (Topic topic : Topic.values()) {
            if (topic.topicName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The counts now. */
    public synchronized Counts counts() {
        boolean measured = latency.getTotalCount() > 0;
        return new Counts(
                verdicts,
                late,
                revisions,
                flaggedMessages.size(),
                commandIds.size(),
                deadLetters,
                Map.copyOf(byAction),
                Map.copyOf(byCategory),
                measured ? latency.getValueAtPercentile(50) : null,
                measured ? latency.getValueAtPercentile(99) : null,
                changes);
    }
}
