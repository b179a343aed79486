package io.qundun.udfs.match;

import java.util.Arrays;
import java.util.Collection;

/**
 * Tells of most places in a text that no entry begins there in any reading by characters: plain,
 * backwards, by sound or by shape. What is shown for something else changes one of the first four
 * characters at most, so that three of them are as they should be (gapped q-grams: Burkhardt and
 * Kärkkäinen 2003); what is heard keeps its sound classes. A first Bloom filter (Bloom 1970) knows
 * what pairs of characters may be, a second one how pairs of sound classes go on; few places pass
 * them, and are asked for all that three and four characters tell. Immutable.
 */
final class GramFilter {
    private static final int LEAST_WORDS = 1 << 6;
    private static final int MOST_WORDS = 1 << 17;

    /** Pairs a word, beyond which there are more words if there may be. */
    private static final int PAIRS_A_WORD = 4;

    /** How far the bits of a pair are turned for what it may be: the first two of an entry. */
    private static final int BEGINNING = 0;

    /** What is shown for an entry of two, begins one of three in disguise, or parts a character. */
    private static final int SHOWN = 16;

    /** The second and third of an entry of three. */
    private static final int END_THREE = 32;

    /** The third and fourth of a longer entry. */
    private static final int END_FOUR = 48;

    // What tells the grams of one pair from each other.

    /** The first two characters with the third. */
    private static final int THIRD = 0x2545F491;

    /** The first two with the fourth. */
    private static final int FOURTH = 0x4A8BE922;

    /** The third and fourth with the first. */
    private static final int FIRST = 0x6FD1DDB3;

    /** The third and fourth with the second. */
    private static final int SECOND = 0x9517D244;

    /** Two that are an entry. */
    private static final int PAIR = 0xBA5DC6D5;

    /** A factor: four that begin an entry, or end it backwards. */
    private static final int PLAIN = 0xDFA3BB67;

    /**
     * By character, in the upper half one that stands for all that the lexicon takes for the same,
     * in the lower half the sound class.
     */
    private final int[] codes;

    /** Two bits for each pair of characters and what it may be. */
    private final long[] pairs;

    private final int pairShift;

    /** Two bits for each pair of sound classes that is a key, and for the first three of others. */
    private final long[] sounds;

    private final int soundShift;

    /** Three and four characters. */
    private final GramSet grams;

    /** Three and four sound classes. */
    private final GramSet soundGrams;

    /** By character whether it is an entry by itself; null when none is. */
    private final boolean[] singles;

    /** By sound class whether it is a key by itself; null when none is. */
    private final boolean[] runs;

    private final Spelling spelling;
    private final Seeing seeing;
    private final Hearing hearing;
    private final Parts parts;

    private GramFilter(
            Builder from, Spelling spelling, Seeing seeing, Hearing hearing, Parts parts) {
        this.spelling = spelling;
        this.seeing = seeing;
        this.hearing = hearing;
        this.parts = parts;
        codes = from.codes;
        pairs = from.pairs;
        sounds = from.sounds;
        grams = from.grams;
        soundGrams = from.soundGrams;
        singles = from.singles;
        runs = from.runs;
        pairShift = shift(pairs);
        soundShift = shift(sounds);
    }

    private static int shift(long[] words) {
        return Integer.SIZE - Integer.numberOfTrailingZeros(words.length);
    }

    private static boolean isSet(long missing, long bits, int as) {
        return (missing & Long.rotateLeft(bits, as)) == 0;
    }

