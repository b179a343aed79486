package io.qundun.udfs.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.TextFolder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All numbers are invented and made to look so. */
class RedactorTest {
    @ParameterizedTest
    @CsvSource({
        "打13800000000给我, 打〔phone〕给我",
        "138-0000-0000, 〔phone〕",
        "138 0000 0000, 〔phone〕",
        "+86 13800000000, 〔phone〕",
        "１３８００００００００, 〔phone〕",
        "座机010-00000000, 座机〔phone〕",
        "身份证11010119900101000X。, 身份证〔id-card〕。",
        "110101900101000, 〔id-card〕",
        "卡号6222000000000000004, 卡号〔bank-card〕",
        "4111 1111 1111 1111, 〔bank-card〕",
        "6222000000000000004 13800000000, 〔bank-card〕 〔phone〕",
        "写到demo.user@example.com吧, 写到〔email〕吧",
        "加微信：demo_user_01, 加微信：〔handle〕",
        "加V demo12345, 加V 〔handle〕",
        "vx：demo12345, vx：〔handle〕",
        "QQ123456789, QQ〔handle〕",
        "扣扣 号 是 123456, 扣扣 号 是 〔handle〕",
        "@demo_user 在吗, 〔handle〕 在吗",
        "看 https://example.com/a?b=1 吧, 看 https://example.com/a?b=1 吧",
    })
    void hides(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "一共12000元",
                "2024-11-21 13:00开会",
                "3.14159265358979",
                "版本1.2.3",
                "qq音乐真好听",
                "微信支付5000元",
                "红包888.88",
                "明天下午3点",
                "",
            })
    void leavesAlone(String text) {
        assertThat(Redactor.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "加微信 abc12345 上车, 0, 1",
        "加v13800000000, 0, 1",
        "看 http://example.com/x 和 www.example.cn, 2, 0",
        "demo@example.com, 0, 1",
        "example.com, 1, 0",
        "价格9999元 2024-01-01, 0, 0",
        "@demo_user 你好啊朋友, 0, 0",
        "report.pdf and node.js, 0, 0",
    })
    void countsLinksAndContacts(String text, int links, int contacts) {
        Traces.Counts counts = Traces.count(TextFolder.fold(text));
        assertThat(counts.links()).isEqualTo(links);
        assertThat(counts.contacts()).isEqualTo(contacts);
    }

    @Property(tries = 300)
    void hidesEveryMobileNumberOnceDelimited(
            @ForAll @IntRange(min = 300_000_000, max = 999_999_999) int rest,
            @ForAll @IntRange(max = 9) int last) {
        String number = "1" + rest + last;
        assertThat(Redactor.redact("号码 " + number + " 。")).isEqualTo("号码 〔phone〕 。");
    }

    @Property(tries = 1000)
    void redactingTwiceChangesNothing(@ForAll("chatter") String text) {
        String once = Redactor.redact(text);
        assertThat(Redactor.redact(once)).isEqualTo(once);
    }

    @Property(tries = 300)
    void spansLieInTheTextAndApart(@ForAll("chatter") String text) {
        int from = 0;
        for (Trace span : Redactor.spans(text)) {
            assertThat(span.start()).isGreaterThanOrEqualTo(from);
            assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
            from = span.end();
        }
    }

    @Property(tries = 300)
    void neverThrows(@ForAll String text) {
        assertThat(Redactor.redact(text)).isNotNull();
        assertThat(Redactor.redactExcerpt(text, true, true)).isNotNull();
    }

    @Property(tries = 300)
    void noPartOfACutNumberSurvives(@ForAll @IntRange(min = 1, max = 10) int cut) {
        String number = "13800000000";
        assertThat(Redactor.redactExcerpt(number.substring(cut) + "，好的", true, false))
                .isEqualTo("〔fragment〕，好的");
        assertThat(Redactor.redactExcerpt("打" + number.substring(0, cut), false, true))
                .isEqualTo("打〔fragment〕");
    }

    @Test
    void isLinear() {
        String hostile =
                "1-".repeat(200_000)
                        + "a.".repeat(200_000)
                        + "a@".repeat(100_000)
                        + "vx".repeat(100_000);
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                java.time.Duration.ofSeconds(20), () -> Redactor.redact(hostile));
    }

    @Provide
    Arbitrary<String> chatter() {
        return Arbitraries.of(
                        "13800000000",
                        "138 0000 0000",
                        "加微信",
                        "vx",
                        "demo12345",
                        " ",
                        "：",
                        "你好",
                        "@",
                        "demo",
                        ".com",
                        "QQ",
                        "123456",
                        "元",
                        "-",
                        "https://",
                        "〔",
                        "phone",
                        "〕",
                        "x",
                        "号",
                        "6222000000000000004")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
