package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qundun.udfs.classify.Corpus;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelFilesTest {
    private static final byte[] MODEL = Corpus.model();

    /** The pack's own examples speak of gambling, so another label stands for it here. */
    private static final String GAMBLING =
            "categories: {gambling: {threshold: 0.9, labels: [fraud]}}";

    private static final String HARM = "刷单 日结 垫付 佣金";

    private static FixturePack pack(byte[] model, String settings) throws Exception {
        FixturePack pack = FixturePack.copy().put("models/m.model", model);
        return pack.put(
                "models.yaml",
                "models:\n- {file: models/m.model, sha256: %s, %s}\n"
                        .formatted(pack.files().sha256("models/m.model"), settings));
    }

    @Test
    void scoresReachTheRules() throws Exception {
        CompiledPolicy policy = pack(MODEL, GAMBLING).compile();
        assertThat(policy.hasClassifier()).isTrue();
        assertThat(policy.modelHash()).hasSize(64);
        var analysis = policy.analyze(HARM);
        assertThat(analysis.scores()[0]).isGreaterThan(0.9);
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
        assertThat(without.analyze(HARM).scores()).isEmpty();
        assertThat(without.modelHash()).isEmpty();
        assertThat(without.hash()).isEqualTo(policy.hash());
    }

    @Test
    void severalModelsOfOneCategoryGiveTheirMean() throws Exception {
        byte[] other = Corpus.model(9);
        byte[] english = Corpus.model(5);
        FixturePack both =
                FixturePack.copy()
                        .put("models/one.model", MODEL)
                        .put("models/other.model", other)
                        .put("models/english.model", english);
        both.put(
                "models.yaml",
                "models:\n"
                        + entry(both, "one", GAMBLING)
                        + entry(both, "other", GAMBLING)
                        + entry(both, "english", "languages: [en], " + GAMBLING));
        String[] texts = {"导师 返水 明天 佣金", "返水 清仓 刷单", "火锅 导师"};
        boolean differ = false;
        for (String text : texts) {
            double first = pack(MODEL, GAMBLING).compile().analyze(text).scores()[0];
            double second = pack(other, GAMBLING).compile().analyze(text).scores()[0];
            // The English one is not asked about these, so it does not pull the mean down.
            assertThat(both.compile().analyze(text).scores()[0])
                    .isCloseTo((first + second) / 2, within(1.01e-4));
            differ |= Math.abs(first - second) > 0.01;
        }
        assertThat(differ).isTrue();
    }

    private static String entry(FixturePack pack, String name, String settings) throws Exception {
        String file = "models/" + name + ".model";
        return "- {file: %s, sha256: %s, %s}\n"
                .formatted(file, pack.files().sha256(file), settings);
    }

    @Test
    void scoresHaveFourDecimalPlaces() throws Exception {
        CompiledPolicy policy = pack(MODEL, GAMBLING).compile();
        for (LabelledText text : Corpus.of(200, 3)) {
            double score = policy.analyze(text.text()).scores()[0];
            assertThat(score).isBetween(0.0, 1.0).isEqualTo(Math.round(score * 1e4) / 1e4);
        }
    }

    @Test
    void paddingDoesNotHide() throws Exception {
        CompiledPolicy policy = pack(MODEL, GAMBLING).compile();
        String padding = "明天大家一起去看电影吧，".repeat(40);
        double alone = policy.analyze(HARM).scores()[0];
        double padded = policy.analyze(padding + HARM.repeat(12) + padding).scores()[0];
        double innocent = policy.analyze(padding + padding).scores()[0];
        assertThat(innocent).isLessThan(0.2);
        assertThat(padded).isGreaterThan(Math.min(alone, 0.5));
    }

    @Test
    void labelsAddUpAndLanguagesChoose() throws Exception {
        CompiledPolicy one = pack(MODEL, GAMBLING).compile();
        CompiledPolicy both =
                pack(MODEL, "categories: {gambling: {threshold: 0.9, labels: [fraud, spam]}}")
                        .compile();
        CompiledPolicy english = pack(MODEL, "languages: [en], " + GAMBLING).compile();
        assertThat(both.analyze(HARM).scores()[0]).isGreaterThan(one.analyze(HARM).scores()[0]);
        assertThat(english.analyze(HARM).scores()[0]).isNaN();
        assertThat(english.analyze("invest for profit now").scores()[0]).isNotNaN();
    }

    @Test
    void refusesABadModelWithItsReason() throws Exception {
        assertThat(pack(Arrays.copyOf(MODEL, MODEL.length - 5), GAMBLING).defects())
                .singleElement()
                .asString()
                .contains("\"models/m.model\" cannot be used: the model is truncated or damaged");
        assertThat(pack(new byte[] {1, 2, 3}, GAMBLING).defects())
                .singleElement()
                .asString()
                .contains("not a model of this format");
        assertThat(
                        pack(MODEL, "categories: {gambling: {threshold: 0.9, labels: [scam]}}")
                                .defects())
                .anySatisfy(
                        defect ->
                                assertThat(defect)
                                        .contains(
                                                "has no label \"scam\"; it has fraud, gambling,"
                                                        + " none, spam"));
        assertThat(pack(MODEL, "languages: [xx], " + GAMBLING).defects())
                .singleElement()
                .asString()
                .contains("\"xx\" is no language of texts; known are zh, en, mixed, other");
        FixturePack wrongHash = pack(MODEL, GAMBLING).put("models/m.model", Corpus.model(9));
        assertThat(wrongHash.defects())
                .singleElement()
                .asString()
                .contains("\"models/m.model\" has the SHA-256 ");
    }
}
