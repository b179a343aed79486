package io.qundun.jobs.runtime.chat;

import java.io.Serializable;
import java.time.Duration;

/**
 * How chat drives event time.
 *
 * <p>The watermark follows the broker's record times, not the clients' clocks: a message's event
 * time is at most a minute after its record time, and no client can push time forward for others. A
 * partition that is read to its end and silent follows the clock, so that it holds nothing back and
 * what waits for event time ends in silence too; one with a backlog does not, however slowly it
 * comes.
 *
 * @param disorder how far an event time may lie behind the newest record time without being late
 * @param silence after how long without a record a partition counts as silent
 * @param clock what time it is in silence
 */
public record EventTimePolicy(Duration disorder, Duration silence, Clock clock)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What time it is when nobody speaks. */
    public enum Clock {
        /** The wall clock, less the disorder. */
        WALL,
        /** The newest record time in the topic: a replay stops at its last event. */
        REPLAY
    }
}
