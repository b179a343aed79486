package io.qundun.deploy.flink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * What the scripts of a Flink distribution start: the JobManager of a standalone cluster, a
 * TaskManager, the {@code flink} command. Ends when standard input reaches its end, which it does
 * when the process that started it dies, however it dies.
 *
 * <p>The first argument is {@code jobmanager}, {@code taskmanager} or {@code client}; the others go
 * to Flink.
 */
public final class FlinkServerMain {

    private static final int BAD_USAGE = 2;

    private FlinkServerMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw usage();
        }
        endWithStandardInput();
        String[] others = Arrays.copyOfRange(args, 1, args.length);
        switch (args[0]) {
            case "jobmanager" -> StandaloneSessionClusterEntrypoint.main(others);
            case "taskmanager" -> TaskManagerRunner.main(others);
            case "client" -> CliFrontend.main(others);
            default -> throw usage();
        }
    }

    private static IllegalStateException usage() {
        System.err.println("usage: FlinkServerMain jobmanager|taskmanager|client ARGUMENTS");
        System.exit(BAD_USAGE);
        return new IllegalStateException("the process has ended");
    }

    private static void endWithStandardInput() {
        InputStream in = System.in;
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                System.err.println("standard input failed: " + e);
                            }
                            System.exit(0);
                        },
                        "standard-input-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
