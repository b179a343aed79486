package io.qundun.udfs.contact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/** Tells amounts, dates and versions from numbers that one can call or add. Stateless. */
final class Amounts {
    private static final String MONEY = "元块圆万亿%¥￥$€£";
    private static final String CURRENCIES = "¥￥$€£";

    /** What is counted or measured. */
    private static final String UNITS =
            MONEY + "千百角毛个条次年月日天点分秒岁斤米克升台套件张页步度楼层室栋公里吨版届集章名位只头匹辆艘股倍折赞粉票字笔型款°℃";

    /** Digits between two commas of an amount. */
    private static final int THOUSANDS = 3;

    private Amounts() {}

    static boolean isCurrency(char c) {
        return CURRENCIES.indexOf(c) >= 0;
    }

    /** Whether what follows a number makes it money or a share of something. */
    static boolean isMoney(FoldedText text, int end) {
        return isUnit(text, end, MONEY);
    }

    /** Whether what follows a number makes it a measure of anything. */
    static boolean isMeasure(FoldedText text, int end) {
        return isUnit(text, end, UNITS);
    }

    private static boolean isUnit(FoldedText text, int end, String units) {
        int n = text.length();
        if (end >= n) {
            return false;
        }
        char next = text.charAt(end);
        if (next == '.' || next == ',') {
            int digits = 0;
            while (end + 1 + digits < n
                    && digits <= THOUSANDS
                    && SpokenDigits.isPlain(text.charAt(end + 1 + digits))) {
                digits++;
            }
            return next == '.' ? digits > 0 : digits == THOUSANDS;
        }
        int at = next == ' ' && end + 1 < n ? end + 1 : end;
        if (text.charAt(at) == '人') {
            return at + 1 == n || text.charAt(at + 1) != '工';
        }
        if (at > end) {
            return MONEY.indexOf(text.charAt(at)) >= 0;
        }
        return units.indexOf(next) >= 0 || isLatinUnit(text, end);
    }

    /** A unit of one or two letters right after the number: 50w, 100kg. */
    private static boolean isLatinUnit(FoldedText text, int at) {
        boolean latin = at < text.length() && text.kindAt(at) == CharKind.LATIN;
        int end = latin ? text.endOfKind(at) : at;
        int length = end - at;
        if (length == 1) {
            return "wkgmltb".indexOf(text.charAt(at)) >= 0;
        }
        return length == 2
                && "kg km cm mm ml gb mb tb hz px ms".contains(text.subSequence(at, end));
    }

    /** Whether eight digits are a day of this or the last century: 20240131. */
    static boolean isDay(char[] digits, int count) {
        if (count != 8 || !isCentury(digits)) {
            return false;
        }
        int month = (digits[4] - '0') * 10 + digits[5] - '0';
        int day = (digits[6] - '0') * 10 + digits[7] - '0';
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /** Whether four digits are a year of this or the last century. */
    static boolean isCentury(char[] digits) {
        return (digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0');
    }
}