    /**
     * Finds what may begin somewhere in a text.
     *
     * @param han whether the text has Chinese characters
     * @return whether parts of a character may stand side by side in the solid reading
     */
    boolean scan(Scan scan, boolean han) {
        char[] solid = scan.solid();
        int n = scan.length();
        int[] table = codes;
        long[] known = pairs;
        int by = pairShift;
        long[] heard = sounds;
        int heardBy = soundShift;
        boolean[] alone = singles;
        boolean[] homophonous = runs;
        boolean contacts = scan.contacts() > 0;
        boolean inParts = false;
        // From the end, so that the classes that follow are known, a run of one counted once.
        int b = 0;
        int c = 0;
        int d = 0;
        int ka = 0;
        int kb = 0;
        int kc = 0;
        int kd = 0;
        boolean ab3 = false;
        boolean ab4 = false;
        boolean bc4 = false;
        for (int i = n - 1; i >= 0; i--) {
            int code = table[solid[i]];
            int a = code >>> 16;
            int k = code & 0xFFFF;
            boolean run = contacts || k == ka;
            if (k != ka) {
                kd = kc;
                kc = kb;
                kb = ka;
                ka = k;
            }
            boolean bc3 = ab3;
            boolean cd4 = bc4;
            bc4 = ab4;
            int pair = PairFilter.hash(a, b);
            long missing = ~known[pair >>> by];
            long bits = PairFilter.bits(pair);
            ab3 = isSet(missing, bits, END_THREE);
            ab4 = isSet(missing, bits, END_FOUR);
            int sound = PairFilter.hash(ka, kb);
            long unheard = ~heard[sound >>> heardBy];
            boolean begins = isSet(missing, bits, BEGINNING);
            boolean other =
                    isSet(missing, bits, SHOWN)
                            || bc3
                            || (unheard & PairFilter.bits(sound)) == 0
                            || (unheard & PairFilter.bits(GramSet.hash(sound, kc))) == 0
                            || (run && homophonous != null && homophonous[k])
                            || (alone != null && alone[a]);
            if (other || begins || cd4) {
                boolean first = begins && mayBegin(pair, c, d);
                boolean second = cd4 && mayEnd(PairFilter.hash(c, d), a, b);
                if (other || first || second) {
                    inParts |= at(scan, han, i, bc3, cd4, run, ka, kb, kc, kd);
                }
            }
            d = c;
            c = b;
            b = a;
        }
        return inParts;
    }

    /** Whether a pair begins an entry with what follows it, or, backwards, ends one. */
    private boolean mayBegin(int ab, int c, int d) {
        return grams.mayHave(ab, THIRD + c)
                || grams.mayHave(ab, FOURTH + d)
                || grams.mayHave(ab, c * PLAIN + d)
                || grams.mayHave(ab, PAIR);
    }

    /** Whether a pair is the third and fourth of an entry with one of those before it. */
    private boolean mayEnd(int cd, int a, int b) {
        return grams.mayHave(cd, FIRST + a) || grams.mayHave(cd, SECOND + b);
    }

    /**
     * Looks at one place.
     *
     * @param endThree whether what follows may be the second and third of an entry of three
     * @param endFour whether the third and fourth from here on may be those of a longer one
     * @param run whether a run of one sound class may begin here
     * @param ka the sound class here; as the following, of which none is like the one before
     */
    private boolean at(
            Scan scan,
            boolean han,
            int i,
            boolean endThree,
            boolean endFour,
            boolean run,
            int ka,
            int kb,
            int kc,
            int kd) {
        char[] solid = scan.solid();
        int n = scan.length();
        int a = code(solid, i, n);
        int b = code(solid, i + 1, n);
        int c = code(solid, i + 2, n);
        int d = code(solid, i + 3, n);
        int ab = PairFilter.hash(a, b);
        long missing = ~pairs[ab >>> pairShift];
        boolean begins = isSet(missing, PairFilter.bits(ab), BEGINNING);
        boolean third = begins && grams.mayHave(ab, THIRD + c);
        boolean fourth = begins && grams.mayHave(ab, c * PLAIN + d);
        if (third || fourth) {
            spelling.backwards(scan, i);
        }
        if (Spelling.isInWord(scan.text(), i)) {
            return false;
        }
        if (third
                || fourth
                || (begins && grams.mayHave(ab, PAIR))
                || (singles != null && singles[a])) {
            spelling.at(scan, i);
        }
        if (!han || seeing == null) {
            return false;
        }
        hear(scan, i, run, ka, kb, kc, kd);
        if (i + 1 == n) {
            return false;
        }
        boolean pair = isSet(missing, PairFilter.bits(ab), SHOWN);
        boolean two = pair && seeing.mayBeTwo(solid[i], solid[i + 1]);
        int cd = PairFilter.hash(c, d);
        boolean showsThird =
                (begins && grams.mayHave(ab, FOURTH + d)) || (pair && seeing.mayShowThird(scan, i));
        if (third || showsThird) {
            seeing.later(scan, i, showsThird, third);
        }
        if (two
                || (endFour && grams.mayHave(cd, SECOND + b))
                || (endThree && seeing.mayShowFirst(scan, i))) {
            seeing.first(scan, i);
        }
        if (two
                || (endFour && grams.mayHave(cd, FIRST + a))
                || (pair && seeing.mayShowSecond(scan, i))) {
            seeing.second(scan, i);
        }
        return pair && parts.mayBe(solid[i], solid[i + 1]);
    }

