package io.qundun.udfs.activity;

/**
 * What is known of a group: membership in numbers, category, baseline, grade, how far its values
 * are final, and its rings while they are short. Most groups are quiet: all that an event of theirs
 * needs is read and written at once. Mutable, for one thread.
 */
public final class GroupProfile {

    /** Of times and minutes: there is none. */
    public static final long NONE = Long.MIN_VALUE;

    /** The frontier of a group that has ended: everything is behind it. */
    public static final long CLOSED = Long.MAX_VALUE;

    /** Of {@link #lastMinute}: nothing happened that a window could hold. */
    public static final int NO_MINUTE = Integer.MIN_VALUE;

    /** Rings up to so many bytes are kept in it. */
    public static final int SHORT_RING = 1_024;

    /** Format 1 had no rings, and did not tell how old judged messages and departures are. */
    private static final int FORMAT = 2;

    private static final String WHAT = "the profile of a group";

    /** A time, and a minute, before all others. */
    private static final int EVER = 1;

    /** A ring without buckets. */
    public static final byte[] NO_RING = {};

    private static final int CREATED = 1;
    private static final int REPORTED_UNKNOWN = 2;
    private static final int MINUTES_APART = 4;
    private static final int HOURS_APART = 8;

    private int format = FORMAT;

    /** The ring of minutes as it is kept; empty when there is none, or it is kept apart. */
    public byte[] minutes = NO_RING;

    /** The ring of hours, likewise. */
    public byte[] hours = NO_RING;

    /** Whether the ring of minutes is kept apart. */
    public boolean minutesApart;

    /** Whether the ring of hours is kept apart. */
    public boolean hoursApart;

    /** No message that is kept as judged is of an earlier minute; none is kept for NO_MINUTE. */
    public int oldestJudged = NO_MINUTE;

    /** No departure that is remembered was earlier, epoch milliseconds; NONE: none is. */
    public long oldestDeparture = NONE;

    /** Up to when the group's values are final, epoch milliseconds. */
    public long frontier = NONE;

    /** The last minute in which something happened, since 1970. */
    public int lastMinute = NO_MINUTE;

    /** Something changed that is to be told at this time, without a bucket that closes. */
    public long dueAt = NONE;

    /** The grade is to be looked at again at this time. */
    public long gradeDueAt = NONE;

    /** Members. */
    public int members;

    /** When the last one joined, epoch milliseconds. */
    public long lastJoin = NONE;

    /** The group's category; empty when unknown. */
    public String category = "";

    /** From when, epoch milliseconds. */
    public long categoryAt = NONE;

    /** The highest version of a policy that judged a message of the group; 0 for none. */
    public long policyVersion;

    /** Messages that have decisions which wait for their verdict. */
    public int waitingDecisions;

    /** Whether its creation was heard of. */
    public boolean created;

    /** Whether it was told that its creation was not heard of. */
    public boolean reportedUnknown;

    /** When the group was closed, epoch milliseconds. */
    public long closedAt = NONE;

    /** When its end was worked out, epoch milliseconds. */
    public long endedAt = NONE;

    /** What is usual. */
    public Baseline baseline = Baseline.NONE;

    /** Its days. */
    public GradeHistory history = new GradeHistory();

    /** The grade that was told last; 0 for none. */
    public int toldGrade;

    /** The version of the formula that gave it. */
    public String toldFormula = "";

    /** The category that was told with it. */
    public String toldCategory = "";

    /** The members that were told with it. */
    public int toldMembers;

    /** Of a group of which nothing is known. */
    public GroupProfile() {}

    /** Whether the group was closed. */
    public boolean isClosed() {
        return closedAt != NONE;
    }

    /** The group was closed, which was worked out at a time: forgets what outlives windows. */
    public void end(long time) {
        endedAt = time;
        members = 0;
        lastJoin = NONE;
        category = "";
        baseline = Baseline.NONE;
        history = new GradeHistory();
        gradeDueAt = NONE;
        toldGrade = 0;
        toldFormula = "";
        toldCategory = "";
        toldMembers = 0;
    }

    /** Whether it was read as earlier builds kept it, its rings and its frontier apart. */
    public boolean isOfFormat1() {
        return format == 1;
    }

    /** A message of a minute is kept as judged. */
    public void judged(int minute) {
        oldestJudged = oldestJudged == NO_MINUTE ? minute : Math.min(oldestJudged, minute);
    }

