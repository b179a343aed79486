package io.qundun.udfs.policy;

import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Rules in order of strictness, asked together. Immutable, thread-safe. */
final class RuleSet {
    private static final Comparator<CompiledRule> STRICTEST_FIRST =
            Comparator.comparing((CompiledRule r) -> r.rule().action())
                    .thenComparing(r -> r.rule().severity())
                    .reversed();

    private final CompiledRule[] rules;

    RuleSet(Collection<CompiledRule> rules) {
        this.rules = rules.stream().sorted(STRICTEST_FIRST).toArray(CompiledRule[]::new);
    }

    /** The decision; {@link Decision#ALLOWED} itself when no rule holds. */
    Decision decide(Facts facts) {
        Signals signals = Signals.of(facts);
        List<Rule> holding = null;
        List<String> categories = null;
        Action action = Action.ALLOW;
        for (CompiledRule compiled : rules) {
            if (!compiled.holds(facts, signals)) {
                continue;
            }
            if (holding == null) {
                holding = new ArrayList<>();
                categories = new ArrayList<>();
            }
            Rule rule = compiled.ruleFor(facts.message().messageId());
            holding.add(rule);
            if (rule.mode() == Rule.Mode.LIVE) {
                action = action.stricter(rule.action());
                if (!categories.contains(rule.category())) {
                    categories.add(rule.category());
                }
            }
        }
        return holding == null ? Decision.ALLOWED : new Decision(action, null, categories, holding);
    }
}
