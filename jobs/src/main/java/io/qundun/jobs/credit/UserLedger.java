package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.LedgerMessage;
import io.qundun.jobs.credit.state.StoredVerdict;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.Pruning;
import io.qundun.udfs.credit.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.metrics.Counter;

/**
 * The current user's messages that bear on their credit, or may. Those that were removed or sent to
 * review are kept until {@link Pruning} lets them go; what is known of others, namely that they
 * were refused or that a verdict on them was taken back, is kept apart for a day of event time, in
 * case the verdict that it concerns comes after it.
 */
final class UserLedger {

    /** How long a refusal or reversal waits for the verdict that it concerns, event time. */
    static final long APART_MILLIS = 86_400_000;

    private static final Comparator<LedgerMessage> IN_ORDER =
            Comparator.comparingLong(message -> message.time);

    private final MapState<String, LedgerMessage> messages;
    private final MapState<String, LedgerMessage> apart;
    private final Counter forgotten;

    UserLedger(
            MapState<String, LedgerMessage> messages,
            MapState<String, LedgerMessage> apart,
            Counter forgotten) {
        this.messages = messages;
        this.apart = apart;
        this.forgotten = forgotten;
    }

    /** The message, if it was removed or sent to review; else null. */
    LedgerMessage find(String messageId) throws Exception {
        return messages.get(messageId);
    }

    /** The message that a verdict removed or sent to review; null when there is none. */
    LedgerMessage findByVerdict(String verdictId, String messageId) throws Exception {
        LedgerMessage named = messageId == null ? null : messages.get(messageId);
        if (named != null && named.isFlaggedBy(verdictId)) {
            return named;
        }
        for (LedgerMessage each : messages.values()) {
            if (each.isFlaggedBy(verdictId)) {
                return each;
            }
        }
        return null;
    }

    /**
     * What is known apart of a message, which then is known apart no more; null when nothing is.
     */
    LedgerMessage takeApart(String messageId) throws Exception {
        LedgerMessage found = apart.get(messageId);
        if (found != null) {
            apart.remove(messageId);
        }
        return found;
    }

    /** What is known apart of a message, or null. */
    LedgerMessage findApart(String messageId) throws Exception {
        return apart.get(messageId);
    }

    void put(LedgerMessage message) throws Exception {
        messages.put(message.messageId, message);
    }

    void putApart(LedgerMessage message) throws Exception {
        apart.put(message.messageId, message);
    }

    /** Forgets everything. */
    void forget() {
        messages.clear();
        apart.clear();
    }

    /** Forgets what waited apart too long; says when the next will have, greatest long if never. */
    long forgetApart(long now) throws Exception {
        long next = Long.MAX_VALUE;
        List<String> over = new ArrayList<>();
        for (LedgerMessage message : apart.values()) {
            long until = message.time + APART_MILLIS;
            if (until <= now) {
                over.add(message.messageId);
            } else {
                next = Math.min(next, until);
            }
        }
        // Not by the iterator: on the heap that would leave an empty map behind.
        for (String messageId : over) {
            apart.remove(messageId);
        }
        return next;
    }

    /**
     * What is kept, in the order in which it happened.
     *
     * @param messages ascending
     * @param forgettableAt when the next can be forgotten; greatest long when there is none
     */
    record Kept(List<LedgerMessage> messages, long forgettableAt) {

        static final Kept NOTHING = new Kept(List.of(), Long.MAX_VALUE);

        long oldest() {
            return messages.isEmpty() ? Long.MAX_VALUE : messages.get(0).time;
        }

        /** The violations that stand. */
        List<Violation> violations() {
            List<Violation> violations = new ArrayList<>();
            for (LedgerMessage message : messages) {
                if (message.entryId != null) {
                    StoredVerdict verdict = message.verdict(message.entryVerdictId);
                    violations.add(
                            new Violation(
                                    message.messageId,
                                    message.time,
                                    verdict.points,
                                    verdict.expiresAt));
                }
            }
            return violations;
        }
    }

    /**
     * Forgets what can change nothing any more, and says what is left.
     *
     * @param now event time; least long: not known, nothing is forgotten
     */
    Kept prune(CreditTable table, long now) throws Exception {
        List<LedgerMessage> all = new ArrayList<>();
        messages.values().forEach(all::add);
        all.sort(IN_ORDER);
        long[] times = new long[all.size()];
        long[] expiries = new long[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = all.get(i).time;
            expiries[i] = all.get(i).expiresAt();
        }
        long[] forgettable = Pruning.forgettableAt(times, expiries, table);
        List<LedgerMessage> kept = new ArrayList<>(times.length);
        for (int i = 0; i < times.length; i++) {
            if (forgettable[i] <= now) {
                messages.remove(all.get(i).messageId);
                forgotten.inc();
            } else {
                kept.add(all.get(i));
            }
        }
        long next = Arrays.stream(forgettable).filter(at -> at > now).min().orElse(Long.MAX_VALUE);
        return new Kept(kept, next);
    }
}
