package io.qundun.deploy.model;

import io.qundun.deploy.Qundun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qundun model}. */
@Command(
        name = "model",
        description = "Classifiers.",
        subcommands = {
            ModelTrain.class,
            CorpusCommand.class,
            ModelEvaluate.class,
            ModelValidate.class,
            ModelTraffic.class,
            ModelFairness.class
        })
public final class ModelGroup implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw Qundun.noSubcommand(spec);
    }
}
