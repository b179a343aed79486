package io.qundun.udfs.match;

/**
 * Which classes stand side by side in some key: a matrix of bits, exact for classes of sounds,
 * while those of single characters share some rows and columns. Immutable once filled.
 */
final class SoundPairs {
    private static final int SOUNDS = Hearing.FIRST_OTHER;
    private static final int OTHERS = 64;
    private static final int WORDS = (SOUNDS + OTHERS) / Long.SIZE;

    private final long[] rows = new long[(SOUNDS + OTHERS) * WORDS];

    private static int place(int symbol) {
        return symbol < SOUNDS ? symbol : SOUNDS | (symbol & (OTHERS - 1));
    }

    /** Adds what stands side by side in a key. */
    void add(CharSequence key) {
        for (int i = 1; i < key.length(); i++) {
            int b = place(key.charAt(i));
            rows[place(key.charAt(i - 1)) * WORDS + b / Long.SIZE] |= 1L << b;
        }
    }

    /** Whether two classes may follow each other in an entry, where a run of one counts once. */
    boolean mayMeet(int a, int b) {
        if (a == 0 || b == 0) {
            return false;
        }
        int column = place(b);
        return a == b || (rows[place(a) * WORDS + column / Long.SIZE] >>> column & 1) != 0;
    }

    long bytes() {
        return 8L * rows.length + 32;
    }
}
