package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.qundun.udfs.confusable.WordPairs;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WordBreaksTest {
    /** Characters that make many words with each other, and others that part them. */
    private static final String CHARACTERS =
            "中国人民大学生活动物流行业务必要求学会议员工作文化工厂长城市场面包子女儿童话题目的地方法律师傅里外面" + "日本語東京々のカタ〇一二三𠮷a1,。- \n";

    private final BreakIterator words = BreakIterator.getWordInstance(ULocale.SIMPLIFIED_CHINESE);

    @Property(tries = 1000)
    void cutsAsTheDictionaryDoes(@ForAll("lines") String line) {
        assertCutsAlike(TextFolder.fold(line));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(CHARACTERS.codePoints().mapToObj(Character::toString).toList())
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(characters -> String.join("", characters));
    }

    @Test
    void cutsSentencesAsTheDictionaryDoes() {
        assertCutsAlike(TextFolder.fold("今天下午我们在图书馆门口集合，然后一起去参观博物馆的新展览，晚上七点半以前回到学校。"));
        assertCutsAlike(TextFolder.fold("开发票据说明书店长期待业务员工资本事故意见面积分享受理发现代码头等待"));
    }

    @Test
    void cutsWordsThatTheDictionaryLacks() {
        words.setText("点名");
        assertThat(words.isBoundary(1)).isTrue();
        FoldedText text = TextFolder.fold("二十一，点名到你了");
        assertThat(WordBreaks.cutsWord(text, 0, 5)).isTrue();
        assertThat(WordBreaks.cutsWord(text, 0, 6)).isFalse();
    }

    private static boolean isWordOver(FoldedText text, int place) {
        return place > 0
                && place < text.length()
                && WordPairs.get().isWord(text.charAt(place - 1), text.charAt(place));
    }

    private void assertCutsAlike(FoldedText text) {
        for (int first = 0; first < text.length(); first++) {
            for (int end = first + 1; end <= Math.min(text.length(), first + 4); end++) {
                int from = Math.max(0, first - WordBreaks.CONTEXT);
                int to = Math.min(text.length(), end + WordBreaks.CONTEXT);
                words.setText(text.subSequence(from, to).toString());
                boolean cut = !words.isBoundary(first - from) || !words.isBoundary(end - from);
                // A word that the dictionary lacks may be cut, too.
                boolean listed = isWordOver(text, first) || isWordOver(text, end);
                assertThat(WordBreaks.cutsWord(text, first, end))
                        .as("%s from %d to %d", text, first, end)
                        .matches(cuts -> cuts == cut || (cuts && listed));
            }
        }
    }
}
