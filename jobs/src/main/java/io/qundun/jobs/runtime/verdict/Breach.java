package io.qundun.jobs.runtime.verdict;

import io.qundun.schemas.RuleHit;
import java.util.Objects;

/** A live rule that held and asked for review or removal. Treat it as immutable once built. */
public final class Breach {

    /** The rule. */
    public String ruleId;

    /** Its category. */
    public String category;

    /** The clause that it rests on. */
    public String clause;

    /** review or remove. */
    public String action;

    /** 1 to 3. */
    public int severity;

    /** For Flink. */
    public Breach() {}

    /** With all its parts. */
    public Breach(String ruleId, String category, String clause, String action, int severity) {
        this.ruleId = ruleId;
        this.category = category;
        this.clause = clause;
        this.action = action;
        this.severity = severity;
    }

    static Breach of(RuleHit hit) {
        return new Breach(
                hit.getRuleId(),
                hit.getCategory(),
                hit.getClause(),
                hit.getAction(),
                hit.getSeverity());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Breach that
                && Objects.equals(ruleId, that.ruleId)
                && Objects.equals(category, that.category)
                && Objects.equals(clause, that.clause)
                && Objects.equals(action, that.action)
                && severity == that.severity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(ruleId, category, severity);
    }
}
