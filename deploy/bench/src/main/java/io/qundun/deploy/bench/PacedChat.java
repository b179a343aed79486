package io.qundun.deploy.bench;

import io.qundun.deploy.traffic.TopicWriter;
import io.qundun.schemas.ChatMessage;
import java.util.concurrent.locks.LockSupport;

/** Writes the workload's messages at a rate, as if they were sent just now, over and over. */
final class PacedChat implements Runnable {

    private static final long SECOND = 1_000_000_000L;
    private static final long NAP_NANOS = 300_000;

    /** From a thumb to the platform. */
    private static final long UNDER_WAY_MILLIS = 50;

    private final Workload workload;
    private final TopicWriter writer;
    private volatile double perSecond;
    private volatile boolean stopped;
    private volatile long sent;
    private double nextAt;

    PacedChat(Workload workload, TopicWriter writer, double perSecond) {
        this.workload = workload;
        this.writer = writer;
        this.perSecond = perSecond;
    }

    /** From now on so many a second. */
    void pace(double messagesPerSecond) {
        perSecond = messagesPerSecond;
    }

    void stop() {
        stopped = true;
    }

    /** Messages written so far. */
    long sent() {
        return sent;
    }

    @Override
    public void run() {
        nextAt = System.nanoTime();
        for (int turn = 0; !stopped; turn++) {
            String suffix = turn == 0 ? "" : "-" + turn;
            workload.each((message, at) -> write(message, suffix));
        }
        writer.flush();
    }

    // Only this thread writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private boolean write(ChatMessage message, String suffix) {
        // What was missed is made up for, but never more than a tenth of a second.
        nextAt = Math.max(nextAt, System.nanoTime() - SECOND / 10.0) + SECOND / perSecond;
        while (nextAt > System.nanoTime() && !stopped) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        if (stopped) {
            return false;
        }
        long now = System.currentTimeMillis();
        message.setMessageId(message.getMessageId() + suffix);
        message.setSentAt(now - UNDER_WAY_MILLIS);
        if (writer.chat(message, now)) {
            sent++;
        }
        return true;
    }
}
