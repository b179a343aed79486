package io.qundun.jobs.enforcement.state;

import io.qundun.schemas.EnforcementCommand;
import io.qundun.udfs.measure.MeasureState;
import java.util.ArrayList;
import java.util.List;

/** One measure on a subject. */
public final class Measure {

    /** The time of what has not happened. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Its id, that of the first command that orders it. */
    public String measureId;

    /** The rule whose threshold was reached. */
    public String ruleId;

    /** mute or suspend. */
    public String kind;

    /** The clause that it rests on. */
    public String clause;

    /** What names the episode: the rule, and what it began with. */
    public String episode;

    /** Where it stands: a code of {@link MeasureState}. */
    public String state = MeasureState.FIRST.code();

    /** From when it holds, epoch milliseconds. */
    public long effectiveFrom;

    /** Until when, exclusive. */
    public long expiresAt;

    /** When it really ended, or {@link #NEVER}. */
    public long endedAt = NEVER;

    /** Whether the threshold turned out not to hold: its violations count anew. */
    public boolean unfounded;

    /** How often it was ordered anew after it had been taken back. */
    public int round;

    /** Reinstated, and waiting for its turn: from when it held before; {@link #NEVER} otherwise. */
    public long heldFrom = NEVER;

    /** Reinstated, and waiting for its turn: until when it held before, exclusive. */
    public long heldUntil = NEVER;

    /** What the threshold was: violations, level or share. */
    public String threshold;

    /** Violations: how many it takes. */
    public int count;

    /** Violations: the span, milliseconds. */
    public long within;

    /** Violations: the least severity. */
    public int severity;

    /** Violations: event time of the one that reached it, epoch milliseconds. */
    public long reachedAt;

    /** Level: at or below which. */
    public int level;

    /** Level: whether a violation of the person was taken back since. */
    public boolean questioned;

    /** Share: above which. */
    public double share;

    /** Share: begin of the window, inclusive, epoch milliseconds. */
    public long windowBegin;

    /** Share: its end, exclusive. */
    public long windowEnd;

    /** Share: messages in it. */
    public long messages;

    /** Share: flagged ones, less those that were taken back since. */
    public long flagged;

    /** The command that orders it: complete once it has a sequence. Null once it was lifted. */
    public EnforcementCommand order;

    /** The last command, as long as nobody has confirmed it; null otherwise. */
    public EnforcementCommand outstanding;

    /** Id of the last command, or null. */
    public String lastCommandId;

    /** Sequence of the last command; 0 when there is none. */
    public long lastSequence;

    /** Ids of the commands before the last. */
    public List<String> earlierCommandIds = new ArrayList<>(0);

    /** How often the outstanding command was sent. */
    public int attempts;

    /** When it is sent again, processing time; {@link #NEVER}: not by itself. */
    public long nextAttemptAt = NEVER;

    /** When the last decision on the measure was made, or {@link #NEVER}. */
    public long decidedAt = NEVER;

    /** That decision, or null. */
    public String decisionId;

    /** For Flink. */
    public Measure() {}

    /** Where it stands. */
    public MeasureState state() {
        return MeasureState.of(state);
    }

    /** Whether it expired, and that has not been confirmed. */
    public boolean isLifting() {
        return state() == MeasureState.LIFTING || state() == MeasureState.LIFTING_ESCALATED;
    }

    /**
     * Until when it accounts for what happened, exclusive: its planned end, or the time at which it
     * was taken back. One that expired as it waited to be ordered anew accounts for its whole time:
     * a person wanted it to, and what did not count then does not begin to count later.
     */
    public long accountsUntil() {
        return endedAt == NEVER || state() == MeasureState.LIFTED
                ? expiresAt
                : Math.min(expiresAt, endedAt);
    }
}
