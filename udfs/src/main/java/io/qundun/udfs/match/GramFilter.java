package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;
import java.util.Collection;

/**
 * Tells of most places in a text that no entry begins there in any reading by characters: plain,
 * backwards, by sound or by shape. What is shown for something else changes one of the first four
 * characters at most, so that three of them are as they should be (gapped q-grams: Burkhardt and
 * Kärkkäinen 2003), or keeps its phonetic series; what is heard keeps its sound classes. A Bloom
 * filter (Bloom 1970) knows what pairs of characters may be, another one which sound classes begin
 * something; few places pass them, and are asked for all that three and four characters tell.
 * Immutable.
 */
final class GramFilter {
    /** Units of one sound class in a row that count as one. */
    private static final int LONGEST_RUN = 64;

    /** Places of which a word tells for each of four roles. */
    private static final int LANE = PairRoles.LANE;

    private static final long LANE_MASK = (1L << LANE) - 1;

    // What tells the grams of one pair from each other.

    /** The first two characters with the third. */
    static final int THIRD = 0x2545F491;

    /** The first two with the fourth. */
    static final int FOURTH = 0x4A8BE922;

    /** The third and fourth with the first. */
    static final int FIRST = 0x6FD1DDB3;

    /** The third and fourth with the second. */
    static final int SECOND = 0x9517D244;

    /** The first and third of an entry of three. */
    static final int AROUND = 0xE0136B3D;

    /** The first two of an entry of three. */
    static final int SHORT = 0x37C8F5A9;

    /** The series of the first two with that of the third. */
    static final int AKIN = 0x3C6EF372;

    /** Two that are an entry. */
    static final int PAIR = 0xBA5DC6D5;

    /** A factor: four that begin an entry, or end it backwards. */
    static final int PLAIN = 0xDFA3BB67;

    /**
     * By character, in the upper half its {@link SeriesCodes code}, in the lower half what stands
     * for the sound class.
     */
    private final int[] codes;

    /** What pairs of characters may be. */
    private final PairRoles pairs;

    /** What the first sound classes of keys may be. */
    private final FirstSounds firstSounds;

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

    /** Whether everything passes, to compare. */
    private final boolean open;

    private GramFilter(
            GramFilterBuilder from, Seeing seeing, Hearing hearing, Parts parts, boolean open) {
        this.open = open;
        this.seeing = seeing;
        this.hearing = hearing;
        this.parts = parts;
        codes = from.codes();
        pairs = from.pairs();
        firstSounds = hearing == null ? FirstSounds.NONE : hearing.firstSounds();
        grams = from.grams();
        soundGrams = from.soundGrams();
        singles = from.singles();
        runs = from.runs();
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
        int count = Math.min(Long.SIZE, n - base);
        if (open) {
            places.openAll(count);
            if (disguised) {
                // What ordinary text has is no disguise, with filters or without.
                places.few = scan.contacts() == 0 ? few(scan, base, places.few) : places.few;
                places.showsTwo = two(solid, base, n);
            }
            return;
        }
        askPairs(solid, base, count, places);
        askPlain(scan, base, places);
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
        PairRoles known = pairs;
        FirstSounds sounds = firstSounds;
        int next = places.code;
        int afterNext = places.nextCode;
        long begins = 0;
        long shown = 0;
        long endThree = 0;
        long endFour = 0;
        long heard = 0;
        for (int from = count - 1 & -LANE; from >= 0; from -= LANE) {
            long roles = 0;
            for (int j = Math.min(count, from + LANE) - 1; j >= from; j--) {
                int code = table[solid[base + j]];
                roles = roles << 1 | known.of(SeriesCodes.pair(code >>> 16, next >>> 16));
                heard = heard << 1 | sounds.bit(code & 0xFFFF, next & 0xFFFF, afterNext & 0xFFFF);
                afterNext = next;
                next = code;
            }
            begins |= (roles >>> PairRoles.BEGINNING & LANE_MASK) << from;
            shown |= (roles >>> PairRoles.SHOWN & LANE_MASK) << from;
            endThree |= (roles >>> PairRoles.END_THREE & LANE_MASK) << from;
            endFour |= (roles >>> PairRoles.END_FOUR & LANE_MASK) << from;
        }
        places.code = next;
        places.nextCode = afterNext;
        places.begins = begins;
        places.shown = shown;
        places.heard = heard;
        places.laterEndThree = places.endThree;
        places.laterEndFour = places.endFour;
        places.endThree = endThree;
        places.endFour = endFour;
    }

