package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IndexMonthTest {

    private static final long NOW = millis("2026-11-21T08:00:00Z");

    private final IndexMonth index = new IndexMonth("qundun-x");

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void goesByTheMonthInUtc() {
        assertThat(index.of(millis("2026-10-31T23:59:59.999Z"), NOW)).isEqualTo("qundun-x-2026.10");
        assertThat(index.of(millis("2026-11-01T00:00:00Z"), NOW)).isEqualTo("qundun-x-2026.11");
        assertThat(index.of(millis("2026-10-01T00:00:00Z"), NOW)).isEqualTo("qundun-x-2026.10");
        assertThat(index.of(millis("2000-01-01T00:00:00Z"), NOW)).isEqualTo("qundun-x-2000.01");
    }

    @Test
    void aTimeThatNoBrokerSetMakesNoIndex() {
        assertThat(index.of(-1, NOW)).isEqualTo("qundun-x-2026.11");
        assertThat(index.of(0, NOW)).isEqualTo("qundun-x-2026.11");
        assertThat(index.of(Long.MAX_VALUE, NOW)).isEqualTo("qundun-x-2026.11");
        assertThat(index.of(millis("2026-12-01T00:00:00Z"), NOW)).isEqualTo("qundun-x-2026.11");
    }
}
