package io.qundun.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An Elasticsearch node for this machine, in a child process: no security, no ILM, one copy of
 * everything. Not thread-safe.
 */
public final class ElasticsearchProcess implements AutoCloseable {

    private static final String NAME = "Elasticsearch";
    private static final int OK = 200;

    private final Installation installation;
    private final ServerOptions options;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private ChildJvm jvm;

    private ElasticsearchProcess(Installation installation, ServerOptions options, int port) {
        this.installation = installation;
        this.options = options;
        this.port = port;
    }

    /**
     * Starts it and waits until it answers and holds all its indices.
     *
     * @throws io.qundun.deploy.QundunException when the port is taken or the start fails
     */
    public static ElasticsearchProcess start(Installation installation, ServerOptions options) {
        ElasticsearchProcess elasticsearch =
                new ElasticsearchProcess(installation, options, Ports.choose(options.port(), NAME));
        elasticsearch.launch();
        return elasticsearch;
    }

    /** Starts it again after {@link #stop} or {@link #kill}: same port, same data. */
    public void startAgain() {
        if (isRunning()) {
            throw new IllegalStateException("it is running");
        }
        Ports.choose(port, NAME);
        launch();
    }

    private void launch() {
        writeSettings();
        jvm =
                ChildJvm.start(
                        NAME,
                        List.of("-Xmx" + options.heapMegabytes() + "m"),
                        installation.elasticsearchClassPath(),
                        "io.qundun.deploy.elasticsearch.ElasticsearchServerMain",
                        List.of(
                                options.folder().toString(),
                                installation.elasticsearchModules().toString()),
                        options.folder().resolve("logs"));
        jvm.awaitReady(this::answers, options.startLimit());
    }

    private void writeSettings() {
        Map<String, String> settings =
                new TreeMap<>(
                        Map.of(
                                "cluster.name", "qundun",
                                "node.name", "local",
                                "discovery.type", "single-node",
                                "network.host", "127.0.0.1",
                                "http.port", Integer.toString(port),
                                "transport.port", "0",
                                "path.data", options.folder().resolve("data").toString(),
                                "path.logs", options.folder().resolve("logs").toString(),
                                // A laptop's disk is often fuller than a server's may be.
                                "cluster.routing.allocation.disk.threshold_enabled", "false"));
        settings.putAll(options.settings());
        StringBuilder yaml = new StringBuilder();
        settings.forEach(
                (key, value) ->
                        yaml.append(key)
                                .append(": '")
                                .append(value.replace("'", "''"))
                                .append("'\n"));
        Path file = options.folder().resolve("config/elasticsearch.yml");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        HttpRequest health =
                HttpRequest.newBuilder(
                                URI.create(
                                        url()
                                                + "/_cluster/health?wait_for_status=yellow&wait_for_no_initializing_shards=true&timeout=1s"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    }

    /** {@code http://host:port}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return jvm.pid();
    }

    public boolean isRunning() {
        return jvm != null && jvm.isAlive();
    }

    /** Ends it cleanly; kills it when it does not end. */
    public void stop() {
        if (isRunning()) {
            jvm.stop();
        }
    }

    /** Ends it as a power cut would. */
    public void kill() {
        if (isRunning()) {
            jvm.kill();
        }
    }

    /** Freezes it: connections stay open, nothing answers. */
    public void suspend() {
        jvm.suspend();
    }

    /** Lets it go on after {@link #suspend}. */
    public void resume() {
        jvm.resume();
    }

    @Override
    public void close() {
        stop();
    }
}
