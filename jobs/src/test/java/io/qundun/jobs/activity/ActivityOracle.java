package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the group's function must say, worked out by force: every input is kept, every window is
 * counted anew from all of them, at every minute.
 */
final class ActivityOracle {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 86_400_000;

    /** One window as it must be. */
    record Expected(
            String span,
            long messages,
            long refused,
            long senders,
            long newMembers,
            long joins,
            long leaves,
            long flagged,
            Map<String, Long> byCategory) {}

    /** One output as it must be. */
    record Output(String group, long at, List<Expected> windows, int members) {}

    /** One late record as it must be. */
    record Late(String group, String kind, String id, long time, long frontier, String reason) {}

    final List<Output> outputs = new ArrayList<>();
    final List<Late> late = new ArrayList<>();

    private final Map<String, Group> groups = new TreeMap<>();
    private long watermark = Long.MIN_VALUE;

    private static final class Message {
        private final long time;
        private final Set<String> senders = new HashSet<>();
        private final Map<String, GroupInput> verdicts = new TreeMap<>();
        private final Map<String, GroupInput> decisions = new TreeMap<>();
        private boolean closed;

        Message(long time) {
            this.time = time;
        }

        boolean judged() {
            return verdicts.values().stream()
                    .anyMatch(v -> !v.what.equals("allow") || v.about != null);
        }

        /** refuse, or the categories of what was flagged, or null for allowed. */
        GroupInput standing() {
            Map<String, GroupInput> latest = new HashMap<>();
            for (GroupInput decision : decisions.values()) {
                GroupInput other = latest.get(decision.about);
                if (other == null || other.time < decision.time) {
                    latest.put(decision.about, decision);
                }
            }
            return verdicts.values().stream()
                    .filter(v -> verdicts.values().stream().noneMatch(r -> v.id.equals(r.about)))
                    .filter(
                            v ->
                                    !latest.containsKey(v.id)
                                            || !latest.get(v.id).what.equals("overturned"))
                    .max(
                            Comparator.comparing(
                                            (GroupInput v) ->
                                                    List.of("allow", "review", "remove", "refuse")
                                                            .indexOf(v.what))
                                    .thenComparing(v -> v.policyVersion))
                    .filter(v -> !v.what.equals("allow"))
                    .orElse(null);
        }

        String said() {
            GroupInput standing = standing();
            return standing == null ? "allow" : standing.what + standing.categories;
        }
    }

    private static final class Group {
        private final Map<String, Message> messages = new TreeMap<>();
        private final Map<String, GroupInput> events = new TreeMap<>();
        private final List<GroupInput> lateEvents = new ArrayList<>();
        private final Map<String, List<GroupInput>> waiting = new TreeMap<>();
        private final Set<String> newInMinute = new HashSet<>();
        private final Set<String> applied = new HashSet<>();

        /** Events as they reached the membership. */
        private final List<GroupInput> heard = new ArrayList<>();

        /** Of leaves, by their places among the events heard: how many had been heard by then. */
        private final Map<Integer, Integer> forgottenAt = new HashMap<>();

        private long frontier = Long.MIN_VALUE;
        private long hourFrontier = Long.MIN_VALUE;
        private long dueAt = Long.MIN_VALUE;
        private long next = Long.MAX_VALUE;
        private boolean told;
    }

    void restart() {
        watermark = Long.MIN_VALUE;
    }

    private static long end(long time) {
        return time / MINUTE * MINUTE + MINUTE;
    }

    void take(GroupInput input) {
        Group group = groups.computeIfAbsent(input.groupId, any -> new Group());
        switch (input.kind) {
            case GroupInput.VERDICT -> verdict(input, group);
            case GroupInput.EVENT -> event(input, group);
            default -> decision(input, group);
        }
    }

    private void verdict(GroupInput input, Group group) {
        if (end(input.time) > group.frontier) {
            Message message =
                    group.messages.computeIfAbsent(input.messageId, any -> new Message(input.time));
            message.senders.add(input.userId);
            message.verdicts.putIfAbsent(input.id, input);
            group.next = Math.min(group.next, end(input.time));
            return;
        }
        Message known = group.messages.get(input.messageId);
        if (known == null || !known.judged() || !held(known, group)) {
            late(input, "verdict", input.id, "late", group);
            return;
        }
        String before = known.said();
        known.verdicts.putIfAbsent(input.id, input);
        corrected(before, known, group);
    }

    private static boolean held(Message message, Group group) {
        return message.closed
                && (group.hourFrontier == Long.MIN_VALUE
                        || message.time / HOUR >= group.hourFrontier / HOUR - 168);
    }

