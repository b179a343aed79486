package io.qundun.udfs.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.TextFolder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private static long of(String text) {
        return Fingerprints.of(TextFolder.fold(text));
    }

    private static boolean near(String a, String b) {
        return Fingerprints.nearlySame(of(a), of(b));
    }

    @Test
    void decorationSpellingAndNumbersDoNotMatter() {
        String text = "新店开业全场八折，进群领取优惠券100张";
        assertThat(of("新店开业★全场八折 進群领取优惠券 200 张!!")).isEqualTo(of(text));
        assertThat(near(text, "新店开业全场八折，进群领取优惠券100张哦")).isTrue();
    }

    @Test
    void differentTextsAreApart() {
        String[] texts = {
            "今天晚上一起去吃火锅吗我在地铁站等你们",
            "明天的会议改到下午三点半了大家记得准时",
            "这个周末天气不错可以去爬山或者骑车吧哈",
            "作业写完了没有借我看看第三题怎么做的呀",
            "新店开业全场八折，进群领取优惠券",
            "好的",
            "好吧",
            "see you tomorrow",
            "see you at the station tonight",
        };
        for (int i = 0; i < texts.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(near(texts[i], texts[j])).as(texts[i] + " / " + texts[j]).isFalse();
            }
        }
    }

    @Test
    void emptyIsLikeNothing() {
        assertThat(of("")).isZero();
        assertThat(of("\u200B")).isZero();
        assertThat(Fingerprints.nearlySame(0, 0)).isFalse();
        assertThat(near("😀😀", "😀😀")).isTrue();
        assertThat(near("123456", "123457")).isFalse();
    }

    @Property(tries = 300)
    void isTheSameForTheSame(@ForAll String text) {
        assertThat(of(text)).isEqualTo(of(text));
    }
}
