package io.qundun.jobs.evidence.elasticsearch;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;

/**
 * Says when the writer may send and how much. Closed while {@link BackOff} lasts; after a failure
 * one request at a time feels its way until one succeeds. For the mailbox thread.
 */
final class SendGate implements RateLimitingStrategy {

    private final PendingDocuments pending;
    private final BackOff backOff;
    private final int maxInFlight;
    private final int maxBatch;
    private final long bulkBytes;
    private final LongSupplier clock;
    private final DoubleSupplier random;

    private int inFlight;
    private int batchLimit;
    private boolean due;
    private int failures;
    private long lastFailure = Long.MIN_VALUE;
    private long closedUntil = Long.MIN_VALUE;

    /**
     * A gate that is open.
     *
     * @param clock processing time, epoch milliseconds
     * @param random from 0 inclusive to 1 exclusive
     */
    SendGate(
            PendingDocuments pending,
            ElasticsearchEndpoint endpoint,
            LongSupplier clock,
            DoubleSupplier random) {
        this.pending = pending;
        this.backOff = endpoint.backOff();
        this.maxInFlight = endpoint.maxInFlight();
        this.maxBatch = endpoint.bulkDocuments();
        this.bulkBytes = endpoint.bulkBytes();
        this.clock = clock;
        this.random = random;
        this.batchLimit = maxBatch;
    }

    @Override
    public void registerInFlightRequest(RequestInfo request) {
        inFlight++;
    }

    @Override
    public void registerCompletedRequest(ResultInfo result) {
        inFlight--;
    }

    @Override
    public boolean shouldBlock(RequestInfo request) {
        return inFlight >= (failures > 0 ? 1 : maxInFlight) || clock.getAsLong() < closedUntil;
    }

    /** The base class sends as soon as that many documents wait. */
    @Override
    public int getMaxBatchSize() {
        boolean now = due || failures > 0 || pending.totalSizeInBytes() >= bulkBytes;
        return now ? Math.max(1, Math.min(pending.size(), batchLimit)) : batchLimit;
    }

    /** What waits has waited long enough: send it although it fills no batch. */
    void lingered() {
        due = true;
    }

    /** Nothing waits any more. */
    void drained() {
        due = false;
    }

    /** A request was answered, and nothing in it needs another try. */
    void succeeded() {
        failures = 0;
        batchLimit = Math.min(maxBatch, batchLimit * 2);
    }

    /**
     * A request, or documents in it, must be tried again later.
     *
     * @param sentAt when it was sent; requests that were under way together count as one failure
     */
    void failed(long sentAt) {
        long now = clock.getAsLong();
        if (sentAt >= lastFailure) {
            failures++;
            lastFailure = now;
            closedUntil = now + backOff.delayMillis(failures, random.getAsDouble());
        }
    }

    /** A request was refused as a whole: send smaller ones until the culprit stands alone. */
    void refused(int documents) {
        batchLimit = Math.max(1, documents / 2);
        due = true;
    }

    /** Until when nothing is sent, epoch milliseconds; in the past when the gate is open. */
    long closedUntil() {
        return closedUntil;
    }

    /** Failures in a row. */
    int failures() {
        return failures;
    }
}
