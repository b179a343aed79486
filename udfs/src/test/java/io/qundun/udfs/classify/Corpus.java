package io.qundun.udfs.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Mild made-up texts of four kinds, enough to tell them apart, alike enough to err. */
public final class Corpus {
    private static final List<List<String>> WORDS =
            List.of(
                    List.of("上分", "押注", "彩金", "返水", "龙虎", "bet now", "casino", "开奖"),
                    List.of("刷单", "日结", "垫付", "佣金", "稳赚", "invest", "profit", "导师"),
                    List.of("火锅", "开会", "作业", "电影", "地铁", "lunch", "station", "明天"),
                    List.of("清仓", "包邮", "优惠", "下单", "特价", "sale", "coupon", "新款"));
    private static final List<String> COMMON =
            List.of("今天", "大家", "一起", "，", "！", "的", "了", "please", "加微信", "123", "😀", "吧");

    /** Their labels. */
    public static final List<String> LABELS = List.of("gambling", "fraud", "none", "spam");

    private Corpus() {}

    /** As many texts, the same for the same seed. */
    public static List<LabelledText> of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(LABELS.size());
            StringBuilder text = new StringBuilder();
            int words = 2 + random.nextInt(12);
            for (int w = 0; w < words; w++) {
                List<String> from =
                        switch (random.nextInt(5)) {
                            case 0, 1 -> WORDS.get(label);
                            case 2 -> WORDS.get(random.nextInt(WORDS.size()));
                            default -> COMMON;
                        };
                text.append(from.get(random.nextInt(from.size())));
                text.append(random.nextInt(4) == 0 ? " " : "");
            }
            texts.add(new LabelledText(LABELS.get(label), text.toString(), ""));
        }
        return texts;
    }

    /** Quick settings. */
    public static ModelDescription.Training training(String algorithm) {
        return new ModelDescription.Training(algorithm, 30, 0.3, 1, 7, 0, 0, 0);
    }

    /** A model file of 400 texts. */
    public static byte[] model() {
        return model(1);
    }

    /** The same of other texts. */
    public static byte[] model(long seed) {
        return new ModelTrainer(training("MAXENT_QN"), progress -> {})
                .train("test", of(400, seed), List.of())
                .file();
    }
}
