package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.policy.CompiledPolicy;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Writes what follows from a decision: always a verdict; a command for each removal and refusal, a
 * task for each review, evidence for all three. One for an operator, bound to each call of it.
 */
final class OutcomeEmitter {

    private final Outcome outcome;
    private final Counter[] verdicts;
    private final Counter late;
    private final Counter commands;

    private KeyedBroadcastProcessFunction<String, ?, ?, VerdictOutput>.ReadOnlyContext context;
    private Collector<VerdictOutput> out;
    private long now;

    OutcomeEmitter(Outcome outcome, MetricGroup metrics) {
        this.outcome = outcome;
        this.verdicts = new Counter[Action.values().length];
        for (Action action : Action.values()) {
            verdicts[action.ordinal()] =
                    metrics.addGroup("action", action.code()).counter("verdicts");
        }
        this.late = metrics.counter("lateVerdicts");
        this.commands = metrics.counter("messageCommands");
    }

    void bind(
            KeyedBroadcastProcessFunction<String, ?, ?, VerdictOutput>.ReadOnlyContext context,
            Collector<VerdictOutput> out,
            long now) {
        this.context = context;
        this.out = out;
        this.now = now;
    }

    /** Processing time of this call, epoch milliseconds. */
    long now() {
        return now;
    }

    void verdict(Verdict verdict) {
        verdicts[Action.of(verdict.getAction()).ordinal()].inc();
        if (verdict.getLate()) {
            late.inc();
        }
        out.collect(VerdictOutput.of(verdict));
    }

    void command(EnforcementCommand command) {
        commands.inc();
        context.output(ModerationNames.COMMANDS, command);
    }

    /** Everything; returns the id of the command, or null when none was needed. */
    String all(
            Candidate candidate,
            Decision decision,
            CompiledPolicy policy,
            Verdict verdict,
            String cause) {
        verdict(verdict);
        if (decision.action() == Action.ALLOW) {
            return null;
        }
        String commandId = null;
        String taskId = null;
        if (decision.action() == Action.REVIEW) {
            ReviewTask task = outcome.review(verdict, cause, now);
            taskId = task.getTaskId();
            context.output(ModerationNames.REVIEWS, task);
        } else {
            EnforcementCommand command = outcome.command(candidate, decision, policy, now);
            commandId = command.getCommandId();
            command(command);
        }
        context.output(
                ModerationNames.EVIDENCE, outcome.evidence(candidate, verdict, commandId, taskId));
        return commandId;
    }
}
