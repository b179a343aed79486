package io.qundun.udfs.confusable;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Other characters for Chinese ones. Look-alikes and parts are lists of their own, written as
 * people write them and not taken from {@link LookAlikes} and {@link Splits}, so that a matcher
 * which reads those is not asked what it knows already. Homophones are drawn by how common they
 * are.
 */
final class HanDisguise {
    private static final Transliterator TRADITIONAL =
            Transliterator.getInstance("Simplified-Traditional");

    /** Each followed by characters that are mistaken for it. */
    private static final String LIKE =
            "赌睹堵 博搏膊 微徽 信倍 裸棵课 聊柳卿 枪抢 药约 票粟 贷货 款歀 刷剧 单草 网冈 骗编遍 嫖漂飘 妓技枝 淫婬 操澡燥躁"
                    + " 色邑包 情清请晴 约钓 炮泡跑 视祝 频烦 彩采 球求 场扬 注住柱 投役没 洗冼 钱浅线 证征 假暇 钞抄 毒青 冰水 麻床"
                    + " 弹禅 刀力刁 砍坎 杀刹 打扛 炸诈作 婊裱 妈码吗 你伱称 死歹 滚衮 贱浅溅 货贷 猪诸 狗拘 脑恼 残浅 傻俊 粉纷份 赞攒"
                    + " 拉垃 传转 销消 招昭 级极 利刹 佣拥 代伐 办为 发友 刻核 章童 考老 试拭 论沦 文义 转传 载栽 户护 码妈"
                    + " 逼福 蛋旦 畜蓄 渣查 流琉 氓泯 闭闲 嘴觜 垃拉 圾极 废发 贩版 吸级 毒毐 军车 火灭 子孑 手毛 卖买 买卖 肾贤 卵卯"
                    + " 孕孚 挂桂 高亮 仿坊 笑芙 气乞 大犬太 庄压 荷何 官宫 押抻 盘盆 资姿 金全 返反 水永 黑墨 包句 牌碑 荐存 股胶"
                    + " 群裙郡 加如 粉粉 赚廉 佣俑 裂烈 变恋 分公 总聪 谣遥 转砖 急争 内丙 幕慕 消肖 息媳 杀刹 绑邦 架驾 凶匈 器嚣 斗科"
                    + " 暴爆 恐巩 袭龙 刑形 屠暑 剁躲 割害 捅桶 废度 早旱 外处 卜仆 未末 己已 土士 日曰 天夫 王玉 木术 人入 问间 午牛";

