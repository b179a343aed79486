package io.qundun.deploy.convert;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of lines by time; what has the same time keeps its order. Holds at most so many
 * bytes of lines in memory and the rest in sorted temporary files, which are merged at the end and
 * deleted. For one thread.
 */
final class TimeSorter implements AutoCloseable {

    private static final int FILE_BUFFER = 1 << 16;
    private static final int ENTRY_OVERHEAD = 48;

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::time).thenComparingLong(Entry::order);

    private final long maxBytesInMemory;
    private final List<Path> runs = new ArrayList<>();
    private List<Entry> inMemory = new ArrayList<>();
    private long bytesInMemory;
    private long count;

    private record Entry(long time, long order, byte[] line) {}

    /** Takes one line after another. */
    @FunctionalInterface
    interface Visitor {
        void line(byte[] line) throws IOException;
    }

    TimeSorter(long maxBytesInMemory) {
        this.maxBytesInMemory = maxBytesInMemory;
    }

    void add(long time, byte[] line) throws IOException {
        inMemory.add(new Entry(time, count++, line));
        bytesInMemory += line.length + ENTRY_OVERHEAD;
        if (bytesInMemory > maxBytesInMemory) {
            spill();
        }
    }

    private void spill() throws IOException {
        inMemory.sort(ORDER);
        Path run = Files.createTempFile("qundun-convert-", ".run");
        runs.add(run);
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(run), FILE_BUFFER))) {
            for (Entry entry : inMemory) {
                out.writeLong(entry.time());
                out.writeLong(entry.order());
                out.writeInt(entry.line().length);
                out.write(entry.line());
            }
        }
        inMemory = new ArrayList<>();
        bytesInMemory = 0;
    }

    /** Hands over every line in order of time. */
    void forEach(Visitor visitor) throws IOException {
        inMemory.sort(ORDER);
        if (runs.isEmpty()) {
            for (Entry entry : inMemory) {
                visitor.line(entry.line());
            }
            return;
        }
        spill();
        merge(visitor);
    }

    private void merge(Visitor visitor) throws IOException {
        PriorityQueue<Run> heads =
                new PriorityQueue<>(Comparator.comparing((Run run) -> run.head, ORDER));
        List<Run> opened = new ArrayList<>();
        try {
            for (Path file : runs) {
                Run run = new Run(file);
                opened.add(run);
                if (run.advance()) {
                    heads.add(run);
                }
            }
            while (!heads.isEmpty()) {
                Run first = heads.poll();
                visitor.line(first.head.line());
                if (first.advance()) {
                    heads.add(first);
                }
            }
        } finally {
            for (Run run : opened) {
                run.in.close();
            }
        }
    }

    private static final class Run {
        private final DataInputStream in;
        private Entry head;

        Run(Path file) throws IOException {
            in =
                    new DataInputStream(
                            new BufferedInputStream(Files.newInputStream(file), FILE_BUFFER));
        }

        boolean advance() throws IOException {
            byte[] eight = new byte[Long.BYTES];
            if (in.readNBytes(eight, 0, Long.BYTES) < Long.BYTES) {
                head = null;
                return false;
            }
            long time = java.nio.ByteBuffer.wrap(eight).getLong();
            long order = in.readLong();
            byte[] line = new byte[in.readInt()];
            in.readFully(line);
            head = new Entry(time, order, line);
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }
}
