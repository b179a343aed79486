package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.TextFolder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvasionTest {
    private static final TextMatcher MATCHER =
            new LexiconMatcher(
                    new Lexicon(
                            List.of(
                                    term("网上赌博"),
                                    term("刷单返利"),
                                    term("代开发票"),
                                    term("加微信"),
                                    term("六合彩"),
                                    term("时时彩"),
                                    term("微信红包", TermFlag.INITIALS),
                                    term("裸聊"),
                                    term("口交"),
                                    term("大麻"),
                                    term("冰毒", TermFlag.SOUND),
                                    term("傻逼"),
                                    term("办理证件", TermFlag.NO_SOUND, TermFlag.NO_PINYIN),
                                    term("黑色产业", TermFlag.NO_SHAPE),
                                    term("银行卡套现"),
                                    term("老虎机"),
                                    term("内部消息"),
                                    term("无抵押贷款"),
                                    term("加v"),
                                    term("casino"),
                                    term("lucky casino"),
                                    term("slot machine"),
                                    term("跑分", TermFlag.SOUND),
                                    term("收购银行卡", TermFlag.INITIALS),
                                    term("特码资料"),
                                    term("驾照包过"),
                                    term("摇头丸"),
                                    term("免费领皮肤"),
                                    term("快三计划"),
                                    term("电子游艺"),
                                    term("扫码加我"),
                                    term("roulette"),
                                    term("十一选五"),
                                    term("21点庄家"),
                                    term("三三复制"),
                                    term("接码平台"),
                                    term("黑彩"),
                                    term("黑平台"),
                                    term("人头费"),
                                    term("包装贷"),
                                    term("百万彩金"),
                                    term("万人拉群"),
                                    term("僵尸号"),
                                    term("推筒子"),
                                    term("加我飞机"),
                                    term("黑户贷"),
                                    term("迷魂香水"),
                                    term("no credit check"),
                                    term("十分钟到账"),
                                    term("网贷", TermFlag.SOUND),
                                    term("传销"),
                                    term("包治百病"),
                                    term("下注", TermFlag.SOUND),
                                    term("代写论文"),
                                    term("免费领取"),
                                    term("神经病"),
                                    term("博彩", TermFlag.SOUND),
                                    term("减肥药"),
                                    term("棋牌上分"),
                                    term("七星彩"),
                                    term("北京赛车"),
                                    term("百家乐"),
                                    term("垃圾废物"),
                                    term("sm")),
                            List.of("网上读博", "路口交通", "大麻烦", "减肥药膳")),
                    List.of("test"));

    private static Term term(String spelling, TermFlag... flags) {
        return new Term(spelling, "test", 2, Set.of(flags));
    }

    private static Matches match(String text) {
        return MATCHER.match(TextFolder.fold(text));
    }

    private static boolean isFound(String text, String term) {
        return match(text).hits().stream()
                .anyMatch(hit -> hit.term().equals(term) && hit.confidence() >= TextMatcher.SURE);
    }

    @ParameterizedTest
    @CsvSource({
        "网上堵博, 网上赌博, sound",
        "网上睹博, 网上赌博, sound",
        "刷单反利, 刷单返利, sound",
        "贷开发票, 代开发票, sound",
        "代开花票, 代开发票, near_sound",
        "加徽信, 加微信, shape",
        "时时财, 时时彩, sound",
        "溡时彩, 时时彩, sound",
        "佬琥机, 老虎机, sound",
        "佬.琥.机, 老虎机, separator+sound",
        "加 → v, 加v, separator",
        "加 v, 加v, separator",
        "衤果耳卯, 裸聊, split",
        "网上du博, 网上赌博, pinyin",
        "wangshangdubo, 网上赌博, pinyin",
        "wang shang du bo, 网上赌博, separator+pinyin",
        "wǎng shàng dǔ bó, 网上赌博, diacritic+separator+pinyin",
        "wang3shang4du3bo2, 网上赌博, pinyin",
        "yin hang ka tao xian, 银行卡套现, separator+pinyin",
        "ㄨㄤˇㄕㄤˋㄉㄨˇㄅㄛˊ, 网上赌博, bopomofo",
        "网上贝者博, 网上赌博, split",
        "网。上。贝者。博, 网上赌博, separator+split",
        "網上堵博, 网上赌博, traditional+sound",
        "网.上.堵.博, 网上赌博, separator+sound",
        "网a上b赌c博, 网上赌博, inserted",
        "傻1逼, 傻逼, inserted",
        "博赌上网, 网上赌博, reversed",
        "6合彩, 六合彩, numeral",
        "陆合彩, 六合彩, numeral",
        "11选5, 十一选五, numeral",
        "⑪选⑤, 十一选五, compatibility+numeral",
        "11.选.5, 十一选五, numeral+separator",
        "11选舞, 十一选五, numeral+sound",
        "二十一点庄家, 21点庄家, numeral",
        "二十一点装家, 21点庄家, numeral+sound",
        "家庄点12, 21点庄家, reversed",
        "家庄点一十二, 21点庄家, numeral+reversed",
        "③③复制, 三三复制, compatibility+numeral",
        "33复制, 三三复制, numeral",
        "接码拼台, 接码平台, sound",
        "wxhb, 微信红包, initials",
        "w.x.h.b, 微信红包, separator+initials",
        "sgyhk, 收购银行卡, initials",
        "sgyxk, 收购银行卡, initials",
        "特犸粢料, 特码资料, sound",
        "🆓领皮肤, 免费领皮肤, emoji",
        "r\u043Eul\u0454\u03C4\u03C4\u0454, roulette, confusable",
        "驾，照，包，过, 驾照包过, separator",
        "c@s1n0, casino, leet",
        "c.a.s.i.n.o, casino, separator",
        "c a s i n o, casino, separator",
        "onisac, casino, reversed",
        "c\u0430s\u0456no, casino, confusable",
        "ca\u200Bs\u0456no, casino, confusable+invisible",
        "网上上赌赌赌博, 网上赌博, repeat",
        "caasiino, casino, repeat",
        "赽彡计划, 快三计划, martian",
        "電ふ遊兿, 电子游艺, traditional+variant+martian",
        "扫犸咖莪, 扫码加我, sound+martian",
        "嘿岼囼, 黑平台, sound+martian",
        "加硪飞机, 加我飞机, martian",
        "潶戸貸, 黑户贷, traditional+variant+sound",
        "殭尸号, 僵尸号, variant",
        "迷👻香水, 迷魂香水, emoji",
        "迷🕔香水, , ",
        "100万彩金, 百万彩金, numeral",
        "10000人拉群, 万人拉群, numeral",
        "僵尸a号, 僵尸号, inserted",
        "十分钟倒账, 十分钟到账, sound",
        "僵3尸号, 僵尸号, inserted",
        "网代贝, 网贷, split",
        "七日生彩, 七星彩, split",
        "北亠口小赛车, 北京赛车, split",
        "100家乐, 百家乐, numeral",
        "亻专销, 传销, split",
        "六人一口彩, 六合彩, split",
        "扌䍃头丸, 摇头丸, split",
        "冂㐅㐅上赌博, 网上赌博, split",
        "包治100病, 包治百病, numeral",
        "摇头凡, 摇头丸, shape",
        "持马资料, 特码资料, sound+shape",
        "咖微言, 加微信, sound+shape",
        "代开拨镖, 代开发票, shape",
        "抱冶百病, 包治百病, sound+shape",
        "笩冩論攵, 代写论文, traditional+martian",
        "浼費領掫, 免费领取, traditional+martian",
        "鉮经疒, 神经病, martian",
        "十分钟到帐, 十分钟到账, variant",
        "丅紸, 下注, sound",
        "bocai, 博彩, pinyin",
        "no-credit-check, no credit check, separator",
        "六河采风活动, , ",
        "海🐔, , ",
    })
    void looksThrough(String text, String term, String via) {
        List<Hit> hits = match(text).hits();
        if (term == null) {
            assertThat(hits).isEmpty();
            return;
        }
        assertThat(hits)
                .filteredOn(hit -> hit.term().equals(term))
                .singleElement()
                .satisfies(
                        hit -> {
                            assertThat(String.join("+", hit.via())).isEqualTo(via);
                            assertThat(hit.confidence()).isBetween(TextMatcher.SURE, 1.0);
                            assertThat(hit.start()).isZero();
                            assertThat(hit.end()).isEqualTo(text.length());
                        });
    }

    /** Nobody mistakes two usual words for one term, nor what two changes make of a phrase. */
    @ParameterizedTest
    @ValueSource(strings = {"一共六盒菜", "上头塘里的荷花开了", "他帮老板洗黑残"})
    void doesNotTakeEveryRadicalForAnother(String text) {
        List<Term> terms = List.of(term("六合彩"), term("上头糖果"), term("洗黑钱"));
        TextMatcher matcher =
                new LexiconMatcher(new Lexicon(terms, List.of("反洗黑钱")), List.of("test"));
        assertThat(matcher.match(TextFolder.fold(text)).hits())
                .filteredOn(hit -> hit.confidence() >= TextMatcher.SURE)
                .extracting(Hit::term)
                .isEqualTo(text.contains("残") ? List.of("洗黑钱") : List.of());
    }

    @Test
    void takesTraditionalCharactersInSimplifiedWritingForADisguise() {
        assertThat(isFound("搖頭完到货了", "摇头丸")).isTrue();
        assertThat(isFound("搖頭完到貨了", "摇头丸")).isFalse();
        assertThat(isFound("摇头完到货了", "摇头丸")).isFalse();
    }

    @Test
    void readsAnEmojiWhereAFullBufferEnds() {
        String disguised = "代.开.发🎫";
        String text = "-".repeat(64 - disguised.length()) + disguised;
        assertThat(TextFolder.fold(text).capacity()).isEqualTo(text.length());
        assertThat(isFound(text, "代开发票")).isTrue();
    }

    /** In a term of two, one at the end of a clause may be there for itself. */
    @Test
    void readsAnEmojiWithinATextInATermOfTwo() {
        assertThat(isFound("村口代收⚫彩", "黑彩")).isTrue();
        assertThat(isFound("押注黑🎟吗", "黑彩")).isFalse();
    }

    /** However it is written, it is one term. */
    @Test
    void countsATermWhoseNumberIsWrittenInTwoWaysOnce() {
        Matches matches = match("十一选五和11选5");
        assertThat(matches.hits()).extracting(Hit::term).containsExactly("十一选五", "十一选五");
        assertThat(matches.keywords()).containsExactly(1);
    }

    /** What a blank cuts is ordinary; a line of a message breaks between words. */
    @Test
    void readsALatinWordThatALineBreakCuts() {
        assertThat(isFound("new cas\nino tonight", "casino")).isTrue();
        assertThat(isFound("new cas\r\nino tonight", "casino")).isTrue();
        assertThat(isFound("new cas \n ino tonight", "casino")).isFalse();
    }

    @Test
    void readsColumns() {
        Hit hit = match("abc网d\nefg上h\nijk赌l\nmno博p").hits().get(0);
        assertThat(hit.term()).isEqualTo("网上赌博");
        assertThat(hit.via()).containsExactly("column");
        assertThat(hit.start()).isEqualTo(3);
        assertThat(isFound("网\n上\n赌\n博", "网上赌博")).isTrue();
    }

    /** Other lines may stand above and below. */
    @Test
    void readsTheColumnsOfABlockOfShortLines() {
        Hit hit = match("看这里：\n赌网\n博上\n长按复制").hits().get(0);
        assertThat(hit.term()).isEqualTo("网上赌博");
        assertThat(hit.via()).containsExactly("column");
        assertThat(hit.start()).isEqualTo(5);
        assertThat(hit.end()).isEqualTo(10);
        assertThat(isFound("网赌\n上博\n速来", "网上赌博")).isTrue();
        assertThat(isFound("网赌一二三四五六七\n上博\n速来", "网上赌博")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "网上读博",
                "打算网上读博的同学",
                "我在读博士",
                "前面路口，交通拥堵",
                "惹上大麻烦了",
                "打麻将",
                "smoking is bad",
                "Cassino is a town",
                "cas ino",
                "I am, so much",
                "他在网上，读博客",
                "代开发漂亮的软件",
                "他们公司内部，消息都靠邮件通知",
                "那家民宿无抵押，带宽也够",
                "我养的小老虎1级，怎么升得慢",
                "佬虎鸡",
                "文件名是wxhb-27，取一下",
                "报错说wxhb.dll缺失",
                "the first slot：machine learning",
                "泡粉条半小时就软了",
                "订单号WXHB20240611已发货",
                "驾照，包，过马路时都掉了",
                "拿到驾照，包过几天再买",
                "摇头完到货了",
                "来的人，头，费劲挤进来",
                "驾召，包过马路",
                "把包装袋收好",
                "玩具僵尸3号别碰",
                "别硬推 筒子楼的门锈住了",
                "no credit, check the list",
                "十分钟到站，在路口等我",
                "今天 mai bocai le",
                "bocai he doufu",
                "写作要博采众长",
                "堆在楼道的垃圾广发物业晚点来清",
                "他想上网，贷的款还没批",
            })
    void leavesOrdinaryWritingAlone(String text) {
        assertThat(match(text).keywords()).isIn(new int[] {}, new int[] {0});
    }

    @Test
    void aPhraseForgivesNothingThatIsReadMoreEasily() {
        assertThat(isFound("减肥💊三盒包邮", "减肥药")).isTrue();
        assertThat(isFound("jianfeiyao三盒包邮", "减肥药")).isTrue();
        assertThat(match("减肥药膳").hitCount()).isZero();
        assertThat(match("减肥💊膳").hitCount()).isZero();
        assertThat(match("jianfeiyao膳").hitCount()).isZero();
    }

    @Test
    void findsWhatIsSplitThroughoutBesideWordsThatBind() {
        assertThat(isFound("喜欢衤果耳卯的朋友", "裸聊")).isTrue();
    }

    /** 分秒 is a word, but not one that people use. */
    @Test
    void findsPartsThatNobodyWritesSoWhereARareWordGoesOn() {
        assertThat(isFound("木其牌上分秒到", "棋牌上分")).isTrue();
        assertThat(isFound("堆在楼道的垃圾广发物业", "垃圾废物")).isFalse();
    }

    @Test
    void twoWordsThatAMarkPartsAreATermWhereNothingElseStands() {
        assertThat(isFound("内部，消息", "内部消息")).isTrue();
        assertThat(isFound("内，部，消，息", "内部消息")).isTrue();
        assertThat(match("公司内部，消息都靠邮件").suspects()).containsExactly(1);
    }

    @Test
    void keepsToFlags() {
        assertThat(isFound("伴理证件", "办理证件")).isFalse();
        assertThat(isFound("banli证件", "办理证件")).isFalse();
        assertThat(isFound("黑色立业", "黑色产业")).isFalse();
        assertThat(isFound("裸僚", "裸聊")).isFalse();
        assertThat(match("裸僚").suspects()).containsExactly(1);
        assertThat(isFound("冰独", "冰毒")).isTrue();
        assertThat(isFound("bing du", "冰毒")).isTrue();
    }

    @Test
    void believesTwoSoundsWithAContact() {
        String text = "代开法漂";
        assertThat(MATCHER.match(TextFolder.fold(text), 0).keywords())
                .isIn(new int[] {}, new int[] {0});
        assertThat(MATCHER.match(TextFolder.fold(text), 1).keywords()).containsExactly(1);
    }
}
