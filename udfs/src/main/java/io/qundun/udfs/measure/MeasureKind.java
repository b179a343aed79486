package io.qundun.udfs.measure;

/** What can be done about a person or a group. Later ladders add theirs. */
public enum MeasureKind {
    /** A person may not publish (禁言). */
    MUTE("mute", "unmute", "user"),
    /** Nobody may publish in a group (暂停发布). */
    SUSPEND("suspend", "resume", "group");

    private final String code;
    private final String undo;
    private final String subjectType;

    MeasureKind(String code, String undo, String subjectType) {
        this.code = code;
        this.undo = undo;
        this.subjectType = subjectType;
    }

    /** The measure, and the action of the command that orders it. */
    public String code() {
        return code;
    }

    /** The action of the command that lifts or reverses it. */
    public String undo() {
        return undo;
    }

    /** On whom it is: user or group. */
    public String subjectType() {
        return subjectType;
    }

    /** The kind of a code, or null when there is none. */
    public static MeasureKind of(String code) {
        for (MeasureKind kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        return null;
    }
}
