package io.qundun.udfs.match;

/**
 * Which classes stand side by side in some key: a matrix of bits, exact for classes of sounds,
 * while those of single characters share some rows and columns. Immutable once filled.
 */
final class SoundPairs {
    private static final int SOUNDS = Hearing.FIRST_OTHER;
    private static final int OTHERS = 64;

    /** How many places there are, 0 among them; a power of two. */
    static final int PLACES = SOUNDS + OTHERS;

    /** A place of no class: what may be meant to sound otherwise than it does. */
    static final int OTHERWISE = SOUNDS - 1;

    private static final int WORDS = PLACES / Long.SIZE;

    private final long[] rows = new long[PLACES * WORDS];

    /** The row and column of a class, less than {@link #PLACES}. */
    static int place(int symbol) {
        return symbol < SOUNDS ? symbol : SOUNDS | (symbol & (OTHERS - 1));
    }

    /** Adds what stands side by side in a key. */
    void add(CharSequence key) {
        for (int i = 1; i < key.length(); i++) {
            add(place(key.charAt(i - 1)), place(key.charAt(i)));
        }
    }

    private void add(int row, int column) {
        rows[row * WORDS + column / Long.SIZE] |= 1L << column;
    }

    /** 1 when a pair was added, by row and column, otherwise 0. */
    long bit(int row, int column) {
        return rows[row * WORDS + (column >>> 6)] >>> column & 1;
    }

    /** Whether two classes may follow each other in an entry, where a run of one counts once. */
    boolean mayMeet(int a, int b) {
        return a != 0 && b != 0 && (a == b || bit(place(a), place(b)) != 0);
    }

    long bytes() {
        return 8L * rows.length + 32;
    }
}
