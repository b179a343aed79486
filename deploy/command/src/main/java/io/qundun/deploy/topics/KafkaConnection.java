package io.qundun.deploy.topics;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which Kafka to talk to, and how. */
public final class KafkaConnection {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT[,…]",
            description = "Kafka's bootstrap servers. Wins over those of --config.")
    private String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka's clients: TLS, SASL and the like. Secrets can stay"
                            + " elsewhere with Kafka's config.providers.")
    private Path config;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * What Kafka's clients are made with.
     *
     * @throws ParameterException when no server is named
     */
    public Properties properties() {
        Properties properties = new Properties();
        if (config != null) {
            try (Reader in = Files.newBufferedReader(config)) {
                properties.load(in);
            } catch (IOException e) {
                throw new QundunException("--config " + config + " cannot be read: " + e, e);
            }
        }
        if (bootstrap != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        }
        if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no Kafka is named: give --bootstrap HOST:PORT, or --config FILE with"
                            + " bootstrap.servers in it");
        }
        return properties;
    }
}
