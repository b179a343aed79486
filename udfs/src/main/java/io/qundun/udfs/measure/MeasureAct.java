package io.qundun.udfs.measure;

/** What a transition has done. */
public enum MeasureAct {
    /** Nothing; the event makes no difference here. */
    NOTHING(""),
    /** Nothing but a record of an acknowledgement or decision that came to no effect. */
    SET_ASIDE("set aside"),
    /** The command that orders the measure goes out under a new sequence. */
    ORDER("order"),
    /** The last command goes out again, same id and sequence. */
    RESEND("send again"),
    /** The command that lifts the measure goes out under a new sequence. */
    LIFT("lift"),
    /** The command that takes the measure back goes out under a new sequence. */
    REVERSE("reverse"),
    /** A person is asked. */
    ESCALATE("review task");

    private final String label;

    MeasureAct(String label) {
        this.label = label;
    }

    /** For the diagram. */
    public String label() {
        return label;
    }
}
