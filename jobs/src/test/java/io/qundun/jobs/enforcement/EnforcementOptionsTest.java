package io.qundun.jobs.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class EnforcementOptionsTest {

    @Test
    void theDefaultsMakeSense() throws Exception {
        assertThat(EnforcementOptions.settings(with(Map.of())))
                .isEqualTo(new EnforcementSettings(30_000, 600_000, 6, 604_800_000));
    }

    @Test
    void nonsenseIsRefused() {
        assertRefused(EnforcementOptions.ACKNOWLEDGEMENT_TIMEOUT, "0 s", "longer than nothing");
        assertRefused(EnforcementOptions.ACKNOWLEDGEMENT_ATTEMPTS, "0", "at least 1, not 0");
        assertRefused(EnforcementOptions.HISTORY_KEPT, "0 d", "longer than nothing");
    }

    private static void assertRefused(ConfigOption<?> option, String value, String message) {
        assertThatThrownBy(() -> EnforcementOptions.settings(with(Map.of(option.key(), value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(option.key())
                .hasMessageContaining(message);
    }

    private static JobConfiguration with(Map<String, String> values) throws ConfigurationException {
        Map<String, String> given = new HashMap<>(values);
        given.put(CommonOptions.BOOTSTRAP_SERVERS.key(), "kafka:9092");
        return JobConfiguration.of(given, EnforcementOptions.all());
    }
}
