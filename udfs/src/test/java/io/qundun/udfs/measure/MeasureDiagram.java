package io.qundun.udfs.measure;

import io.qundun.udfs.measure.TransitionTable.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws a table of transitions. Stateless. */
public final class MeasureDiagram {

    private MeasureDiagram() {}

    /** As a Mermaid state diagram; what changes nothing is left out. */
    public static String mermaid(TransitionTable table) {
        StringBuilder out = new StringBuilder("stateDiagram-v2\n");
        for (MeasureState state : MeasureState.values()) {
            out.append("    state \"%s %s\" as %s\n".formatted(state.code(), state.zh(), state));
        }
        out.append("    [*] --> %s: threshold reached\n".formatted(MeasureState.FIRST));
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Transition each : table.transitions()) {
            if (each.to() != each.from() || !isIdle(each)) {
                labels.computeIfAbsent(
                                "%s --> %s".formatted(each.from(), each.to()),
                                arrow -> new ArrayList<>())
                        .add(label(each));
            }
        }
        labels.forEach(
                (arrow, causes) ->
                        out.append("    %s: %s\n".formatted(arrow, String.join("<br/>", causes))));
        out.append("    %s --> [*]\n".formatted(MeasureState.LAST));
        return out.toString();
    }

    /** As a Markdown table: a line a state and event, what changes nothing summed up below it. */
    public static String table(TransitionTable table) {
        StringBuilder out = new StringBuilder("| state | event | next state | done |\n");
        out.append("|---|---|---|---|\n");
        for (MeasureState state : MeasureState.values()) {
            List<String> ignored = new ArrayList<>();
            List<String> setAside = new ArrayList<>();
            for (Transition each : table.transitions()) {
                if (each.from() != state) {
                    continue;
                }
                if (each.to() == state && each.act() == MeasureAct.NOTHING) {
                    ignored.add(each.event().label());
                } else if (each.to() == state && each.act() == MeasureAct.SET_ASIDE) {
                    setAside.add(each.event().label());
                } else {
                    line(out, state, each.event().label(), each.to().code(), each.act().label());
                }
            }
            if (!setAside.isEmpty()) {
                line(out, state, String.join("; ", setAside), state.code(), "set aside");
            }
            if (!ignored.isEmpty()) {
                line(out, state, String.join("; ", ignored), state.code(), "nothing");
            }
        }
        return out.toString();
    }

    private static void line(
            StringBuilder out, MeasureState state, String event, String to, String act) {
        out.append(
                "| %s | %s | %s | %s |\n"
                        .formatted(state.code(), event, to, act.isEmpty() ? "nothing" : act));
    }

    private static boolean isIdle(Transition transition) {
        return transition.act() == MeasureAct.NOTHING || transition.act() == MeasureAct.SET_ASIDE;
    }

    private static String label(Transition transition) {
        String act = transition.act().label();
        return transition.event().label().replace(":", "") + (act.isEmpty() ? "" : " / " + act);
    }
}
