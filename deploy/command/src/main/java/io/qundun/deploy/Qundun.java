package io.qundun.deploy;

import io.qundun.deploy.convert.ConvertCommand;
import io.qundun.deploy.model.ModelGroup;
import io.qundun.deploy.policy.Policy;
import io.qundun.deploy.scan.ScanCommand;
import io.qundun.deploy.topics.Indices;
import io.qundun.deploy.topics.Topics;
import io.qundun.deploy.up.UpCommand;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code qundun} command. */
@Command(
        name = "qundun",
        description = "Stream-processing moderation for group chat (群盾).",
        // One line each.
        subcommands = {
            UpCommand.class, //
            ScanCommand.class, //
            ConvertCommand.class, //
            Policy.class, //
            Topics.class, //
            Indices.class, //
            ModelGroup.class, //
        },
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = QundunVersion.class,
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:not done, or done with errors", "2:wrong usage"})
public final class Qundun implements Runnable {

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with all its subcommands, those of modules further out included. */
    public static CommandLine commandLine() {
        CommandLine qundun = new CommandLine(new Qundun());
        for (Subcommand subcommand : ServiceLoader.load(Subcommand.class)) {
            qundun.addSubcommand(subcommand);
        }
        return qundun.setParameterExceptionHandler(Qundun::refuse)
                .setExecutionExceptionHandler(Qundun::fail)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Says in one line what is wrong with the arguments. */
    private static int refuse(ParameterException wrong, String[] args) {
        CommandLine at = wrong.getCommandLine();
        String name = at.getCommandSpec().qualifiedName();
        PrintWriter screen = at.getErr();
        screen.println(
                name
                        + ": "
                        + wrong.getMessage().strip().replaceAll("\\s*\\R\\s*", " ")
                        + " (see "
                        + name
                        + " --help)");
        return at.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int fail(Exception failure, CommandLine at, ParseResult arguments) {
        String name = at.getCommandSpec().qualifiedName();
        if (failure instanceof QundunException) {
            at.getErr().println(name + ": " + failure.getMessage());
        } else {
            LoggerFactory.getLogger(Qundun.class).error("{} failed", name, failure);
            at.getErr().println(name + ": " + failure + " (details in " + QundunLogs.file() + ")");
        }
        return at.getCommandSpec().exitCodeOnExecutionException();
    }

    /** A command that only groups others was called on its own. */
    public static ParameterException noSubcommand(CommandSpec spec) {
        return new ParameterException(
                spec.commandLine(),
                "which of its commands? " + String.join(", ", spec.subcommands().keySet()));
    }

    @Override
    public void run() {
        throw noSubcommand(spec);
    }
}
