package io.qundun.jobs.moderation.state;

import io.qundun.schemas.GroupEvent;
import java.util.Arrays;

/**
 * What is remembered of a user in one group: when he came, went, and got or lost a role. In the
 * order of time, however it arrives; duplicates are one. Treat it as immutable once built.
 */
public final class Membership {

    /** How many changes are remembered; older ones are forgotten first. */
    public static final int MAX_CHANGES = 16;

    /** Who joined less than this before a message is a new member: 24 hours. */
    public static final long NEW_MILLIS = 86_400_000;

    private static final byte OUT = 0;
    private static final byte JOINED = 1;
    private static final byte MANAGER = 2;
    private static final byte CREATOR = 3;
    private static final byte WITHDRAWN = 4;

    private static final byte NOTHING = -1;

    /** When, epoch milliseconds, ascending. */
    public long[] at = {};

    /** What: a code of this class. */
    public byte[] what = {};

    /** For Flink. */
    public Membership() {}

    /** Whether an event is about a member. */
    public static boolean concerns(GroupEvent event) {
        return event.getUserId() != null && codeOf(event) != NOTHING;
    }

    private static byte codeOf(GroupEvent event) {
        return switch (event.getType()) {
            case "joined" -> JOINED;
            case "left", "removed" -> OUT;
            case "created" -> CREATOR;
            case "role_granted" -> "creator".equals(event.getRole()) ? CREATOR : MANAGER;
            case "role_withdrawn" -> WITHDRAWN;
            default -> NOTHING;
        };
    }

    /** This membership with one more event about the user. */
    public Membership with(GroupEvent event) {
        byte code = codeOf(event);
        long time = event.getOccurredAt();
        int place = 0;
        while (place < at.length
                && (at[place] < time || (at[place] == time && what[place] < code))) {
            place++;
        }
        if (place < at.length && at[place] == time && what[place] == code) {
            return this;
        }
        int n = at.length + 1;
        Membership next = new Membership();
        next.at = Arrays.copyOf(at, n);
        next.what = Arrays.copyOf(what, n);
        System.arraycopy(at, place, next.at, place + 1, n - 1 - place);
        System.arraycopy(what, place, next.what, place + 1, n - 1 - place);
        next.at[place] = time;
        next.what[place] = code;
        if (n > MAX_CHANGES) {
            next.at = Arrays.copyOfRange(next.at, 1, n);
            next.what = Arrays.copyOfRange(next.what, 1, n);
        }
        return next;
    }

    /** The role at a moment: member, manager or creator. */
    public String roleAt(long time) {
        byte last = WITHDRAWN;
        for (int i = 0; i < at.length && at[i] <= time; i++) {
            last = what[i];
        }
        return switch (last) {
            case MANAGER -> "manager";
            case CREATOR -> "creator";
            default -> "member";
        };
    }

    /** Whether the user had joined within the 24 hours before, and was in the group. */
    public boolean isNewAt(long time) {
        long joined = Long.MIN_VALUE;
        for (int i = 0; i < at.length && at[i] <= time; i++) {
            if (what[i] == JOINED) {
                joined = at[i];
            } else if (what[i] == OUT) {
                joined = Long.MIN_VALUE;
            }
        }
        return joined != Long.MIN_VALUE && time - joined < NEW_MILLIS;
    }

    /** Whether the user was out by then, and nothing later is known. */
    public boolean isOverAt(long time) {
        int last = at.length - 1;
        return last < 0 || (what[last] == OUT && at[last] < time);
    }
}
