package io.qundun.udfs.activity;

import java.util.ArrayList;
import java.util.List;

/**
 * When activity counts as a surge: at least so much, and at least so many times what is usual for
 * the group. Immutable, thread-safe.
 *
 * @param hours over which a group must have been watched
 * @param minute for one minute
 * @param hour for one hour
 */
public record SurgeRule(int hours, Threshold minute, Threshold hour) {

    /** For a pack that says nothing of it. */
    public static final SurgeRule DEFAULT =
            new SurgeRule(24, new Threshold(20, 20, 10), new Threshold(5, 100, 20));

    /** Below that, what is usual does not make a ratio. */
    private static final double LEAST_BASELINE = 0.01;

    /**
     * For one window.
     *
     * @param ratio how many times what is usual
     * @param messages least messages
     * @param joins least joins
     */
    public record Threshold(double ratio, long messages, long joins) {}

    /**
     * Something that surged.
     *
     * @param signal messages or joins
     * @param value what the window saw
     * @param baseline what is usual in such a window
     * @param ratio of both
     * @param span of the window
     */
    public record Surge(
            String signal, double value, double baseline, double ratio, WindowSpan span) {}

    /** What surged in the windows that end at the same time. */
    public List<Surge> surges(Baseline baseline, ActivityCounts inMinute, ActivityCounts inHour) {
        if (baseline.hours() < hours) {
            return List.of();
        }
        List<Surge> surges = new ArrayList<>(0);
        window(baseline, inMinute, minute, WindowSpan.MINUTE, surges);
        window(baseline, inHour, hour, WindowSpan.HOUR, surges);
        return surges;
    }

    private static void window(
            Baseline baseline,
            ActivityCounts counts,
            Threshold threshold,
            WindowSpan span,
            List<Surge> surges) {
        double share = (double) span.millis() / WindowSpan.HOUR.millis();
        signal(
                "messages",
                counts.messages(),
                baseline.messagesAnHour() * share,
                threshold.messages(),
                threshold.ratio(),
                span,
                surges);
        signal(
                "joins",
                counts.joins(),
                baseline.joinsAnHour() * share,
                threshold.joins(),
                threshold.ratio(),
                span,
                surges);
    }

    private static void signal(
            String signal,
            long value,
            double usual,
            long least,
            double ratio,
            WindowSpan span,
            List<Surge> surges) {
        if (value >= least && value >= ratio * usual) {
            double times = value / Math.max(usual, LEAST_BASELINE);
            surges.add(new Surge(signal, value, usual, times, span));
        }
    }
}
