package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.schemas.GroupGrade;
import io.qundun.udfs.activity.GradeHistory;
import io.qundun.udfs.activity.GradeTable;
import io.qundun.udfs.activity.GroupProfile;
import io.qundun.udfs.policy.PolicyTables;
import java.util.HashMap;
import java.util.Map;

/** Tells a group's grade when it, or what stands beside it, has changed. */
final class GroupGrading {

    private static final long DAY = 86_400_000;

    /** A change of a member in so many is worth a record. */
    private static final int MEMBERS_TOLD = 8;

    private GroupGrading() {}

    /**
     * Looks at the grade.
     *
     * @param at from when it holds
     * @param activityId the record that it is computed with; empty for none
     * @return what is to be told, or null; {@code profile} knows it as told, and when to look again
     */
    static GradeOutput look(
            String groupId, long at, GroupProfile profile, PolicyTables tables, String activityId) {
        GradeTable table = tables.grades();
        profile.gradeDueAt = GroupProfile.NONE;
        if (table.isEmpty()) {
            return null;
        }
        int today = (int) Math.floorDiv(at, DAY);
        profile.history.forget(today);
        GradeHistory.Grade grade = profile.history.grade(today, table);
        long changesAt = grade.changesOn() < 0 ? GroupProfile.NONE : grade.changesOn() * DAY;
        profile.gradeDueAt = changesAt;
        if (!worthTelling(profile, grade, table.version())) {
            return null;
        }
        GroupGrade record =
                new GroupGrade(
                        groupId,
                        grade.grade(),
                        profile.toldGrade == 0 ? null : profile.toldGrade,
                        profile.category,
                        profile.members,
                        table.version(),
                        at,
                        inputs(grade),
                        changesAt == GroupProfile.NONE ? null : changesAt,
                        activityId,
                        tables.version());
        profile.toldGrade = grade.grade();
        profile.toldFormula = table.version();
        profile.toldCategory = profile.category;
        profile.toldMembers = profile.members;
        return new GradeOutput(groupId, record);
    }

    private static boolean worthTelling(
            GroupProfile profile, GradeHistory.Grade grade, String formula) {
        return profile.toldGrade != grade.grade()
                || !profile.toldFormula.equals(formula)
                || !profile.toldCategory.equals(profile.category)
                || Math.abs(profile.members - profile.toldMembers) * MEMBERS_TOLD
                        > profile.toldMembers;
    }

    private static Map<String, Double> inputs(GradeHistory.Grade grade) {
        Map<String, Double> inputs = new HashMap<>(8);
        inputs.put("messages", (double) grade.messages());
        inputs.put("violations", (double) grade.violations());
        inputs.put("members", (double) grade.members());
        inputs.put("points", (double) grade.points());
        inputs.put("own", (double) grade.own());
        return inputs;
    }
}
