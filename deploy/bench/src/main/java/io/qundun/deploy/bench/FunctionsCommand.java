package io.qundun.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code qundun bench functions}: the JMH benchmarks of this module. */
@Command(
        name = "functions",
        description = {
            "Measures the hot pure functions with JMH.",
            "Takes JMH's options and patterns: -l lists the benchmarks, -prof gc counts what they"
                    + " allocate, Analyze runs those with that name."
        })
final class FunctionsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws RunnerException {
        CommandLineOptions options;
        try {
            options = new CommandLineOptions(arguments.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Runner runner = new Runner(options);
        if (options.shouldList()) {
            runner.list();
        } else {
            runner.run();
        }
        return 0;
    }
}