    /** Asks how the places go on at which an entry may begin. */
    private void askPlain(Scan scan, int base, Places places) {
        FoldedText text = scan.text();
        char[] solid = scan.solid();
        int n = scan.length();
        long backwards = 0;
        long third = 0;
        long fourth = 0;
        long both = 0;
        long alone = 0;
        long akin = 0;
        for (long left = places.begins; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            int a = code(solid, i, n);
            int b = code(solid, i + 1, n);
            int c = code(solid, i + 2, n);
            int d = code(solid, i + 3, n);
            int kin = SeriesCodes.pair(a, b);
            int ab = PairFilter.hash(a, b);
            if (Spelling.isInWord(text, i)) {
                backwards |= mayEnd(text, i + 3) && grams.mayHave(kin, ab + THIRD + c) ? here : 0;
                backwards |=
                        mayEnd(text, i + 4) && grams.mayHave(kin, ab + c * PLAIN + d) ? here : 0;
                continue;
            }
            akin |= grams.mayHave(kin, AKIN + SeriesCodes.series(c)) ? here : 0;
            third |= grams.mayHave(kin, ab + THIRD + c) ? here : 0;
            fourth |= grams.mayHave(kin, ab + FOURTH + d) ? here : 0;
            both |= grams.mayHave(kin, ab + c * PLAIN + d) ? here : 0;
            alone |= grams.mayHave(kin, ab + PAIR) ? here : 0;
        }
        for (int i = base; singles != null && i < Math.min(n, base + Long.SIZE); i++) {
            alone |= singles[code(solid, i, n)] ? 1L << i : 0;
        }
        places.backwards = backwards | third | both;
        places.spelled = third | both | alone;
        places.showsThird = fourth;
        places.showsFourth = third;
        places.akin = akin;
    }

    /** Whether what is written backwards may end before a place. */
    private static boolean mayEnd(FoldedText text, int place) {
        return place >= text.solidLength() || !Spelling.isInWord(text, place);
    }

    /** Asks where characters may be shown for others. */
    private void askShown(char[] solid, int base, int n, Places places) {
        long two = 0;
        long secondOfThree = 0;
        long thirdOfThree = 0;
        for (long left = places.shown; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            if (i + 1 == n) {
                continue;
            }
            int a = code(solid, i, n);
            int b = code(solid, i + 1, n);
            int ac = PairFilter.hash(a, code(solid, i + 2, n));
            two |= seeing.mayBeTwo(a, b) ? here : 0;
            secondOfThree |= grams.mayHave(ac, AROUND) ? here : 0;
            thirdOfThree |= grams.mayHave(PairFilter.hash(a, b), SHORT) ? here : 0;
            places.inParts |= parts.mayBe(solid[i], solid[i + 1]);
        }
        places.showsTwo = two;
        places.showsSecondOfThree = secondOfThree;
        places.showsThirdOfThree = thirdOfThree;
        places.showsFirstOfThree = places.endThree >>> 1 | places.laterEndThree << (Long.SIZE - 1);
        long first = 0;
        long second = 0;
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
    }

    /** The places at which two characters may be shown for a key of two. */
    private long two(char[] solid, int base, int n) {
        long two = 0;
        for (int i = base; i < Math.min(n - 1, base + Long.SIZE); i++) {
            two |= seeing.mayBeTwo(code(solid, i, n), code(solid, i + 1, n)) ? 1L << i : 0;
        }
        return two;
    }

    /** Asks where characters may be heard for others. */
    private void askHeard(Scan scan, int base, Places places) {
        char[] solid = scan.solid();
        int n = scan.length();
        long few = 0;
        long more = 0;
        boolean otherwise = false;
        for (long left = places.heard; left != 0; left &= left - 1) {
            long here = Long.lowestOneBit(left);
            int i = base + Long.numberOfTrailingZeros(left);
            int second = afterRun(solid, i, n);
            int third = afterRun(solid, second, n);
            int c = sound(solid, third, n);
            int d = sound(solid, afterRun(solid, third, n), n);
            int a = sound(solid, i, n);
            int ab = PairFilter.hash(a, sound(solid, second, n));
            otherwise |= a == SoundPairs.OTHERWISE;
            few |= soundGrams.mayHave(ab, PAIR) ? here : 0;
            more |= soundGrams.mayHave(ab, THIRD + c) ? here : 0;
            more |= soundGrams.mayHave(ab, c * PLAIN + d) ? here : 0;
            few |= runs != null && second > i + 1 && runs[hearing.classOf(solid[i])] ? here : 0;
        }
        places.inMartian |= otherwise;
        places.few =
                scan.contacts() > 0 ? few | singleClasses(solid, base, n) : few(scan, base, few);
        places.more = more;
    }

    /** Of places where keys of one and two classes may be those where something is disguised. */
    private long few(Scan scan, int base, long places) {
        long few = 0;
        for (long left = places; left != 0; left &= left - 1) {
            int i = base + Long.numberOfTrailingZeros(left);
            few |= hearing.mayBeFew(scan, i) ? Long.lowestOneBit(left) : 0;
        }
        return few;
    }

    /**
     * Where a class stands that is a key by itself. With a contact two characters may be others, so
     * that the next one need not be of the class.
     */
    private long singleClasses(char[] solid, int base, int n) {
        long found = 0;
        for (int i = base; runs != null && i < Math.min(n, base + Long.SIZE); i++) {
            found |= runs[hearing.classOf(solid[i])] ? 1L << i : 0;
        }
        return found;
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
        return pairs.bytes()
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
            SeriesCodes codes,
            Seeing seeing,
            Shown shown,
            Hearing hearing,
            Parts parts,
            boolean open) {
        int[] partPairs = parts == null ? new int[0] : Parts.pairs(entries);
        GramFilterBuilder builder =
                new GramFilterBuilder(entries, codes, shown, hearing, partPairs.length);
        for (Entry entry : entries) {
            builder.add(entry);
        }
        for (int pair : partPairs) {
            builder.shown((char) (pair >>> 16), (char) pair);
        }
        return new GramFilter(builder, seeing, hearing, parts, open);
    }
}
