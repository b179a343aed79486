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

    /** CPU time of each contestant before it is measured: until then it is being compiled. */
    private static final double WARM_UP_SECONDS = 5;

    /** Messages that a contestant goes over before the next one does. */
    private static final int TURN = 20_000;

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
        for (Contestant contestant : contestants.values()) {
            for (double seconds = 0; seconds < WARM_UP_SECONDS; ) {
                seconds += goOver(contestant, corpus.messages()).seconds();
            }
        }
        Map<Contestant.Kind, double[]> rates = new EnumMap<>(Contestant.Kind.class);
        Map<Contestant.Kind, double[]> ratios = new EnumMap<>(Contestant.Kind.class);
        Map<Contestant.Kind, Long> hits = new EnumMap<>(Contestant.Kind.class);
        for (Contestant.Kind kind : contestants.keySet()) {
            rates.put(kind, new double[rounds]);
            ratios.put(kind, new double[rounds]);
        }
        for (int round = 0; round < rounds; round++) {
            Map<Contestant.Kind, Work> work = round(contestants);
            double bare = work.get(Contestant.Kind.AUTOMATON).seconds();
            for (Map.Entry<Contestant.Kind, Work> entry : work.entrySet()) {
                double seconds = entry.getValue().seconds();
                hits.put(entry.getKey(), entry.getValue().hits());
                rates.get(entry.getKey())[round] = corpus.units() / seconds / 1e6;
                ratios.get(entry.getKey())[round] = bare / seconds;
            }
        }
        rates.values().forEach(Arrays::sort);
        ratios.values().forEach(Arrays::sort);
        for (Map.Entry<Contestant.Kind, Contestant> entry : contestants.entrySet()) {
            double[] sorted = rates.get(entry.getKey());
            double[] build = builds.get(entry.getKey());
            line(
                    "%-28s %9.1f %9.1f – %7.1f %8.2f %,12d %9.2f %8.1f %8.1f",
                    entry.getKey().title(),
                    median(sorted),
                    sorted[0],
                    sorted[rounds - 1],
                    median(ratios.get(entry.getKey())),
                    hits.get(entry.getKey()),
                    build[0],
                    build[1],
                    entry.getValue().reckonedBytes() / 1e6);
        }
        out.flush();
    }

    /**
     * Once over all messages, some for each contestant in turn, since a machine is now quick, now
     * slow.
     */
    private Map<Contestant.Kind, Work> round(Map<Contestant.Kind, Contestant> contestants) {
        Map<Contestant.Kind, Work> work = new EnumMap<>(Contestant.Kind.class);
        List<String> messages = corpus.messages();
        for (int from = 0; from < messages.size(); from += TURN) {
            List<String> some = messages.subList(from, Math.min(messages.size(), from + TURN));
            contestants.forEach((kind, each) -> work.merge(kind, goOver(each, some), Work::plus));
        }
        return work;
    }

    /** Looks for hits, in the thread's own time: what else runs on the machine shall not count. */
    private static Work goOver(Contestant contestant, List<String> messages) {
        long start = THREADS.getCurrentThreadCpuTime();
        long hits = 0;
        for (String message : messages) {
            hits += contestant.hits(message);
        }
        return new Work(hits, (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private record Work(long hits, double seconds) {
        Work plus(Work other) {
            return new Work(hits + other.hits, seconds + other.seconds);
        }
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
