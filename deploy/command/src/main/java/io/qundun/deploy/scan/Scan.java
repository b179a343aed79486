package io.qundun.deploy.scan;

import io.qundun.deploy.traffic.LineBlock;
import io.qundun.deploy.traffic.LineBlockReader;
import io.qundun.udfs.policy.CompiledPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Judges a stream of lines on several threads and answers in the order of the lines.
 *
 * <pre>
 *   reader thread ──blocks──► workers ──answers──► the caller's thread, which writes
 *          └───────── futures, in order, bounded ─────────┘
 * </pre>
 *
 * What is in memory is bounded by the queue: a few blocks a worker, however long the input.
 */
final class Scan {

    private static final int BLOCK_BYTES = 1 << 17;
    private static final int BLOCKS_A_WORKER = 4;

    private final CompiledPolicy policy;
    private final int workers;
    private final LongConsumer progress;

    Scan(CompiledPolicy policy, int workers, LongConsumer progress) {
        this.policy = policy;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * What became of the input.
     *
     * @param lines answered
     * @param unreadable of them
     * @param cutShort nobody reads the answers any more
     */
    record Outcome(long lines, long unreadable, boolean cutShort) {}

    /**
     * Answers every line.
     *
     * @throws IOException when the input cannot be read
     */
    Outcome run(InputStream in, OutputStream out) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers, Scan::daemon);
        BlockingQueue<Future<BlockScanner.Answers>> inOrder =
                new ArrayBlockingQueue<>(workers * BLOCKS_A_WORKER);
        // A read from a pipe cannot be interrupted: the thread must not keep the process alive.
        Thread reader = daemon(() -> read(in, pool, inOrder));
        reader.start();
        try {
            return write(inOrder, out);
        } finally {
            reader.interrupt();
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "scan");
        thread.setDaemon(true);
        return thread;
    }

    private void read(
            InputStream in,
            ExecutorService pool,
            BlockingQueue<Future<BlockScanner.Answers>> inOrder) {
        ThreadLocal<BlockScanner> scanners =
                ThreadLocal.withInitial(() -> new BlockScanner(policy));
        LineBlockReader blocks = new LineBlockReader(in, BLOCK_BYTES);
        try {
            try {
                for (LineBlock block = blocks.next(); block != null; block = blocks.next()) {
                    LineBlock next = block;
                    inOrder.put(pool.submit(() -> scanners.get().scan(next)));
                }
                inOrder.put(CompletableFuture.completedFuture(null));
            } catch (IOException | RuntimeException e) {
                inOrder.put(CompletableFuture.failedFuture(e));
            }
        } catch (InterruptedException e) {
            // The writer has given up; nobody waits for more.
            Thread.currentThread().interrupt();
        }
    }

    private Outcome write(BlockingQueue<Future<BlockScanner.Answers>> inOrder, OutputStream out)
            throws IOException, InterruptedException {
        long lines = 0;
        long unreadable = 0;
        while (true) {
            BlockScanner.Answers answers;
            try {
                answers = inOrder.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw new IllegalStateException("judging failed after line " + lines, e.getCause());
            }
            if (answers == null) {
                return new Outcome(lines, unreadable, false);
            }
            lines += answers.count();
            unreadable += answers.unreadable();
            try {
                answers.lines().writeTo(out);
                out.flush();
            } catch (IOException e) {
                // As when it is piped into head: not an error.
                return new Outcome(lines, unreadable, true);
            }
            progress.accept(lines);
        }
    }
}