    private int code(char[] solid, int i, int n) {
        return i < n ? codes[solid[i]] >>> 16 : 0;
    }

    private void hear(Scan scan, int i, boolean run, int ka, int kb, int kc, int kd) {
        int sound = PairFilter.hash(ka, kb);
        long unheard = ~sounds[sound >>> soundShift];
        boolean few = (unheard & PairFilter.bits(sound)) == 0 || (run && runs != null && runs[ka]);
        boolean more =
                (unheard & PairFilter.bits(GramSet.hash(sound, kc))) == 0
                        && (soundGrams.mayHave(sound, kc)
                                || soundGrams.mayHave(sound, kc * PLAIN + kd));
        if (few || more) {
            hearing.at(scan, i, few, more);
        }
    }

    long bytes() {
        return 8L * (pairs.length + sounds.length)
                + 4L * codes.length
                + grams.bytes()
                + soundGrams.bytes()
                + (singles == null ? 0 : singles.length)
                + (runs == null ? 0 : runs.length)
                + 100;
    }

    /**
     * Makes the filter.
     *
     * @param hearing null, like the next and the parts, when nothing may be heard or seen for
     *     anything
     * @param open whether it lets everything pass, to compare
     */
    static GramFilter of(
            Collection<Entry> entries,
            Spelling spelling,
            Seeing seeing,
            Hearing hearing,
            Parts parts,
            boolean open) {
        int[] partPairs = parts == null ? new int[0] : Parts.pairs(entries);
        Builder builder = new Builder(entries.size(), spelling, seeing, hearing, partPairs.length);
        for (Entry entry : entries) {
            builder.add(entry);
        }
        for (int pair : partPairs) {
            builder.shown((char) (pair >>> 16), (char) pair);
        }
        if (open) {
            Arrays.fill(builder.pairs, -1);
            Arrays.fill(builder.sounds, -1);
            builder.grams.fill();
            builder.soundGrams.fill();
        }
        return new GramFilter(builder, spelling, seeing, hearing, parts);
    }

    /** Belongs to one thread. */
    private static final class Builder {
        private final Hearing hearing;

        /** By character what may be shown for it; null when nothing may. */
        private final String[] shownFor;

        private final int[] codes = new int[1 << 16];
        private final long[] pairs;
        private final long[] sounds;
        private final GramSet grams;
        private final GramSet soundGrams;
        private boolean[] singles;
        private boolean[] runs;

