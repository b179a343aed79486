package io.qundun.udfs.match;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.text.ParsePosition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes numbers of several digits the other way: 十一选五 as 11选五, 21点 as 二十一点. Single digits are the
 * same in any writing ({@link Numerals}). Source of how numbers are read: ICU's spell-out rules for
 * Chinese. Stateless.
 */
final class Numbers {
    /**
     * Numbers that are read by their places: 十, 二十一, 一百; or of two Arabic digits, or of hundreds,
     * or of hundreds and tens; a hundred and more that something counted or much follows, or that
     * is passed, and two of them (百万 as 100万, 万人 as 10000人, 百病 as 100病, 百家 as 100家, 过千 as 过1000,
     * 两小时 as 2小时).
     */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![一二三四五六七八九十百千万两])([百千](?=[万亿元块人病倍家])|万(?=[元块人倍])"
                            + "|(?<=[过上破近])[百千万](?![一二三四五六七八九十百千万]))"
                            + "|两(?=[个天小分周年月块元万千百])"
                            + "|[〇零一二三四五六七八九十百千]*十[〇零一二三四五六七八九十百千]*"
                            + "|[一二三四五六七八九][百千][〇零一二三四五六七八九十百千]*"
                            + "|(?<![0-9])([1-9][0-9]|[1-9][0-9]?00|[1-9][1-9]0|[1-9]000)(?![0-9])");

    private static final String TWO = "两";
    private static final String ROUND = "百千万";

    private static final ThreadLocal<RuleBasedNumberFormat> WORDS =
            ThreadLocal.withInitial(
                    () ->
                            new RuleBasedNumberFormat(
                                    ULocale.CHINESE, RuleBasedNumberFormat.SPELLOUT));

    private Numbers() {}

    /** A text with each of its numbers written the other way, or the text itself. */
    static String otherwise(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            return text;
        }
        return number.replaceAll(
                found -> {
                    String written = found.group();
                    if (written.charAt(0) <= '9') {
                        return WORDS.get().format(Integer.parseInt(written));
                    }
                    if (written.equals(TWO)) {
                        return "2";
                    }
                    boolean round = written.length() == 1 && ROUND.contains(written);
                    return digits(round ? "一" + written : written);
                });
    }

    /** A number in Arabic digits; itself when it is not written as numbers are. */
    private static String digits(String words) {
        ParsePosition end = new ParsePosition(0);
        Number value = WORDS.get().parse(words, end);
        boolean usual =
                end.getIndex() == words.length()
                        && WORDS.get().format(value.longValue()).equals(words.replace('零', '〇'));
        return usual ? Long.toString(value.longValue()) : words;
    }
}
