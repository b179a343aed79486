package io.qundun.deploy.topics;

import io.qundun.deploy.Qundun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qundun indices}. */
@Command(
        name = "indices",
        description = "Elasticsearch templates.",
        subcommands = {IndicesApply.class})
public final class Indices implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw Qundun.noSubcommand(spec);
    }
}
