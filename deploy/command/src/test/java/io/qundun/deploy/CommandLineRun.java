package io.qundun.deploy;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One run of the command inside this process.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
public record CommandLineRun(int status, String out, String err) {

    public static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine qundun = Qundun.commandLine();
        qundun.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = qundun.execute(arguments);
        return new CommandLineRun(status, out.toString(), err.toString());
    }
}
