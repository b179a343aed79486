package io.qundun.deploy.bench.judged;

import com.ibm.icu.text.Transliterator;
import io.qundun.deploy.bench.judged.CharacterForms.Form;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The techniques that the judged set asks for, by the names in which they are commonly described.
 * Written from their descriptions and the code charts: readings come from ICU, other characters
 * from {@link CharacterForms}, nothing from the matcher's own tables.
 */
final class Spellings {

    /** One way to write a term; empty when it does not apply. */
    @FunctionalInterface
    interface Technique {
        String spell(String term, RandomGenerator random);
    }

    private static final Transliterator PINYIN =
            Transliterator.getInstance("Han-Latin; NFC; Lower");
    private static final Transliterator BOPOMOFO =
            Transliterator.getInstance("Han-Latin; Latin-Bopomofo");
    private static final Transliterator TRADITIONAL =
            Transliterator.getInstance("Simplified-Traditional");

    private static final String CYRILLIC = "аЬсԁеfgһіјкlмпорqгѕтцνԝхуz";
    private static final String GREEK = "αbcdεfghιjκlmηορqrstυνωχγz";
    private static final String SMALL = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀsᴛᴜᴠᴡxʏᴢ";
    private static final String RAISED = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖqʳˢᵗᵘᵛʷˣʸᶻ";
    private static final String ACCENTED = "àbćdéfĝhíjklmñöpqrštúvwxýž";
    private static final String FILL = "天气真好大家早上吃饭喝水散步看书写字画画唱歌";
    private static final Map<Character, Character> KANGXI =
            Map.ofEntries(
                    Map.entry('大', '⼤'),
                    Map.entry('人', '⼈'),
                    Map.entry('门', '⻔'),
                    Map.entry('手', '⼿'),
                    Map.entry('金', '⾦'),
                    Map.entry('老', '⽼'),
                    Map.entry('高', '⾼'),
                    Map.entry('用', '⽤'),
                    Map.entry('文', '⽂'),
                    Map.entry('麻', '⿇'),
                    Map.entry('网', '⽹'),
                    Map.entry('力', '⼒'));
    private static final Map<Character, Character> VARIANTS =
            Map.ofEntries(
                    Map.entry('单', '単'),
                    Map.entry('发', '発'),
                    Map.entry('网', '網'),
                    Map.entry('群', '羣'),
                    Map.entry('时', '時'),
                    Map.entry('卖', '売'),
                    Map.entry('乐', '楽'),
                    Map.entry('杀', '殺'),
                    Map.entry('证', '証'),
                    Map.entry('真', '眞'),
                    Map.entry('假', '仮'),
                    Map.entry('办', '辦'),
                    Map.entry('戏', '戯'),
                    Map.entry('药', '薬'),
                    Map.entry('恼', '悩'),
                    Map.entry('残', '残'),
                    Map.entry('内', '內'),
                    Map.entry('部', '郶'));

    private final Map<String, Technique> techniques = new LinkedHashMap<>();

