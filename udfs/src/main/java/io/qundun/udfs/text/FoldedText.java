package io.qundun.udfs.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A folded text with the way back: for each folded UTF-16 unit its kind and where in the original
 * it came from. Separators stay in place, so that a matcher may decide to step over them. Beside it
 * stands its <em>solid</em> reading for matchers: without separators, and with one unit for each
 * run of the same one, digits excepted.
 *
 * <p>Immutable for whoever gets it from {@link TextFolder#fold(CharSequence)}. One that is refilled
 * by {@link TextFolder#fold(CharSequence, FoldedText)} belongs to a single thread.
 */
public final class FoldedText implements CharSequence {
    private static final int INITIAL = 64;

    private static final VarHandle EIGHT_KINDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** In eight bytes the bits that kinds other than a Chinese character or separator have. */
    private static final long SPELLED = 0xFEFE_FEFE_FEFE_FEFEL;

    private String original = "";
    char[] source = new char[INITIAL];
    char[] chars = new char[INITIAL];
    byte[] kinds = new byte[INITIAL];

    /** Where units come from, unless each comes from its own place. */
    int[] starts = new int[INITIAL];

    private boolean inPlace;
    private char[] solid = new char[INITIAL];
    private int[] solidAt = new int[INITIAL];
    private int solidLength;
    private int length;
    private int codePoints;
    private boolean reordered;

    private boolean pictographs;

    private boolean lineBreaks;

    /** Whether some folded code point takes two units. */
    boolean supplementary;

    private final int[] kindCounts = new int[CharKind.COUNT];

    void reset(String text, int capacity) {
        original = text;
        length = 0;
        solidLength = 0;
        codePoints = 0;
        reordered = false;
        inPlace = true;
        supplementary = false;
        pictographs = false;
        lineBreaks = false;
        if (chars.length < capacity) {
            chars = new char[capacity];
            kinds = new byte[capacity];
            starts = new int[capacity];
        }
    }

    /** Makes the original's units an array. */
    void copySource() {
        int n = original.length();
        if (source.length < n) {
            source = new char[n];
        }
        original.getChars(0, n, source, 0);
    }

    /** From now on units may come from elsewhere; those before a place do not. */
    void storeStarts(int end) {
        inPlace = false;
        for (int i = 0; i < end; i++) {
            starts[i] = i;
        }
    }

    void grow() {
        int capacity = chars.length * 2;
        chars = Arrays.copyOf(chars, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        starts = Arrays.copyOf(starts, capacity);
    }

    /** Turns the code points of a part round. */
    void reverse(int from, int to) {
        reordered = true;
        for (int low = from, high = to - 1; low < high; low++, high--) {
            swap(low, high);
        }
        for (int i = from; i + 1 < to; i++) {
            if (Character.isLowSurrogate(chars[i]) && Character.isHighSurrogate(chars[i + 1])) {
                swap(i, i + 1);
                i++;
            }
        }
    }

    private void swap(int a, int b) {
        char c = chars[a];
        chars[a] = chars[b];
        chars[b] = c;
        byte kind = kinds[a];
        kinds[a] = kinds[b];
        kinds[b] = kind;
        int start = starts[a];
        starts[a] = starts[b];
        starts[b] = start;
    }

    @SuppressWarnings("ShortCircuitBoolean")
    void finish(int folded, int originalCodePoints) {
        length = folded;
        codePoints = originalCodePoints;
        if (solid.length <= folded) {
            solid = new char[chars.length + 1];
            solidAt = new int[chars.length + 1];
        }
        char[] units = chars;
        byte[] kindOf = kinds;
        char[] into = solid;
        int[] at = solidAt;
        int[] counts = kindCounts;
        Arrays.fill(counts, 0);
        int n = 0;
        int last = -1;
        for (int i = 0; i < folded; i++) {
            char c = units[i];
            byte kind = kindOf[i];
            counts[kind]++;
            // Written always and kept if wanted: a branch here could not be foretold.
            into[n] = c;
            at[n] = i;
            boolean word = kind != CharKind.SEPARATOR;
            n += word & (c != last | kind == CharKind.DIGIT) ? 1 : 0;
            last = word ? c : last;
        }
        at[n] = folded;
        solidLength = n;
        if (supplementary) {
            uncountLowSurrogates(folded);
        }
    }

    /** Makes counts of units counts of code points. */
    private void uncountLowSurrogates(int folded) {
        for (int i = 0; i < folded; i++) {
            if (Character.isLowSurrogate(chars[i])) {
                kindCounts[kinds[i]]--;
            }
        }
    }

    /** The text that was folded. */
    public String original() {
        return original;
    }

    /** Code points of the original; half a surrogate pair counts as one. */
    public int originalCodePoints() {
        return codePoints;
    }

    /** Folded code points of a {@link CharKind}. */
    public int count(int kind) {
        return kindCounts[kind];
    }

    /** Folded UTF-16 units. */
    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    /** The {@link CharKind} of the code point that this unit belongs to. */
    public byte kindAt(int index) {
        return kinds[index];
    }

    /** Whether a letter or digit has none beside it. */
    public boolean isLone(int index) {
        return (index == 0 || !CharKind.isWord(kinds[index - 1]))
                && (index + 1 == length || !CharKind.isWord(kinds[index + 1]));
    }

    /**
     * The first unit from one on that is neither a Chinese character nor a separator; the length
     * when there is none.
     */
    public int nextSpelled(int from) {
        byte[] kindOf = kinds;
        int i = from;
        // Chinese characters and separators are the two lowest kinds.
        while (i + Long.BYTES <= kindOf.length && i < length) {
            long other = (long) EIGHT_KINDS.get(kindOf, i) & SPELLED;
            if (other != 0) {
                return Math.min(length, i + Long.numberOfTrailingZeros(other) / Byte.SIZE);
            }
            i += Long.BYTES;
        }
        while (i < length && kindOf[i] <= CharKind.HAN) {
            i++;
        }
        return Math.min(length, i);
    }

    /** The end of the units of one kind that begin with, or go on from, one. */
    public int endOfKind(int from) {
        byte kind = kinds[from];
        int end = from + 1;
        while (end < length && kinds[end] == kind) {
            end++;
        }
        return end;
    }

    /** Units of the solid reading. */
    public int solidLength() {
        return solidLength;
    }

    /**
     * The solid reading itself, up to {@link #solidLength()}; read-only by agreement, and valid
     * until this object is refilled.
     */
    public char[] solid() {
        return solid;
    }

    /** Where the run of a solid unit begins in the folded text. */
    public int solidAt(int index) {
        return solidAt[index];
    }

    /** Where what a solid unit stands for ends: separators after it belong to it. */
    public int solidEnd(int index) {
        return solidAt[index + 1];
    }

    /**
     * The first solid unit from one on that stands for several units; the length when none does.
     */
    public int nextRun(int from) {
        int[] at = solidAt;
        int i = from;
        while (i < solidLength && at[i + 1] == at[i] + 1) {
            i++;
        }
        return i;
    }

    /** The first solid unit that stands at or after a folded one, found by bisection. */
    public int solidIndex(int folded) {
        int found = Arrays.binarySearch(solidAt, 0, solidLength, folded);
        return found >= 0 ? found : -found - 1;
    }

    /** Whether an emoji or a like symbol may be in it. */
    public boolean hasPictographs() {
        return pictographs;
    }

    void notePictograph() {
        pictographs = true;
    }

    /** Whether the original has a line feed, and so several lines. */
    public boolean hasLineBreaks() {
        return lineBreaks;
    }

    void noteLineBreak() {
        lineBreaks = true;
    }

    /** First UTF-16 unit of the original code point that this folded unit came from. */
    public int originalStart(int index) {
        return inPlace ? index : starts[index];
    }

    /** One past the last UTF-16 unit of the original code point that this folded unit came from. */
    public int originalEnd(int index) {
        int start = originalStart(index);
        return start + Character.charCount(original.codePointAt(start));
    }

    /**
     * Whether nothing follows this folded unit that came from the same original code point: one
     * such as U+32C0 folds to a digit and a character, and cannot be taken in part.
     */
    public boolean isLastOfOriginal(int index) {
        return index + 1 == length || originalStart(index + 1) != originalStart(index);
    }

    /**
     * Whether a part was turned round, having been written backwards under U+202E; otherwise {@link
     * #originalStart(int)} never falls.
     */
    public boolean isReordered() {
        return reordered;
    }

    /** First original unit that any folded unit from one up to another came from. */
    public int spanStart(int first, int end) {
        int least = originalStart(first);
        for (int i = first + 1; reordered && i < end; i++) {
            least = Math.min(least, starts[i]);
        }
        return least;
    }

    /** One past the last original unit that any folded unit from one up to another came from. */
    public int spanEnd(int first, int end) {
        int most = originalEnd(end - 1);
        for (int i = first; reordered && i < end - 1; i++) {
            most = Math.max(most, originalEnd(i));
        }
        return most;
    }

    /** Whether folding changed nothing in a part of the folded text. */
    public boolean isAsWritten(int first, int end) {
        int start = originalStart(first);
        if (reordered || originalEnd(end - 1) - start != end - first) {
            return false;
        }
        for (int i = first; i < end; i++) {
            if (chars[i] != original.charAt(start + i - first)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the original span reads exactly as {@code spelling}. */
    public boolean readsAs(String spelling, int originalStart, int originalEnd) {
        return originalEnd - originalStart == spelling.length()
                && original.startsWith(spelling, originalStart);
    }

    /** How many units this object has room for without growing. */
    public int capacity() {
        return chars.length;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
