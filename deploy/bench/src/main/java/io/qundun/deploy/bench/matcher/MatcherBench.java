package io.qundun.deploy.bench.matcher;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the contestants over the same messages, one after the other, round after round. */
final class MatcherBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_ROUNDS = 3;
    private static final int COLLECTIONS = 3;

    private final Corpus corpus;
    private final int rounds;
    private final PrintWriter out;

    MatcherBench(Corpus corpus, int rounds, PrintWriter out) {
        this.corpus = corpus;
        this.rounds = rounds;
        this.out = out;
    }

    /** Measures with the first so many patterns. */
    void run(int size) {
        List<String> patterns =
                corpus.patterns().subList(0, Math.min(size, corpus.patterns().size()));
        line(
                "%n%,d patterns, %,d messages, %,d characters, from %s",
                patterns.size(), corpus.messages().size(), corpus.units(), corpus.source());
        line(
                "%-28s %9s %19s %8s %12s %9s %8s %8s",
                "", "Mchar/s", "min – max", "ratio", "hits", "build s", "heap MB", "own MB");
        Map<Contestant.Kind, Contestant> contestants = new EnumMap<>(Contestant.Kind.class);
        Map<Contestant.Kind, double[]> builds = new EnumMap<>(Contestant.Kind.class);
        for (Contestant.Kind kind : Contestant.Kind.values()) {
            // What is loaded once a process, tables and classes, shall not count.
            kind.build(patterns.subList(0, Math.min(10, patterns.size())));
            double before = heapMegabytes();
            long start = THREADS.getCurrentThreadCpuTime();
            Contestant built = kind.build(patterns);
            double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            contestants.put(kind, built);
            builds.put(kind, new double[] {seconds, heapMegabytes() - before});
        }
        Map<Contestant.Kind, double[]> rates = new EnumMap<>(Contestant.Kind.class);
        Map<Contestant.Kind, Long> hits = new EnumMap<>(Contestant.Kind.class);
        contestants.keySet().forEach(kind -> rates.put(kind, new double[rounds]));
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Map.Entry<Contestant.Kind, Contestant> entry : contestants.entrySet()) {
                // The thread's own time: what else runs on the machine shall not count.
                long start = THREADS.getCurrentThreadCpuTime();
                long count = 0;
                for (String message : corpus.messages()) {
                    count += entry.getValue().hits(message);
                }
                double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
                hits.put(entry.getKey(), count);
                if (round >= 0) {
                    rates.get(entry.getKey())[round] = corpus.units() / seconds / 1e6;
                }
            }
        }
        rates.values().forEach(Arrays::sort);
        double bare = median(rates.get(Contestant.Kind.AUTOMATON));
        for (Map.Entry<Contestant.Kind, Contestant> entry : contestants.entrySet()) {
            double[] sorted = rates.get(entry.getKey());
            double[] build = builds.get(entry.getKey());
            line(
                    "%-28s %9.1f %9.1f – %7.1f %8.2f %,12d %9.2f %8.1f %8.1f",
                    entry.getKey().title(),
                    median(sorted),
                    sorted[0],
                    sorted[rounds - 1],
                    median(sorted) / bare,
                    hits.get(entry.getKey()),
                    build[0],
                    build[1],
                    entry.getValue().reckonedBytes() / 1e6);
        }
        out.flush();
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double heapMegabytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
