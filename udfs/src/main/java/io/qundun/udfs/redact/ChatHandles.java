package io.qundun.udfs.redact;

import io.qundun.udfs.match.ContactWords;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Finds accounts of chat services: a word that announces one (微信, 加v, vx, QQ, 群号, Telegram…), at
 * most {@link #MAX_BRIDGE} characters that join (号, 是, a colon, a space), and an id: 5 to 12
 * digits, or 6 to 20 letters, digits, hyphens and underscores that start with a letter and are no
 * mere word unless a colon or 号 announced them. An amount (500元, 500%) or a date is no id.
 */
final class ChatHandles {
    private static final int MAX_BRIDGE = 8;
    private static final int MIN_NUMBER = 5;
    private static final int MAX_NUMBER = 12;
    private static final int MIN_NAME = 6;
    private static final int MAX_NAME = 20;
    private static final int MIN_MENTION = 4;
    private static final int MAX_MENTION = 32;

    /** What may stand between the word and the id. */
    private static final String BRIDGE = "号码是为群加我的搜联系即就账";

    /** What makes a number an amount. */
    private static final String UNITS = "元块万千百亿人个条次年月日天点分秒岁斤米%¥$";

    private ChatHandles() {}

    static void find(FoldedText text, TraceSpans spans) {
        int n = text.length();
        int state = ContactWords.START;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            state = ContactWords.next(state, c);
            int length = ContactWords.wordLength(state);
            if (length == 0) {
                continue;
            }
            int first = i - length + 1;
            boolean latinHead = text.kindAt(first) == CharKind.LATIN;
            if (latinHead
                    && first > 0
                    && text.kindAt(first - 1) == CharKind.LATIN
                    && !spans.isCovered(first - 1)) {
                continue;
            }
            int end = handleAfter(text, i + 1, text.kindAt(i) == CharKind.LATIN, spans);
            if (end > 0) {
                i = end - 1;
                state = ContactWords.START;
            }
        }
    }

    /** Marks the id that a word announces; its end, or 0 when there is none. */
    private static int handleAfter(FoldedText text, int from, boolean latinWord, TraceSpans spans) {
        int n = text.length();
        int start = from;
        boolean announced = false;
        while (start < n && start - from < MAX_BRIDGE) {
            char c = text.charAt(start);
            if (c == '号' || c == ':' || c == '是') {
                announced = true;
            } else if (c == Redactor.OPEN
                    || (text.kindAt(start) != CharKind.SEPARATOR && BRIDGE.indexOf(c) < 0)) {
                break;
            }
            start++;
        }
        if (start < n && startsIdWord(text, start)) {
            announced = true;
            start += 2;
            while (start < n
                    && text.kindAt(start) == CharKind.SEPARATOR
                    && start - from < MAX_BRIDGE) {
                start++;
            }
        }
        if (start >= n || spans.isCovered(start) || !isIdChar(text.charAt(start))) {
            return 0;
        }
        int end = start;
        boolean allDigits = true;
        boolean allLetters = true;
        while (end < n
                && end - start <= MAX_NAME
                && isIdChar(text.charAt(end))
                && !spans.isCovered(end)) {
            char c = text.charAt(end);
            allDigits &= c >= '0' && c <= '9';
            allLetters &= c >= 'a' && c <= 'z';
            end++;
        }
        int length = end - start;
        boolean found;
        if (allDigits) {
            found = length >= MIN_NUMBER && length <= MAX_NUMBER && !isAmount(text, end, spans);
        } else {
            boolean attached = start == from && latinWord && !isDigit(text.charAt(start));
            found =
                    length >= MIN_NAME
                            && length <= MAX_NAME
                            && !attached
                            && (announced || !allLetters)
                            && !isDate(text, start, end);
        }
        if (!found) {
            return 0;
        }
        spans.add(Trace.Kind.HANDLE, start, end);
        return end;
    }

    /** Accounts mentioned with @, in ASCII. */
    static void mentions(FoldedText text, TraceSpans spans) {
        int n = text.length();
        for (int i = 0; i < n - MIN_MENTION; i++) {
            if (text.charAt(i) != '@'
                    || (i > 0 && CharKind.isWord(text.kindAt(i - 1)) && !spans.isCovered(i - 1))
                    || spans.isCovered(i + 1)) {
                continue;
            }
            int end = i + 1;
            while (end < n
                    && end - i <= MAX_MENTION
                    && isIdChar(text.charAt(end))
                    && !spans.isCovered(end)) {
                end++;
            }
            if (end - i - 1 >= MIN_MENTION) {
                spans.add(Trace.Kind.MENTION, i, end);
                i = end - 1;
            }
        }
    }

    private static boolean startsIdWord(FoldedText text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == 'i'
                && text.charAt(at + 1) == 'd'
                && text.kindAt(at + 2) == CharKind.SEPARATOR;
    }

    private static boolean isAmount(FoldedText text, int end, TraceSpans spans) {
        if (end >= text.length()) {
            return false;
        }
        char next = text.charAt(end);
        boolean fraction =
                next == '.'
                        && end + 1 < text.length()
                        && isDigit(text.charAt(end + 1))
                        && !spans.isCovered(end + 1);
        return fraction || UNITS.indexOf(next) >= 0;
    }

    /** Digits and hyphens alone: 2024-01-01. */
    private static boolean isDate(FoldedText text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
