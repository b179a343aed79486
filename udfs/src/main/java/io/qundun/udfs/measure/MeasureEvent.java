package io.qundun.udfs.measure;

import java.util.Locale;

/** What can happen to a measure. */
public enum MeasureEvent {
    /** No other measure of its kind is in force on the subject. */
    TURN(true, "its turn"),
    /** The backend applied the last command. */
    ACKNOWLEDGED(false, "backend: applied"),
    /** The backend failed to. */
    FAILURE(false, "backend: failed"),
    /** The backend refused the last command. */
    REFUSAL(false, "backend: refused"),
    /** No acknowledgement in time; attempts are left. */
    SILENCE(true, "no answer"),
    /** No acknowledgement in time, and no attempt left. */
    EXHAUSTION(true, "attempts used up"),
    /** Event time has reached its end. */
    EXPIRY(true, "expired"),
    /** What led to it no longer reaches the threshold. */
    UNFOUNDED(false, "threshold no longer holds"),
    /** A person took it back. */
    OVERTURNED(false, "decision: overturned"),
    /** A person confirmed it. */
    UPHELD(false, "decision: upheld"),
    /** A later command on the subject went out. */
    SUPERSEDED(false, "later command"),
    /** It has been over for as long as ended measures are remembered. */
    OBLIVION(true, "long over");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final boolean spontaneous;
    private final String label;

    MeasureEvent(boolean spontaneous, String label) {
        this.spontaneous = spontaneous;
        this.label = label;
    }

    /** For logs and metrics. */
    public String code() {
        return code;
    }

    /** Whether it comes with time alone, without anybody doing anything. */
    public boolean spontaneous() {
        return spontaneous;
    }

    /** For the diagram. */
    public String label() {
        return label;
    }
}
