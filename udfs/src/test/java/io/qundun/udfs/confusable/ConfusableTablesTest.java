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
    void readsMartianScript() {
        MartianScript martian = MartianScript.get();
        assertThat(martian.ornate('网')).contains("蛧");
        assertThat(martian.plain('蛧')).contains("网");
        assertThat(martian.plain('网')).doesNotContain("网");
    }

    @Test
    void scoresLookAlikesSymmetrically() {
        LookAlikes alike = LookAlikes.get();
        assertThat(alike.score('未', '末')).isPositive();
        for (char c = '一'; c < '龥'; c++) {
            String others = alike.of(c);
            for (int i = 0; i < others.length(); i++) {
                assertThat(alike.score(others.charAt(i), c)).isEqualTo(alike.scoreAt(c, i));
            }
        }
    }

    @Test
    void readsEmojiAloud() {
        EmojiSounds emoji = EmojiSounds.get();
        assertThat(emoji.words(0x1F414)).isEqualTo(1);
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
