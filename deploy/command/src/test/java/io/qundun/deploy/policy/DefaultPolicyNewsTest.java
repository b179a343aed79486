package io.qundun.deploy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The default policy on news and warnings: the crime that they name is found, and not removed. */
class DefaultPolicyNewsTest {

    private static final MessageFacts MESSAGE = MessageFacts.text("news");

    @Test
    void findsTheCrimeAndRemovesNothing() throws Exception {
        CompiledPolicy policy =
                PolicyCompiler.compile(PolicyFiles.read(Installation.locate().defaultPolicy()))
                        .withoutClassifier();
        List<String> lines = lines();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(20);
        List<String> notFound = new ArrayList<>();
        List<String> tooStrict = new ArrayList<>();
        for (String line : lines) {
            Analysis analysis = policy.analyze(line);
            if (analysis.hits().isEmpty()) {
                notFound.add(line);
            }
            Decision decision =
                    policy.decide(MESSAGE, analysis, SenderFacts.NEUTRAL, GroupFacts.NEUTRAL);
            if (decision.action().compareTo(Action.REVIEW) > 0) {
                tooStrict.add(line + " " + decision.action() + " " + analysis.hits());
            }
        }
        assertThat(notFound).isEmpty();
        assertThat(tooStrict).isEmpty();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = DefaultPolicyNewsTest.class.getResourceAsStream("/policy/news.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
