package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTrainerTest {

    @ParameterizedTest
    @ValueSource(strings = {"MAXENT_QN", "NAIVEBAYES"})
    void tableSaysWhatOpenNlpSays(String algorithm) throws Exception {
        ModelTrainer trainer = new ModelTrainer(Corpus.training(algorithm), progress -> {});
        ModelTrainer.Trained trained = trainer.train("test", Corpus.of(600, 1), List.of());
        List<LabelledText> unseen = Corpus.of(2_000, 2);
        assertThat(trainer.differences(trained.file(), trained.openNlp(), unseen)).isZero();
        assertThat(trained.differences()).isZero();
        LinearModel flat = ModelFile.read(trained.file()).model();
        double temperature = trained.description().calibration().temperature();
        FeatureBuffer features = new FeatureBuffer();
        double[] own = new double[flat.labels().size()];
        for (LabelledText text : unseen.subList(0, 200)) {
            Features.extractFirst(TextFolder.fold(text.text()), features);
            flat.probabilities(features, own);
            double[] theirs =
                    trained.openNlp().eval(ModelTrainer.names(features), trainer.values(features));
            double[] cooled = cooled(theirs, temperature);
            for (int i = 0; i < own.length; i++) {
                int place = trained.openNlp().getIndex(flat.labels().get(i));
                assertThat(own[i]).isCloseTo(cooled[place], within(2e-3));
            }
        }
    }

    private static double[] cooled(double[] probabilities, double temperature) {
        double[] powers = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.pow(probabilities[i], 1 / temperature);
            sum += powers[i];
        }
        for (int i = 0; i < powers.length; i++) {
            powers[i] /= sum;
        }
        return powers;
    }

    @Test
    void learnsWhatItIsTaught() throws Exception {
        LinearModel model = ModelFile.read(Corpus.model()).model();
        Evaluation evaluation = new Evaluation(model.labels());
        FeatureBuffer features = new FeatureBuffer();
        double[] probabilities = new double[4];
        for (LabelledText text : Corpus.of(500, 3)) {
            Features.extractFirst(TextFolder.fold(text.text()), features);
            model.probabilities(features, probabilities);
            evaluation.add(text.label(), probabilities);
        }
        assertThat(evaluation.accuracy()).isGreaterThan(0.75);
    }

    @Test
    void sameTextsSameBytes() {
        assertThat(Corpus.model()).isEqualTo(Corpus.model());
    }

    @Test
    void textsOfOneFamilyAreHeldOutTogether() {
        List<LabelledText> texts = new ArrayList<>();
        for (LabelledText text : Corpus.of(300, 4)) {
            texts.add(new LabelledText(text.label(), text.text(), "one family"));
        }
        ModelDescription description =
                new ModelTrainer(Corpus.training("NAIVEBAYES"), progress -> {})
                        .train("test", texts, List.of())
                        .description();
        assertThat(description.calibration().heldOut()).isIn(0, 300);
    }

    @Test
    void tellsHowFarItIs() {
        List<String> told = new ArrayList<>();
        new ModelTrainer(Corpus.training("MAXENT_QN"), told::add)
                .train("test", Corpus.of(100, 1), List.of());
        assertThat(told).anyMatch(line -> line.matches("[0-9]+ texts, [0-9,]+ features"));
        assertThat(told).anyMatch(line -> line.matches("step \\d+ of about 30"));
    }

    @Test
    void refusesWhatCannotBeLearned() {
        ModelTrainer trainer = new ModelTrainer(Corpus.training("MAXENT_QN"), progress -> {});
        assertThatThrownBy(() -> trainer.train("test", List.of(), List.of()))
                .hasMessage("there are no texts to train on");
        assertThatThrownBy(
                        () ->
                                trainer.train(
                                        "test",
                                        List.of(
                                                new LabelledText("a", "x", ""),
                                                new LabelledText("a", "y", "")),
                                        List.of()))
                .hasMessage(
                        "training needs texts of at least two labels; all 2 have the label \"a\"");
        assertThatThrownBy(() -> new ModelTrainer(Corpus.training("MAGIC"), progress -> {}))
                .hasMessage(
                        "the algorithm \"MAGIC\" is not known; known are MAXENT_QN and NAIVEBAYES");
    }
}
