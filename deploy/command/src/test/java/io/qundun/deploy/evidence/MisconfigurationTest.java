package io.qundun.deploy.evidence;

import static io.qundun.deploy.evidence.EvidenceSamples.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.deploy.stack.FlinkJob;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.Topic;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MisconfigurationTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    @Test
    void anAddressWhereNoElasticsearchAnswersFailsTheJobAndSaysSo() throws Exception {
        try (EvidenceStack stack = new EvidenceStack(SERVERS)) {
            FlinkJob job =
                    stack.start(
                            "elasticsearch.urls",
                            SERVERS.elasticsearch().url() + "/elsewhere",
                            "elasticsearch.faults.max",
                            "2");
            stack.produce(Topic.EVIDENCE, evidence("elsewhere"));

            Optional<String> failure =
                    await().atMost(Duration.ofSeconds(60)).until(job::failure, Optional::isPresent);

            assertThat(failure.get())
                    .contains("2 requests in a row")
                    .contains("check the address, the API key")
                    .contains("nothing is lost");
            assertThat(stack.deadLetters())
                    .noneMatch(letter -> letter.getReason().contains("e-elsewhere"));
            job.cancel();
        }
    }
}