    private void corrected(String before, Message message, Group group) {
        if (!before.equals(message.said())) {
            group.dueAt = Math.max(group.dueAt, end(Math.max(watermark, group.frontier)));
            group.next = Math.min(group.next, group.dueAt);
        }
    }

    private void event(GroupInput input, Group group) {
        if (end(input.time) > group.frontier) {
            group.events.putIfAbsent(input.id, input);
            group.next = Math.min(group.next, end(input.time));
        } else {
            late(input, "event", input.id, "late", group);
            group.lateEvents.add(input);
            group.heard.add(input);
        }
    }

    private void decision(GroupInput input, Group group) {
        Message known = group.messages.get(input.messageId);
        if (known != null && known.judged() && held(known, group)) {
            String before = known.said();
            known.decisions.putIfAbsent(input.id, input);
            corrected(before, known, group);
            return;
        }
        List<GroupInput> waiting =
                group.waiting.computeIfAbsent(input.messageId, any -> new ArrayList<>());
        if (waiting.stream().noneMatch(each -> each.id.equals(input.id))) {
            waiting.add(input);
        }
        group.next = Math.min(group.next, end(input.time + MINUTE));
    }

    private void late(GroupInput input, String kind, String id, String reason, Group group) {
        late.add(new Late(input.groupId, kind, id, input.time, group.frontier, reason));
    }

    void advance(long time) {
        watermark = time;
        for (Map.Entry<String, Group> entry : groups.entrySet()) {
            Group group = entry.getValue();
            long first = group.next / MINUTE * MINUTE;
            for (long t = first; t > 0 && t <= time; t += MINUTE) {
                minute(entry.getKey(), group, t);
            }
            group.next =
                    Math.max(
                            group.next,
                            Math.min(time, Long.MAX_VALUE - MINUTE) / MINUTE * MINUTE + MINUTE);
            if (first > time) {
                group.next = first;
            }
            for (long at : pending(group)) {
                group.next = Math.min(group.next, Math.max(at, time / MINUTE * MINUTE + MINUTE));
            }
        }
    }

    private static List<Long> pending(Group group) {
        List<Long> pending = new ArrayList<>();
        group.waiting
                .values()
                .forEach(each -> each.forEach(d -> pending.add(end(d.time + MINUTE))));
        pending.add(group.dueAt == Long.MIN_VALUE ? Long.MAX_VALUE : group.dueAt);
        return pending;
    }

    private void minute(String id, Group group, long t) {
        if (t > group.frontier) {
            close(group, t);
        }
        boolean inMinute =
                happens(group, t - MINUTE, t)
                        || group.events.values().stream().anyMatch(e -> end(e.time) == t);
        boolean corrected = group.dueAt != Long.MIN_VALUE && group.dueAt <= t;
        boolean byMinute = emptied(group, t, MINUTE, MINUTE) || emptied(group, t, HOUR, MINUTE);
        boolean due = inMinute || corrected || byMinute || (t % HOUR == 0 && byHour(group, t));
        if (due && t > group.frontier) {
            List<Expected> windows = new ArrayList<>();
            windows.add(window(group, "1m", t - MINUTE, t));
            windows.add(window(group, "1h", t - HOUR, t));
            if (t % HOUR == 0) {
                windows.add(window(group, "24h", t - DAY, t));
                windows.add(window(group, "7d", t - 7 * DAY, t));
                group.hourFrontier = t;
                forgetDepartures(group, t);
            }
            group.frontier = t;
            if (group.dueAt <= t) {
                group.dueAt = Long.MIN_VALUE;
            }
            outputs.add(new Output(id, t, windows, members(group).size()));
        }
        for (String message : List.copyOf(group.waiting.keySet())) {
            List<GroupInput> all = group.waiting.get(message);
            if (all.stream().allMatch(each -> each.time < t - MINUTE)) {
                group.waiting.remove(message);
                for (GroupInput each : all) {
                    late(each, "decision", each.id, "unknown-verdict", group);
                }
            }
        }
    }

    private static boolean byHour(Group group, long t) {
        return happens(group, t - HOUR, t)
                || emptied(group, t, DAY, HOUR)
                || emptied(group, t, 7 * DAY, HOUR);
    }