    Spellings(CharacterForms forms) {
        letters("mixed-case", (c, i) -> Character.toString(i % 2 == 0 ? c - 32 : c));
        letters("full-width", (c, i) -> Character.toString(c + 0xFEE0));
        letters("circled", (c, i) -> Character.toString(0x24D0 + c - 'a'));
        letters("squared", (c, i) -> Character.toString(0x1F130 + c - 'a'));
        letters("negative-squared", (c, i) -> Character.toString(0x1F170 + c - 'a'));
        letters("negative-circled", (c, i) -> Character.toString(0x1F150 + c - 'a'));
        letters("mathematical-bold", (c, i) -> Character.toString(0x1D41A + c - 'a'));
        letters("mathematical-fraktur", (c, i) -> Character.toString(0x1D586 + c - 'a'));
        letters("regional-indicators", (c, i) -> Character.toString(0x1F1E6 + c - 'a'));
        letters("small-capitals", (c, i) -> SMALL.substring(c - 'a', c - 'a' + 1));
        letters("superscripts", (c, i) -> RAISED.substring(c - 'a', c - 'a' + 1));
        letters("diacritics", (c, i) -> ACCENTED.substring(c - 'a', c - 'a' + 1));
        letters("cyrillic", (c, i) -> i % 2 == 1 ? CYRILLIC.substring(c - 'a', c - 'a' + 1) : "");
        letters("greek", (c, i) -> i % 2 == 0 ? GREEK.substring(c - 'a', c - 'a' + 1) : "");
        letters("leet", (c, i) -> leet(c));
        techniques.put(
                "digit-forms",
                (t, r) -> digits(t, List.of("三", "叁", "③", "3️⃣").get(r.nextInt(4))));
        techniques.put(
                "combining-marks",
                (t, r) -> after(t, List.of("\u0336", "\u0335", "\u20E0").get(r.nextInt(3))));
        techniques.put("variation-selectors", (t, r) -> after(t, "\uFE0F"));
        techniques.put("traditional", (t, r) -> TRADITIONAL.transliterate(t));
        techniques.put("variants", (t, r) -> mapped(t, VARIANTS));
        techniques.put("radical-blocks", (t, r) -> mapped(t, KANGXI));
        techniques.put(
                "zero-width",
                (t, r) -> between(t, List.of("\u200B", "\u200D", "\uFEFF", "\u00AD", "\u2062"), r));
        techniques.put(
                "tag-characters", (t, r) -> between(t, List.of("\uDB40\uDC41", "\uDB40\uDC20"), r));
        techniques.put(
                "bidi-controls",
                (t, r) -> between(t, List.of("\u200E", "\u2066", "\u2069", "\u202C"), r));
        techniques.put("rlo", (t, r) -> "\u202E" + reversed(t) + "\u202C");
        techniques.put("annotation", (t, r) -> "\uFFF9" + t + "\uFFFAzhu\uFFFB");
        techniques.put(
                "annotation-inside",
                (t, r) -> "\uFFF9" + t.charAt(0) + "\uFFFA略\uFFFB" + t.substring(1));
        techniques.put(
                "annotation-marks",
                (t, r) -> between(t, List.of("\uFFF9", "\uFFFA\uFFFB", "\uFFF9\uFFFB"), r));
        techniques.put(
                "blanks",
                (t, r) -> between(t, List.of("\u3164", "\uFFA0", "\u115F", "\u2800", "\u034F"), r));
        techniques.put("repeats", (t, r) -> repeated(t, r));
        techniques.put(
                "spaces", (t, r) -> isHan(t) ? between(t, List.of(" ", "  ", "\u3000"), r) : "");
        techniques.put(
                "spaced-letters",
                (t, r) -> isLatin(t) && !t.contains(" ") ? between(t, List.of(" "), r) : "");
        techniques.put("line-breaks", (t, r) -> isHan(t) ? between(t, List.of("\n"), r) : "");
        techniques.put(
                "ascii-punctuation",
                (t, r) -> between(t, List.of(".", "*", "-", "_", "/", "|", "~", "#", "+", ","), r));
        techniques.put(
                "cjk-punctuation",
                (t, r) -> between(t, List.of("。", "、", "·", "丶", "—", "…", "，", "｜", "〜", "「"), r));
        techniques.put(
                "symbols", (t, r) -> between(t, List.of("★", "♥", "※", "▲", "→", "✿", "¥"), r));
        techniques.put(
                "emoji-between",
                (t, r) -> between(t, List.of("😄", "👍", "🌹", "🎉", "❤️", "👨‍👩‍👧"), r));
        techniques.put(
                "gap-of-six",
                (t, r) ->
                        isHan(t)
                                ? t.charAt(0)
                                        + List.of("......", "~ ~ ~ ", "*-*-*-").get(r.nextInt(3))
                                        + t.substring(1)
                                : "");
        techniques.put("brackets", (t, r) -> isHan(t) ? bracketed(t) : "");
        techniques.put("inserted-letter", (t, r) -> isHan(t) ? inserted(t, "abcxyzkt", r) : "");
        techniques.put("inserted-digit", (t, r) -> isHan(t) ? inserted(t, "0123456789", r) : "");
        techniques.put("columns", this::columns);
        techniques.put("columns-from-right", this::columnsFromRight);
        techniques.put("same-sound", (t, r) -> forms.spell(t, Form.SOUND, 1, r));
        techniques.put("near-sound", (t, r) -> forms.spell(t, Form.NEAR_SOUND, 1, r));
        techniques.put(
                "two-sounds", (t, r) -> t.length() >= 5 ? forms.spell(t, Form.SOUND, 2, r) : "");
        techniques.put("pinyin", (t, r) -> isHan(t) ? plain(t, "") : "");
        techniques.put("pinyin-spaced", (t, r) -> isHan(t) ? plain(t, " ") : "");
        techniques.put("pinyin-capitals", (t, r) -> isHan(t) ? upper(plain(t, "")) : "");
        techniques.put("pinyin-tone-marks", (t, r) -> isHan(t) ? PINYIN.transliterate(t) : "");
        techniques.put(
                "pinyin-numbered",
                (t, r) -> isHan(t) ? numbered(t, r.nextBoolean() ? " " : "") : "");
        techniques.put("bopomofo", (t, r) -> isHan(t) ? BOPOMOFO.transliterate(t) : "");
        techniques.put("one-syllable", (t, r) -> isHan(t) ? oneSyllable(t, r) : "");
        techniques.put("look-alike", (t, r) -> forms.spell(t, Form.SHAPE, 1, r));
        techniques.put("radical", (t, r) -> forms.spell(t, Form.RADICAL, 1, r));
        techniques.put("split", (t, r) -> forms.spell(t, Form.PARTS, 1, r));
        techniques.put("two-splits", (t, r) -> forms.spell(t, Form.PARTS, 2, r));
        techniques.put("martian", (t, r) -> forms.spell(t, Form.MARTIAN, 1, r));
        techniques.put("emoji-sound", (t, r) -> forms.spell(t, Form.EMOJI, 1, r));
        techniques.put("reversed", (t, r) -> isHan(t) && t.length() >= 4 ? reversed(t) : "");
        techniques.put(
                "traditional+sound",
                (t, r) ->
                        changed(
                                forms.spell(t, Form.SOUND, 1, r),
                                TRADITIONAL.transliterate(forms.spell(t, Form.SOUND, 1, r))));
        techniques.put(
                "separator+sound",
                (t, r) ->
                        between(forms.spell(t, Form.SOUND, 1, r), List.of("*", ".", " ", "、"), r));
        techniques.put(
                "separator+split",
                (t, r) -> between(forms.spell(t, Form.PARTS, 1, r), List.of("*", ".", "-"), r));
        techniques.put(
                "separator+look-alike",
                (t, r) -> between(forms.spell(t, Form.SHAPE, 1, r), List.of("*", ".", "-"), r));
        techniques.put(
                "zero-width+confusable",
                (t, r) -> isLatin(t) ? between(cyrillic(t), List.of("\u200B"), r) : "");
        techniques.put(
                "zero-width+sound",
                (t, r) -> between(forms.spell(t, Form.SOUND, 1, r), List.of("\u200B"), r));
        techniques.put(
                "traditional+separator",
                (t, r) ->
                        changed(t, TRADITIONAL.transliterate(t)).isEmpty()
                                ? ""
                                : between(TRADITIONAL.transliterate(t), List.of("·", "-", " "), r));
        techniques.put("full-width+leet", (t, r) -> isLatin(t) ? wide(leetAll(t)) : "");
        techniques.put(
                "separator+syllable",
                (t, r) ->
                        isHan(t)
                                ? between(t, List.of("-"), r)
                                        .replaceFirst("^.", plain(t.substring(0, 1), ""))
                                : "");
    }

