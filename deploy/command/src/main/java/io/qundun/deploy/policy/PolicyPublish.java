package io.qundun.deploy.policy;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.topics.KafkaConnection;
import io.qundun.schemas.PolicyRelease;
import io.qundun.udfs.policy.InvalidPolicyException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code qundun policy publish}. */
@Command(
        name = "publish",
        description =
                "Validates a pack and publishes it. The running jobs take it up when its version is"
                        + " the highest; what they make of it: qundun policy status.")
public final class PolicyPublish implements Runnable {

    @Spec private CommandSpec spec;
    @Mixin private KafkaConnection kafka;

    @Parameters(paramLabel = "DIR", description = "The pack's folder.")
    private Path folder;

    @Option(
            names = "--effective-in",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description =
                    "How far ahead it takes effect, such as 500ms, 5s, 10m, 2h. Messages whose"
                            + " broker time is later are judged by it. (default: ${DEFAULT-VALUE})")
    private Duration effectiveIn;

    @Option(
            names = "--publisher",
            paramLabel = "ROLE",
            defaultValue = "",
            showDefaultValue = Help.Visibility.NEVER,
            description = "Who publishes: a role or account, not a person's name.")
    private String publisher;

    static final class DurationConverter implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is no time such as 500ms, 5s, 10m, 2h");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
    }

    @Override
    public void run() {
        PolicyPack pack;
        try {
            pack = PolicyPack.read(folder);
        } catch (InvalidPolicyException e) {
            throw new QundunException("not published: " + e.getMessage(), e);
        }
        try (PolicyPublisher publisherOfPacks =
                PolicyPublisher.connect(kafka.properties(), Clock.systemUTC())) {
            PolicyRelease release = publisherOfPacks.publish(pack, effectiveIn, publisher);
            spec.commandLine()
                    .getOut()
                    .println(
                            release.getPackId()
                                    + " version "
                                    + release.getVersion()
                                    + " is published, effective from "
                                    + Instant.ofEpochMilli(release.getEffectiveFrom())
                                    + ", hash "
                                    + release.getHash());
        } catch (KafkaException e) {
            throw new QundunException("Kafka cannot be reached: " + e.getMessage(), e);
        }
    }
}
