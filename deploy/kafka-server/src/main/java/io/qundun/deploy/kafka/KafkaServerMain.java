package io.qundun.deploy.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka node that is broker and controller in one: formats its log folder on first start, then
 * runs Kafka's own main. Ends cleanly on SIGTERM and when standard input reaches its end, which it
 * does when the process that started it dies, however it dies.
 *
 * <p>The only argument is the server.properties file.
 */
public final class KafkaServerMain {

    private KafkaServerMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: KafkaServerMain <server.properties>");
            System.exit(2);
        }
        endWithStandardInput();
        Path settings = Path.of(args[0]);
        formatIfNew(settings);
        Kafka.main(new String[] {settings.toString()});
    }

    private static void formatIfNew(Path settings) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        String logDir = properties.getProperty("log.dirs");
        if (logDir == null) {
            throw new IllegalArgumentException(settings + " sets no log.dirs: add it");
        }
        if (Files.exists(Path.of(logDir, "meta.properties"))) {
            return;
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status =
                StorageTool.execute(
                        new String[] {
                            "format",
                            "--cluster-id",
                            Uuid.randomUuid().toString(),
                            "--config",
                            settings.toString(),
                            "--ignore-formatted"
                        },
                        new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            System.err.print(output.toString(StandardCharsets.UTF_8));
            System.exit(status);
        }
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
