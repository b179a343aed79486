package io.qundun.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.qundun.jobs.runtime.KafkaEndpoints;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.junit.jupiter.api.Test;

/** The floors of the house: each knows only those below it. */
class FloorsTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.qundun");

    @Test
    void schemasKnowAvroAlone() {
        classes()
                .that()
                .resideInAPackage("io.qundun.schemas..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.qundun.schemas..", "org.apache.avro..", "java..")
                .check(HOUSE);
    }

    @Test
    void udfsKnowNoFloorAboveThem() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.udfs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.qundun.jobs..", "io.qundun.deploy..")
                .check(HOUSE);
    }

    @Test
    void udfsKnowFlinkInTheSqlFunctionsAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.udfs..")
                .and()
                .resideOutsideOfPackage("io.qundun.udfs.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "io.qundun.udfs.sql..")
                .check(HOUSE);
    }

    @Test
    void udfsDoNoInputOrOutputOverTheNetwork() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.udfs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "co.elastic..", "java.net.http..", "java.sql..")
                .check(HOUSE);
    }

    @Test
    void jobsKnowNoFloorAboveThem() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.qundun.deploy..")
                .check(HOUSE);
    }

    @Test
    void aJobDoesNotKnowAnother() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.jobs.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.qundun.jobs.moderation..", "io.qundun.jobs.evidence..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("io.qundun.jobs.moderation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.qundun.jobs.evidence..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("io.qundun.jobs.evidence..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.qundun.jobs.moderation..")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void theActivityJobKnowsNoOther() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.jobs.activity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.qundun.jobs.moderation..", "io.qundun.jobs.evidence..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.qundun.jobs.activity..")
                .and()
                .resideInAPackage("io.qundun.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.qundun.jobs.activity..")
                .check(HOUSE);
    }

    /** There a sink states its delivery guarantee, and a source reads only what is committed. */
    @Test
    void kafkaSourcesAndSinksAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun.jobs..")
                .and()
                .doNotBelongToAnyOf(KafkaEndpoints.class)
                .should()
                .callMethod(KafkaSink.class, "builder")
                .orShould()
                .callMethod(KafkaSource.class, "builder")
                .check(HOUSE);
    }

    @Test
    void nothingIsCalledAHelper() {
        noClasses()
                .that()
                .resideInAPackage("io.qundun..")
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Misc")
                .check(HOUSE);
    }
}
