package io.qundun.udfs.text;

/**
 * A folded text with the way back: for each folded UTF-16 unit its kind and where in the original
 * it came from. Separators stay in place, so that a matcher may decide to step over them.
 *
 * <p>Immutable for whoever gets it from {@link TextFolder#fold(CharSequence)}. One that is refilled
 * by {@link TextFolder#fold(CharSequence, FoldedText)} belongs to a single thread.
 */
public final class FoldedText implements CharSequence {
    private static final int INITIAL = 64;

    private String original = "";
    char[] chars = new char[INITIAL];
    byte[] kinds = new byte[INITIAL];
    int[] starts = new int[INITIAL];
    private int length;
    private int codePoints;
    private final int[] kindCounts = new int[CharKind.COUNT];

    void reset(String text, int capacity) {
        original = text;
        length = 0;
        codePoints = 0;
        java.util.Arrays.fill(kindCounts, 0);
        if (chars.length < capacity) {
            chars = new char[capacity];
            kinds = new byte[capacity];
            starts = new int[capacity];
        }
    }

    void grow() {
        int capacity = chars.length * 2;
        chars = java.util.Arrays.copyOf(chars, capacity);
        kinds = java.util.Arrays.copyOf(kinds, capacity);
        starts = java.util.Arrays.copyOf(starts, capacity);
    }

    void count(byte kind) {
        kindCounts[kind]++;
    }

    void finish(int folded, int originalCodePoints) {
        length = folded;
        codePoints = originalCodePoints;
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

    /** First UTF-16 unit of the original code point that this folded unit came from. */
    public int originalStart(int index) {
        return starts[index];
    }

    /** One past the last UTF-16 unit of the original code point that this folded unit came from. */
    public int originalEnd(int index) {
        int start = starts[index];
        return start + Character.charCount(original.codePointAt(start));
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
