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
 *   <li>n-grams of folded characters: one to three where scripts are unspaced, one to four
 *       elsewhere. Separators between unspaced characters do not count, for they are put there to
 *       hide words; elsewhere a run of them is one space. Every digit is 0.
 *   <li>n-grams of pinyin syllables that sound near each other, one to three, where a Chinese
 *       character is among them.
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
    public static final int VERSION = 2;

    /** Folded UTF-16 units that are looked at together. */
    public static final int WINDOW = 256;

    /** Folded UTF-16 units from one window to the next. */
    public static final int STRIDE = 128;

    /** Bits of a key. */
    static final int KEY_BITS = 48;

    private static final int LONGEST_UNSPACED = 3;
    private static final int LONGEST_SPACED = 4;
    private static final int LONGEST_SYLLABLES = 3;
    private static final int LONGEST_DIGIT_RUN = 4;
    private static final double SCALE = 6;
    private static final char GAP = ' ';

    private static final long CHARACTERS = 0x9E3779B97F4A7C15L;
    private static final long SYLLABLES = 0xC2B2AE3D27D4EB4FL;
    private static final long WORD = 0x165667B19E3779F9L;
    private static final long WORD_PAIR = 0x27D4EB2F165667C5L;
    private static final long SYMBOL = 0x85EBCA77C2B2AE63L;
    private static final long SIGNAL = 0xFF51AFD7ED558CCDL;
    private static final long STEP = 0x9FB21C651E98DF25L;

    /** The feature that every text has, so that models need no term apart. */
    static final long ALWAYS = signal(0, 0);

    private static final Syllables READINGS = Syllables.get();

    /** In the private use area. */
    private static final char SOUNDS = '\uE000';

    private static final float[] VALUES = values();

    private Features() {}

    /**
     * Fills the buffer with the features of the units {@code from} to {@code to}.
     *
     * @param traces of the whole text
     */
    public static void extract(
            FoldedText text, int from, int to, Traces.Counts traces, FeatureBuffer into) {
        into.reset(to - from);
        int length = sequence(text, from, to, into);
        characterNgrams(length, into);
        syllableNgrams(length, into);
        words(length, into);
        signals(text, from, to, traces, into);
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

    /** Writes the characters as n-grams see them; emits separators on the way. */
    private static int sequence(FoldedText text, int from, int to, FeatureBuffer into) {
        char[] characters = into.characters;
        char[] syllables = into.syllables;
        byte[] kinds = into.kinds;
        characters[0] = GAP;
        syllables[0] = GAP;
        kinds[0] = CharKind.SEPARATOR;
        int n = 1;
        boolean gap = false;
        int digits = 0;
        for (int i = from; i < to; i++) {
            byte kind = text.kindAt(i);
            char c = text.charAt(i);
            if (kind == CharKind.SEPARATOR) {
                gap = true;
                if (Character.isHighSurrogate(c) && i + 1 < to) {
                    i++;
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
            syllables[n] = kind == CharKind.HAN ? sound(unit) : unit;
            kinds[n++] = kind;
        }
        characters[n] = GAP;
        syllables[n] = GAP;
        kinds[n++] = CharKind.SEPARATOR;
        return n;
    }

    /** What stands for all characters that sound like this one, where no folded text has any. */
    private static char sound(char han) {
        int base = READINGS.mainBase(han);
        return base == Syllables.NONE ? han : (char) (SOUNDS + READINGS.soundClass(base));
    }

    private static void characterNgrams(int n, FeatureBuffer into) {
        char[] characters = into.characters;
        byte[] kinds = into.kinds;
        long[] keys = into.keys();
        int size = into.size();
        for (int start = 0; start < n; start++) {
            byte kind = kinds[start];
            long hash = (CHARACTERS ^ characters[start]) * STEP;
            if (kind != CharKind.SEPARATOR) {
                keys[size++] = finish(hash);
            }
            int end =
                    Math.min(
                            n,
                            start
                                    + (CharKind.isUnspaced(kind)
                                            ? LONGEST_UNSPACED
                                            : LONGEST_SPACED));
            for (int i = start + 1; i < end; i++) {
                hash = (hash ^ characters[i]) * STEP;
                keys[size++] = finish(hash);
            }
        }
        into.resize(size);
    }

    private static void syllableNgrams(int n, FeatureBuffer into) {
        char[] syllables = into.syllables;
        byte[] kinds = into.kinds;
        long[] keys = into.keys();
        int size = into.size();
        for (int start = 0; start < n; start++) {
            int end = Math.min(n, start + LONGEST_SYLLABLES);
            boolean han = false;
            long hash = SYLLABLES;
            for (int i = start; i < end; i++) {
                hash = (hash ^ syllables[i]) * STEP;
                han |= kinds[i] == CharKind.HAN;
                if (han) {
                    keys[size++] = finish(hash);
                }
            }
        }
        into.resize(size);
    }

    private static void words(int n, FeatureBuffer into) {
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
            FoldedText text, int from, int to, Traces.Counts traces, FeatureBuffer into) {
        int digits = 0;
        int han = 0;
        int latin = 0;
        int separators = 0;
        int symbols = 0;
        int digitRun = 0;
        int longestDigitRun = 0;
        int run = 0;
        int runDigits = 0;
        int handles = 0;
        int capitals = 0;
        String original = text.original();
        for (int i = from; i < to; i++) {
            byte kind = text.kindAt(i);
            if (kind == CharKind.DIGIT) {
                digits++;
                digitRun++;
                longestDigitRun = Math.max(longestDigitRun, digitRun);
            } else {
                digitRun = 0;
            }
            if (kind == CharKind.LATIN || kind == CharKind.DIGIT) {
                run++;
                runDigits += kind == CharKind.DIGIT ? 1 : 0;
            } else {
                // Letters and digits in one piece: an account's name, a code, a plate.
                if (run >= 5 && runDigits > 0 && runDigits < run) {
                    handles++;
                }
                run = 0;
                runDigits = 0;
            }
            if (kind == CharKind.HAN) {
                han++;
            } else if (kind == CharKind.LATIN) {
                latin++;
                if (original.charAt(text.originalStart(i)) != text.charAt(i)) {
                    capitals++;
                }
            } else if (kind == CharKind.SEPARATOR) {
                separators++;
                if (text.charAt(i) > 0x2000) {
                    symbols++;
                }
            }
        }
        if (run >= 5 && runDigits > 0 && runDigits < run) {
            handles++;
        }
        int length = to - from;
        into.add(ALWAYS);
        into.add(signal(1, step(length)));
        into.add(signal(2, Math.min(traces.links(), 2)));
        into.add(signal(3, Math.min(traces.contacts(), 2)));
        into.add(signal(4, share(digits, length)));
        into.add(signal(5, share(latin, length)));
        into.add(signal(6, share(separators, length)));
        into.add(signal(7, Math.min(longestDigitRun, 12)));
        into.add(signal(8, Math.min(handles, 2)));
        into.add(signal(9, share(symbols, length)));
        into.add(signal(10, share(capitals, Math.max(latin, 1))));
        into.add(signal(11, share(han, length)));
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
        int eighths = 8 * part / whole;
        return eighths < 1 ? 1 : eighths < 2 ? 2 : eighths < 4 ? 3 : eighths < 6 ? 4 : 5;
    }

    private static long key(long kind, long value) {
        return finish((kind ^ value) * STEP);
    }

    /** Spreads a hash over all bits, and keeps clear of 0 in the upper half of a key. */
    private static long finish(long hash) {
        long h = ((hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L) >>> (Long.SIZE - KEY_BITS);
        return h < 1 << 16 ? h | (1L << (KEY_BITS - 1)) : h;
    }
}
