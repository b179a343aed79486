package io.qundun.udfs.measure;

/** When a measure is due. Later ladders add theirs. */
public sealed interface Threshold {

    /** Whom it is about. */
    MeasureKind kind();

    /**
     * So many violations of one person within a span.
     *
     * @param count at least 1
     * @param within the span in milliseconds; two violations that lie it apart are not within it
     * @param severity least severity that counts, 0 to 3
     */
    record Violations(int count, long within, int severity) implements Threshold {
        @Override
        public MeasureKind kind() {
            return MeasureKind.MUTE;
        }
    }

    /**
     * A person's credit level falls to this one or below it.
     *
     * @param level 1 to 4
     */
    record Level(int level) implements Threshold {
        @Override
        public MeasureKind kind() {
            return MeasureKind.MUTE;
        }

        /**
         * Whether a level is a fall below the border.
         *
         * @param before the level before; null when none was known
         */
        public boolean reached(Integer before, int now) {
            return now <= level && (before == null || before > level);
        }

        /** Whether a level is still below the border. */
        public boolean holds(int now) {
            return now <= level;
        }
    }

    /**
     * The share of a group's messages that are flagged.
     *
     * @param share above 0, at most 1
     * @param span the window, as activity names it: 1m, 1h, 24h, 7d
     * @param within the same in milliseconds
     * @param messages with fewer messages in the window the share tells nothing; at least 1
     */
    record FlaggedShare(double share, String span, long within, long messages)
            implements Threshold {
        @Override
        public MeasureKind kind() {
            return MeasureKind.SUSPEND;
        }

        /** Whether a window reaches it. */
        public boolean reached(long seen, long flagged) {
            return seen >= messages && flagged >= share * seen;
        }
    }
}
