package io.qundun.udfs.classify;

import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.redact.Traces;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * The features of short, dirty, mixed Chinese and English chat. Training and serving both come
 * here, so they cannot drift apart; a model says which {@link #VERSION} it was trained with.
 *
 * <ul>
 *   <li>n-grams of folded characters: one and two where a script is unspaced, two to four
 *       elsewhere. Separators between unspaced characters do not count, for they are put there to
 *       hide words; elsewhere a run of them is one space. Every digit is 0.
 *   <li>two and three pinyin syllables that sound near each other, where a Chinese character is
 *       among them.
 *   <li>words of spaced scripts and pairs of neighbours.
 *   <li>separators by themselves: marks, symbols, emoji.
 *   <li>signals in coarse steps: length, links, contacts, digits, longest runs, capitals.
 * </ul>
 *
 * <p>A feature is a key of {@link #KEY_BITS} bits, a hash; two features share one about once in
 * 2<sup>48</sup> pairs. Stateless.
 */
public final class Features {
    /** To be raised whenever a text may come out with other features than before, folding too. */
    public static final int VERSION = 4;

    /** Folded UTF-16 units that are looked at together. */
    public static final int WINDOW = 256;

    /** Folded UTF-16 units from one window to the next. */
    public static final int STRIDE = 128;

    /** Bits of a key. */
    static final int KEY_BITS = 48;

    /** Bits of a count of one kind of unit; a window has fewer units than fit. */
    private static final int COUNT_BITS = 10;

    private static final int LONGEST_DIGIT_RUN = 4;
    private static final char LAST_LATIN_MARK = '\u2000';
    private static final double SCALE = 6;
    private static final char GAP = ' ';

    // What kind of n-gram it is stands above its units, of which three fit below.
    private static final long ONE_CHARACTER = 0x9E37L << 48;
    private static final long TWO_CHARACTERS = 0x79B9L << 48;
    private static final long THREE_CHARACTERS = 0x7F4AL << 48;
    private static final long TWO_SYLLABLES = 0xC2B2L << 48;
    private static final long THREE_SYLLABLES = 0xAE3DL << 48;
    private static final long TWO = 0xFFFF_FFFFL;
    private static final long THREE = 0xFFFF_FFFF_FFFFL;
    private static final long FOUR_CHARACTERS = 0x27D4EB4F7C159E37L;
    private static final long WORD = 0x165667B19E3779F9L;
    private static final long WORD_PAIR = 0x27D4EB2F165667C5L;
    private static final long SYMBOL = 0x85EBCA77C2B2AE63L;
    private static final long SIGNAL = 0xFF51AFD7ED558CCDL;
    private static final long STEP = 0x9FB21C651E98DF25L;

    /** The feature that every text has, so that models need no term apart. */
    static final long ALWAYS = signal(0, 0);

    /** Before the numbers of sounds; in the private use area, where no folded text has any. */
    private static final char SOUNDS = '\uE000';

    /** What stands for all characters that sound like this one. */
    private static final char[] SOUND_OF = soundOf();

    private static final float[] VALUES = values();

    private Features() {}

    /**
     * Fills the buffer with the features of the units {@code from} to {@code to}, {@link #WINDOW}
     * at most.
     *
     * @param traces of the whole text
     */
    public static void extract(
            FoldedText text, int from, int to, Traces.Counts traces, FeatureBuffer into) {
        into.reset(to - from);
        long counts = sequence(text, from, to, into);
        characterNgrams(into);
        if (count(counts, CharKind.HAN) > 0) {
            syllableNgrams(into);
        }
        if (count(counts, CharKind.LATIN) + count(counts, CharKind.LETTER) > 0) {
            words(into);
        }
        signals(text, from, to, counts, traces, into);
    }

    /** Fills the buffer with the features of a text's first window. */
    public static void extractFirst(FoldedText text, FeatureBuffer into) {
        extract(text, 0, Math.min(text.length(), WINDOW), Traces.count(text), into);
    }

    static float value(int features) {
        return features < VALUES.length ? VALUES[features] : (float) (SCALE / Math.sqrt(features));
    }

    private static float[] values() {
        float[] values = new float[4096];
        for (int i = 1; i < values.length; i++) {
            values[i] = (float) (SCALE / Math.sqrt(i));
        }
        return values;
    }

    private static char[] soundOf() {
        Syllables readings = Syllables.get();
        char[] sounds = new char[1 << Character.SIZE];
        for (int c = 0; c < sounds.length; c++) {
            int base = readings.mainBase((char) c);
            sounds[c] =
                    base == Syllables.NONE ? (char) c : (char) (SOUNDS + readings.soundClass(base));
        }
        return sounds;
    }

    /**
     * Writes the characters as n-grams see them; emits separators on the way.
     *
     * @return how many units of each kind there are, {@link #COUNT_BITS} each
     */
    private static long sequence(FoldedText text, int from, int to, FeatureBuffer into) {
        char[] characters = into.characters;
        char[] syllables = into.syllables;
        byte[] kinds = into.kinds;
        characters[0] = GAP;
        syllables[0] = GAP;
        kinds[0] = CharKind.SEPARATOR;
        long counts = 0;
        int n = 1;
        boolean gap = false;
        int digits = 0;
        int symbols = 0;
        for (int i = from; i < to; i++) {
            byte kind = text.kindAt(i);
            char c = text.charAt(i);
            counts += 1L << (kind * COUNT_BITS);
            if (kind == CharKind.SEPARATOR) {
                gap = true;
                symbols += c > LAST_LATIN_MARK ? 1 : 0;
                if (Character.isHighSurrogate(c) && i + 1 < to) {
                    i++;
                    counts++;
                    symbols++;
                    into.add(key(SYMBOL, ((long) c << Character.SIZE) | text.charAt(i)));
                } else if (c != GAP) {
                    into.add(key(SYMBOL, c));
                }
                continue;
            }
            digits = kind == CharKind.DIGIT && !gap ? digits + 1 : 0;
            if (digits >= LONGEST_DIGIT_RUN) {
                continue;
            }
            if (gap && n > 1 && !(CharKind.isUnspaced(kind) && CharKind.isUnspaced(kinds[n - 1]))) {
                characters[n] = GAP;
                syllables[n] = GAP;
                kinds[n++] = CharKind.SEPARATOR;
            }
            gap = false;
            char unit = kind == CharKind.DIGIT ? '0' : c;
            characters[n] = unit;
            syllables[n] = kind == CharKind.HAN ? SOUND_OF[unit] : unit;
            kinds[n++] = kind;
        }
        characters[n] = GAP;
        syllables[n] = GAP;
        kinds[n++] = CharKind.SEPARATOR;
        into.length = n;
        into.symbols = symbols;
        return counts;
    }

    private static int count(long counts, byte kind) {
        return (int) (counts >>> (kind * COUNT_BITS)) & ((1 << COUNT_BITS) - 1);
    }

    private static void characterNgrams(FeatureBuffer into) {
        char[] characters = into.characters;
        byte[] kinds = into.kinds;
        long[] keys = into.keys();
        int size = into.size();
        int last = into.length - 1;
        for (int i = 0; i < last; i++) {
            boolean unspaced = CharKind.isUnspaced(kinds[i]);
            long one = characters[i];
            long two = one << Character.SIZE | characters[i + 1];
            if (unspaced) {
                keys[size++] = finish(ONE_CHARACTER ^ one);
            }
            keys[size++] = finish(TWO_CHARACTERS ^ two);
            if (unspaced || CharKind.isUnspaced(kinds[i + 1])) {
                continue;
            }
            if (i + 1 < last && !CharKind.isUnspaced(kinds[i + 2])) {
                long three = two << Character.SIZE | characters[i + 2];
                keys[size++] = finish(THREE_CHARACTERS ^ three);
                if (i + 2 < last && !CharKind.isUnspaced(kinds[i + 3])) {
                    long four = three << Character.SIZE | characters[i + 3];
                    keys[size++] = finish((four ^ FOUR_CHARACTERS) * STEP);
                }
            }
        }
        into.resize(size);
    }

    // Written always and kept if wanted: a branch here could not be foretold in mixed text.
    @SuppressWarnings("ShortCircuitBoolean")
    private static void syllableNgrams(FeatureBuffer into) {
        char[] syllables = into.syllables;
        byte[] kinds = into.kinds;
        long[] keys = into.keys();
        int size = into.size();
        int length = into.length;
        // A rolling window of three; every window begins with a gap.
        long three = (long) GAP << Character.SIZE | syllables[1];
        boolean before = false;
        boolean own = kinds[1] == CharKind.HAN;
        keys[size] = finish(TWO_SYLLABLES ^ three);
        size += own ? 1 : 0;
        for (int i = 2; i < length; i++) {
            three = (three << Character.SIZE | syllables[i]) & THREE;
            boolean han = kinds[i] == CharKind.HAN;
            keys[size] = finish(TWO_SYLLABLES ^ (three & TWO));
            size += own | han ? 1 : 0;
            keys[size] = finish(THREE_SYLLABLES ^ three);
            size += before | own | han ? 1 : 0;
            before = own;
            own = han;
        }
        into.resize(size);
    }

    private static void words(FeatureBuffer into) {
        int n = into.length;
        long hash = WORD;
        long before = 0;
        int length = 0;
        for (int i = 1; i < n; i++) {
            byte kind = into.kinds[i];
            if (kind == CharKind.LATIN || kind == CharKind.LETTER) {
                hash = (hash ^ into.characters[i]) * STEP;
                length++;
                continue;
            }
            if (length > 0) {
                if (length > 1) {
                    into.add(finish(hash));
                }
                if (before != 0) {
                    into.add(finish((before ^ hash) * WORD_PAIR + hash));
                }
                before = hash;
            }
            if (kind != CharKind.SEPARATOR) {
                before = 0;
            }
            hash = WORD;
            length = 0;
        }
    }

    private static void signals(
            FoldedText text,
            int from,
            int to,
            long counts,
            Traces.Counts traces,
            FeatureBuffer into) {
        int length = to - from;
        int digits = count(counts, CharKind.DIGIT);
        int latin = count(counts, CharKind.LATIN);
        int separators = count(counts, CharKind.SEPARATOR);
        into.add(ALWAYS);
        into.add(signal(1, step(length)));
        into.add(signal(2, Math.min(traces.links(), 2)));
        into.add(signal(3, Math.min(traces.contacts(), 2)));
        into.add(signal(4, share(digits, length)));
        into.add(signal(5, share(latin, length)));
        into.add(signal(6, share(separators, length)));
        into.add(signal(9, share(into.symbols, length)));
        into.add(signal(11, share(count(counts, CharKind.HAN), length)));
        if (digits + latin > 0) {
            runs(text, from, to, latin, into);
        }
    }

    /** Signals of letters and digits. */
    private static void runs(FoldedText text, int from, int to, int latin, FeatureBuffer into) {
        int digitRun = 0;
        int longestDigitRun = 0;
        int run = 0;
        int runDigits = 0;
        int handles = 0;
        int capitals = 0;
        String original = text.original();
        for (int i = from; i <= to; i++) {
            byte kind = i < to ? text.kindAt(i) : CharKind.SEPARATOR;
            if (kind == CharKind.DIGIT) {
                digitRun++;
                longestDigitRun = Math.max(longestDigitRun, digitRun);
                run++;
                runDigits++;
                continue;
            }
            digitRun = 0;
            if (kind == CharKind.LATIN) {
                run++;
                capitals += original.charAt(text.originalStart(i)) == text.charAt(i) ? 0 : 1;
                continue;
            }
            // Letters and digits in one piece: an account's name, a code, a plate.
            if (run >= 5 && runDigits > 0 && runDigits < run) {
                handles++;
            }
            run = 0;
            runDigits = 0;
        }
        into.add(signal(7, Math.min(longestDigitRun, 12)));
        into.add(signal(8, Math.min(handles, 2)));
        into.add(signal(10, share(capitals, Math.max(latin, 1))));
    }

    private static long signal(int which, int step) {
        return key(SIGNAL, ((long) which << Integer.SIZE) | step);
    }

    /** 0, 1, 2, 4, 8 … as 0, 1, 2, 3, 4 … */
    private static int step(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count);
    }

    /** Nothing, up to an eighth, a quarter, a half, three quarters, more. */
    private static int share(int part, int whole) {
        if (part == 0) {
            return 0;
        }
        int eighths = 8 * part;
        return eighths < whole
                ? 1
                : eighths < 2 * whole ? 2 : eighths < 4 * whole ? 3 : eighths < 6 * whole ? 4 : 5;
    }

    private static long key(long kind, long value) {
        return finish((kind ^ value) * STEP);
    }

    /** Spreads what is different for each feature over all bits of a key. */
    private static long finish(long feature) {
        long h = feature * 0xD6E8FEB86659FD93L;
        return (h ^ (h >>> 32)) >>> (Long.SIZE - KEY_BITS);
    }
}