    /** Decisions that waited find their messages, and it is seen who was new. */
    private void close(Group group, long t) {
        for (Map.Entry<String, Message> entry : group.messages.entrySet()) {
            Message message = entry.getValue();
            if (end(message.time) == t && !message.closed) {
                message.closed = true;
                if (message.judged() && group.waiting.containsKey(entry.getKey())) {
                    group.waiting
                            .remove(entry.getKey())
                            .forEach(each -> message.decisions.putIfAbsent(each.id, each));
                }
            }
        }
        Map<String, Long> members = members(group);
        Set<String> joining = new HashSet<>();
        List<GroupInput> now = new ArrayList<>();
        for (GroupInput event : group.events.values()) {
            if (end(event.time) == t && !group.applied.contains(event.id)) {
                now.add(event);
                if (event.what.equals("joined") || event.what.equals("created")) {
                    joining.add(event.userId);
                }
            }
        }
        for (Message message : group.messages.values()) {
            if (end(message.time) == t) {
                for (String sender : message.senders) {
                    if (joining.contains(sender)
                            || members.getOrDefault(sender, Long.MIN_VALUE) > t - DAY) {
                        group.newInMinute.add(t + "/" + sender);
                    }
                }
            }
        }
        now.sort(Comparator.comparingLong((GroupInput e) -> e.time).thenComparing(e -> e.id));
        for (GroupInput event : now) {
            if (!group.told && !created(group) && !event.what.equals("created")) {
                group.told = true;
                late(event, "event", event.id, "unknown-group", group);
            }
            if (leaves(event) && neverJoined(group, event)) {
                late(event, "event", event.id, "never-joined", group);
            }
            group.applied.add(event.id);
            group.heard.add(event);
        }
    }

    private static boolean created(Group group) {
        return group.lateEvents.stream().anyMatch(each -> each.what.equals("created"))
                || group.events.values().stream()
                        .anyMatch(
                                each ->
                                        each.what.equals("created")
                                                && group.applied.contains(each.id));
    }

    private static boolean neverJoined(Group group, GroupInput leave) {
        // A member, or somebody who joined later than this leave.
        return !members(group).containsKey(leave.userId);
    }

    /** Who joined, and since when, unless a leave came after it or is still remembered. */
    private static Map<String, Long> members(Group group) {
        Map<String, Long> members = new HashMap<>();
        for (int i = 0; i < group.heard.size(); i++) {
            GroupInput event = group.heard.get(i);
            boolean joins = event.what.equals("joined") || event.what.equals("created");
            if (joins && !isUndone(group, i)) {
                members.merge(event.userId, event.time, Math::max);
            }
        }
        return members;
    }

    private static boolean isUndone(Group group, int join) {
        GroupInput joined = group.heard.get(join);
        for (int i = 0; i < group.heard.size(); i++) {
            GroupInput event = group.heard.get(i);
            if (leaves(event)
                    && event.userId.equals(joined.userId)
                    && event.time >= joined.time
                    && join < group.forgottenAt.getOrDefault(i, Integer.MAX_VALUE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leaves(GroupInput event) {
        return event.what.equals("left") || event.what.equals("removed");
    }

    /** What is heard from now on is not held against a leave of more than seven days ago. */
    private static void forgetDepartures(Group group, long t) {
        for (int i = 0; i < group.heard.size(); i++) {
            GroupInput event = group.heard.get(i);
            if (leaves(event) && event.time <= t - 7 * DAY) {
                group.forgottenAt.putIfAbsent(i, group.heard.size());
            }
        }
    }

    private static boolean happens(Group group, long from, long to) {
        return group.messages.values().stream().anyMatch(m -> m.time >= from && m.time < to)
                || group.events.values().stream()
                        .anyMatch(
                                e ->
                                        e.time >= from
                                                && e.time < to
                                                && List.of("joined", "left", "removed")
                                                        .contains(e.what));
    }

    private static boolean emptied(Group group, long t, long span, long step) {
        return !happens(group, t - span, t) && happens(group, t - span - step, t - step);
    }

    private static Expected window(Group group, String span, long from, long to) {
        long messages = 0;
        long refused = 0;
        long flagged = 0;
        Set<String> senders = new HashSet<>();
        Set<String> newMembers = new HashSet<>();
        Map<String, Long> byCategory = new TreeMap<>();
        for (Message message : group.messages.values()) {
            if (message.time < from || message.time >= to) {
                continue;
            }
            senders.addAll(message.senders);
            for (String sender : message.senders) {
                if (group.newInMinute.contains(end(message.time) + "/" + sender)) {
                    newMembers.add(sender);
                }
            }
            GroupInput standing = message.standing();
            if (standing == null) {
                messages++;
            } else if (standing.what.equals("refuse")) {
                refused++;
            } else {
                messages++;
                flagged++;
                standing.categories.forEach(each -> byCategory.merge(each, 1L, Long::sum));
            }
        }
        long joins = 0;
        long leaves = 0;
        for (GroupInput event : group.events.values()) {
            if (event.time >= from && event.time < to) {
                if (event.what.equals("joined")) {
                    joins++;
                } else if (event.what.equals("left") || event.what.equals("removed")) {
                    leaves++;
                }
            }
        }
        return new Expected(
                span,
                messages,
                refused,
                senders.size(),
                newMembers.size(),
                joins,
                leaves,
                flagged,
                byCategory);
    }
}
