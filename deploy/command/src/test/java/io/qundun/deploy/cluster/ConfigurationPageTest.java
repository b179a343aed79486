package io.qundun.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.stack.Installation;
import io.qundun.jobs.activity.ActivityOptions;
import io.qundun.jobs.credit.CreditOptions;
import io.qundun.jobs.enforcement.EnforcementOptions;
import io.qundun.jobs.evidence.EvidenceOptions;
import io.qundun.jobs.moderation.ModerationOptions;
import io.qundun.jobs.runtime.CommonOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** The page on clusters lists every setting as the jobs declare it. */
class ConfigurationPageTest {

    private static final String WRITE = "qundun.docs.write";
    private static final String BEGIN = "<!-- generated: options -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void thePageListsEverySetting() throws IOException {
        Path page = Installation.locate().home().resolve("deploy/docs/cluster.md");
        String present = Files.readString(page);
        int begin = present.indexOf(BEGIN) + BEGIN.length();
        String wanted =
                present.substring(0, begin)
                        + tables()
                        + present.substring(present.indexOf(END, begin));
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(page, wanted);
            return;
        }

        assertThat(present)
                .as(
                        "deploy/docs/cluster.md differs from the jobs' settings; write it again"
                                + " with mvn verify -pl deploy/command -am"
                                + " -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dtest=ConfigurationPageTest -D%s=true",
                        WRITE)
                .isEqualTo(wanted);
    }

    private static String tables() {
        List<ConfigOption<?>> common = CommonOptions.all();
        return table("Every job", common)
                + table("Moderation", without(common, ModerationOptions.all()))
                + table("Activity", without(common, ActivityOptions.all()))
                + table("Credit", without(common, CreditOptions.all()))
                + table("Enforcement", without(common, EnforcementOptions.all()))
                + table("Evidence", without(common, EvidenceOptions.all()));
    }

    private static List<ConfigOption<?>> without(
            List<ConfigOption<?>> common, List<ConfigOption<?>> all) {
        return all.stream().filter(option -> !common.contains(option)).toList();
    }

    private static String table(String title, List<ConfigOption<?>> options) {
        StringBuilder table = new StringBuilder("\n### " + title + "\n");
        table.append("| key | default | meaning, and what goes wrong at either extreme |\n");
        table.append("|---|---|---|\n");
        HtmlFormatter formatter = new HtmlFormatter();
        for (ConfigOption<?> option : options) {
            String description = formatter.format(option.description());
            assertThat(description).as(option.key() + " has a description").isNotBlank();
            table.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    option.key(),
                                    defaultOf(option),
                                    description.replace("|", "\\|")));
        }
        return table.append('\n').toString();
    }

    private static String defaultOf(ConfigOption<?> option) {
        if (!option.hasDefaultValue()) {
            return "required";
        }
        Object value = option.defaultValue();
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        return value.toString().isEmpty() ? "empty" : value.toString();
    }
}
