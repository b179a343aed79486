package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.qundun.udfs.confusable.EmojiSounds;
import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.MartianScript;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any text. {@code -Dfuzz.seconds=600} fuzzes for ten minutes. */
class MatcherPropertiesTest {

    private static final String[] PIECES = {
        "网", "上", "赌", "博", "堵", "睹", "賭", "贝", "者", "貝", "du", "bo", "wang", "shang", "ㄉㄨˇ", "a",
        "1", "c", "@", "s", "i", "n", "o", "0", "\u0430", " ", ".", "，", "\n", "🎲", "🐔", "\u200B",
        "\u202E", "\u202C", "\u0301", "赌博", "网上", "casino", "代", "开", "发", "票", "法", "女", "又", "傻",
        "逼", "d", "\uD83C", "\uDFB2", "壹", "六", "合", "彩", "采", "彡", "wxhb", "w.x.h.b", "w x ", "K",
        "\uFFF9", "\uFFFA", "\uFFFB", "\r\n", "蛧", "仩"
    };

    private static final List<Term> TERMS =
            List.of(
                    term("网上赌博"),
                    term("赌博", TermFlag.SOUND),
                    term("代开发票"),
                    term("六合彩"),
                    term("casino"),
                    term("傻逼"),
                    term("微信红包", TermFlag.INITIALS),
                    term("k粉"),
                    term("妈妈的"),
                    term("casino 赌"),
                    term("十一选五"));

    private static final LexiconMatcher MATCHER =
            new LexiconMatcher(new Lexicon(TERMS, List.of("网上读博", "上分钟")), List.of("test"));

    private static Term term(String spelling, TermFlag... flags) {
        return new Term(spelling, "test", 1, Set.of(flags));
    }

    @Property(tries = 1000)
    void hitsAreTrue(@ForAll("texts") String text) {
        check(text);
    }

    @Property(tries = 300)
    void anyUnicodeIsRead(@ForAll String text) {
        check(text);
    }

    @Test
    void foldingMakesNoHitOfNone() {
        check("\u8CED 赌博d\uD9EE\uDD34d摋逼 壹网上赌票");
        check("代睹\u0430博合 casin\u0418");
    }

