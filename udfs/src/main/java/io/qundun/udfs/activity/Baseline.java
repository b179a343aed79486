package io.qundun.udfs.activity;

/**
 * What is usual for a group: means an hour over its whole life, in which an hour weighs half as
 * much after a week. Silent hours count. Immutable, thread-safe.
 *
 * @param firstHour the first hour that counts, since 1970
 * @param nextHour the first that does not count yet
 * @param messages messages, weighted, as of the last hour that counts
 * @param joins joins, likewise
 * @param weight of all hours
 */
public record Baseline(int firstHour, int nextHour, double messages, double joins, double weight) {

    /** Of a group of which nothing is known. */
    public static final Baseline NONE = new Baseline(0, 0, 0, 0, 0);

    private static final double FADE = Math.pow(0.5, 1.0 / 168);

    /** With one more hour; those between are silent. Hours before the last one change nothing. */
    public Baseline with(int hour, long messagesThen, long joinsThen) {
        if (weight == 0) {
            return new Baseline(hour, hour + 1, messagesThen, joinsThen, 1);
        }
        if (hour < nextHour) {
            return this;
        }
        Baseline until = silentUntil(hour);
        return new Baseline(
                firstHour,
                hour + 1,
                until.messages * FADE + messagesThen,
                until.joins * FADE + joinsThen,
                until.weight * FADE + 1);
    }

    /** The same when nothing happened up to an hour, exclusive. */
    public Baseline silentUntil(int hour) {
        if (weight == 0 || hour <= nextHour) {
            return this;
        }
        double fade = Math.pow(FADE, hour - nextHour);
        return new Baseline(
                firstHour,
                hour,
                messages * fade,
                joins * fade,
                weight * fade + (1 - fade) / (1 - FADE));
    }

    /** Over how many hours the group has been watched. */
    public int hours() {
        return nextHour - firstHour;
    }

    /** Messages that are usual in an hour. */
    public double messagesAnHour() {
        return weight == 0 ? 0 : messages / weight;
    }

    /** Joins that are usual in an hour. */
    public double joinsAnHour() {
        return weight == 0 ? 0 : joins / weight;
    }

    /** To be kept. */
    public void write(BinaryOutput out) {
        out.number(firstHour).number(nextHour - firstHour);
        if (weight != 0) {
            out.real(messages).real(joins);
        }
        out.real(weight);
    }

    /** As it was kept. */
    public static Baseline read(BinaryInput in) {
        int first = in.small();
        int next = first + in.small();
        if (next == first) {
            in.real();
            return NONE;
        }
        return new Baseline(first, next, in.real(), in.real(), in.real());
    }
}
