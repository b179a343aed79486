package io.qundun.udfs.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds episodes: a function of the violations that stand and of what earlier episodes have
 * accounted for, whatever order and how often they came in. Stateless.
 */
public final class Episodes {

    private Episodes() {}

    /**
     * The episodes among violations that no earlier one has accounted for, in order.
     *
     * @param duration of the measure that each leads to, milliseconds
     * @param served what earlier episodes have accounted for
     */
    public static List<Episode> reached(
            Threshold.Violations threshold,
            long duration,
            Collection<Occurrence> occurrences,
            Collection<Episode.Span> served) {
        List<Occurrence> open = new ArrayList<>(occurrences.size());
        for (Occurrence occurrence : occurrences) {
            if (!isServed(occurrence.time(), served)) {
                open.add(occurrence);
            }
        }
        List<Episode> episodes = new ArrayList<>();
        while (open.size() >= threshold.count()) {
            open.sort(Occurrence.IN_ORDER);
            Episode episode = first(threshold, duration, open);
            if (episode == null) {
                break;
            }
            episodes.add(episode);
            Episode.Span span = span(threshold, episode.reachedAt(), episode.end());
            open.removeIf(each -> span.covers(each.time()));
        }
        return episodes;
    }

    /** What an episode accounts for. */
    public static Episode.Span span(Threshold.Violations threshold, long reachedAt, long end) {
        return new Episode.Span(reachedAt - threshold.within(), Math.max(end, reachedAt + 1));
    }

    /** Whether violations still reach the threshold. */
    public static boolean holds(
            Threshold.Violations threshold, Collection<Occurrence> occurrences) {
        List<Occurrence> sorted = new ArrayList<>(occurrences);
        sorted.sort(Occurrence.IN_ORDER);
        return first(threshold, 0, sorted) != null;
    }

    private static Episode first(
            Threshold.Violations threshold, long duration, List<Occurrence> sorted) {
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            long time = sorted.get(last).time();
            while (time - sorted.get(first).time() >= threshold.within()) {
                first++;
            }
            if (last - first + 1 >= threshold.count()) {
                List<Occurrence> members = sorted.subList(first, last + 1);
                long known = time;
                for (Occurrence member : members) {
                    known = Math.max(known, member.knownAt());
                }
                // The message that reached the threshold was published before the measure.
                return new Episode(members, time, known + 1, known + 1 + duration);
            }
        }
        return null;
    }

    private static boolean isServed(long time, Collection<Episode.Span> served) {
        for (Episode.Span span : served) {
            if (span.covers(time)) {
                return true;
            }
        }
        return false;
    }
}
