package io.qundun.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.stack.Installation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars that {@code flink run} takes hold what a cluster has not, and nothing that it has. */
class ShippedJarsTest {

    // What a Flink distribution brings, or what would fight with it.
    private static final List<String> OF_THE_CLUSTER =
            List.of(
                    "org/apache/flink/streaming/api/",
                    "org/apache/flink/runtime/",
                    "org/apache/flink/core/",
                    "org/apache/flink/api/",
                    "org/apache/flink/table/",
                    "org/apache/flink/client/",
                    "org/rocksdb/",
                    "org/slf4j/",
                    "org/apache/logging/",
                    "org/apache/log4j/",
                    "ch/qos/logback/",
                    "META-INF/maven/");

    private static final List<String> OF_EVERY_JOB =
            List.of(
                    "org/apache/avro/Schema.class",
                    "org/apache/flink/connector/base/source/reader/SourceReaderBase.class",
                    "org/apache/flink/connector/kafka/source/KafkaSource.class",
                    "org/apache/flink/formats/avro/typeutils/AvroTypeInfo.class",
                    "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                    "io/qundun/jobs/version.properties",
                    "META-INF/LICENSE",
                    "META-INF/NOTICE");

    private static JarFile jar(String job) throws IOException {
        return new JarFile(Installation.locate().jobJar(job).toFile());
    }

    private static Set<String> names(JarFile jar) {
        return jar.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "moderation, io.qundun.jobs.moderation.ModerationJob",
        "activity, io.qundun.jobs.activity.ActivityJob",
        "credit, io.qundun.jobs.credit.CreditJob",
        "enforcement, io.qundun.jobs.enforcement.EnforcementJob",
        "evidence, io.qundun.jobs.evidence.EvidenceJob"
    })
    void theManifestNamesTheJob(String job, String mainClass) throws IOException {
        try (JarFile jar = jar(job)) {
            Attributes attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo(mainClass);
            assertThat(names(jar)).contains(mainClass.replace('.', '/') + ".class");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moderation", "activity", "credit", "enforcement", "evidence"})
    void aJarHoldsNoOtherJob(String job) throws IOException {
        try (JarFile jar = jar(job)) {
            assertThat(names(jar))
                    .filteredOn(name -> name.matches("io/qundun/jobs/[a-z]+/[^/]*\\.class"))
                    .allMatch(
                            name ->
                                    name.startsWith("io/qundun/jobs/" + job + "/")
                                            || name.startsWith("io/qundun/jobs/runtime/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moderation", "activity", "credit", "enforcement", "evidence"})
    void aJarHoldsWhatTheClusterLacksAndNothingElse(String job) throws IOException {
        try (JarFile jar = jar(job)) {
            Set<String> names = names(jar);

            assertThat(names).containsAll(OF_EVERY_JOB);
            assertThat(names)
                    .noneMatch(name -> OF_THE_CLUSTER.stream().anyMatch(name::startsWith))
                    .noneMatch(name -> name.endsWith(".SF") || name.endsWith(".RSA"))
                    .noneMatch(name -> name.endsWith("module-info.class"));
        }
    }

    @Test
    void noJarHoldsTheOtherJobsLibraries() throws IOException {
        try (JarFile moderation = jar("moderation");
                JarFile evidence = jar("evidence")) {
            assertThat(names(moderation))
                    .anyMatch(name -> name.startsWith("dev/cel/"))
                    .anyMatch(name -> name.startsWith("opennlp/"))
                    .noneMatch(name -> name.startsWith("co/elastic/"))
                    .noneMatch(name -> name.startsWith("org/apache/http/"));
            assertThat(names(evidence))
                    .anyMatch(name -> name.startsWith("co/elastic/"))
                    .noneMatch(name -> name.startsWith("tools/jackson/"))
                    .noneMatch(name -> name.startsWith("dev/cel/"))
                    .noneMatch(name -> name.startsWith("opennlp/"));
        }
    }
}
