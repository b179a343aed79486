package io.qundun.udfs.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.redact.Traces;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All numbers and accounts are invented and made to look so. */
class ContactFinderTest {
    private static final double LEAST_FOUND = 0.95;

    @Test
    void findsDisguisedAccounts() throws IOException {
        List<String> lines = lines("disguised.txt");
        List<String> missed = new ArrayList<>();
        for (String line : lines) {
            if (count(line) == 0) {
                missed.add(line);
            }
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(100);
        assertThat(missed).hasSizeLessThanOrEqualTo((int) (lines.size() * (1 - LEAST_FOUND)));
    }

    @Test
    void takesNoOtherNumberForAContact() throws IOException {
        List<String> lines = lines("innocent.txt");
        List<String> taken = new ArrayList<>();
        for (String line : lines) {
            if (count(line) > 0) {
                taken.add(line);
            }
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(100);
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "加薇❤：demo12345 上车, demo12345",
        "扣扣 1 2 3 4 5 6 7 8 有货, 1 2 3 4 5 6 7 8",
        "打幺三八零零零零幺两三四给我, 幺三八零零零零幺两三四",
        "🐧裙：１２３４５６７８。, １２３４５６７８",
        "纸飞机 @demo_user 联系, demo_user",
    })
    void saysWhereItLies(String text, String contact) {
        Spans spans = find(text);
        FoldedText folded = spans.text;
        assertThat(spans.found).hasSize(1);
        int[] span = spans.found.get(0);
        assertThat(text.substring(folded.originalStart(span[0]), folded.originalEnd(span[1] - 1)))
                .isEqualTo(contact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "加微信 demo12345 或者 QQ 12345678",
                "13800001234，13900001234",
                "vx：demo12345 电话 幺三八零零零零幺两三四",
            })
    void countsEachOnce(String text) {
        assertThat(count(text)).isEqualTo(2);
    }

    @Test
    void leavesAloneWhatIsTaken() {
        assertThat(Traces.count(TextFolder.fold("http://example.com/vx/demo12345")).contacts())
                .isZero();
    }

    @Property(tries = 1000)
    void spansLieInTheTextAndApart(@ForAll("chatter") String text) {
        check(text);
    }

    @Property(tries = 1000)
    void neverThrows(@ForAll String text) {
        check(text);
    }

    @Property(tries = 500)
    void shortNumbersAloneAreNone(@ForAll @IntRange(max = 999_999_999) int number) {
        assertThat(count(Integer.toString(number))).isZero();
    }

    @Property(tries = 500)
    void eightDigitsAfterAHintAreFoundInAnyDigits(
            @ForAll @IntRange(min = 31_000_000, max = 98_765_432) int number,
            @ForAll("digits") String digits) {
        StringBuilder written = new StringBuilder();
        Integer.toString(number).chars().forEach(c -> written.append(digits.charAt(c - '0')));
        assertThat(count("扣扣：" + written)).isOne();
    }

    @Property(tries = 300)
    void mobileNumbersAreFoundHoweverDrawnApart(
            @ForAll @IntRange(max = 9999) int last,
            @ForAll("digits") String digits,
            @ForAll("gaps") String gap) {
        StringBuilder written = new StringBuilder();
        String number = "1380000%04d".formatted(last);
        for (int i = 0; i < number.length(); i++) {
            written.append(i == 0 ? "" : gap).append(digits.charAt(number.charAt(i) - '0'));
        }
        assertThat(count("找我 " + written + " 吧")).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-",
                "1 ",
                "vx",
                "加v",
                "微",
                "微❤",
                "v.",
                "q1",
                "一",
                "13800001234",
                "138 ",
                "a_",
                "🐧",
                "+",
                "订单号",
                "1.",
                "o1",
                "加我",
                "薇 a ",
                "\uD83D",
                "〔"
            })
    void isLinear(String part) {
        String hostile = part.repeat(300_000 / part.length());
        FoldedText folded = TextFolder.fold(hostile);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> ContactFinder.find(folded, new Spans(folded)));
    }

    private static void check(String text) {
        Spans spans = find(text);
        int from = 0;
        for (int[] span : spans.found) {
            assertThat(span[0]).isGreaterThanOrEqualTo(from);
            assertThat(span[1]).isGreaterThan(span[0]).isLessThanOrEqualTo(spans.text.length());
            from = span[1];
        }
    }

    private static int count(String text) {
        return Traces.count(TextFolder.fold(text)).contacts();
    }

    private static Spans find(String text) {
        Spans spans = new Spans(TextFolder.fold(text));
        ContactFinder.find(spans.text, spans);
        return spans;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = ContactFinderTest.class.getResourceAsStream("/contact/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.of(
                "0123456789", "零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "洞幺两三四五六拐八勾", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨");
    }

    @Provide
    Arbitrary<String> gaps() {
        return Arbitraries.of("", " ", "-", "★", "·", "丨", "🌟", " . ");
    }

    @Provide
    Arbitrary<String> chatter() {
        return Arbitraries.of(
                        "加", "薇", "❤", "信", "v", "x", "：", " ", "demo", "12345", "扣扣", "🐧", "一二三",
                        "138", "0000", "1234", "-", "元", "号", "订单", "@", "_", "君羊", "幺", "〔", "o",
                        "是", "+", "\uD83D")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    private static final class Spans implements ContactSpans {
        private final FoldedText text;
        private final List<int[]> found = new ArrayList<>();

        private Spans(FoldedText text) {
            this.text = text;
        }

        @Override
        public boolean isTaken(int index) {
            return !found.isEmpty()
                    && index < found.get(found.size() - 1)[1]
                    && index >= found.get(found.size() - 1)[0];
        }

        @Override
        public void add(ContactKind kind, int first, int end) {
            found.add(new int[] {first, end});
        }
    }
}
