package io.qundun.udfs.decision;

/**
 * What is known of the group.
 *
 * @param grade 1 to 5; 3 when unknown
 * @param category the group's category; empty when unknown
 * @param members 0 when unknown
 * @param suspended may not publish now
 */
public record GroupFacts(int grade, String category, int members, boolean suspended) {
    /** The grade when none is known. */
    public static final int NEUTRAL_GRADE = 3;

    /** A group of which nothing is known. */
    public static final GroupFacts NEUTRAL = new GroupFacts(NEUTRAL_GRADE, "", 0, false);
}
