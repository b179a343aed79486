package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import org.junit.jupiter.api.Test;

/** What a sender's credit level allows reaches the rules. */
class ServiceRulesTest {

    private static final String LINK = "看 https://example.org/1";

    @Test
    void followTheLevelAsLastReceived() throws Exception {
        try (DecisionHarness harness = DecisionHarness.with(TestPolicy.bundle(1, "refuse"))) {
            harness.status("verified", 0);
            harness.credit(2, START);
            harness.message("withheld", LINK, START + 1);
            harness.message("without", TestPolicy.HARMLESS, START + 2);
            harness.credit(4, START + 3);
            harness.message("risen", LINK, START + 3);
            harness.credit(1, START + 4);
            harness.ended(Topic.USER_CREDIT.topicName());
            harness.message("forgotten", LINK, START + 5);

            assertThat(harness.verdicts())
                    .extracting(Verdict::getMessageId, Verdict::getAction)
                    .containsExactly(
                            tuple("withheld", "review"),
                            tuple("without", "allow"),
                            tuple("risen", "allow"),
                            tuple("forgotten", "allow"));
        }
    }
}
