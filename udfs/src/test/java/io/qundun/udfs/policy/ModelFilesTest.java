package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.classify.OpenNlpTrainer;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFilesTest {
    private static final List<OpenNlpTrainer.Sample> SAMPLES =
            List.of(
                    new OpenNlpTrainer.Sample("gambling", "上分下分返水彩金"),
                    new OpenNlpTrainer.Sample("gambling", "彩金返水上分快"),
                    new OpenNlpTrainer.Sample("gambling", "返水彩金上分"),
                    new OpenNlpTrainer.Sample("none", "一起吃火锅"),
                    new OpenNlpTrainer.Sample("none", "下午开会准时"),
                    new OpenNlpTrainer.Sample("none", "火锅准时吃"));

    @Test
    void scoresReachTheRules() throws Exception {
        byte[] model = OpenNlpTrainer.train(SAMPLES);
        FixturePack pack = FixturePack.copy().put("models/m.bin", model);
        String sha256 = pack.files().sha256("models/m.bin");
        CompiledPolicy policy =
                pack.put(
                                "models.yaml",
                                "models:\n- {file: models/m.bin, sha256: %s, categories: {gambling: {threshold: 0.9}}}\n"
                                        .formatted(sha256))
                        .replace("policy.yaml", "score.gambling > 0.9", "score.gambling > 0.7")
                        .compile();
        assertThat(policy.hasClassifier()).isTrue();
        assertThat(policy.modelHash()).hasSize(64);
        var analysis = policy.analyze("上分返水彩金");
        assertThat(analysis.scores()[0]).isGreaterThan(0.7);
        assertThat(analysis.scores()[1]).isNaN();
        assertThat(
                        policy.decide(
                                        MessageFacts.text("m"),
                                        analysis,
                                        SenderFacts.NEUTRAL,
                                        GroupFacts.NEUTRAL)
                                .action())
                .isEqualTo(Action.REMOVE);
        CompiledPolicy without = policy.withoutClassifier();
        assertThat(without.analyze("上分返水彩金").scores()).isEmpty();
        assertThat(without.modelHash()).isEmpty();
        assertThat(without.hash()).isEqualTo(policy.hash());
    }
}
