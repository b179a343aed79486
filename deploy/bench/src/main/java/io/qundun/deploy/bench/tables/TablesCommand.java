package io.qundun.deploy.bench.tables;

import io.qundun.deploy.Subcommand;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench tables}. */
@Command(
        name = "tables",
        description = {
            "Makes the tables of sounds, shapes and parts anew from their sources.",
            "The same sources give the same bytes."
        })
public final class TablesCommand implements Callable<Integer>, Subcommand {

    @Spec private CommandSpec spec;

    @Option(
            names = "--confusables",
            required = true,
            paramLabel = "DIR",
            description = "The folder with pinyin.txt.gz, chaizi_simplified.txt.gz and so on.")
    private Path confusables;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "Where the tables go: the resources of io.qundun.udfs.confusable.")
    private Path into;

    @Override
    public Integer call() {
        require(Files.isDirectory(confusables), "--confusables: there is no folder " + confusables);
        require(Files.isDirectory(into), "--into: there is no folder " + into);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("syllables.txt: %d characters%n", SyllableTable.write(confusables, into));
        out.printf("splits.txt: %d characters%n", SplitTable.write(confusables, into));
        out.printf("martian.txt: %d pairs%n", MartianTable.write(confusables, into));
        out.printf("look-alikes.txt: %d pairs%n", LookAlikeTable.write(confusables, into));
        out.flush();
        return 0;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
