package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.credit.state.Decision;
import io.qundun.jobs.credit.state.LedgerMessage;
import io.qundun.jobs.credit.state.StoredVerdict;
import io.qundun.jobs.credit.state.UserActivity;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.udfs.credit.ActiveDays;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.Days;
import io.qundun.udfs.credit.Pruning;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the ledger of each user, and says what follows from it whenever that changes, also by
 * itself.
 *
 * <p>Keyed by user. State: days of activity, for good; messages that bear on the score, until they
 * cannot any more; when to look again. One timer of event time a user. Which violations count, and
 * every score, are functions of what was read, not of its order: see {@link io.qundun.udfs.credit}.
 */
final class LedgerFunction
        extends KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput> {

    private static final long serialVersionUID = 1L;

    private final long decisionWaitMillis;

    private transient CreditTables tables;
    private transient UserStanding user;
    private transient UserLedger ledger;
    private transient WaitingDecisions waitingDecisions;
    private transient WaitingVerdicts waitingVerdicts;
    private transient LedgerEntries entries;
    private transient CreditSettlement settlement;
    private transient DeadLetters deadLetters;

    private transient Counter violations;
    private transient Counter reversals;
    private transient Counter duplicates;
    private transient Counter outranked;
    private transient Counter lapsed;
    private transient Counter beyondHorizon;
    private transient Counter unknownVerdicts;
    private transient Counter afterTheEnd;

    /**
     * With its bound.
     *
     * @param decisionWaitMillis how long a decision waits for its verdict, event time
     */
    LedgerFunction(long decisionWaitMillis) {
        this.decisionWaitMillis = decisionWaitMillis;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        violations = metrics.counter("violations");
        reversals = metrics.counter("reversals");
        duplicates = metrics.counter("duplicates");
        outranked = metrics.counter("outrankedDecisions");
        lapsed = metrics.counter("lapsedOnArrival");
        beyondHorizon = metrics.counter("beyondHorizon");
        unknownVerdicts = metrics.counter("unknownVerdicts");
        afterTheEnd = metrics.counter("ofEndedAccounts");
        tables = new CreditTables();
        user =
                new UserStanding(
                        getRuntimeContext().getState(CreditNames.ACTIVITY),
                        getRuntimeContext().getState(CreditNames.STATUS));
        ledger =
                new UserLedger(
                        getRuntimeContext().getMapState(CreditNames.MESSAGES),
                        getRuntimeContext().getMapState(CreditNames.APART),
                        metrics.counter("forgottenMessages"));
        waitingDecisions =
                new WaitingDecisions(
                        getRuntimeContext().getMapState(CreditNames.WAITING_DECISIONS),
                        decisionWaitMillis);
        waitingVerdicts =
                new WaitingVerdicts(
                        getRuntimeContext().getListState(CreditNames.WAITING_VERDICTS),
                        getRuntimeContext().getState(CreditNames.WAITING_COUNT),
                        metrics.counter("waitedForTables"));
        entries = new LedgerEntries();
        settlement = new CreditSettlement(user, ledger, waitingDecisions, tables);
        deadLetters = new DeadLetters(CreditNames.JOB);
    }

    @Override
    public void processBroadcastElement(
            ReleasedTables released, Context context, Collector<CreditOutput> out)
            throws Exception {
        context.getBroadcastState(TablesByVersion.STATE).put(released.version, released);
        tables.versionAdded();
    }

    @Override
    public void processElement(
            LedgerInput input, ReadOnlyContext context, Collector<CreditOutput> out)
            throws Exception {
        user.begin();
        if (input.ended) {
            end(input, context, out);
        } else if (isOfEndedAccount(input)) {
            afterTheEnd.inc();
        } else {
            take(input, context, out);
        }
        user.end();
    }

    private void take(LedgerInput input, ReadOnlyContext context, Collector<CreditOutput> out)
            throws Exception {
        boolean changed = input.active && noteActivity(input, context);
        if (input.verdict != null) {
            changed |= verdict(input, context);
        }
        if (input.decision != null) {
            changed |= decision(input.decision, context);
        }
        if (changed) {
            settlement.settle(
                    input.decision == null ? input.time : Long.MIN_VALUE,
                    now(context),
                    false,
                    context,
                    out);
        }
    }

    // The end of an account

    /** The account is no more: what is kept of the user is forgotten, what was said taken back. */
    private void end(LedgerInput input, ReadOnlyContext context, Collector<CreditOutput> out)
            throws Exception {
        boolean isKnown = user.status().sequence > 0;
        long before = user.status().endedAt;
        settlement.cancel(context);
        ledger.forget();
        waitingDecisions.forget();
        waitingVerdicts.take();
        user.forget();
        user.status().endedAt = Math.max(before, input.time);
        if (isKnown) {
            out.collect(new CreditOutput(context.getCurrentKey(), null));
        }
        settlement.settle(Long.MIN_VALUE, now(context), false, context, out);
    }

    /**
     * Whether it belongs to an account that has ended since. Asked where nothing is known of the
     * user, or where the status is read anyway, so that a day of activity costs no look at it.
     */
    private boolean isOfEndedAccount(LedgerInput input) throws Exception {
        boolean isCheap =
                input.verdict == null && input.decision == null && user.activity() != null;
        return !isCheap && input.time <= user.status().endedAt;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CreditOutput> out)
            throws Exception {
        user.begin();
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            releaseWaiting(context, out);
        } else {
            if (user.status().decisionsUntil <= timestamp) {
                for (Decision overdue : waitingDecisions.takeOverdue(timestamp)) {
                    unknownVerdict(overdue, "none such came until " + overdue.deadline, context);
                }
            }
            settlement.settle(
                    timestamp, timestamp, timestamp >= user.status().timerAt, context, out);
        }
        user.end();
    }

    /** Event time; least long while it is not known, and after the end of a bounded input. */
    private static long now(ReadOnlyContext context) {
        long watermark = context.currentWatermark();
        return watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark;
    }

    // Activity

    /** Notes a day of activity; false when nothing can follow from it. */
    private boolean noteActivity(LedgerInput input, ReadOnlyContext context) throws Exception {
        UserActivity activity = user.activity();
        int day = Days.of(input.time);
        ActiveDays days = activity == null ? ActiveDays.NONE : activity.days();
        long newest = activity == null ? Long.MIN_VALUE : activity.newestVersion;
        boolean newer = input.policyVersion > newest;
        if (!newer && (day < days.frontier() || days.has(day))) {
            return false;
        }
        newest = Math.max(newest, input.policyVersion);
        CreditTables.InForce inForce = tables.upTo(newest, CreditTables.known(context));
        long oldest = user.oldest();
        long now = now(context);
        if (inForce != null && now != Long.MIN_VALUE) {
            days = days.forgetting(Pruning.firstDay(oldest, now, inForce.table()));
        }
        ActiveDays noted = days.with(day);
        user.activity(UserActivity.of(noted, newest, oldest));
        return newer
                || inForce == null
                || oldest != Long.MAX_VALUE
                || inForce.table().asksForActiveDays(noted.count());
    }

    // Verdicts

    /** Takes a verdict in; false when nothing can follow from it. */
    private boolean verdict(LedgerInput input, ReadOnlyContext context) throws Exception {
        if (input.verdict.isFlagged()) {
            return flagged(input.verdict, input.time, context);
        }
        return unflagged(input.verdict, input.time, context);
    }

    private boolean flagged(JudgedMessage judged, long time, ReadOnlyContext context)
            throws Exception {
        CreditTable table = tables.of(judged.policyVersion, CreditTables.known(context));
        if (table == null) {
            waitingVerdicts.add(judged);
            CreditTables.retryLater(context.timerService());
            return false;
        }
        return flagged(judged, time, table, context);
    }

    private boolean flagged(
            JudgedMessage judged, long time, CreditTable table, ReadOnlyContext context)
            throws Exception {
        StoredVerdict verdict = VerdictPoints.of(judged, time, table);
        LedgerMessage message = find(judged.messageId);
        if (message == null) {
            if (isLapsed(verdict, time, table, now(context))) {
                lapsed.inc();
                return false;
            }
            message = isAnyApart() ? ledger.takeApart(judged.messageId) : null;
            if (message == null) {
                message = new LedgerMessage(judged.messageId, judged.groupId, time);
            }
            if (time < now(context) - table.horizonMillis()) {
                beyondHorizon.inc();
            }
        }
        if (!message.add(verdict)) {
            duplicates.inc();
            return false;
        }
        if (judged.reverses != null) {
            message.reverse(judged.reverses);
        }
        if (user.status().decisionsUntil != Long.MAX_VALUE) {
            for (Decision waiting : waitingDecisions.takeFor(judged.verdictId)) {
                message.decide(waiting);
            }
        }
        enter(message, new LedgerEntries.Cause(judged.verdictId, false, time), context);
        return true;
    }

    // Most have no messages in the ledger and none apart, which the status says.
    private LedgerMessage find(String messageId) throws Exception {
        return user.status().oldest == Long.MAX_VALUE ? null : ledger.find(messageId);
    }

    private boolean isAnyApart() throws Exception {
        return user.status().apartUntil != Long.MAX_VALUE;
    }

    /**
     * Whether it comes so late that no score can change by it any more, as if it had been pruned.
     */
    private static boolean isLapsed(StoredVerdict verdict, long time, CreditTable table, long now) {
        return now != Long.MIN_VALUE
                && Pruning.forgettableAt(new long[] {time}, new long[] {verdict.expiresAt}, table)[
                                0]
                        <= now;
    }

    /** A refusal, or a message allowed after all. */
    private boolean unflagged(JudgedMessage judged, long time, ReadOnlyContext context)
            throws Exception {
        LedgerMessage message = find(judged.messageId);
        boolean isApart = message == null;
        if (isApart) {
            message = isAnyApart() ? ledger.findApart(judged.messageId) : null;
            if (message == null) {
                message = new LedgerMessage(judged.messageId, judged.groupId, time);
            }
        }
        boolean fresh = judged.reverses != null && message.reverse(judged.reverses);
        if (judged.action.equals("refuse")) {
            fresh |= message.add(VerdictPoints.withoutPoints(judged));
        }
        if (!fresh) {
            duplicates.inc();
            return false;
        }
        if (isApart) {
            return putApart(message, now(context));
        }
        enter(message, new LedgerEntries.Cause(judged.verdictId, false, time), context);
        return true;
    }

    private boolean putApart(LedgerMessage message, long now) throws Exception {
        long until = message.time + UserLedger.APART_MILLIS;
        if (until <= now) {
            lapsed.inc();
            return false;
        }
        ledger.putApart(message);
        if (until >= user.status().apartUntil) {
            return false;
        }
        user.status().apartUntil = until;
        user.keepStatus();
        return true;
    }

    /** Writes what the message now comes to into the ledger, and keeps it. */
    private void enter(LedgerMessage message, LedgerEntries.Cause cause, ReadOnlyContext context)
            throws Exception {
        StoredVerdict violation = message.violation();
        if (violation != null && violation.points == 0) {
            violation = null;
        }
        String cited = violation == null ? null : violation.verdictId;
        if (message.entryId != null && !message.entryVerdictId.equals(cited)) {
            StoredVerdict former = message.verdict(message.entryVerdictId);
            context.output(
                    CreditNames.ENTRIES,
                    entries.reversal(context.getCurrentKey(), message, former, cause));
            message.entryId = null;
            reversals.inc();
        }
        if (violation != null && message.entryId == null) {
            var line = entries.violation(context.getCurrentKey(), message, violation, cause);
            context.output(CreditNames.ENTRIES, line);
            message.entryId = line.getEntryId();
            message.entryVerdictId = cited;
            message.entered = true;
            violations.inc();
        }
        ledger.put(message);
        if (message.time < user.status().oldest) {
            user.status().oldest = message.time;
            user.keepStatus();
        }
    }

    /** Looks whether the tables have come that verdicts, or the score, wait for. */
    private void releaseWaiting(ReadOnlyContext context, Collector<CreditOutput> out)
            throws Exception {
        long latest = Long.MIN_VALUE;
        for (JudgedMessage judged : waitingVerdicts.take()) {
            long time = LedgerInputFunction.timeOf(judged);
            if (flagged(judged, time, context)) {
                latest = Math.max(latest, time);
            }
        }
        settlement.settle(latest, now(context), false, context, out);
    }

    // Decisions

    /** Takes a decision in; false when nothing can follow from it. */
    private boolean decision(Decision decision, ReadOnlyContext context) throws Exception {
        LedgerMessage message =
                user.status().oldest == Long.MAX_VALUE
                        ? null
                        : ledger.findByVerdict(decision.verdictId, decision.messageId);
        if (message == null) {
            if (waitingDecisions.add(decision, now(context))) {
                user.status().decisionsUntil =
                        Math.min(user.status().decisionsUntil, decision.deadline);
                return true;
            }
            unknownVerdict(
                    decision, "and " + WaitingDecisions.MOST + " decisions wait already", context);
            return false;
        }
        if (!message.decide(decision)) {
            outranked.inc();
            return false;
        }
        enter(
                message,
                new LedgerEntries.Cause(decision.decisionId, true, decision.decidedAt),
                context);
        return true;
    }

    private void unknownVerdict(Decision decision, String why, ReadOnlyContext context) {
        unknownVerdicts.inc();
        context.output(
                CreditNames.DEAD_LETTERS,
                deadLetters.of(
                        decision.raw(),
                        DeadLetterCode.UNKNOWN_VERDICT,
                        "no message of user "
                                + context.getCurrentKey()
                                + " was removed or sent to review by verdict "
                                + decision.verdictId
                                + ", or its points have lapsed; "
                                + why
                                + ": check subjectId and userId of decision "
                                + decision.decisionId,
                        context.timerService().currentProcessingTime()));
    }
}
