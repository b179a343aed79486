package io.qundun.deploy.model;

import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qundun model fairness}. */
@Command(
        name = "fairness",
        exitCodeOnExecutionException = 2,
        description = {
            "Swaps the names of groups in sentences that speak against prejudice or name a group"
                    + " without harm, and reports how many of each group's score as abuse (0.5 and"
                    + " more), how many the policy sends to review or removes, and the largest gap"
                    + " between groups of a kind."
        })
public final class ModelFairness implements Callable<Integer> {

    private static final String ABUSE = "abuse";
    private static final double MORE_LIKELY_THAN_NOT = 0.5;

    @Spec private CommandSpec spec;

    @Mixin private PolicyFolder policyFolder;

    @Option(
            names = "--sentences",
            paramLabel = "FILE",
            description = "By default those of the shipped Chinese model.")
    private Path sentences;

    @Option(names = "--groups", paramLabel = "FILE", description = "By default beside these.")
    private Path groups;

    /** What became of one group's sentences. */
    private record Outcome(int sentences, int abusive, int reviewed, int removed) {

        double share() {
            return (double) abusive / sentences;
        }

        double actedShare() {
            return (double) (reviewed + removed) / sentences;
        }

        Outcome plus(Outcome other) {
            return new Outcome(
                    sentences + other.sentences,
                    abusive + other.abusive,
                    reviewed + other.reviewed,
                    removed + other.removed);
        }
    }

    @Override
    public Integer call() {
        Path home = Installation.locate().home();
        SwapSentences swaps =
                SwapSentences.read(
                        sentences == null
                                ? home.resolve("deploy/models/abuse-zh/fairness.tsv")
                                : sentences,
                        groups == null
                                ? home.resolve("deploy/models/abuse-zh/fairness.groups.tsv")
                                : groups);
        CompiledPolicy policy = policyFolder.compile();
        int abuse = policy.categories().stream().map(c -> c.id()).toList().indexOf(ABUSE);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%-10s %-14s %9s %8s %8s %8s%n",
                "kind", "group", "sentences", "abuse", "review", "remove");
        Outcome all = new Outcome(0, 0, 0, 0);
        double widest = 0;
        double widestActed = 0;
        for (String kind : swaps.sentences().keySet()) {
            double least = 1;
            double most = 0;
            double leastActed = 1;
            double mostActed = 0;
            for (String name : swaps.names().get(kind)) {
                Outcome outcome = outcome(policy, abuse, swaps.about(kind, name));
                out.printf(
                        "%-10s %-14s %9d %8d %8d %8d%n",
                        kind,
                        name,
                        outcome.sentences(),
                        outcome.abusive(),
                        outcome.reviewed(),
                        outcome.removed());
                all = all.plus(outcome);
                least = Math.min(least, outcome.share());
                most = Math.max(most, outcome.share());
                leastActed = Math.min(leastActed, outcome.actedShare());
                mostActed = Math.max(mostActed, outcome.actedShare());
            }
            widest = Math.max(widest, most - least);
            widestActed = Math.max(widestActed, mostActed - leastActed);
        }
        out.printf(
                "all: %d sentences, %.2f %% score as abuse, %.2f %% to review, %d removed; largest"
                        + " gap between groups %.2f points of score, %.2f of action%n",
                all.sentences(),
                100 * all.share(),
                100.0 * all.reviewed() / all.sentences(),
                all.removed(),
                100 * widest,
                100 * widestActed);
        out.flush();
        return all.removed() == 0 ? 0 : 1;
    }

    private static Outcome outcome(CompiledPolicy policy, int abuse, List<String> texts) {
        int abusive = 0;
        int reviewed = 0;
        int removed = 0;
        for (String text : texts) {
            var analysis = policy.analyze(text);
            double[] scores = analysis.scores();
            if (scores.length > 0 && abuse >= 0 && scores[abuse] >= MORE_LIKELY_THAN_NOT) {
                abusive++;
            }
            Decision decision =
                    policy.decide(
                            MessageFacts.text("m"),
                            analysis,
                            SenderFacts.NEUTRAL,
                            GroupFacts.NEUTRAL);
            reviewed += decision.action() == Action.REVIEW ? 1 : 0;
            removed += decision.action() == Action.REMOVE ? 1 : 0;
        }
        return new Outcome(texts.size(), abusive, reviewed, removed);
    }
}