    Map<String, Technique> techniques() {
        return techniques;
    }

    @FunctionalInterface
    private interface LetterForm {
        String of(int letter, int place);
    }

    private void letters(String name, LetterForm form) {
        techniques.put(
                name,
                (term, random) -> {
                    if (term.chars().filter(Spellings::isLetter).count()
                            < (isLatin(term) ? 3 : 1)) {
                        return "";
                    }
                    StringBuilder out = new StringBuilder();
                    for (int i = 0; i < term.length(); i++) {
                        char c = term.charAt(i);
                        String other = isLetter(c) ? form.of(c, i) : "";
                        out.append(other.isEmpty() ? String.valueOf(c) : other);
                    }
                    return out.toString();
                });
    }

    private static String cyrillic(String term) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            out.append(isLetter(c) ? CYRILLIC.charAt(c - 'a') : c);
        }
        return out.toString();
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isLatin(String term) {
        return term.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isHan(String term) {
        return term.codePoints().allMatch(Character::isIdeographic);
    }

    private static String leet(int c) {
        int i = "aeiost".indexOf(c);
        return i < 0 ? "" : "@310$7".substring(i, i + 1);
    }

    private static String leetAll(String term) {
        StringBuilder out = new StringBuilder();
        term.chars().forEach(c -> out.append(leet(c).isEmpty() ? Character.toString(c) : leet(c)));
        return out.toString();
    }

    private static String wide(String term) {
        StringBuilder out = new StringBuilder();
        term.chars().forEach(c -> out.appendCodePoint(c > ' ' && c < 0x7F ? c + 0xFEE0 : c));
        return out.toString();
    }

    private static String digits(String term, String three) {
        return term.replace("3", three);
    }

    private static String mapped(String term, Map<Character, Character> table) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            out.append(table.getOrDefault(c, c));
        }
        return out.toString();
    }

    private static String changed(String from, String to) {
        return from.equals(to) ? "" : to;
    }

    private static String reversed(String term) {
        return new StringBuilder(term).reverse().toString();
    }

    private static String upper(String text) {
        return text.toUpperCase(java.util.Locale.ROOT);
    }

    private static String after(String term, String mark) {
        StringBuilder out = new StringBuilder();
        term.codePoints()
                .forEach(
                        c -> {
                            out.appendCodePoint(c);
                            out.append(c == ' ' ? "" : mark);
                        });
        return out.toString();
    }

    private static String between(String term, List<String> marks, RandomGenerator random) {
        if (term.isEmpty()) {
            return "";
        }
        String mark = marks.get(random.nextInt(marks.size()));
        int[] points = term.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            if (i > 0 && points[i] != ' ' && points[i - 1] != ' ') {
                out.append(mark);
            }
            out.appendCodePoint(points[i]);
        }
        return out.toString();
    }

    private static String bracketed(String term) {
        StringBuilder out = new StringBuilder();
        term.chars().forEach(c -> out.append('【').append((char) c).append('】'));
        return out.toString();
    }

    private static String inserted(String term, String alphabet, RandomGenerator random) {
        int at = 1 + random.nextInt(term.length() - 1);
        char letter = alphabet.charAt(random.nextInt(alphabet.length()));
        return term.substring(0, at) + letter + term.substring(at);
    }

    private static String repeated(String term, RandomGenerator random) {
        int at = random.nextInt(term.length());
        String c = term.substring(at, at + 1);
        return c.equals(" ") ? "" : term.substring(0, at) + c.repeat(3) + term.substring(at);
    }

    private static List<String> marked(String term) {
        return List.of(PINYIN.transliterate(term).split(" ", -1));
    }

    private static String plain(String term, String between) {
        String text = String.join(between, marked(term));
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static String numbered(String term, String between) {
        List<String> out = new ArrayList<>();
        for (String syllable : marked(term)) {
            String apart = Normalizer.normalize(syllable, Normalizer.Form.NFD);
            int tone = 5;
            for (int i = 0; i < apart.length(); i++) {
                int mark = "\u0304\u0301\u030C\u0300".indexOf(apart.charAt(i));
                tone = mark < 0 ? tone : mark + 1;
            }
            out.add(apart.replaceAll("\\p{M}", "") + tone);
        }
        return String.join(between, out);
    }

    private static String oneSyllable(String term, RandomGenerator random) {
        int at = random.nextInt(term.length());
        return term.substring(0, at)
                + plain(term.substring(at, at + 1), "")
                + term.substring(at + 1);
    }

    /** The term as the first column of as many lines. */
    private String columns(String term, RandomGenerator random) {
        if (!isHan(term) || term.length() < 3) {
            return "";
        }
        int width = 1 + random.nextInt(4);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            int from = (i * 5) % (FILL.length() - width);
            out.append(i == 0 ? "" : "\n").append(term.charAt(i));
            out.append(FILL, from, from + width);
        }
        return out.toString();
    }

    /** Classical layout: columns of two or three characters, the first on the right. */
    private String columnsFromRight(String term, RandomGenerator random) {
        if (!isHan(term) || term.length() < 4) {
            return "";
        }
        int height = 2 + random.nextInt(2);
        int width = (term.length() + height - 1) / height;
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < height; row++) {
            out.append(row == 0 ? "" : "\n");
            for (int column = width - 1; column >= 0; column--) {
                int at = column * height + row;
                out.append(at < term.length() ? term.charAt(at) : '　');
            }
        }
        return out.toString();
    }
}
