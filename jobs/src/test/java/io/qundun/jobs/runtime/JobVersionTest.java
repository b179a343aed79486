package io.qundun.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobVersionTest {

    @Test
    void isWhatTheBuildWroteDown() {
        assertThat(JobVersion.current()).matches("\\d+\\.\\d+\\.\\d+.*").doesNotContain("$");
    }
}
