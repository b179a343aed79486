package io.qundun.deploy.stack;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code flink} command of a distribution, run as a process for one cluster. */
public final class FlinkClient {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String classPath;
    private final Path configuration;
    private final Path folder;
    private final URI cluster;

    FlinkClient(String classPath, Path configuration, Path folder, URI cluster) {
        this.classPath = classPath;
        this.configuration = configuration;
        this.folder = folder;
        this.cluster = cluster;
    }

    /**
     * One run of the command.
     *
     * @param status exit status
     * @param out standard output
     * @param err standard error
     */
    public record Run(int status, String out, String err) {}

    Run run(List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                // As in the distribution's own config.yaml.
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "-Dfile.encoding=UTF-8",
                                "-Dsun.stdout.encoding=UTF-8",
                                "-Dsun.stderr.encoding=UTF-8",
                                "-Dqundun.log.dir=" + folder.resolve("logs/client"),
                                "-cp",
                                classPath,
                                "io.qundun.deploy.flink.FlinkServerMain",
                                "client"));
        command.addAll(arguments);
        try {
            Files.createDirectories(folder);
            Path out = Files.createTempFile(folder, "client-", ".out");
            Path err = Files.createTempFile(folder, "client-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().keySet().removeIf(ChildJvm::isJvmOption);
            builder.environment().put("FLINK_CONF_DIR", configuration.toString());
            Process process = builder.start();
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new QundunException(
                            "flink "
                                    + arguments.get(0)
                                    + " at "
                                    + cluster
                                    + " took longer than "
                                    + LIMIT.toSeconds()
                                    + " s:\n"
                                    + Files.readString(out)
                                    + Files.readString(err));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new QundunException(
                    "flink " + arguments.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException("interrupted while flink " + arguments.get(0) + " ran", e);
        }
    }
}
