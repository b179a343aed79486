package io.qundun.deploy.bench.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code look-alikes.txt}: pairs of characters with a score, both of GB 2312, or one in common use
 * and the other any that folding leaves alone. The score is the mean correlation of the two
 * characters as Noto Sans CJK SC and Noto Serif CJK SC draw them, in percent, changed by what is
 * known of their parts:
 *
 * <ul>
 *   <li>8 less when they share no telling part,
 *   <li>5 more when they differ in one part and share a telling one,
 *   <li>3 more when a public table of look-alikes has the pair, too,
 *   <li>at least {@value #RELATED_SCORE} when one is the other and a radical, or when each is among
 *       the five most alike of the other and the correlation is at least 0.64,
 *   <li>at least {@value #KINDRED_SCORE} when they have a part in common that few others have and
 *       the correlation is at least 0.44,
 *   <li>at least {@value #LEAST} when a public table has the pair and the correlation is 0.6, or
 *       when each is among the ten most alike of the other and it is 0.6,
 *   <li>at least {@value #LEAST} when one is a radical and what schools warn of beside the other (网
 *       and 岗, in which 冈 stands), both in common use, and the correlation is 0.5,
 *   <li>at least {@value #TAUGHT_SCORE} when it is one of the pairs that schools warn of.
 * </ul>
 *
 * Pairs below {@value #LEAST} are left out. Of two characters in common use, the first level of GB
 * 2312, those are kept that share a telling part, have such a part in common or are a radical and
 * what schools warn of apart, and each one's {@value #MOST} best others; of one in common use and
 * one of the second level the {@value #MOST_SELDOM} best of either; of two of the second level, and
 * of one in common use and one outside GB 2312, the {@value #MOST_RARE} best. What keyboards offer
 * first is what people write.
 */
final class LookAlikeTable {

    private static final int LEAST = 67;
    private static final int RELATED_SCORE = 72;
    private static final int KINDRED_SCORE = 68;
    private static final int MOST = 24;
    private static final int MOST_SELDOM = 12;
    private static final int MOST_RARE = 6;
    private static final int CANDIDATES = 80;
    private static final int RARE_CANDIDATES = 30;
    private static final float CANDIDATE = 0.55f;
    private static final float HOPELESS = 0.45f;
    private static final double MUTUAL = 0.64;
    private static final int MUTUAL_RANK = 5;
    private static final double KINDRED = 0.44;
    private static final double STEPPED = 0.5;
    private static final double LISTED = 0.6;
    private static final double NEIGHBOUR = 0.6;
    private static final int NEIGHBOUR_RANK = 10;
    private static final int TAUGHT_SCORE = 85;

    /** What schools warn of. Our own list: the characters of a group are taken for each other. */
    private static final String TAUGHT =
            "己已巳 戊戌戍 未末 土士 日曰 人入八 干千于 刀力刁 网冈罔 微徽徵 色包 傻俊 兔免 办为 天夫 失矢 牛午 几九 贝见 风凤"
                    + " 币市 西酉 木本术 大太犬 弋戈 鸟乌 卖买 兵乒乓 住往 折拆 候侯 拔拨 辨辩辫 晴睛 钓钩 宇字 幻幼 今令 历厉 斤斥"
                    + " 仑仓 氏氐 茶荼 撤撒 即既 卯卵 沦沧 冶治 准淮 赢羸嬴 栗粟票 王玉 万方 万刀 白自 目且 间问 免兔 圆园 拾抬 洒酒"
                    + " 侍待 蓝篮 货贷 复夏 裸棵 赌睹堵 钱线 骗编 毒青 妓技 毐毒 嫖漂 约药 找我 代伐 成戒 买头 加如 扣和 加咖 单早 证征 枪抢"
                    + " 炸诈 抄炒 吵炒 迷谜 泡炮 弹禅 鸦鸭 操澡 操噪 群裙 信倍 刷剧 码妈 手毛 内丙肉 壁璧 裁栽载戴 幕墓慕暮募 密蜜"
                    + " 燥躁澡噪 峰锋蜂 喝渴竭揭 漂飘瓢 瞪蹬 慎镇 根跟很恨 梅悔海侮 烧绕浇晓挠 仰抑迎 坚竖 哀衰衷 炙灸 遣遗 籍藉 催摧"
                    + " 贪贫 祟崇 肓盲 暑署曙著 陪倍部培 挥辉 快块决 优扰忧 卷券 账胀 振震 梁粱 迁近迈 适括活话 呜鸣 免晚勉 便使更"
                    + " 具且 直真值 朱未 束柬 刺剌 东车 刚岗钢 摘滴敌 竟竞 境镜 蔽弊 毕华 舌古 亨享 孤弧狐 瓜爪 崖涯 徒徙陡 慢漫馒"
                    + " 铃玲零 狠狼 跨垮挎 驰池弛 坏怀杯 枉狂逛 纪记 检捡险验脸 轮论抡伦 堤提题 拴栓 滩摊 练炼拣 凉掠谅晾 恳垦 恼脑"
                    + " 茫芒忙 抹沫 篷蓬 辍缀 杨扬场 妨防仿访纺坊 坦但担胆 竿竽 睛晴 沽估姑 蓬篷 侥绕 陷馅 裕浴 粮娘 讽枫 喉猴"
                    + " 王主壬 丸凡九 币布 羊半 仗伏状 曲由甲申 制刷 夫未末 井开并 归旧 同司 和种知 告舌 吴昊 组绅 宣宜 败贩贬账"
                    + " 扳板 扫扭 没设 任仕 油抽 汗汁 刑刊 件伴 条杀 五互 片爿 札机 凶区 公么 个介 升井 丰半 过边达 返迈 网肉 仪仗"
                    + " 予矛 史央 良艮 沈沉 查杳 冒昌 味昧 矢禾 失朱 右石 厂广 户尸 云去 电龟 小少 心必 夕歹 上止正 出山 生主牛"
                    + " 金全 全余 会公 无元 儿几 寸才 下卞 工土 千子 子了 兼谦 叨叼 囚四 叶计";

    private final char[] characters;
    private final List<GlyphShapes> fonts;
    private final Components components;
    private final Map<Character, Set<Character>> kindred;
    private final Set<Long> known = new HashSet<>();
    private final Set<Long> taught = new HashSet<>();

    /** Pairs of which one is what is taught beside the other, and a radical. */
    private final Set<Long> stepped = new HashSet<>();

    private LookAlikeTable(Path from, Path fontFolder) {
        StringBuilder all = new StringBuilder();
        for (char c = 0x4E00; c < 0x9FFF; c++) {
            if (ChineseCharacters.isUnified(c) && ChineseCharacters.isFolded(c)) {
                all.append(c);
            }
        }
        characters = all.toString().toCharArray();
        fonts =
                List.of(
                        new GlyphShapes(
                                fontFolder.resolve("NotoSansCJK-Regular.ttc"),
                                "Noto Sans CJK SC",
                                characters),
                        new GlyphShapes(
                                fontFolder.resolve("NotoSerifCJK-Regular.ttc"),
                                "Noto Serif CJK SC",
                                characters));
        components = new Components(from);
        kindred = components.kindred();
        for (String group : TAUGHT.split(" ", -1)) {
            for (int i = 0; i < group.length(); i++) {
                for (int k = 0; k < group.length(); k++) {
                    if (i != k) {
                        taught.add(key(group.charAt(i), group.charAt(k)));
                    }
                }
            }
        }
        for (long pair : taught) {
            char a = (char) (pair >> 16);
            char b = (char) pair;
            for (char c : characters) {
                if (c != a
                        && ChineseCharacters.isCommon(a)
                        && ChineseCharacters.isCommon(c)
                        && components.differByRadical(b, c)) {
                    stepped.add(key(a, c));
                    stepped.add(key(c, a));
                }
            }
        }
        for (String name : List.of("shape_similar.txt.gz", "shape_similar_cv2.txt.gz")) {
            for (String line : TableSource.lines(from, name)) {
                for (int i = 2; i < line.length(); i++) {
                    known.add(key(line.charAt(0), line.charAt(i)));
                    known.add(key(line.charAt(i), line.charAt(0)));
                }
            }
        }
    }

    static int write(Path from, Path fontFolder, Path into) {
        LookAlikeTable table = new LookAlikeTable(from, fontFolder);
        return table.write(into, table.pairs());
    }

    private record Pair(char a, char b, double shape, int score) {}

    /** By both characters, each pair once in either direction. */
    private Map<Long, Pair> pairs() {
        Map<Long, Pair> pairs = new HashMap<>();
        Map<Character, List<Pair>> byShape = new HashMap<>();
        int n = characters.length;
        float[] rough = new float[n];
        for (int i = 0; i < n; i++) {
            if (!ChineseCharacters.isKnown(characters[i])) {
                continue;
            }
            boolean common = ChineseCharacters.isCommon(characters[i]);
            List<Integer> known = new ArrayList<>();
            List<Integer> rare = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                boolean rarely = !ChineseCharacters.isKnown(characters[j]);
                if (i == j || (rarely && !common)) {
                    continue;
                }
                boolean related =
                        isRelated(characters[i], characters[j])
                                || (!rarely
                                        && components.shareTellingPart(
                                                characters[i], characters[j]));
                rough[j] = rough(i, j, related);
                if (rough[j] >= CANDIDATE || related) {
                    (rarely ? rare : known).add(j);
                    if (related) {
                        rough[j] += 1;
                    }
                }
            }
            pairsOf(i, known, CANDIDATES, rough, pairs);
            pairsOf(i, rare, RARE_CANDIDATES, rough, pairs);
        }
        pairs.values().stream()
                .filter(LookAlikeTable::isKnown)
                .forEach(p -> byShape.computeIfAbsent(p.a(), k -> new ArrayList<>()).add(p));
        Set<Long> near = new HashSet<>();
        Set<Long> neighbours = new HashSet<>();
        byShape.forEach(
                (a, list) -> {
                    list.sort(
                            Comparator.comparingDouble((Pair p) -> -p.shape())
                                    .thenComparing(Pair::b));
                    list.stream().limit(MUTUAL_RANK).forEach(p -> near.add(key(p.a(), p.b())));
                    list.stream()
                            .limit(NEIGHBOUR_RANK)
                            .forEach(p -> neighbours.add(key(p.a(), p.b())));
                });
        pairs.replaceAll(
                (key, p) -> {
                    long back = key(p.b(), p.a());
                    int least = 0;
                    if (p.shape() >= MUTUAL && near.contains(key) && near.contains(back)) {
                        least = RELATED_SCORE;
                    } else if (p.shape() >= NEIGHBOUR
                            && neighbours.contains(key)
                            && neighbours.contains(back)) {
                        least = LEAST;
                    }
                    return p.score() < least ? new Pair(p.a(), p.b(), p.shape(), least) : p;
                });
        return pairs;
    }

    private boolean areKindred(char a, char b) {
        return kindred.getOrDefault(a, Set.of()).contains(b);
    }

    /** The pairs of a character and those of the given ones that are the most alike. */
    private void pairsOf(
            int i, List<Integer> others, int most, float[] rough, Map<Long, Pair> pairs) {
        others.sort(
                Comparator.<Integer>comparingDouble(j -> -rough[j])
                        .thenComparing(Comparator.naturalOrder()));
        for (int j : others.subList(0, Math.min(most, others.size()))) {
            if (pairs.containsKey(key(characters[i], characters[j]))) {
                continue;
            }
            Pair pair = pair(i, j);
            pairs.put(key(pair.a(), pair.b()), pair);
            Pair mirrored = new Pair(pair.b(), pair.a(), pair.shape(), pair.score());
            pairs.put(key(pair.b(), pair.a()), mirrored);
        }
    }

    private boolean isRelated(char a, char b) {
        return taught.contains(key(a, b))
                || stepped.contains(key(a, b))
                || components.differByRadical(a, b)
                || areKindred(a, b);
    }

    /** The mean correlation as they stand, or that of one font when it leaves little hope. */
    private float rough(int i, int j, boolean related) {
        float sum = 0;
        for (GlyphShapes font : fonts) {
            float one = font.correlation(i, j);
            if (!related && one < HOPELESS) {
                return one;
            }
            sum += one;
        }
        return sum / fonts.size();
    }

    private Pair pair(int i, int j) {
        double shape = 0;
        for (GlyphShapes font : fonts) {
            shape += font.bestCorrelation(i, j);
        }
        shape /= fonts.size();
        char a = characters[i];
        char b = characters[j];
        double score = 100 * shape + (components.shareTellingPart(a, b) ? 5 : -8);
        if (known.contains(key(a, b))) {
            score += 3;
        }
        if (shape >= KINDRED && areKindred(a, b)) {
            score = Math.max(score, KINDRED_SCORE);
        } else if ((shape >= LISTED && known.contains(key(a, b)))
                || (shape >= STEPPED && stepped.contains(key(a, b)))) {
            score = Math.max(score, LEAST);
        }
        if (taught.contains(key(a, b))) {
            score = Math.max(score, TAUGHT_SCORE);
        }
        if (components.differByRadical(a, b)) {
            score = Math.max(score, RELATED_SCORE);
        }
        return new Pair(a, b, shape, (int) Math.min(100, Math.round(score)));
    }

    private int write(Path into, Map<Long, Pair> pairs) {
        Map<Character, List<Pair>> byCharacter = new TreeMap<>();
        pairs.values().stream()
                .filter(p -> p.score() >= LEAST)
                .forEach(p -> byCharacter.computeIfAbsent(p.a(), k -> new ArrayList<>()).add(p));
        Comparator<Pair> best =
                Comparator.comparingInt((Pair p) -> -p.score())
                        .thenComparingDouble(p -> -p.shape())
                        .thenComparing(Pair::b);
        Set<Long> kept = new HashSet<>();
        byCharacter.forEach(
                (a, list) -> {
                    list.sort(best);
                    boolean common = ChineseCharacters.isCommon(a);
                    boolean known = ChineseCharacters.isKnown(a);
                    Predicate<Pair> both = p -> common && ChineseCharacters.isCommon(p.b());
                    Predicate<Pair> seldom =
                            p -> isKnown(p) && (common ^ ChineseCharacters.isCommon(p.b()));
                    keep(list.stream().filter(both.and(this::isAkin)), kept);
                    keep(list.stream().filter(both).limit(MOST), kept);
                    keep(list.stream().filter(seldom).limit(MOST_SELDOM), kept);
                    if (common || known) {
                        Predicate<Pair> rare =
                                p ->
                                        !ChineseCharacters.isCommon(p.b())
                                                && common != ChineseCharacters.isKnown(p.b());
                        keep(list.stream().filter(rare).limit(MOST_RARE), kept);
                    }
                });
        List<String> lines = new ArrayList<>();
        byCharacter.forEach(
                (a, list) -> {
                    StringBuilder line = new StringBuilder().append(a).append('\t');
                    list.stream()
                            .filter(p -> kept.contains(key(p.a(), p.b())))
                            .sorted(best)
                            .forEach(p -> line.append(p.b()).append(p.score()).append(' '));
                    if (line.length() > 2) {
                        lines.add(line.toString().stripTrailing());
                    }
                });
        TableSource.write(
                into,
                "look-alikes.txt",
                List.of(
                        "Characters, TAB those that look alike with a score up to 100, the most"
                                + " alike first; at least "
                                + LEAST
                                + ".",
                        "Computed from the glyphs of Noto Sans CJK SC and Noto Serif CJK SC (OFL"
                                + " 1.1), the parts of",
                        "chaizi (CC BY 3.0) and the pairs of SimilarCharacter (MIT); see"
                                + " NOTICE.txt."),
                lines);
        return kept.size() / 2;
    }

    private boolean isAkin(Pair pair) {
        return (pair.shape() >= KINDRED && areKindred(pair.a(), pair.b()))
                || (pair.shape() >= STEPPED && stepped.contains(key(pair.a(), pair.b())))
                || components.shareTellingPart(pair.a(), pair.b());
    }

    private static boolean isKnown(Pair pair) {
        return ChineseCharacters.isKnown(pair.a()) && ChineseCharacters.isKnown(pair.b());
    }

    private static void keep(Stream<Pair> pairs, Set<Long> kept) {
        pairs.forEach(
                p -> {
                    kept.add(key(p.a(), p.b()));
                    kept.add(key(p.b(), p.a()));
                });
    }

    private static long key(char a, char b) {
        return (long) a << 16 | b;
    }
}
