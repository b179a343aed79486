package io.qundun.jobs.activity.state;

import io.qundun.schemas.GroupGrade;

/** What is written of a group's grade: a record, or its end. Treat it as immutable once built. */
public final class GradeOutput {

    /** The group. */
    public String groupId;

    /** The grade; null when the group is no more. */
    public GroupGrade grade;

    /** For Flink. */
    public GradeOutput() {}

    /** With both. */
    public GradeOutput(String groupId, GroupGrade grade) {
        this.groupId = groupId;
        this.grade = grade;
    }
}
