package io.qundun.jobs.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.ParameterTool;

/**
 * A job's configuration: {@code --config FILE} with Java properties, and {@code --key value}, which
 * wins. Every key is declared as a {@link ConfigOption}; an unknown key is an error. Keys that
 * begin with {@code kafka.} go to every Kafka client without the prefix.
 *
 * <p>A value of the form {@code env:NAME} or {@code file:PATH} is a reference, so that no secret
 * stands in a file of settings: it is read where the job is submitted.
 */
public final class JobConfiguration {

    private static final String KAFKA_PREFIX = "kafka.";

    /** What the parser of arguments puts in the place of a missing value. */
    private static final String NO_VALUE = "__NO_VALUE_KEY";

    private final Configuration values;
    private final Properties kafka;

    private JobConfiguration(Configuration values, Properties kafka) {
        this.values = values;
        this.kafka = kafka;
    }

    /**
     * Reads arguments and the file that they name.
     *
     * @throws ConfigurationException for a missing file, an unknown key, a value of the wrong type
     *     or a reference to nothing
     */
    public static JobConfiguration parse(String[] args, List<ConfigOption<?>> options)
            throws ConfigurationException {
        Map<String, String> given = new HashMap<>();
        try {
            ParameterTool arguments = ParameterTool.fromArgs(args);
            String file = arguments.get("config");
            if (file != null && !file.equals(NO_VALUE)) {
                given.putAll(ParameterTool.fromPropertiesFile(file).toMap());
            }
            for (String key : arguments.toMap().keySet()) {
                if (arguments.get(key).equals(NO_VALUE)) {
                    throw new ConfigurationException("--" + key + " needs a value after it");
                }
                given.put(key, arguments.get(key));
            }
            given.remove("config");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot read the file given with --config: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "arguments are --config FILE and --key value: " + e.getMessage(), e);
        }
        return of(given, options);
    }

    /** From keys and values. */
    public static JobConfiguration of(Map<String, String> given, List<ConfigOption<?>> options)
            throws ConfigurationException {
        Configuration values = new Configuration();
        Properties kafka = new Properties();
        TreeSet<String> known = new TreeSet<>();
        for (ConfigOption<?> option : options) {
            known.add(option.key());
        }
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String key = entry.getKey();
            String value = dereference(key, entry.getValue());
            if (key.startsWith(KAFKA_PREFIX)) {
                kafka.setProperty(key.substring(KAFKA_PREFIX.length()), value);
            } else if (known.contains(key)) {
                values.setString(key, value);
            } else {
                problems.add("unknown key " + key + "; known are " + known + " and kafka.*");
            }
        }
        for (ConfigOption<?> option : options) {
            try {
                if (values.getOptional(option).isEmpty() && !option.hasDefaultValue()) {
                    problems.add("missing key " + option.key());
                }
            } catch (IllegalArgumentException e) {
                problems.add(option.key() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("; ", problems));
        }
        return new JobConfiguration(values, kafka);
    }

    private static String dereference(String key, String value) throws ConfigurationException {
        if (value.startsWith("env:")) {
            String name = value.substring("env:".length());
            String found = System.getenv(name);
            if (found == null) {
                throw new ConfigurationException(
                        key + " refers to the environment variable " + name + ", which is not set");
            }
            return found;
        }
        if (value.startsWith("file:") && !value.startsWith("file:///")) {
            Path path = Path.of(value.substring("file:".length()));
            try {
                return Files.readString(path, StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new ConfigurationException(
                        key + " refers to " + path + ", which cannot be read: " + e.getMessage(),
                        e);
            }
        }
        return value;
    }

    /** The value, or the option's default. */
    public <T> T get(ConfigOption<T> option) {
        return values.get(option);
    }

    /** Settings for every Kafka client: a fresh copy. */
    public Properties kafka() {
        Properties copy = new Properties();
        copy.putAll(kafka);
        return copy;
    }
}
