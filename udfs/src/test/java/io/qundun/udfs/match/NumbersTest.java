package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "十一选五, 11选五",
        "11选5, 十一选5",
        "21点, 二十一点",
        "月入十万, 月入10万",
        "三百六十行, 360行",
        "一百零五, 105",
        "日赚500, 日赚五百",
        "1500元, 一千五百元",
        "3000粉, 三千粉",
        "十二选5和21点, 12选5和二十一点",
        "百万彩池, 100万彩池",
        "千元机, 1000元机",
        "万人群, 10000人群",
        "五百万, 500万",
        "两小时下款, 2小时下款",
        "包治百病, 包治100病",
        "百家乐, 100家乐",
        "日入过千, 日入过1000",
        "360行, 三百六十行",
    })
    void writesNumbersTheOtherWay(String text, String otherwise) {
        assertThat(Numbers.otherwise(text)).isEqualTo(otherwise);
    }

    /** Single digits share a symbol; what is not read as it is written is no number. */
    @ParameterizedTest
    @CsvSource({
        "百姓",
        "二百五",
        "十十",
        "3码中特",
        "714高炮",
        "1040工程",
        "5000000元",
        "八八六",
        "千王",
        "万能",
        "两面针",
        "''"
    })
    void leavesWhatIsNoNumberOfSeveralPlaces(String text) {
        assertThat(Numbers.otherwise(text)).isEqualTo(text);
    }

    @Property(tries = 200)
    void comesBackToTheSame(@ForAll @IntRange(min = 10, max = 99) int number) {
        String words =
                new RuleBasedNumberFormat(ULocale.CHINESE, RuleBasedNumberFormat.SPELLOUT)
                        .format(number);
        assertThat(Numbers.otherwise(words)).isEqualTo(String.valueOf(number));
        assertThat(Numbers.otherwise(String.valueOf(number))).isEqualTo(words);
    }
}
