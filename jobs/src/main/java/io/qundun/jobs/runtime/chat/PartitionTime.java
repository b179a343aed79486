package io.qundun.jobs.runtime.chat;

/** How far one partition has been read, and the event time that follows. For one thread. */
final class PartitionTime {

    private static final long NONE = Long.MIN_VALUE;

    private final EventTimePolicy policy;
    private long nextOffset;
    private long newestRecordTime = NONE;
    private long lastActivity;
    private long steadySince;
    private long steadyEnd = NONE;

    /**
     * A partition about to be read.
     *
     * @param nextOffset the offset to begin with; negative when only the broker knows
     * @param now wall clock, milliseconds
     */
    PartitionTime(EventTimePolicy policy, long nextOffset, long now) {
        this.policy = policy;
        this.nextOffset = nextOffset;
        this.lastActivity = now;
        this.steadySince = now;
    }

    void read(long offset, long recordTime, long now) {
        nextOffset = offset + 1;
        lastActivity = now;
        if (recordTime > newestRecordTime) {
            newestRecordTime = recordTime;
        }
    }

    /**
     * The time that this partition allows; {@link Long#MIN_VALUE} when it is not known yet.
     *
     * @param drained when the reader last had nothing to read of any partition, wall clock
     */
    long watermark(LogTail tail, String partition, long now, long drained) {
        long own =
                newestRecordTime == NONE
                        ? NONE
                        : newestRecordTime - policy.disorder().toMillis() - 1;
        if (tail == null || now - lastActivity < policy.silence().toMillis()) {
            return own;
        }
        Long end = tail.endOffsets().get(partition);
        if (end == null || !readToEnd(end, now, drained)) {
            return own;
        }
        return Math.max(own, silentTime(policy, tail));
    }

    /** What time it is where nobody speaks. */
    static long silentTime(EventTimePolicy policy, LogTail tail) {
        return switch (policy.clock()) {
            case WALL -> tail.wallTime() - policy.disorder().toMillis() - 1;
            case REPLAY -> tail.newestRecordTime();
        };
    }

    // A transaction's end marker takes an offset but is no record, so the end may never be "read";
    // an end that has not moved for three silences while the broker answers counts as read, if the
    // reader had nothing else to do by then: while it is busy with other partitions, or held up by
    // what comes after it, a backlog is as silent as an end.
    private boolean readToEnd(long end, long now, long drained) {
        if (end != steadyEnd) {
            steadyEnd = end;
            steadySince = now;
        }
        return end == 0
                || (nextOffset >= 0 && nextOffset >= end)
                || (drained - Math.max(steadySince, lastActivity)
                        >= 3 * policy.silence().toMillis());
    }
}
