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

    /**
     * Time of the oldest message in the ledger, as the status has it, so that a day of activity
     * need not look there; greatest long when there is none, 0 when that is not known, as in what
     * release 0.1.0 kept.
     */
    public long oldest;

    /** For Flink. */
    public UserActivity() {}

    /** Of those days, under that version, with that oldest message in the ledger. */
    public static UserActivity of(ActiveDays days, long newestVersion, long oldest) {
        UserActivity activity = new UserActivity();
        activity.before = days.before();
        activity.frontier = days.frontier();
        activity.base = days.base();
        activity.words = days.words();
        activity.newestVersion = newestVersion;
        activity.oldest = oldest;
        return activity;
    }

    /** The days. */
    public ActiveDays days() {
        return ActiveDays.of(before, frontier, base, words);
    }
}