    @Test
    void fuzz() {
        long seconds = Long.getLong("fuzz.seconds", 1);
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            StringBuilder text = new StringBuilder();
            int pieces = random.nextInt(40);
            for (int i = 0; i < pieces; i++) {
                if (random.nextInt(12) == 0) {
                    text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                } else {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            try {
                check(text.toString());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("fuzz.seed=" + seed + ": " + escaped(text), e);
            }
        }
    }

    private static String escaped(CharSequence text) {
        return text.chars().mapToObj("\\u%04X"::formatted).collect(Collectors.joining());
    }

    private static void check(String text) {
        FoldedText folded = TextFolder.fold(text);
        Matches matches = MATCHER.match(folded, 0);
        assertThat(matches.hits().size()).isLessThanOrEqualTo(matches.hitCount());
        for (Hit hit : matches.hits()) {
            assertThat(hit.start()).isBetween(0, text.length() - 1);
            assertThat(hit.end()).isBetween(hit.start() + 1, text.length());
            assertThat(hit.confidence()).isGreaterThan(0).isLessThanOrEqualTo(1);
            String span = text.substring(hit.start(), hit.end());
            assertThat(givesTerm(span, hit))
                    .as("%s via %s in %s", hit.term(), hit.via(), escaped(text))
                    .isTrue();
        }
        if (text.indexOf('\n') < 0) {
            Matches again = MATCHER.match(TextFolder.fold(folded.toString()), 0);
            assertThat(terms(again)).isEqualTo(terms(matches));
        }
    }

    private static Set<String> terms(Matches matches) {
        return matches.hits().stream().map(Hit::term).collect(Collectors.toSet());
    }

    /** Whether undoing the techniques that a hit names, and no others, leads to its term. */
    private static boolean givesTerm(String span, Hit hit) {
        Set<Technique> via =
                hit.via().stream()
                        .map(code -> Technique.valueOf(code.toUpperCase(java.util.Locale.ROOT)))
                        .collect(Collectors.toSet());
        FoldedText term = TextFolder.fold(hit.term());
        String otherwise = Numbers.otherwise(term.toString());
        return givesTerm(span, letters(term), via)
                || (via.contains(Technique.NUMERAL)
                        && givesTerm(span, letters(TextFolder.fold(otherwise)), via));
    }

    private static boolean givesTerm(String span, String wanted, Set<Technique> via) {
        FoldedText folded = TextFolder.fold(span);
        String shown = folded.toString();
        if (via.contains(Technique.COLUMN) || via.contains(Technique.DIRECTION)) {
            // The span holds other lines, or a part of an override.
            return true;
        }
        if (via.contains(Technique.REVERSED)) {
            return letters(folded).equals(new StringBuilder(wanted).reverse().toString());
        }
        if (via.contains(Technique.INITIALS)) {
            return letters(folded).length() == wanted.length();
        }
        return undo(shown, 0, wanted, 0, via);
    }

    /** What is no separator: numbers of rare scripts, such as U+118EA, are some, too. */
    private static String letters(FoldedText text) {
        return IntStream.range(0, text.length())
                .filter(i -> text.kindAt(i) != CharKind.SEPARATOR)
                .mapToObj(i -> String.valueOf(text.charAt(i)))
                .collect(Collectors.joining());
    }

    private static boolean undo(String shown, int i, String wanted, int j, Set<Technique> via) {
        if (j == wanted.length() && i == shown.length()) {
            return true;
        }
        if (i == shown.length()) {
            return false;
        }
        char c = shown.charAt(i);
        int next = i + Character.charCount(shown.codePointAt(i));
        if (j < wanted.length()) {
            char w = wanted.charAt(j);
            if (isMeant(c, w, via) && undo(shown, i + 1, wanted, j + 1, via)) {
                return true;
            }
            for (int end = i + 2; end <= Math.min(shown.length(), i + 9); end++) {
                String several = shown.substring(i, end);
                if (isSpelled(several, w, via) && undo(shown, end, wanted, j + 1, via)) {
                    return true;
                }
            }
            if (via.contains(Technique.EMOJI)) {
                int emoji = shown.codePointAt(i);
                for (int n = 0; n < EmojiSounds.get().words(emoji); n++) {
                    String word = EmojiSounds.get().word(emoji, n);
                    if (isSpoken(word, wanted, j)
                            && undo(shown, next, wanted, j + word.length(), via)) {
                        return true;
                    }
                }
            }
        }
        boolean separator = !Character.isLetterOrDigit(shown.codePointAt(i));
        if ((separator && (via.contains(Technique.SEPARATOR) || wanted.length() != shown.length()))
                || (via.contains(Technique.INSERTED) && isLatinOrDigit(shown.codePointAt(i)))
                || (via.contains(Technique.REPEAT) && j > 0 && c == wanted.charAt(j - 1))) {
            return undo(shown, next, wanted, j, via);
        }
        return false;
    }

    private static boolean isLatinOrDigit(int codePoint) {
        return Character.isDigit(codePoint)
                || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.LATIN;
    }

    private static boolean isMeant(char c, char w, Set<Technique> via) {
        Syllables syllables = Syllables.get();
        return c == w
                || (via.contains(Technique.SOUND) && syllables.distanceOfCharacters(c, w) == 0)
                || (via.contains(Technique.NEAR_SOUND) && syllables.distanceOfCharacters(c, w) == 1)
                || (via.contains(Technique.SHAPE) && isAlike(c, w))
                || (via.contains(Technique.MARTIAN)
                        && (MartianScript.get().plain(c).indexOf(w) >= 0
                                || (Substitutes.get().isRare(c) && isAlike(c, w))))
                || (via.contains(Technique.NUMERAL) && Numerals.same(c, w))
                || (via.contains(Technique.LEET)
                        && io.qundun.udfs.confusable.Leet.letters(c).indexOf(w) >= 0)
                || (via.contains(Technique.PINYIN) && isSpelled(String.valueOf(c), w, via))
                || (via.contains(Technique.BOPOMOFO) && isSpelled(String.valueOf(c), w, via));
    }

    private static boolean isAlike(char c, char w) {
        return LookAlikes.get().score(c, w) > 0 || sharePart(c, w);
    }

    private static boolean isSpoken(String word, String wanted, int from) {
        return from + word.length() <= wanted.length()
                && IntStream.range(0, word.length())
                        .allMatch(
                                i ->
                                        Syllables.get()
                                                        .distanceOfCharacters(
                                                                word.charAt(i),
                                                                wanted.charAt(from + i))
                                                == 0);
    }

    private static boolean sharePart(char c, char w) {
        return Splits.get().of(w).stream().anyMatch(parts -> parts.indexOf(c) >= 0)
                || Splits.get().of(c).stream().anyMatch(parts -> parts.indexOf(w) >= 0);
    }

    private static boolean isSpelled(String several, char w, Set<Technique> via) {
        if (via.contains(Technique.SPLIT)) {
            String parts = letters(TextFolder.fold(several));
            if (Splits.get().of(w).contains(parts)) {
                return true;
            }
        }
        if (!via.contains(Technique.PINYIN) && !via.contains(Technique.BOPOMOFO)) {
            return false;
        }
        int[] readings = io.qundun.udfs.confusable.Pinyin.get().segment(several);
        if (readings.length != 1) {
            return false;
        }
        for (int i = 0; i < Syllables.get().readings(w); i++) {
            int own = Syllables.base(Syllables.get().reading(w, i));
            if (own == Syllables.base(readings[0])) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "赌",
                "网上",
                "网上堵",
                "贝者",
                "ㄨㄤˇ",
                "wang",
                "wang shang ",
                "网a上b",
                "网 上 ",
                "c@",
                "4$",
                "1",
                "\u202E赌博\u202C",
                "赌\n博\n",
                "博赌上",
                "女又赌",
                "e\u0301",
                "🐔",
                "网上赌愽",
                "ni ma bi ",
                "wang\uD83E\uDEE5\uD83E\uDEE5\uD83E\uDEE5\uD83E\uDEE5\uD83E\uDEE5\uD83E\uDEE5\uD83E\uDEE5\uD83E\uDEE5",
                "网1 ........................",
                "网木木",
                "w.x.h."
            })
    void isLinearOnHostileText(String unit) {
        FoldedText text = TextFolder.fold(unit.repeat((1 << 20) / unit.length()));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> MATCHER.match(text, 1));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(24).map(list -> String.join("", list));
    }
}
