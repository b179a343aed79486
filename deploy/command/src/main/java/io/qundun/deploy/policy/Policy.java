package io.qundun.deploy.policy;

import io.qundun.deploy.Qundun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qundun policy}. */
@Command(
        name = "policy",
        description = "Policy packs.",
        subcommands = {PolicyCheck.class, PolicyPublish.class, PolicyStatusReport.class})
public final class Policy implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw Qundun.noSubcommand(spec);
    }
}
