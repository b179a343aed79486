package io.qundun.jobs.moderation.state;

import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.UserCredit;
import java.util.Arrays;

/** The facts known of a sender: recent statuses, credit, measures. */
public final class SenderState {

    /** How many statuses are remembered; older ones are forgotten first. */
    public static final int MAX_STATUSES = 16;

    /** Whether the account was verified at the moment of a message. */
    public enum Verification {
        /** It was. */
        VERIFIED,
        /** It was not: unverified or revoked. */
        UNVERIFIED,
        /** No status covers that moment. */
        UNKNOWN;

        /** As it stands in a verdict. */
        public String code() {
            return switch (this) {
                case VERIFIED -> "verified";
                case UNVERIFIED -> "unverified";
                case UNKNOWN -> "unknown";
            };
        }
    }

    /** From when each status holds, epoch milliseconds, ascending. */
    public long[] from = {};

    /** Whether it is "verified". */
    public boolean[] verified = {};

    /** The broker's time of the record that said so, epoch milliseconds. */
    public long[] recordTimes = {};

    /** Credit as last received, or null. */
    public UserCredit credit;

    /** Measures as last received, or null. */
    public EnforcementState measures;

    /** For Flink. */
    public SenderState() {}

    /** The status that holds at a moment: its index, or -1. */
    public int statusAt(long time) {
        int index = -1;
        for (int i = 0; i < from.length && from[i] <= time; i++) {
            index = i;
        }
        return index;
    }

    /** Whether the account was verified at a moment. */
    public Verification verificationAt(long time) {
        int index = statusAt(time);
        if (index < 0) {
            return Verification.UNKNOWN;
        }
        return verified[index] ? Verification.VERIFIED : Verification.UNVERIFIED;
    }

    /**
     * The same as it was known at some time: by statuses that the broker had by then.
     *
     * @param recordTime the newest record time that counts
     */
    public Verification verificationAt(long time, long recordTime) {
        Verification known = Verification.UNKNOWN;
        for (int i = 0; i < from.length && from[i] <= time; i++) {
            if (recordTimes[i] <= recordTime) {
                known = verified[i] ? Verification.VERIFIED : Verification.UNVERIFIED;
            }
        }
        return known;
    }

    /** Whether nothing is known. */
    public boolean empty() {
        return from.length == 0 && credit == null && measures == null;
    }

    /**
     * This state with one more status. The order of arrival does not matter: of two from the same
     * moment the one that does not allow publishing stands.
     */
    public SenderState withStatus(long effectiveFrom, boolean isVerified, long recordTime) {
        SenderState next = copy();
        int at = 0;
        while (at < from.length && from[at] < effectiveFrom) {
            at++;
        }
        if (at < from.length && from[at] == effectiveFrom) {
            if (verified[at] && !isVerified) {
                next.verified = verified.clone();
                next.verified[at] = false;
                next.recordTimes = recordTimes.clone();
                next.recordTimes[at] = recordTime;
            } else if (verified[at] == isVerified && recordTime < recordTimes[at]) {
                next.recordTimes = recordTimes.clone();
                next.recordTimes[at] = recordTime;
            }
            return next;
        }
        int n = from.length + 1;
        next.from = Arrays.copyOf(from, n);
        next.verified = Arrays.copyOf(verified, n);
        next.recordTimes = Arrays.copyOf(recordTimes, n);
        System.arraycopy(from, at, next.from, at + 1, n - 1 - at);
        System.arraycopy(verified, at, next.verified, at + 1, n - 1 - at);
        System.arraycopy(recordTimes, at, next.recordTimes, at + 1, n - 1 - at);
        next.from[at] = effectiveFrom;
        next.verified[at] = isVerified;
        next.recordTimes[at] = recordTime;
        if (n > MAX_STATUSES) {
            next.from = Arrays.copyOfRange(next.from, 1, n);
            next.verified = Arrays.copyOfRange(next.verified, 1, n);
            next.recordTimes = Arrays.copyOfRange(next.recordTimes, 1, n);
        }
        return next;
    }

    /** This state with another credit, unless a later one is known. */
    public SenderState withCredit(UserCredit received) {
        if (credit != null && isLater(credit, received)) {
            return this;
        }
        SenderState next = copy();
        next.credit = received;
        return next;
    }

    // A decision can take a score back to an earlier time, so the sequence goes first where it is
    // told.
    private static boolean isLater(UserCredit known, UserCredit received) {
        boolean told =
                known.getSequence() != received.getSequence()
                        && known.getSequence() > 0
                        && received.getSequence() > 0;
        return told
                ? known.getSequence() > received.getSequence()
                : known.getEffectiveFrom() > received.getEffectiveFrom();
    }

    /** This state with other measures, unless later ones are known. */
    public SenderState withMeasures(EnforcementState received) {
        if (measures != null && measures.getSequence() > received.getSequence()) {
            return this;
        }
        SenderState next = copy();
        next.measures = received;
        return next;
    }

    /** A copy that can be changed without changing this one. */
    public SenderState copy() {
        SenderState next = new SenderState();
        next.from = from;
        next.verified = verified;
        next.recordTimes = recordTimes;
        next.credit = credit;
        next.measures = measures;
        return next;
    }
}
