package io.qundun.udfs.activity;

/** The table by which a group is graded. Immutable, thread-safe. */
public record GradeTable() {
    /** A pack that says nothing of it. */
    public static final GradeTable NONE = new GradeTable();
}
