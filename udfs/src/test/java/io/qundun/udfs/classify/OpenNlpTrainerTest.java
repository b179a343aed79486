package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.udfs.text.TextFolder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenNlpTrainerTest {
    /** Mild samples, enough to tell two kinds of text apart. */
    public static final String SAMPLES =
            """
      # label, tab, text
      gambling\t上分下分 网上赌博 押注送彩金
      gambling\t押注就送彩金 网上赌博平台
      gambling\t线上赌博 上分快 押注返水
      gambling\tlucky casino bonus bet now
      gambling\tbet now at lucky casino
      none\t今天一起去吃火锅吧
      none\t明天下午三点开会 记得准时
      none\t作业写完了没有 一起去吃饭
      none\tsee you at the station tomorrow
      none\tlunch at the station now
      """;

    @Test
    void sameSamplesSameBytes() throws Exception {
        byte[] first = OpenNlpTrainer.train(OpenNlpTrainer.parse(SAMPLES));
        Thread.sleep(5);
        byte[] second = OpenNlpTrainer.train(OpenNlpTrainer.parse(SAMPLES));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void tellsWhatItLearned() throws Exception {
        OpenNlpClassifier classifier =
                OpenNlpClassifier.read(OpenNlpTrainer.train(OpenNlpTrainer.parse(SAMPLES)));
        assertThat(classifier.categories()).containsExactlyInAnyOrder("gambling", "none");
        int gambling = classifier.categories().indexOf("gambling");
        double[] scores = new double[2];
        classifier.score(TextFolder.fold("押注 赌博 上分"), scores);
        assertThat(scores[gambling]).isGreaterThan(0.7);
        assertThat(scores[0] + scores[1])
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6));
        classifier.score(TextFolder.fold("明天去吃火锅"), scores);
        assertThat(scores[gambling]).isLessThan(0.3);
        classifier.score(TextFolder.fold(""), scores);
        assertThat(scores[gambling]).isBetween(0.0, 1.0);
        classifier.score(TextFolder.fold("\uD800押注".repeat(100_000)), scores);
        assertThat(scores[gambling]).isBetween(0.0, 1.0);
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThatThrownBy(() -> OpenNlpTrainer.parse("gambling 押注"))
                .hasMessage("line 1: a line is label, tab, text");
        assertThatThrownBy(() -> OpenNlpTrainer.train(List.of(new OpenNlpTrainer.Sample("a", "b"))))
                .hasMessageContaining("at least two labels");
        assertThatThrownBy(() -> OpenNlpClassifier.read(new byte[] {1, 2, 3}))
                .isInstanceOf(java.io.IOException.class);
    }
}
