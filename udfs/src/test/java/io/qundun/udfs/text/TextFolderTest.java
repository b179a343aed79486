package io.qundun.udfs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFolderTest {
    @ParameterizedTest
    @CsvSource({
        "ＡＢＣ１２３, abc123",
        "網絡賭博, 网络赌博",
        "Café, cafe",
        "Straße, strasse",
        "①②㈠, 12(一)",
        "𝓯𝓻𝓮𝓮, free",
        "ﬁne, fine",
        "가, 가",
        "ø, o",
        "①\u200B②, 12",
        "赌\uFE0F博, 赌博",
        "e\u0301, e",
        "🅲🅰🆂🅸🅽🅾, casino",
        "🄲🄰🅂, cas",
        "🇨🇦, ca",
        "ᴄᴀꜱɪɴᴏ, casino",
        "1️⃣, 1",
        "c\u0430s\u0456no, casino",
        "\u0441\u0430s, cas",
        "単亰, 单京",
        "殭戸鍼噁, 僵户针恶",
        "鉮, 鉮",
        "⻉⼝, 贝口",
        "赌\u2800博\u3164\uFFA0\u115F\u034F, 赌博",
        "赌\uDB40\uDC61博, 赌博",
        "\u202E博赌\u202C来, 赌博来",
        "\u202E博赌, 赌博",
        "\uFFF9赌\uFFFAdu\uFFFB博, 赌博",
        "赌\uFFFB博, 赌博",
        "x\uFFFAyz\u202E\uFFFBa\uD83D\uDE00b, xb\uD83D\uDE00a",
        "\u202Ea\uD83D\uDE00\uFFFAb\u202Cc\uFFFBd, b\uD83D\uDE00acd",
    })
    void foldsWhatReadsAlike(String text, String folded) {
        assertThat(TextFolder.fold(text).toString()).isEqualTo(folded);
    }

    @Test
    void leavesWordsOfOtherScriptsAlone() {
        assertThat(TextFolder.fold("привет, как дела").toString()).isEqualTo("привет, как дела");
        assertThat(TextFolder.fold("жука casіno").toString()).isEqualTo("жука casino");
    }

    @Test
    void readsSolid() {
        FoldedText folded = TextFolder.fold("赌 赌!博b11");
        assertThat(new String(folded.solid(), 0, folded.solidLength())).isEqualTo("赌博b11");
        assertThat(folded.solidAt(1)).isEqualTo(4);
        assertThat(folded.solidIndex(1)).isEqualTo(1);
    }

    @Test
    void keepsOffsetsOfWhatItTurnsRound() {
        FoldedText folded = TextFolder.fold("x\u202E博赌\u202C");
        assertThat(folded.isReordered()).isTrue();
        assertThat(folded.originalStart(1)).isEqualTo(3);
        assertThat(folded.spanStart(1, 3)).isEqualTo(2);
        assertThat(folded.spanEnd(1, 3)).isEqualTo(4);
        assertThat(TextFolder.undone(folded, 1, 3)).contains(Technique.DIRECTION);
    }

    @Test
    void keepsSeparatorsInPlaceAndKnowsThem() {
        FoldedText folded = TextFolder.fold("赌\u3000🎲博");
        assertThat(folded.toString()).isEqualTo("赌 🎲博");
        assertThat(folded.kindAt(0)).isEqualTo(CharKind.HAN);
        assertThat(folded.kindAt(1)).isEqualTo(CharKind.SEPARATOR);
        assertThat(folded.kindAt(2)).isEqualTo(CharKind.SEPARATOR);
        assertThat(folded.originalStart(4)).isEqualTo(4);
        assertThat(folded.originalEnd(4)).isEqualTo(5);
        assertThat(folded.originalCodePoints()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "我要赌博, 2, 4, true",
        "我要賭博, 2, 4, false",
        "我要賭博, 0, 2, true",
        "ａb, 0, 1, false",
        "ａb, 1, 2, true",
        "赌\u200B博, 0, 2, false",
        "㋀起, 0, 2, false",
        "🎲骰, 0, 3, true",
        "\u202E博赌\u202C好, 0, 2, false",
        "A赌, 0, 2, false"
    })
    void knowsWhatStandsAsItWasWritten(String text, int first, int end, boolean so) {
        assertThat(TextFolder.fold(text).isAsWritten(first, end)).isEqualTo(so);
    }

    @Test
    void namesWhatItUndid() {
        assertThat(TextFolder.undone("Ｂ", 0, 1)).containsExactly(Technique.WIDTH);
        assertThat(TextFolder.undone("B", 0, 1)).containsExactly(Technique.CASE);
        assertThat(TextFolder.undone("é", 0, 1)).containsExactly(Technique.DIACRITIC);
        assertThat(TextFolder.undone("賭", 0, 1)).containsExactly(Technique.TRADITIONAL);
        assertThat(TextFolder.undone("①", 0, 1)).containsExactly(Technique.COMPATIBILITY);
        assertThat(TextFolder.undone("a\u200Bb", 0, 3)).containsExactly(Technique.INVISIBLE);
        assertThat(TextFolder.undone("赌博", 0, 2)).isEmpty();
    }

    @Example
    void everyCodePointFoldsToItsFixedPoint() {
        List<String> moving = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String once = TextFolder.fold(Character.toString(c)).toString();
            if (!TextFolder.fold(once).toString().equals(once)) {
                moving.add(Integer.toHexString(c));
            }
        }
        assertThat(moving).isEmpty();
    }

    @Property(tries = 500)
    void nextSpelledSkipsChineseCharactersAndSeparators(
            @ForAll
                    @StringLength(max = 90)
                    @Chars({'中', '国', '人', '好', '大', ' ', '。', '!', 'a', '7', 'ア', 'ж'})
                    String text) {
        // What was there before is not to be seen.
        FoldedText folded = TextFolder.fold("a".repeat(90));
        TextFolder.fold(text, folded);
        int next = folded.length();
        assertThat(folded.nextSpelled(next)).isEqualTo(next);
        for (int i = folded.length() - 1; i >= 0; i--) {
            byte kind = folded.kindAt(i);
            next = kind == CharKind.HAN || kind == CharKind.SEPARATOR ? next : i;
            assertThat(folded.nextSpelled(i)).isEqualTo(next);
        }
    }

    @Property(tries = 500)
    void foldingTwiceChangesNothing(@ForAll("anything") String text) {
        String once = TextFolder.fold(text).toString();
        assertThat(TextFolder.fold(once).toString()).isEqualTo(once);
    }

    /** Overrides, their ends and annotations may stand in each other. */
    @Property(tries = 2000)
    void pairsStayTogether(@ForAll long seed) {
        Random random = new Random(seed);
        String[] pieces = {"赌", "a", "\uD83D\uDE00", "\u202E", "\u202C", "\uFFFA", "\uFFFB", "\n"};
        StringBuilder text = new StringBuilder();
        for (int i = 2 + random.nextInt(14); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        String folded = TextFolder.fold(text).toString();
        assertThat(folded.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF))
                .as(folded)
                .isEmpty();
        assertThat(TextFolder.fold(folded).toString()).isEqualTo(folded);
    }

    @Property(tries = 500)
    void offsetsMapBack(@ForAll("anything") String text) {
        FoldedText folded = TextFolder.fold(text);
        int previous = 0;
        for (int i = 0; i < folded.length(); i++) {
            int start = folded.originalStart(i);
            int end = folded.originalEnd(i);
            assertThat(start).isBetween(folded.isReordered() ? 0 : previous, text.length() - 1);
            assertThat(end).isBetween(start + 1, text.length());
            // Whether a letter passes for a Latin one depends on the word that it stands in.
            if (folded.kindAt(i) != CharKind.LETTER && folded.kindAt(i) != CharKind.LATIN) {
                assertThat(TextFolder.fold(text.substring(start, end)).toString())
                        .contains(String.valueOf(folded.charAt(i)));
            }
            previous = start;
        }
        assertThat(folded.originalCodePoints()).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Property(tries = 200)
    void refillingGivesTheSame(
            @ForAll("anything") String first, @ForAll("anything") String second) {
        FoldedText reused = new FoldedText();
        TextFolder.fold(first, reused);
        TextFolder.fold(second, reused);
        assertThat(reused.toString()).isEqualTo(TextFolder.fold(second).toString());
    }

    /** Any UTF-16, halves of surrogate pairs included. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<Character> any = Arbitraries.chars().all();
        Arbitrary<Character> surrogates =
                Arbitraries.chars().range(Character.MIN_SURROGATE, Character.MAX_SURROGATE);
        Arbitrary<Character> common =
                Arbitraries.of(
                        'a', 'Ａ', '賭', ' ', '\u200B', '\u0301', 'é', '㌀', '\u202E', '\u202C',
                        '\uFFF9', '\uFFFA', '\uFFFB', '\u0430', 'ж');
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, any),
                        net.jqwik.api.Tuple.of(1, surrogates),
                        net.jqwik.api.Tuple.of(2, common))
                .list()
                .ofMaxSize(60)
                .map(
                        chars -> {
                            StringBuilder out = new StringBuilder();
                            chars.forEach(out::append);
                            return out.toString();
                        });
    }

    @Test
    void takesFarFetchedLettersForLatinOnesBesideLatinOnly() {
        assertThat(TextFolder.fold("o\u0438line").toString()).isEqualTo("online");
        assertThat(TextFolder.fold("on\u029Fi\u0438\u0454 \u042Fe\u0493und").toString())
                .isEqualTo("online refund");
        // Words of a language of its own, whose every letter looks like some Latin one.
        assertThat(TextFolder.fold("\u044F \u0438 \u043E\u043D\u0438").toString())
                .isEqualTo("\u044F \u0438 \u043E\u043D\u0438");
        assertThat(TextFolder.fold("\u043E\u0441\u0430").toString()).isEqualTo("oca");
    }
}