    /** Each followed by its parts, side by side. */
    private static final String PARTS =
            "加力口 好女子 明日月 枪木仓 群君羊 钱金戋 钱钅戋 证言正 证讠正 银金艮 银钅艮 裸衣果 裸衤果 聊耳卯 骗马扁 赌贝者"
                    + " 信人言 信亻言 诈言乍 诈讠乍 炸火乍 妓女支 嫖女票 娼女昌 性忄生 性心生 情忄青 情心青 约纟勺 炮火包 视礻见 贷代贝"
                    + " 现王见 洗氵先 洗水先 彩采彡 球王求 注氵主 注水主 投扌殳 络纟各 钞金少 钞钅少 弹弓单 砍石欠 打扌丁 打手丁 婊女表"
                    + " 妈女马 贱贝戋 货化贝 猪犭者 狗犭句 残歹戋 粉米分 拉扌立 拉手立 传亻专 传人专 销金肖 销钅肖 招扌召 招手召 理王里"
                    + " 级纟及 利禾刂 佣亻用 佣人用 代亻弋 代人弋 票西示 刻亥刂 章立早 试讠式 试言式 论讠仑 转车专 账贝长 码石马 件亻牛"
                    + " 体亻本 作亻乍 你亻尔 你人尔 杂九木 蛋疋虫 逗豆辶 畜玄田 渣氵查 流氵流 垃土立 圾土及 贩贝反 吸口及 吸口及 假亻叚"
                    + " 肾又月 挂扌圭 仿亻方 仿人方 押扌甲 盘舟皿 资次贝 返反辶 牌片卑 股月殳 赚贝兼 变亦又 谣讠谣 息自心 绑纟邦 架加木"
                    + " 恐巩心 刑开刂 割害刂 捅扌甬 外夕卜 裂列衣 荷艹何 款素欠 期其月 精米青 林木木 相木目 和禾口 知矢口 外夕卜 配酉己"
                    + " 聚耳取 群君羊 频步页 肥月巴 胸月匈 淫氵壬 煞执灬 贿贝有 赂贝各 妻女 种禾中 私禾厶 科禾斗 秘禾必 租禾且 税禾兑"
                    + " 鸡又鸟 鸭甲鸟 鸣口鸟 驾加马 驴马户 烟火因 炒火少 灯火丁 枕木冘 机木几 杯木不 板木反 桌卜早 咖口加 啡口非 吃口乞"
                    + " 唱口昌 吗口马 呢口尼 她女也 妹女未 姐女且 奶女乃 伙亻火 住亻主 位亻立 保亻呆 偷亻俞 借亻昔 价亻介 课讠果 话讠舌"
                    + " 语讠吾 说讠兑 词讠司 谈讠炎 请讠青 铁钅失 铜钅同 针钅十 钉钅丁 锁钅肖 红纟工 纸纟氏 线纟戋 结纟吉 给纟合 经纟圣"
                    + " 汗氵干 江氵工 河氵可 湖氵胡 酒氵酉 油氵由 汤氵昜 沙氵少 法氵去 波氵皮 泡氵包 清氵青 港氵巷 猫犭苗 狼犭良 猴犭侯"
                    + " 把扌巴 抱扌包 扣扌口 找扌戈 换扌奂 推扌隹 搞扌高 骑马奇 码石马 破石皮 硬石更 胖月半 肚月土 脸月佥 腿月退";

    /** A character and what is left of it, or what it becomes, by a radical. */
    private static final String RADICALS =
            "赌者 博尃 裸果 聊卯 枪仓 药约 票嫖 票漂 贷代 刷唰 骗扁 嫖票 妓支 操喿 情青 约药 炮包 视见 彩采 球求 注主 洗先 钱戋"
                    + " 证正 弹单 打丁 炸乍 婊表 妈马 贱戋 粉分 拉立 传专 销肖 招召 佣用 代贷 论仑 转专 码马 单弹 包炮 群君 发泼 青情 采彩"
                    + " 正证 分粉 网岗 加咖 微薇 金釜 毒碡 刀叨 杀刹 子仔 狗苟 军晖 火伙 卖读 买卖 气汽 高搞 外朴 返反 黑嘿 牌卑 股殳 加伽"
                    + " 变恋 内纳 幕募 息熄 绑邦 架驾 斗抖 暴爆 割害 流硫 荷何 荷苛 笑竿 庄桩 官馆 押甲 盘般 资次 场扬 信言 期其 精青 猪者";

    /** Japanese and older forms that are not the ordinary traditional ones. */
    private static final String VARIANTS =
            "单単 气気 发発 图図 广広 学学 会会 国囯 网網 群羣 钱銭 卖売 买買 转転 杀殺 恶悪 压圧 战戦 传伝 价価 营営 残残 处処 对対 变変"
                    + " 带帯 总総 药薬 归帰 乐楽 检検 险険 验験 实実 写写 双雙 德徳 黑黒 强強 户戸 产産 证証 渔漁 浅浅 团団 边辺 泽沢 拝拜 线線"
                    + " 峰峯 略畧 够夠 裡里 床牀 秘祕 歌謌 铁鉄 惊驚 齐斉 斗鬪 仿倣 炮砲 着著 托託 糖餹 熏燻 毒毒 烟煙 姊姉 假仮 乱乱 京亰 丑醜";

