package io.qundun.jobs.moderation;

import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementState;

/** Whether a measure was in force at a moment. */
final class Measures {

    static final String MUTE = "mute";
    static final String SUSPEND = "suspend";

    private Measures() {}

    static boolean inForce(EnforcementState state, String measure, long time) {
        if (state == null) {
            return false;
        }
        for (ActiveMeasure active : state.getMeasures()) {
            if (active.getMeasure().equals(measure)
                    && active.getEffectiveFrom() <= time
                    && (active.getExpiresAt() == null || time < active.getExpiresAt())) {
                return true;
            }
        }
        return false;
    }
}
