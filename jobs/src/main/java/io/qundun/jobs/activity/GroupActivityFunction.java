package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import io.qundun.udfs.activity.ActivityCounts;
import io.qundun.udfs.activity.Arrival;
import io.qundun.udfs.activity.Bucket;
import io.qundun.udfs.activity.BucketRing;
import io.qundun.udfs.activity.BucketTimes;
import io.qundun.udfs.activity.DistinctCount;
import io.qundun.udfs.activity.GroupEventType;
import io.qundun.udfs.activity.GroupProfile;
import io.qundun.udfs.activity.IdHash;
import io.qundun.udfs.activity.JudgedVerdicts;
import io.qundun.udfs.activity.OpenMinute;
import io.qundun.udfs.activity.Standing;
import io.qundun.udfs.activity.SurgeRule;
import io.qundun.udfs.activity.WaitingDecisions;
import io.qundun.udfs.activity.WindowSpan;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.policy.PolicyTables;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the ring of one group and tells what its windows see.
 *
 * <p>What comes for an open minute waits in a list; when the minute closes it is brought together,
 * so that neither order nor repetition within the minute matters, and becomes a bucket. Values up
 * to the frontier, a group's last output, are final: what comes for them is late, and counted in no
 * window. A verdict or decision about a message that a window holds as flagged or refused corrects
 * its bucket; outputs that follow show it.
 *
 * <p>Every timer stands at the end of a minute in event time. State: see {@link ActivityNames};
 * windows until they run empty, membership, category, baseline and grade until the group closes.
 */
