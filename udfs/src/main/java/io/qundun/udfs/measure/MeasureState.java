package io.qundun.udfs.measure;

import java.util.Locale;

/** Where a measure stands. */
public enum MeasureState {
    /** The threshold is reached, while another measure of the kind is in force on the subject. */
    WAITING(false, false, "等待"),
    /** Ordered; nothing heard yet. */
    ORDERED(true, false, "已下令"),
    /** The backend carries it out. */
    APPLIED(true, false, "已执行"),
    /** The backend could not; it is asked again. */
    FAILED(true, false, "执行失败"),
    /** The backend would not; a person was asked. */
    REFUSED(true, false, "被拒绝"),
    /** The backend did not answer, or failed too often; a person was asked. */
    ESCALATED(true, false, "已上报"),
    /** Its time is over; the backend is told. */
    LIFTING(false, true, "解除中"),
    /** Its time is over; the backend does not confirm; a person was asked. */
    LIFTING_ESCALATED(false, true, "解除已上报"),
    /** Its time is over and nothing is left to do. */
    LIFTED(false, true, "已解除"),
    /** Taken back; the backend is told. */
    REVERSING(false, true, "撤销中"),
    /** Taken back; the backend does not confirm; a person was asked. */
    REVERSING_ESCALATED(false, true, "撤销已上报"),
    /** Taken back and nothing is left to do. */
    REVERSED(false, true, "已撤销"),
    /** Long over and no longer remembered. */
    FORGOTTEN(false, true, "已归档");

    /** Where every measure begins. */
    public static final MeasureState FIRST = WAITING;

    /** Where every measure ends. */
    public static final MeasureState LAST = FORGOTTEN;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final boolean inForce;
    private final boolean ended;
    private final String zh;

    MeasureState(boolean inForce, boolean ended, String zh) {
        this.inForce = inForce;
        this.ended = ended;
        this.zh = zh;
    }

    /** As records write it. */
    public String code() {
        return code;
    }

    /** Whether the subject is under the measure, by our books. */
    public boolean inForce() {
        return inForce;
    }

    /** Whether it is over, by our books. */
    public boolean ended() {
        return ended;
    }

    /** In Chinese, for the diagram. */
    public String zh() {
        return zh;
    }

    /**
     * The state of a code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static MeasureState of(String code) {
        for (MeasureState state : values()) {
            if (state.code.equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of a measure is called " + code);
    }
}
