package io.qundun.udfs.decision;

/**
 * What is known of the sender.
 *
 * @param verified identity verified
 * @param level credit level 1 (lowest) to 5; 3 when unknown
 * @param role role in this group: member, manager, creator
 * @param muted may not publish now
 * @param repeats the same or nearly the same text in the hour before
 * @param rate messages in the minute before
 * @param flagged flagged messages in the 24 hours before
 * @param newMember joined within 24 hours before
 */
public record SenderFacts(
        boolean verified,
        int level,
        String role,
        boolean muted,
        int repeats,
        int rate,
        int flagged,
        boolean newMember) {
    /** The level when none is known. */
    public static final int NEUTRAL_LEVEL = 3;

    /** The role when none is known. */
    public static final String MEMBER = "member";

    /** A verified member of whom nothing else is known. */
    public static final SenderFacts NEUTRAL =
            new SenderFacts(true, NEUTRAL_LEVEL, MEMBER, false, 0, 0, 0, false);
}
