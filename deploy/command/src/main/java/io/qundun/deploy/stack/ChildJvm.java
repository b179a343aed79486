package io.qundun.deploy.stack;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of our own that runs a server. It holds the reading end of a pipe whose writing end is this
 * process's: when this process dies, however it dies, the server reads the end of its standard
 * input and stops. It ignores the terminal's Ctrl-C, which reaches the whole foreground group, so
 * that this process can stop things in order.
 */
final class ChildJvm {

    /** What a server needs to be running; asked again and again until it holds. */
    interface Readiness {
        boolean isReady() throws IOException, InterruptedException;
    }

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final int TAIL_BYTES = 16_384;
    private static final int TAIL_LINES = 25;

    // An ignored signal stays ignored over exec, and a JVM leaves it so.
    private static final List<String> WITHOUT_INTERRUPT =
            List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final String name;
    private final Process process;
    private final Path logFolder;
    private final Path console;

    private ChildJvm(String name, Process process, Path logFolder, Path console) {
        this.name = name;
        this.process = process;
        this.logFolder = logFolder;
        this.console = console;
    }

    /**
     * Starts a JVM.
     *
     * @param name what to call the server in messages
     * @param options for the JVM
     * @param logFolder gets what it prints, as {@code console.log}, and its logs
     */
    static ChildJvm start(
            String name,
            List<String> options,
            String classPath,
            String mainClass,
            List<String> arguments,
            Path logFolder) {
        List<String> command = new ArrayList<>(WITHOUT_INTERRUPT);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dqundun.log.dir=" + logFolder);
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.awt.headless=true");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        Path console = logFolder.resolve("console.log");
        try {
            Files.createDirectories(logFolder);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(logFolder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(console.toFile());
            // Options meant for this process, and their notice on the screen, are not for it.
            builder.environment().keySet().removeIf(ChildJvm::isJvmOption);
            return new ChildJvm(name, builder.start(), logFolder, console);
        } catch (IOException e) {
            throw new QundunException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    static boolean isJvmOption(String variable) {
        return variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("_JAVA_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS");
    }

    /**
     * Waits until the server is ready.
     *
     * @throws QundunException when it ends or is not ready in time; it is not running then
     */
    void awaitReady(Readiness readiness, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean ready = false;
        try {
            while (!ready) {
                if (!process.isAlive()) {
                    throw failure("ended with status " + process.exitValue() + " while starting");
                }
                if (System.nanoTime() > deadline) {
                    kill();
                    throw failure("was not ready after " + limit.toSeconds() + " s");
                }
                ready = isReady(readiness);
                if (!ready) {
                    Thread.sleep(POLL_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new QundunException(name + ": interrupted while it was starting", e);
        }
    }

    private static boolean isReady(Readiness readiness) throws InterruptedException {
        try {
            return readiness.isReady();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private QundunException failure(String what) {
        return new QundunException(
                name
                        + " "
                        + what
                        + ". Its logs are in "
                        + logFolder
                        + "; the last lines:\n"
                        + tail());
    }

    /** The last lines that it printed and logged. */
    String tail() {
        StringBuilder lines = new StringBuilder();
        try (var files = Files.newDirectoryStream(logFolder, "*.log")) {
            for (Path file : files) {
                if (!file.equals(console)) {
                    tail(file, lines);
                }
            }
            tail(console, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the logs in " + logFolder, e);
        }
        return lines.toString().stripTrailing();
    }

    private static void tail(Path file, StringBuilder into) throws IOException {
        String text;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(TAIL_BYTES, in.length());
            in.seek(in.length() - length);
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        List<String> lines = text.lines().toList();
        for (String line : lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) {
            into.append("  ").append(line).append('\n');
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end, and kills it when it does not within 20 s. */
    void stop() {
        resume(); // a suspended process would not hear of it
        process.destroy();
        closeInput();
        if (!awaitEnd(STOP_LIMIT)) {
            kill();
        }
    }

    /** Ends it at once, as a power cut would: kill -9. */
    void kill() {
        process.destroyForcibly();
        closeInput();
        awaitEnd(STOP_LIMIT);
    }

    private void closeInput() {
        try (OutputStream input = process.getOutputStream()) {
            input.flush();
        } catch (IOException e) {
            // The reader is gone already, which is what was wanted.
        }
    }

    private boolean awaitEnd(Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // ending comes first, or a server would be left behind
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Freezes it: connections stay open and nothing answers. */
    void suspend() {
        signal("STOP");
    }

    /** Lets a suspended one go on. */
    void resume() {
        if (process.isAlive()) {
            signal("CONT");
        }
    }

    private void signal(String signal) {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (status != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + signal + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
