package io.qundun.jobs.credit.state;

import io.qundun.udfs.credit.ActiveDays;

/** On which days a user wrote, and the newest policy under which. */
public final class UserActivity {

    /** Active days that are kept as a number. */
    public int before;

    /** The first day that is not. */
    public int frontier;

    /** The day of the first bit. */
    public int base;

    /** A bit a day. */
    public long[] words = {};

    /** The newest version of the policy that judged one of the user's messages. */
    public long newestVersion;

    /** For Flink. */
    public UserActivity() {}

    /** Of those days, under that version. */
    public static UserActivity of(ActiveDays days, long newestVersion) {
        UserActivity activity = new UserActivity();
        activity.before = days.before();
        activity.frontier = days.frontier();
        activity.base = days.base();
        activity.words = days.words();
        activity.newestVersion = newestVersion;
        return activity;
    }

    /** The days. */
    public ActiveDays days() {
        return ActiveDays.of(before, frontier, base, words);
    }
}
