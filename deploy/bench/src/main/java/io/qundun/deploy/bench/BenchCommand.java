package io.qundun.deploy.bench;

import io.qundun.deploy.Qundun;
import io.qundun.deploy.Subcommand;
import io.qundun.deploy.bench.evasion.EvasionCommand;
import io.qundun.deploy.bench.judged.JudgedCommand;
import io.qundun.deploy.bench.matcher.MatcherCommand;
import io.qundun.deploy.bench.tables.TablesCommand;
import io.qundun.deploy.bench.terms.TermsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qundun bench}. */
@Command(
        name = "bench",
        description = "Measures on this machine.",
        subcommands = {
            PipelineCommand.class,
            StateCommand.class,
            FunctionsCommand.class,
            MatcherCommand.class,
            EvasionCommand.class,
            TablesCommand.class,
            TermsCommand.class,
            JudgedCommand.class
        })
public final class BenchCommand implements Runnable, Subcommand {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw Qundun.noSubcommand(spec);
    }
}
