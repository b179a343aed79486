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

/**
 * {@code look-alikes.txt}: pairs of characters with a score, at least one of each pair in common
 * use. The score is the mean correlation of the two characters as Noto Sans CJK SC and Noto Serif
 * CJK SC draw them, in percent, changed by what is known of their parts:
 *
 * <ul>
 *   <li>8 less when they share no telling part,
 *   <li>5 more when they differ in one part and share a telling one,
 *   <li>3 more when a public table of look-alikes has the pair, too,
 *   <li>at least {@value #RELATED_SCORE} when one is the other and a radical, or when each is among
 *       the five most alike of the other and the correlation is at least 0.64,
 *   <li>at least {@value #TAUGHT_SCORE} when it is one of the pairs that schools warn of.
 * </ul>
 *
 * Pairs below {@value #LEAST} are left out, and those beyond a character's {@value #MOST} best.
 */
final class LookAlikeTable {

    private static final int LEAST = 67;
    private static final int RELATED_SCORE = 72;
    private static final int MOST = 20;
    private static final int CANDIDATES = 60;
    private static final float CANDIDATE = 0.55f;
    private static final double MUTUAL = 0.64;
    private static final int MUTUAL_RANK = 5;
    private static final int TAUGHT_SCORE = 85;

    /** What schools warn of. Our own list: the characters of a group are taken for each other. */
    private static final String TAUGHT =
            "己已巳 戊戌戍 未末 土士 日曰 人入八 干千于 刀力刁 网冈罔 微徽徵 色包 傻俊 兔免 办为 天夫 失矢 牛午 几九 贝见 风凤"
                    + " 币市 西酉 木本术 大太犬 弋戈 鸟乌 卖买 兵乒乓 住往 折拆 候侯 拔拨 辨辩辫 晴睛 钓钩 宇字 幻幼 今令 历厉 斤斥"
                    + " 仑仓 氏氐 茶荼 撤撒 即既 卯卵 沦沧 冶治 准淮 赢羸嬴 栗粟票 王玉 万方 万刀 白自 目且 间问 免兔 圆园 拾抬 洒酒"
                    + " 侍待 蓝篮 货贷 复夏 裸棵 赌睹堵 钱线 骗编 毒青 妓技 毐毒 嫖漂 约药 找我 代伐 成戒 买头 加如 扣和 加咖 单早 证征 枪抢"
                    + " 炸诈 抄炒 吵炒 迷谜 泡炮 弹禅 鸦鸭 操澡 操噪 群裙 信倍 刷剧 码妈";

    private final char[] characters;
    private final List<GlyphShapes> fonts;
    private final Components components;
    private final Set<Long> known = new HashSet<>();
    private final Set<Long> taught = new HashSet<>();

    private LookAlikeTable(Path from, Path fontFolder) {
        StringBuilder all = new StringBuilder();
        for (char c = 0x4E00; c < 0x9FFF; c++) {
            if (ChineseCharacters.isKnown(c) && ChineseCharacters.isFolded(c)) {
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
        for (String group : TAUGHT.split(" ", -1)) {
            for (int i = 0; i < group.length(); i++) {
                for (int k = 0; k < group.length(); k++) {
                    if (i != k) {
                        taught.add(key(group.charAt(i), group.charAt(k)));
                    }
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
            if (!ChineseCharacters.isCommon(characters[i])) {
                continue;
            }
            List<Integer> candidates = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                rough[j] = i == j ? -1 : mean(i, j);
                boolean related = i != j && isRelated(characters[i], characters[j]);
                if (rough[j] >= CANDIDATE || related) {
                    candidates.add(j);
                    if (related) {
                        rough[j] += 1;
                    }
                }
            }
            candidates.sort(
                    Comparator.<Integer>comparingDouble(j -> -rough[j])
                            .thenComparing(Comparator.naturalOrder()));
            for (int j : candidates.subList(0, Math.min(CANDIDATES, candidates.size()))) {
                Pair pair = pair(i, j);
                pairs.put(key(pair.a(), pair.b()), pair);
                Pair mirrored = new Pair(pair.b(), pair.a(), pair.shape(), pair.score());
                pairs.put(key(pair.b(), pair.a()), mirrored);
            }
        }
        pairs.values().forEach(p -> byShape.computeIfAbsent(p.a(), k -> new ArrayList<>()).add(p));
        Set<Long> near = new HashSet<>();
        byShape.forEach(
                (a, list) -> {
                    list.sort(
                            Comparator.comparingDouble((Pair p) -> -p.shape())
                                    .thenComparing(Pair::b));
                    list.stream().limit(MUTUAL_RANK).forEach(p -> near.add(key(p.a(), p.b())));
                });
        pairs.replaceAll(
                (key, p) -> {
                    boolean mutual = near.contains(key) && near.contains(key(p.b(), p.a()));
                    return mutual && p.shape() >= MUTUAL && p.score() < RELATED_SCORE
                            ? new Pair(p.a(), p.b(), p.shape(), RELATED_SCORE)
                            : p;
                });
        return pairs;
    }

    private boolean isRelated(char a, char b) {
        return taught.contains(key(a, b)) || components.differByRadical(a, b);
    }

    private float mean(int i, int j) {
        float sum = 0;
        for (GlyphShapes font : fonts) {
            sum += font.correlation(i, j);
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
                (a, list) ->
                        list.stream()
                                .sorted(best)
                                .limit(MOST)
                                .forEach(
                                        p -> {
                                            kept.add(key(p.a(), p.b()));
                                            kept.add(key(p.b(), p.a()));
                                        }));
        List<String> lines = new ArrayList<>();
        byCharacter.forEach(
                (a, list) -> {
                    StringBuilder line = new StringBuilder().append(a).append('\t');
                    list.stream()
                            .filter(p -> kept.contains(key(p.a(), p.b())))
                            .sorted(best)
                            .forEach(p -> line.append(p.b()).append(p.score()).append(' '));
                    lines.add(line.toString().stripTrailing());
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

    private static long key(char a, char b) {
        return (long) a << 16 | b;
    }
}
