package io.qundun.udfs.confusable;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.TextFolder;
import org.junit.jupiter.api.Test;

class ConfusableTablesTest {
    @Test
    void putsSplitCharactersTogether() {
        Splits splits = Splits.get();
        assertThat(splits.composed('贝', '者')).isEqualTo("赌");
        assertThat(splits.composed('木', '仓')).isEqualTo("枪");
        assertThat(splits.composed('十', '甫', '寸')).isEqualTo("博");
        assertThat(splits.composed('君', '羊')).isEqualTo("群");
        assertThat(splits.composed('者', '贝')).isEmpty();
        assertThat(splits.begins('贝')).isTrue();
        assertThat(splits.begins('a')).isFalse();
        assertThat(splits.of('赌')).contains("贝者");
        assertThat(splits.of('中')).isEmpty();
        assertThat(splits.of(0x1F414)).isEmpty();
    }

    @Test
    void knowsWhatDiffersInItsRadical() {
        PhoneticSeries series = PhoneticSeries.get();
        for (String same : "海悔 海每 因茵 挂桂 瞄描 驾架 码妈 妈马 信言 群君 特持 红江 壮状 假瑕".split(" ", -1)) {
            assertThat(series.same(same.charAt(0), same.charAt(1))).as(same).isTrue();
        }
        for (String other : "海洛 因恩 林村 河汉 打扎 的了 ab 一二".split(" ", -1)) {
            assertThat(series.same(other.charAt(0), other.charAt(1))).as(other).isFalse();
        }
        assertThat(series.of('a')).isEqualTo('a');
        assertThat(series.of('一')).isEqualTo('一');
    }

    @Test
    void readsMartianScript() {
        MartianScript martian = MartianScript.get();
        assertThat(martian.ornate('网')).contains("蛧");
        assertThat(martian.plain('蛧')).contains("网");
        assertThat(martian.plain('网')).doesNotContain("网");
    }

    @Test
    void scoresLookAlikesSymmetrically() {
        LookAlikes alike = LookAlikes.get();
        for (String pair : "微徽 刀力 己已 未末 赌睹 网冈 枪抢 博搏 贷货 情清 裸棵".split(" ", -1)) {
            assertThat(alike.score(pair.charAt(0), pair.charAt(1))).as(pair).isGreaterThan(70);
        }
        for (String pair : "网肠 你好 我他 赌刀 加一 微大".split(" ", -1)) {
            assertThat(alike.score(pair.charAt(0), pair.charAt(1))).as(pair).isZero();
        }
        for (char c = '一'; c < '龥'; c++) {
            String others = alike.of(c);
            for (int i = 0; i < others.length(); i++) {
                assertThat(alike.score(others.charAt(i), c)).isEqualTo(alike.scoreAt(c, i));
            }
        }
    }

    @Test
    void tellsOrdinaryFromContrivedSpellings() {
        OrdinaryText text = OrdinaryText.get();
        for (String ordinary : "读博 见人 菠菜 我们 路口 网上读博".split(" ", -1)) {
            assertThat(text.count(ordinary)).as(ordinary).isGreaterThanOrEqualTo(4);
        }
        for (String contrived : "睹博 毒博 裸了 傻比 徽信".split(" ", -1)) {
            assertThat(text.count(contrived)).as(contrived).isZero();
        }
        assertThat(text.count("的")).isEqualTo(1 << 15);
        assertThat(text.wordCount("say women now", 4, 9)).isPositive();
        assertThat(text.wordCount("dubo", 0, 4)).isZero();
        assertThat(text.count("女")).isNotEqualTo(text.wordCount("女", 0, 1));
    }

    @Test
    void asksAllPartsOfLongRuns() {
        OrdinaryText text = OrdinaryText.get();
        assertThat(text.count("在职读博士")).isZero();
        assertThat(text.count("毕业证书法")).isZero();
        assertThat(text.count("没有什么")).isPositive();
    }

    @Test
    void readsEmojiAloud() {
        EmojiSounds emoji = EmojiSounds.get();
        assertThat(emoji.words(0x1F414)).isPositive();
        assertThat(emoji.word(0x1F414, 0)).isEqualTo("鸡");
        assertThat(emoji.emojiFor("鸡")).contains("🐔");
        assertThat(emoji.words('a')).isZero();
        for (int codePoint : emoji.codePoints()) {
            for (int i = 0; i < emoji.words(codePoint); i++) {
                emoji.word(codePoint, i)
                        .codePoints()
                        .forEach(c -> assertThat(Syllables.get().readings(c)).isPositive());
            }
        }
    }

    @Test
    void keepsFoldedCharactersOnly() {
        for (char c = '一'; c < '龥'; c++) {
            String text = LookAlikes.get().of(c) + MartianScript.get().ornate(c);
            text += String.join("", Splits.get().of(c));
            assertThat(TextFolder.fold(text).toString()).isEqualTo(text);
        }
    }

    @Test
    void turnsLeetBack() {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            String disguises = Leet.disguises(letter);
            for (int i = 0; i < disguises.length(); i++) {
                assertThat(Leet.letters(disguises.charAt(i))).contains(String.valueOf(letter));
            }
        }
        assertThat(Leet.letters('x')).isEmpty();
    }
}