    /** Characters that Unicode has once more among its radicals. */
    private static final String KANGXI =
            "一⼀ 人⼈ 入⼊ 八⼋ 刀⼑ 力⼒ 口⼝ 土⼟ 士⼠ 夕⼣ 大⼤ 女⼥ 子⼦ 小⼩ 山⼭ 工⼯ 己⼰ 干⼲ 弓⼸ 心⼼ 戈⼽ 户⼾ 手⼿"
                    + " 文⽂ 斗⽃ 方⽅ 日⽇ 月⽉ 木⽊ 欠⽋ 止⽌ 毛⽑ 气⽓ 水⽔ 火⽕ 父⽗ 片⽚ 牙⽛ 牛⽜ 犬⽝ 玉⽟ 瓜⽠ 瓦⽡ 甘⽢ 生⽣ 用⽤ 田⽥"
                    + " 白⽩ 皮⽪ 目⽬ 石⽯ 立⽴ 竹⽵ 米⽶ 羊⽺ 老⽼ 耳⽿ 肉⾁ 自⾃ 至⾄ 舌⾆ 舟⾈ 色⾊ 虫⾍ 血⾎ 行⾏ 衣⾐ 豆⾖ 赤⾚ 走⾛ 足⾜"
                    + " 身⾝ 辛⾟ 里⾥ 金⾦ 雨⾬ 青⾭ 非⾮ 面⾯ 革⾰ 音⾳ 首⾸ 香⾹ 骨⾻ 高⾼ 鬼⿁ 黑⿊ 鼓⿎ 鼠⿏ 鼻⿐";

    private static final Map<Character, List<String>> ALIKE = table(LIKE, true);
    private static final Map<Character, List<String>> SPLIT = table(PARTS, false);
    private static final Map<Character, List<String>> RADICAL = table(RADICALS, true);
    private static final Map<Character, List<String>> VARIANT = table(VARIANTS, true);
    private static final Map<Character, List<String>> RADICAL_BLOCK = table(KANGXI, true);

    private static final class Sounds {
        /** By syllable and tone, common characters with the square roots of their counts. */
        static final Map<String, List<Character>> READ_SO = new TreeMap<>();

        static {
            OrdinaryText text = OrdinaryText.get();
            Syllables syllables = Syllables.get();
            for (char c = '一'; c <= '龥'; c++) {
                if (syllables.readings(c) > 0 && text.count(String.valueOf(c)) >= 8) {
                    int reading = syllables.reading(c, 0);
                    READ_SO.computeIfAbsent(
                                    syllables.spelling(Syllables.base(reading))
                                            + Syllables.tone(reading),
                                    k -> new ArrayList<>())
                            .add(c);
                }
            }
        }
    }

    private HanDisguise() {}

    private static Map<Character, List<String>> table(String entries, boolean single) {
        Map<Character, List<String>> table = new HashMap<>();
        for (String entry : entries.split(" ", -1)) {
            List<String> others = table.computeIfAbsent(entry.charAt(0), k -> new ArrayList<>());
            if (!single) {
                others.add(entry.substring(1));
                continue;
            }
            for (int i = 1; i < entry.length(); i++) {
                if (entry.charAt(i) != entry.charAt(0)) {
                    others.add(entry.substring(i, i + 1));
                }
            }
        }
        table.values().removeIf(List::isEmpty);
        return table;
    }

    static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    static String traditional(String term) {
        return TRADITIONAL.transliterate(term);
    }

