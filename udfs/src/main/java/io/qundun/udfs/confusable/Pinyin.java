package io.qundun.udfs.confusable;

import java.util.Arrays;

/**
 * Reads syllables that are spelled out: in Latin letters (Hanyu Pinyin; ü also as v or u after n
 * and l before e; capitals and tone marks allowed) or in bopomofo (注音). An automaton whose states
 * are small ints, so that a caller can follow several readings of one text side by side.
 *
 * <p>Source: the inventory of {@link Syllables}; the bopomofo spellings follow from the initials
 * and finals. Immutable, thread-safe; only {@link #segment(CharSequence)} allocates.
 */
public final class Pinyin {
    /** The state before the first letter. */
    public static final int ROOT = 0;

    /** No state: no syllable begins so. */
    public static final int DEAD = -1;

    private static final int BOPOMOFO_FIRST = 0x3105;
    private static final int BOPOMOFO_LAST = 0x3129;
    private static final int LETTERS = 26;
    private static final int ALPHABET = LETTERS + BOPOMOFO_LAST - BOPOMOFO_FIRST + 1;
    private static final String MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ" + "ü";
    private static final String BARE = "aaaaeeeeiiiioooouuuuvvvvnnnm" + "v";
    private static final String TONES = "1234123412341234123412342342" + "0";

    private final Syllables syllables;
    private short[] next = new short[ALPHABET * 512];
    private short[] bases = new short[512];
    private int states = 1;

    private Pinyin() {
        syllables = Syllables.get();
        Arrays.fill(next, (short) DEAD);
        Arrays.fill(bases, (short) Syllables.NONE);
        for (int base = 0; base < syllables.size(); base++) {
            String spelling = syllables.spelling(base);
            add(spelling, base);
            if (spelling.endsWith("ve")) {
                add(spelling.replace('v', 'u'), base);
            }
            String symbols = Bopomofo.spell(spelling);
            if (!symbols.isEmpty()) {
                add(symbols, base);
            }
        }
        next = Arrays.copyOf(next, states * ALPHABET);
        bases = Arrays.copyOf(bases, states);
    }

    private static final class Holder {
        static final Pinyin READER = new Pinyin();
    }

    /** The reader, built at the first call. */
    public static Pinyin get() {
        return Holder.READER;
    }

    private void add(String spelling, int base) {
        int state = ROOT;
        for (int i = 0; i < spelling.length(); i++) {
            int slot = state * ALPHABET + letter(spelling.charAt(i));
            if (next[slot] == DEAD) {
                if (states == bases.length) {
                    next = grown(next, next.length * 2, DEAD);
                    bases = grown(bases, bases.length * 2, Syllables.NONE);
                }
                next[slot] = (short) states++;
            }
            state = next[slot];
        }
        if (bases[state] == Syllables.NONE) {
            bases[state] = (short) base;
        }
    }

    private static short[] grown(short[] array, int length, int filler) {
        short[] longer = Arrays.copyOf(array, length);
        Arrays.fill(longer, array.length, length, (short) filler);
        return longer;
    }

    /** How many states there are; they are numbered from {@link #ROOT}. */
    public int states() {
        return states;
    }

    /** The state after one more character, or {@link #DEAD}. */
    public int next(int state, char c) {
        int letter = letter(c);
        return letter < 0 ? DEAD : next[state * ALPHABET + letter];
    }

    /** The base syllable that is complete in a state, or {@link Syllables#NONE}. */
    public int base(int state) {
        return bases[state];
    }

    /**
     * The tone that a character tells: 1 to 4 for a marked vowel or a bopomofo tone mark, 1 to 5
     * for the digits 1 to 5, 5 for a neutral mark, 0 for none.
     */
    public static int tone(char c) {
        if (c >= '1' && c <= '5') {
            return c - '0';
        }
        if (c < 0x80) {
            return 0;
        }
        int i = MARKED.indexOf(c);
        if (i >= 0) {
            return TONES.charAt(i) - '0';
        }
        return switch (c) {
            case 'ˉ' -> 1;
            case 'ˊ' -> 2;
            case 'ˇ' -> 3;
            case 'ˋ' -> 4;
            case '˙' -> 5;
            default -> 0;
        };
    }

    /**
     * Reads a whole run as syllables: letters, each syllable with an optional tone digit or tone
     * mark after it, spaces, hyphens and apostrophes between syllables. Of several ways the one
     * with the fewest syllables, then the one whose first syllables are longest: xian is one
     * syllable, fangan is fang an. Quadratic at worst in the syllable length (6), so linear in the
     * run.
     *
     * @return readings (see {@link Syllables#base(int)} and {@link Syllables#tone(int)}), the tone
     *     0 where not told; empty when the run is not pinyin from end to end
     */
    public int[] segment(CharSequence run) {
        int n = run.length();
        int[] fewest = new int[n + 1];
        int[] end = new int[n + 1];
        int[] reading = new int[n + 1];
        for (int i = n - 1; i >= 0; i--) {
            fewest[i] = Integer.MAX_VALUE;
            if (isBreak(run.charAt(i))) {
                fewest[i] = fewest[i + 1];
                end[i] = i + 1;
                reading[i] = Syllables.NONE;
                continue;
            }
            int state = ROOT;
            int tone = 0;
            for (int j = i; j < n && state != DEAD; j++) {
                char c = run.charAt(j);
                state = next(state, c);
                if (state == DEAD) {
                    break;
                }
                tone = Math.max(tone, tone(c));
                if (base(state) == Syllables.NONE) {
                    continue;
                }
                int after = j + 1;
                int told = tone;
                if (after < n
                        && tone == 0
                        && tone(run.charAt(after)) > 0
                        && letter(run.charAt(after)) < 0) {
                    told = tone(run.charAt(after++));
                }
                if (fewest[after] != Integer.MAX_VALUE && fewest[after] + 1 <= fewest[i]) {
                    fewest[i] = fewest[after] + 1;
                    end[i] = after;
                    reading[i] = Syllables.readingOf(base(state), told);
                }
            }
        }
        if (n == 0 || fewest[0] == Integer.MAX_VALUE) {
            return new int[0];
        }
        int[] readings = new int[fewest[0]];
        int count = 0;
        for (int i = 0; i < n; i = end[i]) {
            if (reading[i] != Syllables.NONE) {
                readings[count++] = reading[i];
            }
        }
        return readings;
    }

    private static boolean isBreak(char c) {
        return c == ' ' || c == '\'' || c == '’' || c == '-';
    }

    private static int letter(char c) {
        if (c < 0x80) {
            int small = c | 0x20;
            return small >= 'a' && small <= 'z' ? small - 'a' : -1;
        }
        if (c >= BOPOMOFO_FIRST && c <= BOPOMOFO_LAST) {
            return LETTERS + c - BOPOMOFO_FIRST;
        }
        int i = MARKED.indexOf(c);
        return i < 0 ? -1 : BARE.charAt(i) - 'a';
    }
}
