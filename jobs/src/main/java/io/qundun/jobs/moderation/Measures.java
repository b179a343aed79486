package io.qundun.jobs.moderation;

import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementState;

/**
 * Whether a measure was in force at a moment. A measure that was reversed or decided away held up
 * to its {@code endedAt}, exclusive: what was refused before stays refused, what comes after is
 * judged.
 */
final class Measures {

    static final String MUTE = "mute";
    static final String SUSPEND = "suspend";

    /** A measure whose turn has not come yet. */
    private static final String WAITING = "waiting";

    private Measures() {}

    static boolean inForce(EnforcementState state, String measure, long time) {
        if (state == null) {
            return false;
        }
        for (ActiveMeasure active : state.getMeasures()) {
            if (active.getMeasure().equals(measure)
                    && !active.getState().equals(WAITING)
                    && active.getEffectiveFrom() <= time
                    && before(time, active.getExpiresAt())
                    && before(time, active.getEndedAt())) {
                return true;
            }
        }
        return false;
    }

    private static boolean before(long time, Long end) {
        return end == null || time < end;
    }
}