    /** A departure at a time is remembered. */
    public void departed(long time) {
        oldestDeparture = oldestDeparture == NONE ? time : Math.min(oldestDeparture, time);
    }

    /** Whether nothing is known of the group, so that nothing need be kept. */
    public boolean isBlank() {
        return frontier == NONE
                && lastMinute == NO_MINUTE
                && dueAt == NONE
                && members == 0
                && waitingDecisions == 0
                && oldestDeparture == NONE
                && !isClosed();
    }

    /** To be kept. */
    public byte[] encode(BinaryOutput out) {
        int flags =
                (created ? CREATED : 0)
                        | (reportedUnknown ? REPORTED_UNKNOWN : 0)
                        | (minutesApart ? MINUTES_APART : 0)
                        | (hoursApart ? HOURS_APART : 0);
        // First what a message of a minute that may be open asks for.
        out.begin(FORMAT);
        time(frontier, out);
        time(endedAt, out);
        out.number(flags).bytes(minutes).bytes(hours);
        out.number(oldestJudged == NO_MINUTE ? 0 : oldestJudged);
        time(oldestDeparture, out);
        out.number(lastMinute == NO_MINUTE ? 0 : lastMinute);
        time(dueAt, out);
        time(gradeDueAt, out);
        out.number(members);
        time(lastJoin, out);
        out.text(category);
        time(categoryAt, out);
        out.number(policyVersion).number(waitingDecisions);
        time(closedAt, out);
        baseline.write(out);
        history.write(out);
        out.number(toldGrade);
        if (toldGrade != 0) {
            out.text(toldFormula).text(toldCategory).number(toldMembers);
        }
        return out.toByteArray();
    }

    /** As it was kept; blank for null. */
    public static GroupProfile decode(byte[] bytes, BinaryInput in) {
        GroupProfile profile = new GroupProfile();
        if (bytes == null) {
            return profile;
        }
        profile.format = in.begin(WHAT, bytes, FORMAT);
        if (profile.isOfFormat1()) {
            profile.flags(in.small());
            profile.lastMinute = in.small();
            profile.frontier = time(in);
            profile.minutesApart = true;
            profile.hoursApart = true;
            profile.oldestJudged = EVER;
            profile.oldestDeparture = EVER;
        } else {
            profile.frontier = time(in);
            profile.endedAt = time(in);
            profile.flags(in.small());
            profile.minutes = in.bytes();
            profile.hours = in.bytes();
            profile.oldestJudged = minute(in);
            profile.oldestDeparture = time(in);
            profile.lastMinute = minute(in);
        }
        profile.dueAt = time(in);
        profile.gradeDueAt = time(in);
        profile.members = in.small();
        profile.lastJoin = time(in);
        profile.category = in.text();
        profile.categoryAt = time(in);
        profile.policyVersion = in.number();
        profile.waitingDecisions = in.small();
        profile.closedAt = time(in);
        if (profile.isOfFormat1()) {
            profile.endedAt = time(in);
        }
        profile.baseline = Baseline.read(in);
        profile.history = GradeHistory.read(in);
        profile.toldGrade = in.small();
        if (profile.toldGrade != 0) {
            profile.toldFormula = in.text();
            profile.toldCategory = in.text();
            profile.toldMembers = in.small();
        }
        return profile;
    }

    /** Up to when all is final, of a group as it was kept; {@link #CLOSED} when it has ended. */
    public static long frontier(byte[] bytes, BinaryInput in) {
        if (bytes == null) {
            return NONE;
        }
        if (in.begin(WHAT, bytes, FORMAT) == 1) {
            GroupProfile profile = decode(bytes, in);
            return profile.endedAt == NONE ? profile.frontier : CLOSED;
        }
        long frontier = time(in);
        return time(in) == NONE ? frontier : CLOSED;
    }

    private void flags(int flags) {
        created = (flags & CREATED) != 0;
        reportedUnknown = (flags & REPORTED_UNKNOWN) != 0;
        minutesApart = (flags & MINUTES_APART) != 0;
        hoursApart = (flags & HOURS_APART) != 0;
    }

    private static int minute(BinaryInput in) {
        int value = in.small();
        return value == 0 ? NO_MINUTE : value;
    }

    // No time is written in one byte; times are after 2000, so none is written as 0.
    private static void time(long value, BinaryOutput out) {
        out.number(value == NONE ? 0 : value);
    }

    private static long time(BinaryInput in) {
        long value = in.number();
        return value == 0 ? NONE : value;
    }
}
