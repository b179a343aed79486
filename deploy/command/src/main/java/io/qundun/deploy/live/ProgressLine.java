package io.qundun.deploy.live;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that is redrawn in place on standard error while something long runs, at most twice a
 * second; nothing at all when standard error is no terminal. For one thread.
 */
public final class ProgressLine implements AutoCloseable {

    private static final long REDRAW_NANOS = 500_000_000L;

    private final PrintStream out;
    private final boolean visible;
    private final String what;
    private final long startedAt = System.nanoTime();
    private long drawnAt = startedAt;
    private boolean drawn;

    /** On standard error; what is being done: {@code "converting"}. */
    public ProgressLine(String what) {
        this(what, System.err, Terminal.isStandardError());
    }

    ProgressLine(String what, PrintStream out, boolean visible) {
        this.what = what;
        this.out = out;
        this.visible = visible;
    }

    /** So many are done; draws when it is time to. */
    public void done(long count) {
        if (visible && System.nanoTime() - drawnAt >= REDRAW_NANOS) {
            drawnAt = System.nanoTime();
            drawn = true;
            double seconds = (drawnAt - startedAt) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "\r\u001B[K%s: %,d (%,.0f a second)",
                    what,
                    count,
                    count / seconds);
            out.flush();
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (drawn) {
            out.print("\r\u001B[K");
            out.flush();
        }
    }
}
