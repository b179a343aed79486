package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupGrade;
import io.qundun.udfs.activity.BucketTimes;
import io.qundun.udfs.activity.GradeHistory;
import io.qundun.udfs.activity.GradeTable;
import io.qundun.udfs.activity.GroupProfile;
import io.qundun.udfs.policy.PolicyTables;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;

/** Tells a group's grade when it, or what stands beside it, has changed. For one thread. */
final class GroupGrading {

    /** A change of a member in so many is worth a record. */
    private static final int MEMBERS_TOLD = 8;

    private final TablesByVersion tables = new TablesByVersion();

    /** The tables that hold for a group; null while they are not known. */
    PolicyTables tables(
            GroupProfile profile,
            KeyedBroadcastProcessFunction<String, GroupInput, ReleasedTables, GroupActivity>
                            .ReadOnlyContext
                    context)
            throws Exception {
        ReadOnlyBroadcastState<Long, ReleasedTables> known =
                context.getBroadcastState(TablesByVersion.STATE);
        return profile.policyVersion == 0
                ? tables.highest(known)
                : tables.of(profile.policyVersion, known);
    }

    /**
     * Looks at the grade, tells it when it is news, and sees to it that it is looked at again.
     *
     * @param at from when it holds
     * @param activityId the record that it is computed with; empty for none
     */
    void tell(
            long at,
            String activityId,
            GroupProfile profile,
            KeyedBroadcastProcessFunction<String, GroupInput, ReleasedTables, GroupActivity>
                            .OnTimerContext
                    context)
            throws Exception {
        if (profile.isClosed()) {
            profile.gradeDueAt = GroupProfile.NONE;
            return;
        }
        long awaited = profile.gradeDueAt;
        int day = BucketTimes.dayOf(BucketTimes.minuteEnding(at));
        profile.history.members(day, profile.members);
        profile.history.category(day, profile.category);
        PolicyTables known = tables(profile, context);
        if (known == null) {
            // It comes: moderation accepted it, or will before the group's first verdict.
            profile.gradeDueAt = at + BucketTimes.MINUTE;
        } else {
            GradeOutput grade = look(context.getCurrentKey(), at, profile, known, activityId);
            if (grade != null) {
                context.output(ActivityNames.GRADES, grade);
            }
        }
        if (profile.gradeDueAt != GroupProfile.NONE && profile.gradeDueAt != awaited) {
            context.timerService().registerEventTimeTimer(profile.gradeDueAt);
        }
    }

    /** What is to be told, or null; the profile knows it as told, and when to look again. */
    private static GradeOutput look(
            String groupId, long at, GroupProfile profile, PolicyTables tables, String activityId) {
        GradeTable table = tables.grades();
        profile.gradeDueAt = GroupProfile.NONE;
        if (table.isEmpty()) {
            return null;
        }
        int today = (int) (at / BucketTimes.DAY);
        profile.history.forget(today);
        GradeHistory.Grade grade = profile.history.grade(today, table);
        long changesAt =
                grade.changesOn() < 0 ? GroupProfile.NONE : grade.changesOn() * BucketTimes.DAY;
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
