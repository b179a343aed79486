package io.qundun.udfs.activity;

/**
 * What is known of a group beside its windows: membership in numbers, category, baseline, grade and
 * how far its values are final. Mutable, for one thread.
 */
public final class GroupProfile {

    /** Of times and minutes: there is none. */
    public static final long NONE = Long.MIN_VALUE;

    /** Of {@link #lastMinute}: nothing happened that a window could hold. */
    public static final int NO_MINUTE = Integer.MIN_VALUE;

    private static final int FORMAT = 1;

    private static final int CREATED = 1;
    private static final int REPORTED_UNKNOWN = 2;

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

    /** Whether nothing is known of the group, so that nothing need be kept. */
    public boolean isBlank() {
        return frontier == NONE
                && lastMinute == NO_MINUTE
                && dueAt == NONE
                && members == 0
                && waitingDecisions == 0
                && !isClosed();
    }

    /** To be kept. */
    public byte[] encode(BinaryOutput out) {
        int flags = (created ? CREATED : 0) | (reportedUnknown ? REPORTED_UNKNOWN : 0);
        out.begin(FORMAT).number(flags).number(lastMinute);
        time(frontier, out);
        time(dueAt, out);
        time(gradeDueAt, out);
        out.number(members);
        time(lastJoin, out);
        out.text(category);
        time(categoryAt, out);
        out.number(policyVersion).number(waitingDecisions);
        time(closedAt, out);
        time(endedAt, out);
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
        in.begin("the profile of a group", bytes, FORMAT);
        int flags = in.small();
        profile.created = (flags & CREATED) != 0;
        profile.reportedUnknown = (flags & REPORTED_UNKNOWN) != 0;
        profile.lastMinute = in.small();
        profile.frontier = time(in);
        profile.dueAt = time(in);
        profile.gradeDueAt = time(in);
        profile.members = in.small();
        profile.lastJoin = time(in);
        profile.category = in.text();
        profile.categoryAt = time(in);
        profile.policyVersion = in.number();
        profile.waitingDecisions = in.small();
        profile.closedAt = time(in);
        profile.endedAt = time(in);
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

    // No time is written in one byte; times are after 2000, so none is written as 0.
    private static void time(long value, BinaryOutput out) {
        out.number(value == NONE ? 0 : value);
    }

    private static long time(BinaryInput in) {
        long value = in.number();
        return value == 0 ? NONE : value;
    }
}
