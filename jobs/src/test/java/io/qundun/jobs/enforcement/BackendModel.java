package io.qundun.jobs.enforcement;

import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;

/**
 * What a chat backend does by contract, for one subject: applies a command only when its sequence
 * is higher than the last one's; one that lost its memory begins with the published state.
 */
final class BackendModel {

    private long sequence;
    private String inForce;

    /** Whether the command is carried out now, or was before; else it is outdated. */
    boolean apply(EnforcementCommand command) {
        if (command.getSequence() < sequence) {
            return false;
        }
        sequence = command.getSequence();
        inForce =
                switch (command.getAction()) {
                    case "mute", "suspend" -> command.getMeasureId();
                    default -> null;
                };
        return true;
    }

    /** Forgets everything and begins with what the compacted topic says; null: nothing. */
    void loseMemory(EnforcementState state) {
        sequence = 0;
        inForce = null;
        if (state != null) {
            sequence = state.getSequence();
            for (ActiveMeasure measure : state.getMeasures()) {
                if (measure.getEndedAt() == null) {
                    inForce = measure.getMeasureId();
                }
            }
        }
    }

    /** The measure that it carries out, or null. */
    String inForce() {
        return inForce;
    }
}
