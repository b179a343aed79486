package io.qundun.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka node for this machine: broker and controller in one child process. Topics are not created
 * by use. Not thread-safe.
 */
public final class KafkaProcess implements AutoCloseable {

    private static final String NAME = "Kafka";
    private static final int ANSWER_MILLIS = 10_000;

    private final Installation installation;
    private final ServerOptions options;
    private final int port;
    private ChildJvm jvm;

    private KafkaProcess(Installation installation, ServerOptions options, int port) {
        this.installation = installation;
        this.options = options;
        this.port = port;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws io.qundun.deploy.QundunException when the port is taken or the start fails
     */
    public static KafkaProcess start(Installation installation, ServerOptions options) {
        KafkaProcess kafka =
                new KafkaProcess(installation, options, Ports.choose(options.port(), NAME));
        kafka.launch();
        return kafka;
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
        Path settings = writeSettings();
        jvm =
                ChildJvm.start(
                        NAME,
                        List.of("-Xmx" + options.heapMegabytes() + "m"),
                        installation.kafkaClassPath(),
                        "io.qundun.deploy.kafka.KafkaServerMain",
                        List.of(settings.toString()),
                        options.folder().resolve("logs"));
        jvm.awaitReady(this::answers, options.startLimit());
    }

    private Path writeSettings() {
        int controllerPort = Ports.free();
        Properties settings = new Properties();
        settings.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "listeners",
                                "PLAINTEXT://127.0.0.1:"
                                        + port
                                        + ",CONTROLLER://127.0.0.1:"
                                        + controllerPort,
                        "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                        "controller.listener.names", "CONTROLLER",
                        "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name", "PLAINTEXT",
                        "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                        "log.dirs", options.folder().resolve("data").toString()));
        for (String replicas :
                List.of(
                        "default.replication.factor",
                        "min.insync.replicas",
                        "offsets.topic.replication.factor",
                        "transaction.state.log.replication.factor",
                        "transaction.state.log.min.isr",
                        "share.coordinator.state.topic.replication.factor",
                        "share.coordinator.state.topic.min.isr")) {
            settings.put(replicas, "1");
        }
        settings.putAll(
                Map.of(
                        "offsets.topic.num.partitions", "4",
                        "transaction.state.log.num.partitions", "4",
                        "share.coordinator.state.topic.num.partitions", "1",
                        "auto.create.topics.enable", "false",
                        "group.initial.rebalance.delay.ms", "0",
                        // Flink's exactly-once sink asks for an hour.
                        "transaction.max.timeout.ms", "3600000",
                        "num.network.threads", "2",
                        "num.io.threads", "4",
                        "log.cleaner.dedupe.buffer.size", "4194304"));
        // After a crash a node is let in again only when its former session has ended.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.putAll(options.settings());
        Path file = options.folder().resolve("server.properties");
        try {
            Files.createDirectories(options.folder());
            try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                settings.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return file;
    }

    private boolean answers() throws InterruptedException {
        // A client that finds nobody waits and complains in the log; so knock first.
        if (!Ports.answers(port)) {
            return false;
        }
        Map<String, Object> client =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** {@code host:port}, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
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
