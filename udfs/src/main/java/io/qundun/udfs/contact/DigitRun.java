package io.qundun.udfs.contact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Digits that follow each other, drawn apart by at most {@link #MAX_GAP} signs, in groups: a group
 * ends at a gap and where another way of writing begins. Refilled for each run; for one thread.
 */
final class DigitRun {
    /** Code points between two digits of a run. */
    static final int MAX_GAP = 3;

    /** Digits of a run that are kept; a longer one is no number. */
    static final int MAX_DIGITS = 48;

    /** The gap at the ends of the run and between ways of writing without a sign. */
    static final char NONE = 0;

    /** Digits that must be there before one that only sounds so is taken for one. */
    private static final int BEFORE_LOOSE = 1;

    private final char[] digits = new char[MAX_DIGITS];
    private final int[] froms = new int[MAX_DIGITS + 1];
    private final int[] firsts = new int[MAX_DIGITS];
    private final int[] ends = new int[MAX_DIGITS];
    private final char[] gaps = new char[MAX_DIGITS + 1];
    private final boolean[] plain = new boolean[MAX_DIGITS];
    private int count;
    private int groups;
    private int loose;
    private int end;

    /** Reads the run that starts at a digit. */
    void read(FoldedText text, int start, ContactSpans spans) {
        count = 0;
        groups = 0;
        loose = 0;
        int n = text.length();
        int at = start;
        int lastStyle = 0;
        char gap = NONE;
        while (true) {
            char c = text.charAt(at);
            int style = SpokenDigits.style(c);
            int written = style == SpokenDigits.PLAIN ? SpokenDigits.PLAIN : SpokenDigits.WORD;
            if (count < MAX_DIGITS) {
                if (groups == 0 || gap != NONE || written != lastStyle) {
                    froms[groups] = count;
                    firsts[groups] = at;
                    gaps[groups] = gap;
                    plain[groups] = written == SpokenDigits.PLAIN;
                    groups++;
                }
                digits[count] = SpokenDigits.digit(c);
                ends[groups - 1] = at + 1;
            }
            count++;
            loose += style == SpokenDigits.LOOSE ? 1 : 0;
            lastStyle = written;
            end = at + 1;
            int next = at + 1;
            gap = NONE;
            int width = 0;
            while (next < n && width < MAX_GAP && Gaps.isGap(text, next)) {
                char sign = text.charAt(next);
                if (gap == NONE || gap == ' ') {
                    gap = sign;
                }
                width += Character.isLowSurrogate(sign) ? 0 : 1;
                next++;
            }
            if (next < n && Character.isLowSurrogate(text.charAt(next))) {
                next++;
            }
            if (next >= n || spans.isTaken(next) || !goesOn(text, next, gap)) {
                break;
            }
            at = next;
        }
        if (count <= MAX_DIGITS) {
            froms[groups] = count;
            gaps[groups] = NONE;
        }
    }

    private boolean goesOn(FoldedText text, int at, char gap) {
        char c = text.charAt(at);
        int style = SpokenDigits.style(c);
        if (style == SpokenDigits.PLAIN || style == SpokenDigits.WORD) {
            return true;
        }
        if (style != SpokenDigits.LOOSE || count < BEFORE_LOOSE) {
            return false;
        }
        if (text.kindAt(at) != CharKind.LATIN) {
            return true;
        }
        // An o among digits is a nought; an o that starts a word is not.
        if (gap != NONE) {
            return false;
        }
        int next = at + 1;
        while (next < text.length()
                && next - at < MAX_DIGITS
                && text.kindAt(next) == CharKind.LATIN
                && SpokenDigits.style(text.charAt(next)) == SpokenDigits.LOOSE) {
            next++;
        }
        return next == text.length() || text.kindAt(next) != CharKind.LATIN;
    }

    /** All digits of the run; above {@link #MAX_DIGITS} nothing else may be asked. */
    int count() {
        return count;
    }

    boolean isTooLong() {
        return count > MAX_DIGITS;
    }

    /** Digits that only sound or look so. */
    int loose() {
        return loose;
    }

    /** One past the run's last unit in the text. */
    int end() {
        return end;
    }

    int groups() {
        return groups;
    }

    int size(int group) {
        return froms[group + 1] - froms[group];
    }

    /** The group's first unit in the text. */
    int first(int group) {
        return firsts[group];
    }

    /** One past the group's last unit in the text. */
    int end(int group) {
        return ends[group];
    }

    /** Whether the group is written with 0 to 9. */
    boolean isPlain(int group) {
        return plain[group];
    }

    /** The sign before a group, a space when there is nothing else, or {@link #NONE}. */
    char gapBefore(int group) {
        return gaps[group];
    }

    /** A digit of the run, counted from a group's first. */
    char digit(int group, int index) {
        return digits[froms[group] + index];
    }
}
