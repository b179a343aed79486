package io.qundun.deploy.topics;

import io.qundun.deploy.QundunException;
import io.qundun.schemas.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun topics apply}. */
@Command(
        name = "apply",
        description =
                "Creates the topics that are missing and alters configuration that differs from the"
                        + " catalogue. Never deletes, and never lowers a retention or changes"
                        + " partitions.")
public final class TopicsApply implements Runnable {

    private static final String FOREVER = "forever";

    @Spec private CommandSpec spec;
    @Mixin private KafkaConnection kafka;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "3",
            description = "Copies of each partition of new topics. (default: ${DEFAULT-VALUE})")
    private short replicationFactor;

    @Option(
            names = "--retention",
            paramLabel = "TOPIC=DAYS",
            description =
                    "How many days (or: forever) a topic keeps its records instead of the"
                            + " catalogue's. Less than 184 days is refused for logs, measures and"
                            + " evidence. Can be given again.")
    private Map<String, String> retention = Map.of();

    @Option(names = "--dry-run", description = "Say what would be done, do nothing.")
    private boolean dryRun;

    @Override
    public void run() {
        TopicSettings settings = settings();
        List<TopicOutcome> outcomes;
        try (Admin admin = Admin.create(kafka.properties())) {
            outcomes = new TopicInstaller(admin).apply(settings, dryRun);
        } catch (KafkaException e) {
            throw new QundunException("Kafka's client cannot be made: " + reason(e), e);
        }
        int width =
                Arrays.stream(Topic.values()).mapToInt(t -> t.topicName().length()).max().orElse(0);
        for (TopicOutcome outcome : outcomes) {
            String line =
                    String.format(
                            "%-" + width + "s  %-9s  %s",
                            outcome.topic().topicName(),
                            outcome.state().name().toLowerCase(Locale.ROOT),
                            String.join("; ", outcome.notes()));
            spec.commandLine().getOut().println(line.stripTrailing());
        }
        if (dryRun) {
            spec.commandLine().getErr().println("nothing was done: --dry-run");
        }
    }

    private static String reason(Throwable failure) {
        return failure.getCause() == null
                ? failure.getMessage()
                : failure.getMessage() + ": " + failure.getCause().getMessage();
    }

    private TopicSettings settings() {
        Map<Topic, Optional<Duration>> chosen = new EnumMap<>(Topic.class);
        retention.forEach((name, days) -> chosen.put(topic(name), duration(name, days)));
        try {
            return new TopicSettings(replicationFactor, chosen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(name))
                .findAny()
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        spec.commandLine(),
                                        "--retention names the unknown topic '"
                                                + name
                                                + "'; there are "
                                                + Arrays.stream(Topic.values())
                                                        .map(Topic::topicName)
                                                        .collect(Collectors.joining(", "))));
    }

    private Optional<Duration> duration(String name, String days) {
        if (days.equals(FOREVER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofDays(Integer.parseUnsignedInt(days)));
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--retention "
                            + name
                            + "="
                            + days
                            + " is neither a number of days nor '"
                            + FOREVER
                            + "'",
                    e);
        }
    }
}