final class GroupActivityFunction
        extends KeyedBroadcastProcessFunction<String, GroupInput, ReleasedTables, GroupActivity> {

    private static final long serialVersionUID = 1L;

    private static final long MINUTE = BucketTimes.MINUTE;
    private static final long HOUR = BucketTimes.HOUR;
    private static final int MINUTES = BucketTimes.MINUTES;
    private static final int HOURS = WindowSpan.WEEK.buckets();

    /** A message may be dated so much after the clock by which a person decided on it. */
    private static final long CLOCKS_APART = 60_000;

    private transient GroupStates states;
    private transient Membership membership;
    private transient GroupGrading grading;
    private transient ActivityRecords records;
    private transient DistinctCount distinct;
    private transient Counter late;
    private transient Counter corrections;

    @Override
    public void open(OpenContext context) {
        states = new GroupStates(getRuntimeContext());
        membership = new Membership(getRuntimeContext());
        grading = new GroupGrading();
        records = new ActivityRecords();
        distinct = new DistinctCount();
        late = getRuntimeContext().getMetricGroup().counter("lateActivity");
        corrections = getRuntimeContext().getMetricGroup().counter("corrections");
    }

    @Override
    public void processBroadcastElement(
            ReleasedTables released, Context context, Collector<GroupActivity> out)
            throws Exception {
        context.getBroadcastState(TablesByVersion.STATE).put(released.version, released);
    }

    @Override
    public void processElement(
            GroupInput input, ReadOnlyContext context, Collector<GroupActivity> out)
            throws Exception {
        switch (input.kind) {
            case GroupInput.VERDICT -> verdict(input, context);
            case GroupInput.EVENT -> event(input, context);
            default -> decision(input, context.timerService());
        }
    }

    // What comes

    private void verdict(GroupInput input, ReadOnlyContext context) throws Exception {
        Action action = Action.of(input.what);
        if (action == null) {
            late(input, "unknown-action", states.profile(), context);
            return;
        }
        long end = BucketTimes.endOfMinute(input.time);
        long message = IdHash.of(input.messageId);
        JudgedVerdicts.Verdict verdict =
                new JudgedVerdicts.Verdict(
                        IdHash.of(input.id),
                        action,
                        input.policyVersion,
                        IdHash.of(input.about),
                        input.categories);
        if (!states.isFinal(end)) {
            states.arrived(
                    new Arrival.Message(
                            BucketTimes.minuteEnding(end),
                            message,
                            IdHash.of(input.userId),
                            verdict));
            context.timerService().registerEventTimeTimer(end);
            return;
        }
        JudgedVerdicts known = states.judged(message);
        if (known == null) {
            GroupProfile profile = states.profile();
            late(input, reasonOf(profile), profile, context);
            return;
        }
        Standing before = known.standing();
        known.add(verdict);
        states.judged(message, known);
        correct(known.minute(), before, known.standing(), context.timerService());
    }

    private void event(GroupInput input, ReadOnlyContext context) throws Exception {
        Arrival.Event event =
                new Arrival.Event(
                        input.time,
                        input.id,
                        GroupEventType.of(input.what),
                        IdHash.of(input.userId),
                        input.groupCategory == null ? "" : input.groupCategory);
        long end = BucketTimes.endOfMinute(input.time);
        if (!states.isFinal(end)) {
            states.arrived(event);
            context.timerService().registerEventTimeTimer(end);
            return;
        }
        // No window counts it, but it is a fact about the group all the same.
        GroupProfile profile = states.profile();
        late(input, reasonOf(profile), profile, context);
        if (!profile.isClosed()) {
            membership.apply(event, profile);
            if (profile.isClosed()) {
                tell(profile, context.timerService());
            }
            states.profile(profile);
        }
    }

    private void decision(GroupInput input, TimerService timers) throws Exception {
        long message = IdHash.of(input.messageId);
        JudgedVerdicts.Decision decision =
                new JudgedVerdicts.Decision(
                        IdHash.of(input.about),
                        IdHash.of(input.id),
                        input.time,
                        input.what.equals("overturned"));
        JudgedVerdicts known = states.judged(message);
        if (known != null) {
            Standing before = known.standing();
            known.add(decision);
            states.judged(message, known);
            correct(known.minute(), before, known.standing(), timers);
            return;
        }
        WaitingDecisions waiting = states.waiting(message);
        GroupProfile profile = states.profile();
        if (waiting.all().isEmpty()) {
            profile.waitingDecisions++;
        }
        waiting.add(input.id, decision);
        states.waiting(message, waiting);
        states.profile(profile);
        timers.registerEventTimeTimer(BucketTimes.endOfMinute(input.time + CLOCKS_APART));
    }

    private static String reasonOf(GroupProfile profile) {
        return profile.isClosed() ? "group-closed" : "late";
    }

    /** Moves a message from one count to another in the buckets that hold it. */
    private void correct(int minute, Standing before, Standing after, TimerService timers)
            throws Exception {
        if (before.equals(after)) {
            return;
        }
        corrections.inc();
        GroupProfile profile = states.profile();
        BucketRing minutes = states.minutes(profile);
        if (correct(minutes.get(minute), before, after)) {
            states.minutes(minutes, profile);
        }
        BucketRing hours = states.hours(profile);
        if (correct(hours.get(minute / MINUTES), before, after)) {
            states.hours(hours, profile);
        }
        profile.history.correct(BucketTimes.dayOf(minute), before, after);
        tell(profile, timers);
        states.profile(profile);
    }

    private static boolean correct(Bucket bucket, Standing before, Standing after) {
        if (bucket == null) {
            return false;
        }
        bucket.counts().remove(before);
        bucket.counts().add(after);
        return true;
    }

    /** Has the group's values told when the present minute closes, though nothing happens in it. */
    private static void tell(GroupProfile profile, TimerService timers) {
        long passed = Math.max(timers.currentWatermark(), profile.frontier);
        profile.dueAt = Math.max(profile.dueAt, BucketTimes.endOfMinute(passed));
        timers.registerEventTimeTimer(profile.dueAt);
    }

    // What closes

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<GroupActivity> out)
            throws Exception {
        GroupProfile profile = states.profile();
        int lastMinute = profile.lastMinute;
        OpenMinute closing = states.take(BucketTimes.minuteEnding(time));
        Bucket bucket = null;
        boolean changed = isDue(profile.dueAt, time);
        if (closing != null) {
            bucket = close(closing, profile, context);
            changed |= bucket != null || !closing.events().isEmpty();
        }
        if (time > profile.frontier
                && (changed || BucketTimes.endsSomething(profile.lastMinute, time))) {
            GroupActivity activity = tellActivity(time, bucket, profile, context);
            out.collect(activity);
            grading.tell(time, activity.getActivityId(), profile, context);
        } else if (isDue(profile.gradeDueAt, time)) {
            grading.tell(time, "", profile, context);
        }
        giveUpOnDecisions(time, profile, context);
        finish(time, profile, context);
        if (profile.lastMinute != lastMinute || BucketTimes.endsSomething(lastMinute, time)) {
            awaitNextEnd(time, profile, context.timerService());
        }
    }

    /** One timer at a time is enough for all that ends after a minute with activity. */
    private static void awaitNextEnd(long time, GroupProfile profile, TimerService timers) {
        long next = BucketTimes.nextEnd(profile.lastMinute, time);
        if (next != GroupProfile.NONE) {
            timers.registerEventTimeTimer(next);
        }
    }

    private static boolean isDue(long at, long time) {
        return at != GroupProfile.NONE && at <= time;
    }

    /** Brings together what came for a minute; null when nothing is counted. */
    private Bucket close(OpenMinute minute, GroupProfile profile, OnTimerContext context)
            throws Exception {
        for (Map.Entry<Long, JudgedVerdicts> each : minute.judged().entrySet()) {
            decide(each.getKey(), each.getValue(), profile);
            states.judged(each.getKey(), each.getValue(), profile);
        }
        profile.policyVersion = Math.max(profile.policyVersion, minute.policyVersion());
        byte[] newMembers = newMembers(minute, profile);
        for (Arrival.Event event : minute.events()) {
            if (!profile.isClosed()) {
                checkAndApply(event, profile, context);
            }
        }
        ActivityCounts counts = minute.counts();
        if (counts.isEmpty()) {
            return null;
        }
        distinct.reset();
        for (long sender : minute.senders()) {
            distinct.add(sender);
        }
        profile.lastMinute = Math.max(profile.lastMinute, minute.minute());
        profile.history.add(BucketTimes.dayOf(minute.minute()), counts);
        return new Bucket(minute.minute(), counts, distinct.toSketch(), newMembers);
    }

    private void decide(long message, JudgedVerdicts verdicts, GroupProfile profile)
            throws Exception {
        if (profile.waitingDecisions == 0) {
            return;
        }
        WaitingDecisions waiting = states.waiting(message);
        if (!waiting.all().isEmpty()) {
            for (WaitingDecisions.Waiting each : waiting.all()) {
                verdicts.add(each.decision());
            }
            states.noneWaits(message);
            profile.waitingDecisions--;
        }
    }

    /** A sketch of the senders who had joined within a day; before the minute's leaves. */
    private byte[] newMembers(OpenMinute minute, GroupProfile profile) throws Exception {
        long since = (minute.minute() + 1) * MINUTE - Membership.NEW;
        Set<Long> joined = new HashSet<>();
        for (Arrival.Event event : minute.events()) {
            if (event.type() == GroupEventType.JOINED || event.type() == GroupEventType.CREATED) {
                joined.add(event.user());
            }
        }
        if (joined.isEmpty() && profile.lastJoin <= since) {
            return DistinctCount.NOBODY;
        }
        distinct.reset();
        for (long sender : minute.senders()) {
            if (joined.contains(sender) || membership.joinedAfter(sender, since)) {
                distinct.add(sender);
            }
        }
        return distinct.toSketch();
    }

    private void checkAndApply(Arrival.Event event, GroupProfile profile, OnTimerContext context)
            throws Exception {
        if (!profile.created
                && !profile.reportedUnknown
                && event.type() != GroupEventType.CREATED) {
            profile.reportedUnknown = true;
            set(event, "unknown-group", profile, context);
        }
        if (!membership.apply(event, profile)) {
            set(event, "never-joined", profile, context);
        }
    }

    private GroupActivity tellActivity(
            long time, Bucket bucket, GroupProfile profile, OnTimerContext context)
            throws Exception {
        BucketRing minutes = states.minutes(profile);
        if (bucket != null) {
            minutes.put(bucket);
        }
        BucketRing hours = new BucketRing();
        boolean byHour = time % HOUR == 0;
        if (byHour) {
            hours = states.hours(profile);
            closeHour((int) (time / HOUR) - 1, minutes, hours, profile);
        }
        minutes.forgetBefore((int) (time / MINUTE) - MINUTES);
        states.minutes(minutes, profile);
        PolicyTables known = grading.tables(profile, context);
        SurgeRule surges = known == null ? SurgeRule.DEFAULT : known.grades().surge();
        GroupActivity activity =
                records.of(context.getCurrentKey(), time, minutes, hours, profile, surges);
        activity.setIdle(BucketTimes.isSilent(profile.lastMinute, time));
        if (profile.dueAt <= time) {
            profile.dueAt = GroupProfile.NONE;
        }
        profile.frontier = time;
        return activity;
    }

    private void closeHour(int hour, BucketRing minutes, BucketRing hours, GroupProfile profile)
            throws Exception {
        Bucket closed = minutes.merged(hour * MINUTES, (hour + 1) * MINUTES, hour, distinct);
        if (closed != null) {
            hours.put(closed);
            profile.baseline =
                    profile.baseline.with(
                            hour, closed.counts().messages(), closed.counts().joins());
        }
        // Whatever the bucket counts now: a message in it may have been overturned, and is kept
        // too.
        if (hours.forgetBefore(hour + 1 - HOURS)) {
            states.forgetJudged((hour + 1 - HOURS) * MINUTES, profile);
        }
        states.hours(hours, profile);
        membership.forgetDeparted((hour + 1) * HOUR, profile);
    }

    private void giveUpOnDecisions(long time, GroupProfile profile, OnTimerContext context)
            throws Exception {
        if (profile.waitingDecisions == 0) {
            return;
        }
        for (WaitingDecisions taken : states.takeWaiting(time - CLOCKS_APART)) {
            profile.waitingDecisions--;
            for (WaitingDecisions.Waiting each : taken.all()) {
                late(
                        "decision",
                        each.decisionId(),
                        each.decision().time(),
                        "unknown-verdict",
                        profile,
                        context);
            }
        }
    }

    /** Ends what has ended, and keeps the rest. */
    private void finish(long time, GroupProfile profile, OnTimerContext context) throws Exception {
        if (profile.isClosed() && profile.endedAt == GroupProfile.NONE) {
            end(time, profile, context);
        }
        boolean empty = BucketTimes.isSilent(profile.lastMinute, time);
        if (empty
                && profile.waitingDecisions == 0
                && isDue(profile.endedAt, time - WindowSpan.WEEK.millis())) {
            states.forgetGroup(profile);
            return;
        }
        if (empty && profile.lastMinute != GroupProfile.NO_MINUTE) {
            states.forgetWindows(profile);
        }
        states.profile(profile);
    }

    /**
     * The group is no more: who was in it, and how it was graded, is forgotten. That it was closed
     * is remembered until its windows have run empty.
     */
    private void end(long time, GroupProfile profile, OnTimerContext context) throws Exception {
        if (profile.toldGrade != 0) {
            context.output(ActivityNames.GRADES, new GradeOutput(context.getCurrentKey(), null));
        }
        membership.forget(profile);
        profile.end(time);
        context.timerService()
                .registerEventTimeTimer(BucketTimes.endOfHour(time + WindowSpan.WEEK.millis()));
    }

    // What no window counts

    private void late(
            GroupInput input, String reason, GroupProfile profile, ReadOnlyContext context)
            throws Exception {
        String kind = input.kind == GroupInput.VERDICT ? "verdict" : "event";
        late(kind, input.id, input.time, reason, profile, context);
    }

    private void set(
            Arrival.Event event, String reason, GroupProfile profile, ReadOnlyContext context)
            throws Exception {
        late("event", event.id(), event.time(), reason, profile, context);
    }

    private void late(
            String kind,
            String id,
            long time,
            String reason,
            GroupProfile profile,
            ReadOnlyContext context) {
        late.inc();
        context.output(
                ActivityNames.LATE,
                new LateActivity(
                        context.getCurrentKey(), kind, id, time, profile.frontier, reason));
    }
}
