package io.qundun.udfs.redact;

import io.qundun.udfs.contact.PhoneNumbers;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Finds phone, identity-card and bank-card numbers, written in one or in groups with at most two
 * separators between them.
 *
 * <ul>
 *   <li>Mobile: 11 digits from 13 to 19, perhaps after 86 or 0086. Landline: 0, an area code, 7 or
 *       8 digits. Service numbers: 400 or 800 and 7 digits.
 *   <li>Identity card (GB 11643): 18 places with a right check digit or a possible birth date; 15
 *       digits with a possible birth date.
 *   <li>Bank card (ISO/IEC 7812): 13 to 19 digits with a right Luhn digit.
 * </ul>
 */
final class Numbers {
    /** Digits of the shortest number. */
    static final int SHORTEST = PhoneNumbers.SHORTEST;

    private static final int LONGEST = 19;
    private static final int MAX_GAP = 2;
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10x98765432";

    private final FoldedText text;
    private final TraceSpans spans;
    private final char[] digits = new char[LONGEST];

    /** Where a number of so many digits would end, if a group ends there; else 0. */
    private final int[] ends = new int[LONGEST + 1];

    private Numbers(FoldedText text, TraceSpans spans) {
        this.text = text;
        this.spans = spans;
    }

    static void find(FoldedText text, TraceSpans spans) {
        new Numbers(text, spans).find();
    }

    private void find() {
        int n = text.length();
        int i = 0;
        while (i < n) {
            if (!isDigit(i) || spans.isCovered(i)) {
                i++;
                continue;
            }
            int end = isFraction(i) ? 0 : numberAt(i);
            if (end == 0) {
                while (i < n && isDigit(i)) {
                    i++;
                }
            } else {
                i = end;
            }
        }
    }

    /** Marks the longest number that starts here; its end, or 0 when there is none. */
    private int numberAt(int start) {
        int count = read(start);
        for (int length = count; length >= SHORTEST; length--) {
            int end = ends[length];
            Trace.Kind kind = end == 0 ? null : kind(length);
            if (kind != null) {
                spans.add(kind, withPlus(start), end);
                return end;
            }
        }
        return 0;
    }

    private int read(int start) {
        java.util.Arrays.fill(ends, 0);
        int n = text.length();
        int count = 0;
        int i = start;
        while (i < n) {
            if (isDigit(i)) {
                if (count == LONGEST) {
                    // A run that goes on has no end here, so that no part of it counts.
                    return count;
                }
                digits[count++] = text.charAt(i++);
                if (i >= n || !isDigit(i)) {
                    ends[count] = i;
                }
                if (count == ID_WEIGHTS.length && i < n && isCheckLetter(i)) {
                    digits[count++] = 'x';
                    ends[count] = i + 1;
                    return count;
                }
                continue;
            }
            int gap = 0;
            while (i + gap < n && gap <= MAX_GAP && isGap(i + gap)) {
                gap++;
            }
            if (gap == 0 || gap > MAX_GAP || i + gap >= n || !isDigit(i + gap)) {
                return count;
            }
            i += gap;
        }
        return count;
    }

    private boolean isCheckLetter(int i) {
        return text.charAt(i) == 'x'
                && (i + 1 == text.length() || !CharKind.isWord(text.kindAt(i + 1)));
    }

    private Trace.Kind kind(int length) {
        if (PhoneNumbers.isPhone(digits, length)) {
            return Trace.Kind.PHONE;
        }
        if (isIdCard(length)) {
            return Trace.Kind.ID_CARD;
        }
        return isBankCard(length) ? Trace.Kind.BANK_CARD : null;
    }

    private boolean isIdCard(int length) {
        if (length == 15) {
            return digits[0] != '0' && isDate(8);
        }
        if (length != 18 || digits[0] == '0') {
            return false;
        }
        int century = number(6, 2);
        if (century >= 18 && century <= 20 && isDate(10)) {
            return true;
        }
        int sum = 0;
        for (int i = 0; i < ID_WEIGHTS.length; i++) {
            sum += (digits[i] - '0') * ID_WEIGHTS[i];
        }
        return ID_CHECKS.charAt(sum % ID_CHECKS.length()) == digits[17];
    }

    /** Month and day. */
    private boolean isDate(int at) {
        int month = number(at, 2);
        int day = number(at + 2, 2);
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private int number(int at, int length) {
        int number = 0;
        for (int i = at; i < at + length; i++) {
            number = number * 10 + digits[i] - '0';
        }
        return number;
    }

    private boolean isBankCard(int length) {
        if (length < 13 || digits[length - 1] == 'x' || digits[0] == '0') {
            return false;
        }
        int sum = 0;
        for (int i = length - 1, place = 0; i >= 0; i--, place++) {
            int digit = digits[i] - '0';
            int doubled = digit * 2;
            sum += place % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private boolean isDigit(int i) {
        char c = text.charAt(i);
        return c >= '0' && c <= '9';
    }

    private boolean isGap(int i) {
        return switch (text.charAt(i)) {
            case ' ', '-', '.', '(', ')', '_', '/', '·', '–', '—', '−' -> true;
            default -> false;
        };
    }

    /** Whether the digits here follow a decimal point. */
    private boolean isFraction(int start) {
        return start >= 2
                && text.charAt(start - 1) == '.'
                && isDigit(start - 2)
                && !spans.isCovered(start - 2);
    }

    private int withPlus(int start) {
        return start > 0 && text.charAt(start - 1) == '+' ? start - 1 : start;
    }
}
