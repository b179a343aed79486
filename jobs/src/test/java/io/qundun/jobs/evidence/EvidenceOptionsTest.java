package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.jobs.evidence.elasticsearch.BackOff;
import io.qundun.jobs.evidence.elasticsearch.ElasticsearchEndpoint;
import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;

class EvidenceOptionsTest {

    private static ElasticsearchEndpoint endpoint(String... more) throws ConfigurationException {
        Map<String, String> given = new HashMap<>();
        given.put("bootstrap.servers", "localhost:9092");
        given.put("elasticsearch.urls", "http://one:9200, https://two");
        for (int i = 0; i < more.length; i += 2) {
            given.put(more[i], more[i + 1]);
        }
        return EvidenceOptions.endpoint(JobConfiguration.of(given, EvidenceOptions.all()));
    }

    @Test
    void defaults() throws ConfigurationException {
        assertThat(endpoint())
                .isEqualTo(
                        new ElasticsearchEndpoint(
                                List.of(URI.create("http://one:9200"), URI.create("https://two")),
                                "",
                                "",
                                1_000,
                                4 << 20,
                                32 << 20,
                                2,
                                10_000,
                                Duration.ofMillis(200),
                                Duration.ofSeconds(60),
                                new BackOff(Duration.ofMillis(200), Duration.ofSeconds(15)),
                                10));
    }

    @Test
    void valuesThatCannotBeAreNamed() {
        assertThatThrownBy(() -> endpoint("elasticsearch.urls", "localhost:9200"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("localhost:9200")
                .hasMessageContaining("http(s)://host:port");
        assertThatThrownBy(() -> endpoint("elasticsearch.pending.documents", "10"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("10");
        assertThatThrownBy(() -> endpoint("elasticsearch.back.off.longest", "1 ms"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("back-off");
        assertThatThrownBy(() -> endpoint("elasticsearch.bulk.bytes", "much"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("elasticsearch.bulk.bytes");
    }

    @Test
    void theKeyIsNotShown() throws ConfigurationException {
        assertThat(endpoint("elasticsearch.api.key", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void everyKeyIsDescribed() {
        assertThat(EvidenceOptions.all())
                .allSatisfy(
                        option ->
                                assertThat(new HtmlFormatter().format(option.description()))
                                        .as(option.key())
                                        .isNotEmpty());
    }
}
