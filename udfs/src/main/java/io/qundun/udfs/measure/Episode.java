package io.qundun.udfs.measure;

import java.util.List;

/**
 * Violations that together reach a threshold.
 *
 * @param members in order; the last one reached it
 * @param reachedAt event time of the last one
 * @param begin from when the measure holds: just after all of them were known
 * @param end until when, exclusive
 */
public record Episode(List<Occurrence> members, long reachedAt, long begin, long end) {

    /** Takes a copy. */
    public Episode {
        members = List.copyOf(members);
    }

    /**
     * What an episode has accounted for: violations in it belong to it, whenever they become known,
     * and are not counted again.
     *
     * @param after event time, exclusive
     * @param before event time, exclusive
     */
    public record Span(long after, long before) {

        /** Whether a violation of that time belongs to the episode. */
        public boolean covers(long time) {
            return time > after && time < before;
        }
    }
}