        Builder(int entries, Spelling spelling, Seeing seeing, Hearing hearing, int parts) {
            this.hearing = hearing;
            shownFor = seeing == null ? null : seeing.shown();
            char[] firstOf = new char[spelling.symbols() + 1];
            for (int c = 1; c < 1 << 16; c++) {
                int symbol = spelling.symbol((char) c);
                if (symbol != 0 && firstOf[symbol] == 0) {
                    firstOf[symbol] = (char) c;
                }
                int code = symbol == 0 ? c : firstOf[symbol];
                codes[c] = (code << 16) | (hearing == null ? 0 : hearing.classOf((char) c));
            }
            int heard = hearing == null ? 0 : hearing.keys().size();
            pairs = new long[words(2L * entries + parts + (seeing == null ? 0 : seeing.pairs()))];
            sounds = new long[words(heard)];
            grams = new GramSet(4 * entries);
            soundGrams = new GramSet(heard);
        }

        private static int words(long pairs) {
            int words = LEAST_WORDS;
            while (words < MOST_WORDS && (long) words * PAIRS_A_WORD < pairs) {
                words <<= 1;
            }
            return words;
        }

        private int code(char c) {
            return codes[c] >>> 16;
        }

        void add(Entry entry) {
            Spelling.forEachKey(entry, key -> add(entry, key));
            if (hearing != null && Hearing.isFor(entry)) {
                hearing.forEachKey(entry, this::addHeard);
            }
        }

        private void add(Entry entry, CharSequence key) {
            int length = key.length();
            int a = code(key.charAt(0));
            if (length == 1) {
                singles = singles == null ? new boolean[1 << 16] : singles;
                singles[a] = true;
                return;
            }
            boolean disguisable = shownFor != null && Hearing.isFor(entry);
            int b = code(key.charAt(1));
            mark(a, b, BEGINNING);
            if (length == 2) {
                gram(a, b, PAIR);
                if (disguisable) {
                    Seeing.forEachShownPair(entry, key, shownFor, this::shown);
                }
                return;
            }
            int c = code(key.charAt(2));
            if (length == 3) {
                gram(a, b, THIRD + c);
                if (Scan.isForBackwards(entry)) {
                    mark(c, b, BEGINNING);
                    gram(c, b, THIRD + a);
                }
                if (disguisable) {
                    mark(a, b, SHOWN);
                    mark(b, c, END_THREE);
                    String middle = shownFor[key.charAt(1)];
                    for (int i = 0; middle != null && i < middle.length(); i++) {
                        shown(key.charAt(0), middle.charAt(i));
                    }
                }
                return;
            }
            int d = code(key.charAt(3));
            if (Scan.isForBackwards(entry)) {
                mark(d, c, BEGINNING);
                gram(d, c, b * PLAIN + a);
            }
            if (disguisable) {
                mark(c, d, END_FOUR);
                gram(a, b, THIRD + c);
                gram(a, b, FOURTH + d);
                gram(c, d, FIRST + a);
                gram(c, d, SECOND + b);
            } else {
                gram(a, b, c * PLAIN + d);
            }
        }

        void shown(char first, char second) {
            mark(code(first), code(second), SHOWN);
        }

        private void mark(int first, int second, int as) {
            int pair = PairFilter.hash(first, second);
            pairs[pair >>> shift(pairs)] |= Long.rotateLeft(PairFilter.bits(pair), as);
        }

        private void gram(int first, int second, int beside) {
            grams.add(PairFilter.hash(first, second), beside);
        }

        private void addHeard(CharSequence key) {
            int first = key.charAt(0);
            if (key.length() == 1) {
                runs = runs == null ? new boolean[hearing.classes()] : runs;
                runs[first] = true;
                return;
            }
            int pair = PairFilter.hash(first, key.charAt(1));
            int word = pair >>> shift(sounds);
            if (key.length() == 2) {
                sounds[word] |= PairFilter.bits(pair);
                return;
            }
            int third = key.charAt(2);
            sounds[word] |= PairFilter.bits(GramSet.hash(pair, third));
            soundGrams.add(pair, key.length() == 3 ? third : third * PLAIN + key.charAt(3));
        }
    }
}