    /** All characters that have another form of this kind; the term itself when none has. */
    static String allBy(Evasion evasion, String term) {
        Map<Character, List<String>> table = evasion == Evasion.VARIANT ? VARIANT : RADICAL_BLOCK;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            List<String> others = table.get(c);
            out.append(others == null ? String.valueOf(c) : others.get(0));
        }
        return out.toString();
    }

    /** All characters that the Martian script writes otherwise; empty when fewer than two. */
    static String martian(String term, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int changed = 0;
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            String others = MartianScript.get().ornate(c);
            changed += others.isEmpty() ? 0 : 1;
            out.append(others.isEmpty() ? c : others.charAt(random.nextInt(others.length())));
        }
        return changed < 2 ? "" : out.toString();
    }

    /** So many characters by this trick, drawn by lot; empty when there are not so many. */
    static String someBy(Evasion evasion, String term, int count, RandomGenerator random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < term.length(); i++) {
            if (isHan(term.charAt(i)) && !others(evasion, term.charAt(i), random).isEmpty()) {
                places.add(i);
            }
        }
        if (places.size() < count) {
            return "";
        }
        List<String> spelled = new ArrayList<>();
        term.chars().forEach(c -> spelled.add(Character.toString(c)));
        for (int k = 0; k < count; k++) {
            int place = places.remove(random.nextInt(places.size()));
            List<String> others = others(evasion, term.charAt(place), random);
            spelled.set(place, others.get(random.nextInt(others.size())));
        }
        return String.join("", spelled);
    }

    private static List<String> others(Evasion evasion, char c, RandomGenerator random) {
        return switch (evasion) {
            case LOOK_ALIKE -> ALIKE.getOrDefault(c, List.of());
            case RADICAL_CHANGED -> RADICAL.getOrDefault(c, List.of());
            case SPLIT, TWO_SPLITS -> SPLIT.getOrDefault(c, List.of());
            case MARTIAN -> each(MartianScript.get().ornate(c));
            case LATIN_SYLLABLE ->
                    Romanization.of(String.valueOf(c)).stream().map(Romanization::plain).toList();
            case EMOJI_SOUND -> emoji(c);
            default -> homophone(evasion, c, random);
        };
    }

    private static List<String> each(String characters) {
        return characters.chars().mapToObj(Character::toString).toList();
    }

    private static List<String> emoji(char c) {
        List<String> exact = EmojiSounds.get().emojiFor(String.valueOf(c));
        if (!exact.isEmpty()) {
            return exact;
        }
        List<String> alike = new ArrayList<>();
        Syllables syllables = Syllables.get();
        for (int codePoint : EmojiSounds.get().codePoints()) {
            String word = EmojiSounds.get().word(codePoint, 0);
            if (word.length() == 1 && syllables.mainBase(word.charAt(0)) == syllables.mainBase(c)) {
                alike.add(Character.toString(codePoint));
            }
        }
        return alike;
    }

    private static List<String> homophone(Evasion evasion, char c, RandomGenerator random) {
        List<Romanization> read = Romanization.of(String.valueOf(c));
        if (read.isEmpty()) {
            return List.of();
        }
        String syllable = read.get(0).plain();
        int tone = read.get(0).tone();
        List<Character> found = new ArrayList<>();
        if (evasion == Evasion.NEAR_SOUND) {
            for (String near : nearSpellings(syllable)) {
                for (int t = 1; t <= 4; t++) {
                    found.addAll(Sounds.READ_SO.getOrDefault(near + t, List.of()));
                }
            }
        } else {
            for (int t = 1; t <= 4; t++) {
                boolean other = evasion == Evasion.HOMOPHONE_OTHER_TONE;
                if (t == tone ^ other) {
                    found.addAll(Sounds.READ_SO.getOrDefault(syllable + t, List.of()));
                }
            }
        }
        found.remove((Character) c);
        return found.isEmpty() ? List.of() : List.of(drawn(found, random));
    }

    /** A character by lot, in proportion to the square root of how common it is. */
    private static String drawn(List<Character> characters, RandomGenerator random) {
        double[] weights = new double[characters.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.sqrt(OrdinaryText.get().count(characters.get(i).toString()));
            sum += weights[i];
        }
        double at = random.nextDouble() * sum;
        int i = 0;
        while (i < weights.length - 1 && at >= weights[i]) {
            at -= weights[i++];
        }
        return characters.get(i).toString();
    }

    private static List<String> nearSpellings(String syllable) {
        List<String> near = new ArrayList<>();
        String[][] heads = {{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"f", "h"}};
        for (String[] pair : heads) {
            if (syllable.startsWith(pair[0])) {
                near.add(pair[1] + syllable.substring(pair[0].length()));
            } else if (syllable.startsWith(pair[1])) {
                near.add(pair[0] + syllable.substring(pair[1].length()));
            }
        }
        if (syllable.endsWith("ng")) {
            near.add(syllable.substring(0, syllable.length() - 1));
        } else if (syllable.endsWith("n")) {
            near.add(syllable + "g");
        }
        return near;
    }
}
