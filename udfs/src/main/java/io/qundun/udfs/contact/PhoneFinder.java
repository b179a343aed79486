package io.qundun.udfs.contact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Finds phone numbers in a run of digits, by how many there are, how they begin and how they are
 * grouped: 138 0000 1234, 1-3-8-0…, 幺三八零…, 0755-00001234, +1 555 010 1234. Dates, times, amounts
 * and lists of numbers have other groups. For one thread.
 */
final class PhoneFinder {
    private static final int LONGEST = 15;
    private static final int MOST_CHUNKS = 5;
    private static final int MOST_LOOSE = 5;
    private static final int LEAST_SURE = 6;

    /** Signs that part the numbers of a list, a time, a score or an amount. */
    private static final String PARTING = ":,，、;；/=+<>%";

    private final char[] digits = new char[LONGEST];

    /** Sizes of the parts between gaps. */
    private final int[] chunks = new int[LONGEST + 1];

    /** Notes the phone numbers of a run. */
    void find(FoldedText text, DigitRun run, ContactSpans spans) {
        int groups = run.groups();
        for (int from = 0; from < groups; from++) {
            int last = -1;
            int total = 0;
            for (int to = from; to < groups; to++) {
                int size = run.size(to);
                if (total + size > LONGEST) {
                    break;
                }
                for (int i = 0; i < size; i++) {
                    digits[total + i] = run.digit(to, i);
                }
                total += size;
                if (total >= PhoneNumbers.SHORTEST && isPhone(text, run, from, to, total)) {
                    last = to;
                }
            }
            if (last >= 0) {
                spans.add(ContactKind.PHONE, run.first(from), run.end(last));
                from = last;
            }
        }
    }

    private boolean isPhone(FoldedText text, DigitRun run, int from, int to, int total) {
        boolean plain = true;
        boolean parted = false;
        boolean dotted = false;
        boolean hyphens = true;
        int count = 1;
        chunks[0] = 0;
        for (int group = from; group <= to; group++) {
            plain &= run.isPlain(group);
            char gap = run.gapBefore(group);
            if (group > from && gap != DigitRun.NONE) {
                chunks[count++] = 0;
                parted |= PARTING.indexOf(gap) >= 0;
                dotted |= gap == '.';
                hyphens &= gap == '-' || gap == '–' || gap == '—' || gap == ')';
            }
            chunks[count - 1] += run.size(group);
        }
        boolean whole = from == 0 && to == run.groups() - 1;
        if (isPartOfMore(text, run.first(from), run.end(to), plain)) {
            return false;
        }
        if (PhoneNumbers.isMobile(digits, total)) {
            int code = total - PhoneNumbers.MOBILE;
            if (!plain) {
                return isApart(run, from, to) && (whole || count == 1) && isSure(run, total);
            }
            boolean canonical = isShape(code, count, 3, 4, 4);
            return count == 1
                    || (canonical && !parted)
                    || (whole && isDrawn(count, total, parted, dotted));
        }
        if (!plain || parted || dotted) {
            return false;
        }
        if (isInternational(text, run.first(from)) && whole && count <= MOST_CHUNKS + 1) {
            return true;
        }
        if (digits[0] == '0') {
            return digits[1] != '0' && isLandline(count);
        }
        boolean service = (digits[0] == '4' || digits[0] == '8') && digits[1] == '0';
        if (service && digits[2] == '0' && total == PhoneNumbers.SHORTEST) {
            return count == 1 ? !isRound(total) : hyphens;
        }
        return total == PhoneNumbers.SHORTEST && whole && hyphens && isShape(0, count, 3, 3, 4);
    }

    /** A decimal, an amount, or the digits of a longer word. */
    private static boolean isPartOfMore(FoldedText text, int first, int end, boolean plain) {
        int n = text.length();
        if (first > 0) {
            char before = text.charAt(first - 1);
            boolean decimal =
                    before == '.' && first > 1 && SpokenDigits.isPlain(text.charAt(first - 2));
            if (decimal
                    || Amounts.isCurrency(before)
                    || (plain && text.kindAt(first - 1) == CharKind.LATIN)) {
                return true;
            }
        }
        return plain && end < n && Amounts.isMoney(text, end);
    }

    /** Whether no other digit touches the groups. */
    private static boolean isApart(DigitRun run, int from, int to) {
        return (from == 0 || run.gapBefore(from) != DigitRun.NONE)
                && (to + 1 == run.groups() || run.gapBefore(to + 1) != DigitRun.NONE);
    }

    private static boolean isSure(DigitRun run, int total) {
        return run.loose() <= MOST_LOOSE && total - run.loose() >= LEAST_SURE;
    }

    private boolean isShape(int code, int count, int first, int second, int third) {
        int chunk = 0;
        if (code > 0 && chunks[0] == code) {
            chunk = 1;
        } else if (code > 0) {
            return count == 3
                    && chunks[0] == code + first
                    && chunks[1] == second
                    && chunks[2] == third;
        }
        return count == chunk + 3
                && chunks[chunk] == first
                && chunks[chunk + 1] == second
                && chunks[chunk + 2] == third;
    }

    /** Digits one by one, in equal parts, or in few parts that begin with three or more. */
    private boolean isDrawn(int count, int total, boolean parted, boolean dotted) {
        if (count == total) {
            return true;
        }
        if (parted || dotted) {
            return false;
        }
        boolean equal = true;
        boolean small = false;
        for (int i = 1; i < count; i++) {
            boolean last = i == count - 1;
            equal &= last ? chunks[i] <= chunks[0] : chunks[i] == chunks[0];
            small |= chunks[i] == 1 && !last;
        }
        return equal || (count <= MOST_CHUNKS && chunks[0] >= 2 && !small);
    }

    private boolean isLandline(int count) {
        if (chunks[0] > 4) {
            // In one: the area code must be a real one, for 0123456789 is just counting.
            return count == 1
                    && (digits[1] >= '3' || digits[1] == '2' || digits[2] == '0')
                    && !isRound(chunks[0]);
        }
        int rest = count == 2 ? chunks[1] : count == 3 ? chunks[1] + chunks[2] : 0;
        return chunks[0] >= 3
                && (rest == 7 || rest == 8)
                && (count == 2 || (chunks[1] >= 3 && chunks[2] == 4));
    }

    private boolean isRound(int total) {
        for (int i = total - 5; i < total; i++) {
            if (digits[i] != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isInternational(FoldedText text, int first) {
        return first > 0 && text.charAt(first - 1) == '+';
    }
}
