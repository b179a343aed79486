package io.qundun.deploy.model;

import io.qundun.deploy.live.Terminal;
import java.io.PrintWriter;

/**
 * How far training is, on standard error: one line that is redrawn in place on a terminal, else a
 * line for each phase and then one every ten seconds. For one thread.
 */
final class TrainingProgress implements AutoCloseable {

    private static final long EVERY_NANOS = 10_000_000_000L;

    private final String name;
    private final PrintWriter out;
    private final boolean redraws = Terminal.isStandardError();
    private long printedAt = System.nanoTime() - EVERY_NANOS;

    TrainingProgress(String name, PrintWriter out) {
        this.name = name;
        this.out = out;
    }

    void told(String what) {
        if (redraws) {
            out.print("\r\u001B[K" + name + ": " + what);
            out.flush();
        } else if (System.nanoTime() - printedAt >= EVERY_NANOS) {
            printedAt = System.nanoTime();
            out.println(name + ": " + what);
        }
    }

    @Override
    public void close() {
        if (redraws) {
            out.print("\r\u001B[K");
            out.flush();
        }
    }
}
