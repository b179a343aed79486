package io.qundun.deploy.topics;

import io.qundun.deploy.Qundun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qundun topics}. */
@Command(
        name = "topics",
        description = "Kafka topics.",
        subcommands = {TopicsApply.class})
public final class Topics implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw Qundun.noSubcommand(spec);
    }
}
