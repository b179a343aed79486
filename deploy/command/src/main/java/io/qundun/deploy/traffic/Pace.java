package io.qundun.deploy.traffic;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets so many through a second, evenly. Never hurries to make up for more than a second. For one
 * thread.
 */
final class Pace {

    private static final long SECOND = 1_000_000_000L;

    private final double nanosEach;
    private double nextAt = System.nanoTime();

    /**
     * @param perSecond above 0
     */
    Pace(double perSecond) {
        nanosEach = SECOND / perSecond;
    }

    /** Waits for its turn. */
    void await() throws InterruptedException {
        long now = System.nanoTime();
        nextAt = Math.max(nextAt, now - (double) SECOND) + nanosEach;
        sleepUntil((long) nextAt);
    }

    /** Waits until the time of {@link System#nanoTime}. */
    static void sleepUntil(long nanoTime) throws InterruptedException {
        while (true) {
            long left = nanoTime - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
