package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HanScriptTest {
    @ParameterizedTest
    @CsvSource({
        "新到货的【搖頭】完, true, simplified around",
        "搖【頭】完到货, false, a traditional one beside it",
        "新到貨的【搖頭】完, false, traditional around",
        "新到货的【摇头】完, false, simplified within",
        "【搖頭】了又了, false, what both write around",
        "【搖頭】, false, nothing around",
        "新到货的【】搖頭, false, an empty part",
        "到货【摋】了, false, rare in both",
        "𠮷到货【搖】𠮷, true, beyond the basic plane",
    })
    void tellsTraditionalInSimplified(String marked, boolean mixed, String why) {
        int first = marked.indexOf('【');
        int end = marked.indexOf('】') - 1;
        FoldedText text = TextFolder.fold(marked.replace("【", "").replace("】", ""));
        assertThat(HanScript.isMixedIn(text, first, end)).as(why).isEqualTo(mixed);
    }
}
