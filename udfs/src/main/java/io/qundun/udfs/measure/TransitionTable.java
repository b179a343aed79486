package io.qundun.udfs.measure;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** States, events, and what follows. Immutable, thread-safe. */
public final class TransitionTable {

    /**
     * One line.
     *
     * @param from before
     * @param event what happens
     * @param to after; the same when nothing changes
     * @param act what is done
     */
    public record Transition(
            MeasureState from, MeasureEvent event, MeasureState to, MeasureAct act) {}

    private final Map<MeasureState, Map<MeasureEvent, Transition>> byState =
            new EnumMap<>(MeasureState.class);
    private final List<Transition> transitions;

    /**
     * Of its lines.
     *
     * @throws IllegalArgumentException when two of them begin alike
     */
    public TransitionTable(List<Transition> transitions) {
        this.transitions = List.copyOf(transitions);
        for (Transition each : transitions) {
            Transition other =
                    byState.computeIfAbsent(each.from(), state -> new EnumMap<>(MeasureEvent.class))
                            .put(each.event(), each);
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s on %s stands twice".formatted(each.from(), each.event()));
            }
        }
    }

    /** All lines, in their order. */
    public List<Transition> transitions() {
        return transitions;
    }

    /**
     * What follows.
     *
     * @throws IllegalStateException when the table has no such line
     */
    public Transition on(MeasureState state, MeasureEvent event) {
        Map<MeasureEvent, Transition> events = byState.get(state);
        Transition transition = events == null ? null : events.get(event);
        if (transition == null) {
            throw new IllegalStateException("nothing is defined for " + event + " in " + state);
        }
        return transition;
    }

    /**
     * What is wrong with the table; empty when it is sound: every event has an outcome in every
     * state but the last, every state can be reached, and time alone leads out of every state to
     * the last one, even when nobody ever answers.
     */
    public List<String> defects() {
        List<String> defects = new ArrayList<>();
        for (MeasureState state : MeasureState.values()) {
            if (state == MeasureState.LAST) {
                if (byState.containsKey(state)) {
                    defects.add("nothing may follow on " + state);
                }
                continue;
            }
            Set<MeasureEvent> undefined = EnumSet.allOf(MeasureEvent.class);
            undefined.removeAll(byState.getOrDefault(state, Map.of()).keySet());
            if (!undefined.isEmpty()) {
                defects.add(
                        "%s says nothing of %s"
                                .formatted(
                                        state,
                                        undefined.stream()
                                                .map(MeasureEvent::name)
                                                .collect(joining(", "))));
            }
            if (!reachable(state, each -> each.event().spontaneous()).contains(MeasureState.LAST)) {
                defects.add("no way leads out of %s by time alone".formatted(state));
            }
        }
        Set<MeasureState> unreachable = EnumSet.allOf(MeasureState.class);
        unreachable.removeAll(reachable(MeasureState.FIRST, each -> true));
        for (MeasureState state : unreachable) {
            defects.add("no way leads to %s".formatted(state));
        }
        return defects;
    }

    private Set<MeasureState> reachable(MeasureState from, Predicate<Transition> usable) {
        Set<MeasureState> reached = EnumSet.of(from);
        List<MeasureState> next = new ArrayList<>(reached);
        while (!next.isEmpty()) {
            MeasureState state = next.remove(next.size() - 1);
            for (Transition each : byState.getOrDefault(state, Map.of()).values()) {
                if (usable.test(each) && reached.add(each.to())) {
                    next.add(each.to());
                }
            }
        }
        return reached;
    }
}
