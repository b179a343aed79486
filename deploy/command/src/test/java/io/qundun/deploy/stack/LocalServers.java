package io.qundun.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka and a real Elasticsearch, started for the first test class that registers this
 * extension and stopped after the last one. Tests use topics and indices of their own, and leave
 * the servers running.
 */
public final class LocalServers implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LocalServers.class);

    private Pair pair;

    private record Pair(KafkaProcess kafka, ElasticsearchProcess elasticsearch)
            implements AutoCloseable {

        static Pair start() {
            Installation installation = Installation.locate();
            Path folder = folder("servers");
            CompletableFuture<KafkaProcess> kafka =
                    CompletableFuture.supplyAsync(
                            () ->
                                    KafkaProcess.start(
                                            installation,
                                            ServerOptions.in(folder.resolve("kafka"))));
            ElasticsearchProcess elasticsearch =
                    ElasticsearchProcess.start(
                            installation, ServerOptions.in(folder.resolve("elasticsearch")));
            return new Pair(kafka.join(), elasticsearch);
        }

        @Override
        public void close() {
            kafka.close();
            elasticsearch.close();
        }
    }

    /** A new folder among the build's output. */
    public static Path folder(String name) {
        Path parent = Installation.locate().dataFolder();
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        pair =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Pair.class, key -> Pair.start(), Pair.class);
    }

    public KafkaProcess kafka() {
        return pair.kafka();
    }

    public ElasticsearchProcess elasticsearch() {
        return pair.elasticsearch();
    }

    /** For Kafka's clients. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka().bootstrapServers());
        return properties;
    }
}
