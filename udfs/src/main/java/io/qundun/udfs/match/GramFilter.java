package io.qundun.udfs.match;

import java.util.Arrays;
import java.util.Collection;

/**
 * Tells of most places in a text that no entry begins there in any reading by characters: plain,
 * backwards, by sound or by shape. What is shown for something else changes one of the first four
 * characters at most, so that three of them are as they should be (gapped q-grams: Burkhardt and
 * Kärkkäinen 2003); what is heard keeps its sound classes. A Bloom filter (Bloom 1970) knows what
 * pairs of characters may be, a matrix which sound classes begin something; few places pass them,
 * and are asked for all that three and four characters tell. Immutable.
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

    /** Units of one sound class in a row that count as one. */
    private static final int LONGEST_RUN = 64;

    /** Places of which the bits of a word tell for each of four roles. */
    private static final int LANE = SHOWN;

    private static final long LANE_MASK = (1L << LANE) - 1;

    /** The bits of all roles. */
    private static final long ROLES = 0x0001_0001_0001_0001L;

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
     * in the lower half what stands for the sound class.
     */
    private final int[] codes;

    /** Two bits for each pair of characters and what it may be. */
    private final long[] pairs;

    private final int pairShift;

    /** The first two sound classes of keys, and the first one twice. */
    private final SoundPairs beginnings;

    /** Three and four characters. */
    private final GramSet grams;

    /** Two that are a key, three and four sound classes. */
    private final GramSet soundGrams;

    /** By character whether it is an entry by itself; null when none is. */
    private final boolean[] singles;

    /** By sound class whether it is a key by itself; null when none is. */
    private final boolean[] runs;

    private final Seeing seeing;
    private final Hearing hearing;
    private final Parts parts;

    private GramFilter(Builder from, Seeing seeing, Hearing hearing, Parts parts) {
        this.seeing = seeing;
        this.hearing = hearing;
        this.parts = parts;
        codes = from.codes;
        pairs = from.pairs;
        beginnings = from.beginnings;
        grams = from.grams;
        soundGrams = from.soundGrams;
        singles = from.singles;
        runs = from.runs;
        pairShift = shift(pairs);
    }

    private static int shift(long[] words) {
        return Integer.SIZE - Integer.numberOfTrailingZeros(words.length);
    }

    /**
     * Asks about up to 64 places.
     *
     * @param disguised whether to ask about what is seen and heard, too
     * @param base the first place, a multiple of 64; the later ones of a text are asked first
     * @param places takes the answers
     */
    void ask(Scan scan, boolean disguised, int base, Places places) {
        char[] solid = scan.solid();
        int n = scan.length();
        askPairs(solid, base, Math.min(Long.SIZE, n - base), places);
        askPlain(solid, base, n, places);
        if (disguised) {
            askShown(solid, base, n, places);
            askHeard(scan, base, places);
        }
    }

    /**
     * Asks the first filters. No answer is acted on before the others are there, so that memory is
     * read for many places at the same time.
     */
    private void askPairs(char[] solid, int base, int count, Places places) {
        int[] table = codes;
        long[] known = pairs;
        int by = pairShift;
        SoundPairs sounds = beginnings;
        int next = places.code;
        long begins = 0;
        long shown = 0;
        long endThree = 0;
        long endFour = 0;
        long heard = 0;
        for (int from = count - 1 & -LANE; from >= 0; from -= LANE) {
            long roles = 0;
            for (int j = Math.min(count, from + LANE) - 1; j >= from; j--) {
                int code = table[solid[base + j]];
                int pair = PairFilter.hash(code >>> 16, next >>> 16);
                roles |= (turned(known[pair >>> by], pair) & ROLES) << (j - from);
                heard |= sounds.bit(code & 0xFFFF, next & 0xFFFF) << j;
                next = code;
            }
            begins |= (roles >>> BEGINNING & LANE_MASK) << from;
            shown |= (roles >>> SHOWN & LANE_MASK) << from;
            endThree |= (roles >>> END_THREE & LANE_MASK) << from;
            endFour |= (roles >>> END_FOUR & LANE_MASK) << from;
        }
        places.code = next;
        places.begins = begins;
        places.shown = shown;
        places.heard = heard;
        places.laterEndThree = places.endThree;
        places.laterEndFour = places.endFour;
        places.endThree = endThree;
        places.endFour = endFour;
    }

    /** A word so turned that a bit for each role tells whether a pair may have it. */
    private static long turned(long word, int hash) {
        return Long.rotateRight(word, hash) & Long.rotateRight(word, hash >>> 6);
    }

    /** Asks how the places go on at which an entry may begin. */
    private void askPlain(char[] solid, int base, int n, Places places) {
        long third = 0;
        long fourth = 0;
        long both = 0;
        long alone = 0;
        for (long left = places.begins; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            int ab = PairFilter.hash(code(solid, i, n), code(solid, i + 1, n));
            int c = code(solid, i + 2, n);
            int d = code(solid, i + 3, n);
            third |= grams.mayHave(ab, THIRD + c) ? here : 0;
            fourth |= grams.mayHave(ab, FOURTH + d) ? here : 0;
            both |= grams.mayHave(ab, c * PLAIN + d) ? here : 0;
            alone |= grams.mayHave(ab, PAIR) ? here : 0;
        }
        for (int i = base; singles != null && i < Math.min(n, base + Long.SIZE); i++) {
            alone |= singles[code(solid, i, n)] ? 1L << i : 0;
        }
        places.backwards = third | both;
        places.spelled = third | both | alone;
        places.showsLater = third;
        places.showsThird = fourth;
    }

    /** Asks where characters may be shown for others. */
    private void askShown(char[] solid, int base, int n, Places places) {
        long first = 0;
        long second = 0;
        long third = places.showsThird;
        for (long left = places.shown; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            if (i + 1 == n) {
                continue;
            }
            int a = code(solid, i, n);
            int b = code(solid, i + 1, n);
            long two = seeing.mayBeTwo(a, b) ? here : 0;
            first |= two;
            second |= two;
            if (i + 2 < n) {
                int c = code(solid, i + 2, n);
                second |= seeing.mayShowSecond(a, solid[i + 1], c) ? here : 0;
                third |= seeing.mayShowThird(a, b, solid[i + 2]) ? here : 0;
            }
            places.inParts |= parts.mayBe(solid[i], solid[i + 1]);
        }
        long endThree = places.endThree >>> 1 | places.laterEndThree << (Long.SIZE - 1);
        for (long left = endThree; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            int b = code(solid, i + 1, n);
            int c = code(solid, i + 2, n);
            first |= seeing.mayShowFirst(solid[i], b, c) ? here : 0;
        }
        long endFour = places.endFour >>> 2 | places.laterEndFour << (Long.SIZE - 2);
        for (long left = endFour; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            int cd = PairFilter.hash(code(solid, i + 2, n), code(solid, i + 3, n));
            first |= grams.mayHave(cd, SECOND + code(solid, i + 1, n)) ? here : 0;
            second |= grams.mayHave(cd, FIRST + code(solid, i, n)) ? here : 0;
        }
        places.showsFirst = first;
        places.showsSecond = second;
        places.showsThird = third;
    }

    /** Asks where characters may be heard for others. */
    private void askHeard(Scan scan, int base, Places places) {
        char[] solid = scan.solid();
        int n = scan.length();
        long few = 0;
        long more = 0;
        for (long left = places.heard; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            int second = afterRun(solid, i, n);
            int third = afterRun(solid, second, n);
            int c = sound(solid, third, n);
            int d = sound(solid, afterRun(solid, third, n), n);
            int ab = PairFilter.hash(sound(solid, i, n), sound(solid, second, n));
            few |= soundGrams.mayHave(ab, PAIR) ? here : 0;
            more |= soundGrams.mayHave(ab, THIRD + c) ? here : 0;
            more |= soundGrams.mayHave(ab, c * PLAIN + d) ? here : 0;
        }
        for (int i = base; runs != null && i < Math.min(n, base + Long.SIZE); i++) {
            few |= isRun(scan, i) ? 1L << i : 0;
        }
        // With a contact two characters may be others, and the filter of pairs knows of one.
        for (long left = scan.contacts() > 0 ? 0 : few; left != 0; left &= left - 1) {
            int i = base + Long.numberOfTrailingZeros(left);
            few ^= hearing.mayBeFew(scan, i) ? 0 : Long.lowestOneBit(left);
        }
        places.few = few;
        places.more = more;
    }

    /** Whether a run of one class may begin at a place, with a contact one of one. */
    private boolean isRun(Scan scan, int i) {
        char[] solid = scan.solid();
        int k = hearing.classOf(solid[i]);
        return runs[k]
                && (scan.contacts() > 0
                        || (i + 1 < scan.length() && hearing.classOf(solid[i + 1]) == k));
    }

    /** What stands for the sound class of a unit, 0 beyond the last one. */
    private int sound(char[] solid, int i, int n) {
        return i < n ? codes[solid[i]] & 0xFFFF : 0;
    }

    /** The first unit after those of one class, of which no more than so many are passed. */
    private int afterRun(char[] solid, int from, int n) {
        int most = Math.min(n, from + LONGEST_RUN);
        int i = from + 1;
        // Classes of single characters may share what stands for them.
        while (i < most
                && (codes[solid[i]] ^ codes[solid[from]]) << 16 == 0
                && hearing.classOf(solid[i]) == hearing.classOf(solid[from])) {
            i++;
        }
        return i;
    }

    private int code(char[] solid, int i, int n) {
        return i < n ? codes[solid[i]] >>> 16 : 0;
    }

    long bytes() {
        return 8L * pairs.length
                + beginnings.bytes()
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
            builder.beginnings.fill();
            builder.grams.fill();
            builder.soundGrams.fill();
        }
        return new GramFilter(builder, seeing, hearing, parts);
    }

    /** Belongs to one thread. */
    private static final class Builder {
        private final Hearing hearing;

        /** By character what may be shown for it; null when nothing may. */
        private final String[] shownFor;

        private final int[] codes = new int[1 << 16];
        private final long[] pairs;
        private final SoundPairs beginnings = new SoundPairs();
        private final GramSet grams;
        private final GramSet soundGrams;
        private boolean[] singles;
        private boolean[] runs;

        Builder(int entries, Spelling spelling, Seeing seeing, Hearing hearing, int parts) {
            this.hearing = hearing;
            shownFor = seeing == null ? null : seeing.shown();
            char[] representatives = spelling.representatives();
            for (int c = 1; c < 1 << 16; c++) {
                codes[c] =
                        (representatives[c] << 16)
                                | (hearing == null
                                        ? 0
                                        : SoundPairs.place(hearing.classOf((char) c)));
            }
            int heard = hearing == null ? 0 : hearing.keys().size();
            pairs = new long[words(2L * entries + parts + (seeing == null ? 0 : seeing.pairs()))];
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
            int first = SoundPairs.place(key.charAt(0));
            beginnings.add(first, first);
            if (key.length() == 1) {
                runs = runs == null ? new boolean[hearing.classes()] : runs;
                runs[key.charAt(0)] = true;
                return;
            }
            int second = SoundPairs.place(key.charAt(1));
            beginnings.add(first, second);
            int pair = PairFilter.hash(first, second);
            if (key.length() == 2) {
                soundGrams.add(pair, PAIR);
                return;
            }
            int third = SoundPairs.place(key.charAt(2));
            soundGrams.add(
                    pair,
                    key.length() == 3
                            ? THIRD + third
                            : third * PLAIN + SoundPairs.place(key.charAt(3)));
        }
    }
}
