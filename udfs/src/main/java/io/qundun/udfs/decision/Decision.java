package io.qundun.udfs.decision;

import io.qundun.udfs.policy.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The judgement of a message.
 *
 * @param action what becomes of it: a refusal, else that of the strictest live rule that holds,
 *     else allow
 * @param refusal why it is refused; null when it is not
 * @param categories of the live rules that hold, each once, strictest rule first
 * @param rules live and shadow rules that hold, strictest first, then in the policy's order
 */
public record Decision(Action action, Refusal refusal, List<String> categories, List<Rule> rules) {
    /** No rule holds. */
    public static final Decision ALLOWED = new Decision(Action.ALLOW, null, List.of(), List.of());

    private static final Map<Refusal, Decision> REFUSED = new EnumMap<>(Refusal.class);

    static {
        for (Refusal refusal : Refusal.values()) {
            REFUSED.put(refusal, new Decision(Action.REFUSE, refusal, List.of(), List.of()));
        }
    }

    public Decision {
        categories = List.copyOf(categories);
        rules = List.copyOf(rules);
    }

    /** A refusal, for which no rule was asked. */
    public static Decision refused(Refusal refusal) {
        return REFUSED.get(refusal);
    }
}
