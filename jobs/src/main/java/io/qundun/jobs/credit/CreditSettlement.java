package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.credit.state.CreditStatus;
import io.qundun.jobs.credit.state.UserActivity;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.udfs.credit.CreditHistory;
import io.qundun.udfs.credit.CreditTable;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Score and level of the current user: what follows from what is kept, and when to look again. */
final class CreditSettlement {

    /**
     * For how long it is remembered that an account has ended, event time: what its owner wrote
     * before may be judged after it.
     */
    static final long ENDED_MILLIS = 86_400_000;

    private final UserStanding user;
    private final UserLedger ledger;
    private final WaitingDecisions waitingDecisions;
    private final CreditTables tables;

    CreditSettlement(
            UserStanding user,
            UserLedger ledger,
            WaitingDecisions waitingDecisions,
            CreditTables tables) {
        this.user = user;
        this.ledger = ledger;
        this.waitingDecisions = waitingDecisions;
        this.tables = tables;
    }

    /**
     * Works out where the user stands, says so when it has changed, and sets the timer.
     *
     * @param at event time of what led here; least long when it has none
     * @param now event time; least long when not known
     * @param fired whether the timer led here, so that none is set
     */
    void settle(
            long at,
            long now,
            boolean fired,
            KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput>
                            .ReadOnlyContext
                    context,
            Collector<CreditOutput> out)
            throws Exception {
        CreditStatus status = user.status();
        if (status.decisionsUntil != Long.MAX_VALUE) {
            status.decisionsUntil = waitingDecisions.nextDeadline();
        }
        long next = status.decisionsUntil;
        if (status.apartUntil <= now) {
            status.apartUntil = ledger.forgetApart(now);
        }
        next = Math.min(next, status.apartUntil);
        if (status.endedAt + ENDED_MILLIS <= now) {
            status.endedAt = 0;
        } else if (status.endedAt != 0) {
            next = Math.min(next, status.endedAt + ENDED_MILLIS);
        }
        UserActivity activity = user.activity();
        CreditTables.InForce inForce = null;
        if (activity != null) {
            inForce = tables.upTo(activity.newestVersion, CreditTables.known(context));
            if (inForce == null) {
                CreditTables.retryLater(context.timerService());
            }
        }
        if (inForce != null) {
            UserLedger.Kept kept =
                    status.oldest == Long.MAX_VALUE
                            ? UserLedger.Kept.NOTHING
                            : ledger.prune(inForce.table(), now);
            status.oldest = kept.oldest();
            next = Math.min(next, kept.forgettableAt());
            long asOf = Math.max(status.asOf, Math.max(at, now));
            if (!inForce.table().isNone() && asOf > Long.MIN_VALUE) {
                CreditHistory history =
                        CreditHistory.of(kept.violations(), activity.days(), inForce.table());
                status.asOf = asOf;
                say(status, history, kept, inForce, context, out);
                next = Math.min(next, history.changesAt(asOf));
            }
        }
        schedule(status, next, fired, context);
        boolean scheduled = next != Long.MAX_VALUE;
        if (activity == null && !scheduled) {
            user.forgetStatus();
        } else if (user.isStatusKept() || scheduled || status.sequence > 0) {
            user.keepStatus();
        }
    }

    private static void schedule(
            CreditStatus status,
            long next,
            boolean fired,
            KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput>
                            .ReadOnlyContext
                    context) {
        boolean isSet = status.timerAt != Long.MAX_VALUE && !fired;
        if (isSet && status.timerAt == next) {
            return;
        }
        if (isSet) {
            context.timerService().deleteEventTimeTimer(status.timerAt);
        }
        status.timerAt = next;
        if (next != Long.MAX_VALUE) {
            context.timerService().registerEventTimeTimer(next);
        }
    }

    /** Unsets the timer. */
    void cancel(
            KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput>
                            .ReadOnlyContext
                    context)
            throws Exception {
        schedule(user.status(), Long.MAX_VALUE, false, context);
    }

    private void say(
            CreditStatus status,
            CreditHistory history,
            UserLedger.Kept kept,
            CreditTables.InForce inForce,
            KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput>
                            .ReadOnlyContext
                    context,
            Collector<CreditOutput> out)
            throws Exception {
        CreditTable table = inForce.table();
        int score = history.scoreAt(status.asOf);
        int level = history.levelAt(status.asOf);
        boolean first = status.sequence == 0;
        int formerScore = first ? table.start() : status.score;
        int formerLevel = first ? CreditTable.UNKNOWN_LEVEL : status.level;
        if (score == formerScore
                && level == formerLevel
                && (first || sameServices(status, level, inForce, context))) {
            return;
        }
        status.sequence++;
        status.score = score;
        status.level = level;
        status.policyVersion = inForce.version();
        String userId = context.getCurrentKey();
        out.collect(
                new CreditOutput(
                        userId,
                        CreditRecords.of(userId, status, formerLevel, history, kept, table)));
    }

    private boolean sameServices(
            CreditStatus status,
            int level,
            CreditTables.InForce inForce,
            KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput>
                            .ReadOnlyContext
                    context)
            throws Exception {
        if (status.policyVersion == inForce.version()) {
            return true;
        }
        CreditTable former = tables.of(status.policyVersion, CreditTables.known(context));
        return former != null
                && CreditRecords.services(former.services(level))
                        .equals(CreditRecords.services(inForce.table().services(level)));
    }
}
