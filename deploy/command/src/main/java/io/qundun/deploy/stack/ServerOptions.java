package io.qundun.deploy.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a server of the local stack is started.
 *
 * @param folder holds its data, configuration and logs; created when missing
 * @param port to listen on; 0 finds a free one
 * @param heapMegabytes largest heap, in MiB
 * @param startLimit how long a start may take; a recovery after a crash takes half a minute
 * @param settings added to the server's own configuration, and winning over ours
 */
public record ServerOptions(
        Path folder,
        int port,
        int heapMegabytes,
        Duration startLimit,
        Map<String, String> settings) {

    public ServerOptions {
        folder = folder.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /** Any port, 512 MiB of heap, two minutes to start. */
    public static ServerOptions in(Path folder) {
        return new ServerOptions(folder, 0, 512, Duration.ofMinutes(3), Map.of());
    }

    public ServerOptions withPort(int port) {
        return new ServerOptions(folder, port, heapMegabytes, startLimit, settings);
    }

    public ServerOptions withHeapMegabytes(int megabytes) {
        return new ServerOptions(folder, port, megabytes, startLimit, settings);
    }

    public ServerOptions withStartLimit(Duration limit) {
        return new ServerOptions(folder, port, heapMegabytes, limit, settings);
    }

    public ServerOptions withSettings(Map<String, String> settings) {
        return new ServerOptions(folder, port, heapMegabytes, startLimit, settings);
    }
}
