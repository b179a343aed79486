package io.qundun.udfs.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that came for one minute of a group, brought together as it closes: each message and each
 * event once, in no order but that of their times. Mutable, for one thread.
 */
public final class OpenMinute {

    private static final Comparator<Arrival.Event> BY_TIME =
            Comparator.comparingLong(Arrival.Event::time).thenComparing(Arrival.Event::id);

    private final int minute;
    private final Set<Long> messages = new HashSet<>();
    // Sorted: estimates are the same whoever wrote first.
    private final Set<Long> senders = new TreeSet<>();
    private final Map<Long, JudgedVerdicts> judged = new HashMap<>();
    private final Map<String, Arrival.Event> events = new HashMap<>();
    private long policyVersion;

    /** Of a minute since 1970. */
    public OpenMinute(int minute) {
        this.minute = minute;
    }

    /** Takes one arrival; one that is known changes nothing. */
    public void add(Arrival arrival) {
        if (arrival instanceof Arrival.Message message) {
            messages.add(message.message());
            senders.add(message.sender());
            policyVersion = Math.max(policyVersion, message.verdict().policyVersion());
            if (message.isNotable()) {
                judged.computeIfAbsent(message.message(), any -> new JudgedVerdicts(minute))
                        .add(message.verdict());
            }
        } else if (arrival instanceof Arrival.Event event) {
            events.putIfAbsent(event.id(), event);
        }
    }

    /** The minute since 1970. */
    public int minute() {
        return minute;
    }

    /** Hashes of those who wrote, ascending. */
    public Set<Long> senders() {
        return senders;
    }

    /** Messages whose verdicts can change how they count, by hash. */
    public Map<Long, JudgedVerdicts> judged() {
        return judged;
    }

    /** The highest version of a policy that judged; 0 when nothing was. */
    public long policyVersion() {
        return policyVersion;
    }

    /** Events, the earliest first. */
    public List<Arrival.Event> events() {
        List<Arrival.Event> sorted = new ArrayList<>(events.values());
        sorted.sort(BY_TIME);
        return sorted;
    }

    /** What is counted, once all verdicts and decisions are in. */
    public ActivityCounts counts() {
        ActivityCounts counts = new ActivityCounts();
        for (JudgedVerdicts each : judged.values()) {
            counts.add(each.standing());
        }
        for (int plain = messages.size() - judged.size(); plain > 0; plain--) {
            counts.add(Standing.ALLOWED);
        }
        for (Arrival.Event event : events.values()) {
            switch (event.type()) {
                case JOINED -> counts.join();
                case LEFT, REMOVED -> counts.leave();
                default -> {
                    // Counted in no window.
                }
            }
        }
        return counts;
    }
}
