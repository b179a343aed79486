package io.qundun.deploy.bench.tables;

import io.qundun.deploy.Subcommand;
import io.qundun.deploy.bench.Fold;
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
            "Makes the tables of sounds, shapes, parts and words anew from their sources.",
            "The same sources give the same bytes."
        })
public final class TablesCommand implements Callable<Integer>, Subcommand {

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The folder with confusables/, zh-dialogue/, cold/, swsr/ and so on.")
    private Path data;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "Where the tables go: the resources of io.qundun.udfs.confusable.")
    private Path into;

    @Option(
            names = "--fonts",
            paramLabel = "DIR",
            description = {
                "The folder with NotoSansCJK-Regular.ttc and NotoSerifCJK-Regular.ttc (Noto CJK"
                        + " 2.004 and 2.001; Debian's fonts-noto-cjk). Without it, look-alikes.txt"
                        + " is left as it is."
            })
    private Path fonts;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description = {
                "annotations/zh/annotations.json of npm's cldr-annotations-full 48.2.0. Without it,"
                        + " emoji-names.txt is left as it is."
            })
    private Path annotations;

    @Option(
            names = "--leave-out",
            paramLabel = "K/N",
            converter = Fold.Converter.class,
            description = {
                "Leaves one of N shares of its texts out of ordinary-text.bin, to measure with them"
                        + " by bench evasion --left-out. Such a table is not for shipping."
            })
    private Fold leftOut = Fold.NONE;

    @Override
    public Integer call() {
        Path confusables = data.resolve("confusables");
        require(Files.isDirectory(confusables), "--data: there is no folder " + confusables);
        require(Files.isDirectory(into), "--into: there is no folder " + into);
        require(fonts == null || Files.isDirectory(fonts), "--fonts: there is no folder " + fonts);
        require(
                annotations == null || Files.isReadable(annotations),
                "--annotations: there is no file " + annotations);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("syllables.txt: %d characters%n", SyllableTable.write(confusables, into));
        out.printf("splits.txt: %d characters%n", SplitTable.write(confusables, into));
        out.printf("martian.txt: %d pairs%n", MartianTable.write(confusables, into));
        out.printf("ordinary-text.bin: %d entries%n", OrdinaryTextTable.write(data, into, leftOut));
        out.printf("word-pairs.txt: %d pairs%n", WordPairTable.write(into));
        if (annotations != null) {
            out.printf("emoji-names.txt: %d emoji%n", EmojiNameTable.write(annotations, into));
        }
        if (fonts != null) {
            int pairs = LookAlikeTable.write(confusables, fonts, into);
            out.printf("look-alikes.txt: %d pairs%n", pairs);
        }
        out.flush();
        return 0;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
