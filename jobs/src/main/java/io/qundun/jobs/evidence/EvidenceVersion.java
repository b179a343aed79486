package io.qundun.jobs.evidence;

import io.qundun.schemas.Verdict;

/**
 * The order among the documents of one message, as a number for Elasticsearch's external versions:
 * the higher one stays, in whatever order they arrive.
 *
 * <p>All verdicts of a message are to be folded by one commutative rule: drop those that another
 * one reverses, then the strictest action, then the highest policy version. From the highest bit
 * down the number is: reverses another verdict (1 bit), strictness of the action (2 bits), policy
 * version (48 bits). It stays below 2^53, so that tools which read numbers as doubles show it
 * exactly.
 *
 * <p>Why the reversal comes first: what it reverses is most often stricter (refused because the
 * sender was unknown, then allowed when the status came), and the record says which verdict is
 * reversed but not what that one had decided, so nothing below the top bit would be sure to win.
 * Among verdicts that reverse nothing, which is all but a few, the number is the rule exactly; so
 * it is between a reversal and what it reverses.
 *
 * <p>Where one number cannot be the rule: it orders a reversal before every verdict of the message,
 * those too that it does not reverse. Such a pair takes a crash between two checkpoints in which
 * the sender's status arrives and a replay decides otherwise (the status known at once, under
 * another policy). The document then shows the reversal although a stricter verdict stands.
 * Commands are not decided here, and the verdict topic keeps both, so it is the search that is off,
 * until evidence is indexed again from a topic without the reversal. The opposite order would be
 * off for every reversal.
 */
final class EvidenceVersion {

    private static final int POLICY_BITS = 48;
    private static final long MAX_POLICY = (1L << POLICY_BITS) - 1;
    private static final int ACTION_BITS = 2;

    private EvidenceVersion() {}

    /** The verdict's place in the order; never negative. */
    static long of(Verdict verdict) {
        long reversal = verdict.getReverses() == null ? 0 : 1;
        long policy = Math.max(0, Math.min(verdict.getPolicy().getVersion(), MAX_POLICY));
        return ((reversal << ACTION_BITS) | strictness(verdict.getAction())) << POLICY_BITS
                | policy;
    }

    /** The action's strictness; one that is not known, from a later release, counts as a review. */
    private static long strictness(String action) {
        return switch (action) {
            case "allow" -> 0;
            case "remove" -> 2;
            case "refuse" -> 3;
            default -> 1;
        };
    }
}
