package io.qundun.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.stack.LocalServers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the command as a process of its own.
 *
 * @param status exit status
 * @param err standard error
 */
record ChildCommand(int status, String err) {

    private static final int LIMIT_SECONDS = 240;

    /** Runs it to its end, standard output into a file. */
    static ChildCommand run(Path out, String... arguments) throws Exception {
        Path folder = LocalServers.folder("command");
        Path err = folder.resolve("stderr");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dqundun.home=" + System.getProperty("qundun.home"));
        command.add("-Dqundun.data=" + folder.resolve("data"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.qundun.deploy.Qundun");
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as(() -> read(err))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new ChildCommand(process.exitValue(), read(err));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
