package io.qundun.udfs.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;

/** A rule that can be asked. Immutable, thread-safe. */
final class CompiledRule {
    private static final int PERCENT = 100;

    private final Rule rule;
    private final Rule shadow;
    private final int rollout;
    private final long rolloutSeed;
    private final Condition condition;
    private final Signals reads;

    /** What must speak before the rule can hold; null when it can hold anyway. */
    private final Signals needs;

    private final CelRuntime.Program program;
    private final Map<String, RuleVariable> variables;

    CompiledRule(
            Rule rule,
            int rollout,
            Condition condition,
            Signals reads,
            CelRuntime.Program program,
            Map<String, RuleVariable> variables) {
        this.rule = rule;
        this.shadow = rule.inMode(Rule.Mode.SHADOW);
        this.rollout = rollout;
        this.rolloutSeed = fnv(0xCBF29CE484222325L, rule.id());
        this.condition = condition;
        this.reads = reads;
        this.program = program;
        this.variables = variables;
        // A rule that is false when nothing is known cannot hold until something that it reads
        // speaks.
        this.needs = condition.atNeutral() == Condition.Truth.FALSE ? reads.withoutAlways() : null;
    }

    Rule rule() {
        return rule;
    }

    /** The same rule without a rollout. */
    CompiledRule onAllMessages() {
        return rollout >= PERCENT
                ? this
                : new CompiledRule(rule, PERCENT, condition, reads, program, variables);
    }

    /** The rule in the mode that it has for a message. */
    Rule ruleFor(String messageId) {
        if (rollout >= PERCENT || rule.mode() != Rule.Mode.LIVE) {
            return rule;
        }
        long hash = fnv(rolloutSeed, messageId);
        return Long.remainderUnsigned(hash ^ (hash >>> 32), PERCENT) < rollout ? rule : shadow;
    }

    /**
     * Whether the rule holds. One whose evaluation fails, by a division by zero say, does not.
     *
     * @param signals the variables that are not neutral in {@code facts}
     */
    boolean holds(Facts facts, Signals signals) {
        if (needs != null && !needs.meets(signals)) {
            return false;
        }
        Condition.Truth truth = condition.evaluate(facts, signals);
        return truth == Condition.Truth.UNKNOWN ? holdsByCel(facts) : truth == Condition.Truth.TRUE;
    }

    /** The same, asking CEL alone. */
    boolean holdsByCel(Facts facts) {
        try {
            return (Boolean) program.eval(resolver(variables, facts));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    static CelVariableResolver resolver(Map<String, RuleVariable> variables, Facts facts) {
        return name -> {
            RuleVariable variable = variables.get(name);
            return variable == null ? Optional.empty() : Optional.of(variable.value(facts));
        };
    }

    private static long fnv(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
