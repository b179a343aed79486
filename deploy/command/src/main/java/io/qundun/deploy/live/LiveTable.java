package io.qundun.deploy.live;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of a run: redrawn in place on a terminal, else one plain line every few seconds. For
 * one thread.
 */
public final class LiveTable {

    private static final long REDRAW_NANOS = 500_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final String CLEAR_LINE = "\u001B[K";

    private final PrintStream out;
    private final boolean inPlace;
    private final long startedAt = System.nanoTime();
    private long drawnAt;
    private int linesDrawn;
    private long settledBefore;
    private long fedBefore;

    /**
     * @param inPlace the stream is a terminal
     */
    public LiveTable(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
        drawnAt = startedAt;
    }

    /**
     * What the table shows besides the account.
     *
     * @param fed messages handed to Kafka
     * @param appended of them, in Kafka
     * @param evidence documents found; -1 when Elasticsearch does not answer
     * @param acknowledged commands that the backend has acknowledged
     * @param measures what became of users and groups
     */
    public record Progress(
            long fed,
            long appended,
            long evidence,
            long acknowledged,
            MeasureAccount.Counts measures) {}

    /** Draws when it is time to. */
    public void show(TrafficAccount.Counts counts, Progress progress) {
        long now = System.nanoTime();
        if (now - drawnAt < (inPlace ? REDRAW_NANOS : PLAIN_NANOS)) {
            return;
        }
        draw(counts, progress, now);
    }

    /** Draws now. */
    public void showNow(TrafficAccount.Counts counts, Progress progress) {
        draw(counts, progress, System.nanoTime());
    }

    private void draw(TrafficAccount.Counts counts, Progress progress, long now) {
        double seconds = Math.max(1e-3, (now - drawnAt) / 1e9);
        double judgedRate = (counts.settled() - settledBefore) / seconds;
        double fedRate = (progress.fed() - fedBefore) / seconds;
        drawnAt = now;
        settledBefore = counts.settled();
        fedBefore = progress.fed();
        long elapsed = (now - startedAt) / 1_000_000_000L;
        if (inPlace) {
            inPlace(lines(counts, progress, elapsed, fedRate, judgedRate));
        } else {
            out.println(plain(counts, progress, elapsed, judgedRate));
        }
        out.flush();
    }

    private void inPlace(List<String> lines) {
        StringBuilder screen = new StringBuilder();
        if (linesDrawn > 0) {
            screen.append("\u001B[").append(linesDrawn).append('A');
        }
        for (String line : lines) {
            screen.append('\r').append(line).append(CLEAR_LINE).append('\n');
        }
        linesDrawn = lines.size();
        out.print(screen);
    }

    static List<String> lines(
            TrafficAccount.Counts counts,
            Progress progress,
            long elapsed,
            double fedRate,
            double judgedRate) {
        return List.of(
                text(
                        "time          %02d:%02d:%02d",
                        elapsed / 3600, elapsed / 60 % 60, elapsed % 60),
                text("messages fed  %,12d   %,10.0f a second", progress.fed(), fedRate),
                text(
                        "judged        %,12d   %,10.0f a second   lag %,d   late %,d",
                        counts.verdicts(), judgedRate, lag(counts, progress), counts.late()),
                text("latency       %s", latency(counts)),
                text("verdicts      %s", breakdown(counts.byAction())),
                text("categories    %s", breakdown(counts.byCategory())),
                text(
                        "commands      %,12d   acknowledged %,d",
                        counts.commands(), progress.acknowledged()),
                text(
                        "measures      %,12d   in force %,d   lifted %,d   reversed %,d   unanswered"
                                + " %,d",
                        progress.measures().measures(),
                        progress.measures().inForce(),
                        progress.measures().liftings(),
                        progress.measures().reversals(),
                        progress.measures().unanswered()),
                text(
                        "credit        %,12d entries   level changes %,d",
                        progress.measures().entries(), progress.measures().levels()),
                text(
                        "groups        %,12d activity records   surges %,d   grade changes %,d",
                        progress.measures().activities(),
                        progress.measures().surges(),
                        progress.measures().grades()),
                text("evidence      %12s   of %,d flagged", evidence(progress), counts.flagged()),
                text("dead letters  %,12d", counts.deadLetters()));
    }

    private static String plain(
            TrafficAccount.Counts counts, Progress progress, long elapsed, double judgedRate) {
        return text(
                "%d s: fed %d, judged %d (%.0f a second), lag %d, latency %s, verdicts %s,"
                        + " categories %s, commands %d, acknowledged %d, measures %d, lifted %d,"
                        + " reversed %d, level changes %d, grade changes %d, evidence %s of %d,"
                        + " dead letters %d",
                elapsed,
                progress.fed(),
                counts.verdicts(),
                judgedRate,
                lag(counts, progress),
                latency(counts),
                breakdown(counts.byAction()),
                breakdown(counts.byCategory()),
                counts.commands(),
                progress.acknowledged(),
                progress.measures().measures(),
                progress.measures().liftings(),
                progress.measures().reversals(),
                progress.measures().levels(),
                progress.measures().grades(),
                evidence(progress),
                counts.flagged(),
                counts.deadLetters());
    }

    private static long lag(TrafficAccount.Counts counts, Progress progress) {
        return Math.max(0, progress.appended() - counts.settled());
    }

    private static String latency(TrafficAccount.Counts counts) {
        return counts.p50() == null
                ? "not measured"
                : text("p50 %d ms, p99 %d ms", counts.p50(), counts.p99());
    }

    private static String evidence(Progress progress) {
        return progress.evidence() < 0 ? "no answer" : text("%,d", progress.evidence());
    }

    private static String breakdown(Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(
                        entry ->
                                text.append(text.isEmpty() ? "" : "  ")
                                        .append(entry.getKey())
                                        .append(' ')
                                        .append(entry.getValue()));
        return text.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
