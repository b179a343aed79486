package io.qundun.udfs.match;

import io.qundun.udfs.confusable.PhoneticSeries;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.function.IntPredicate;

/**
 * Numbers characters so that what the lexicon takes for the same has one number, and what differs
 * in nothing but the radical (see {@link PhoneticSeries}) has one but for the last bits; of a
 * series of more than eight some share these, too. A series that the lexicon has, or that is
 * common, has numbers of its own as long as there are any; of the rest several share one.
 * Immutable.
 */
final class SeriesCodes {
    /** Bits that tell the characters of a series from each other. */
    private static final int LAST_BITS = 3;

    private static final int MOST_SERIES = 1 << (Character.SIZE - LAST_BITS);

    private static final int LAST = (1 << LAST_BITS) - 1;

    private final char[] codes = new char[1 << 16];

    /** Makes the numbers for a lexicon. */
    SeriesCodes(Spelling spelling) {
        Numbering numbering = new Numbering();
        CharsetEncoder common = Charset.forName("GB2312").newEncoder();
        numbering.addAll(c -> spelling.symbol((char) c) != 0 && spelling.plain((char) c) == c);
        numbering.addAll(c -> common.canEncode((char) c));
        numbering.share();
        numbering.addAll(c -> true);
        for (int c = 1; c < codes.length; c++) {
            codes[c] = numbering.codes[spelling.plain((char) c)];
        }
    }

    /** The number of a character, 0 for {@code U+0000}. */
    int of(char c) {
        return codes[c];
    }

    /** The series of a character, by its number. */
    static int series(int code) {
        return code >>> LAST_BITS;
    }

    /** A hash of the series of two characters, by their numbers. */
    static int pair(int a, int b) {
        return PairFilter.hash(series(a), series(b));
    }

    long bytes() {
        return 2L * codes.length + 16;
    }

    /** Gives numbers to one character after another. */
    private static final class Numbering {
        private final char[] codes = new char[1 << 16];
        private final int[] seriesOf = new int[1 << 16];
        private final int[] members = new int[MOST_SERIES];
        private int next = 1;

        /** The first series that several share; the last one as long as none do. */
        private int shared = MOST_SERIES - 1;

        void addAll(IntPredicate wanted) {
            for (int c = 1; c < codes.length; c++) {
                if (codes[c] == 0 && wanted.test(c)) {
                    add((char) c);
                }
            }
        }

        private void add(char c) {
            char root = PhoneticSeries.get().of(c);
            if (seriesOf[root] == 0) {
                seriesOf[root] = next++;
                next = next == MOST_SERIES ? shared : next;
            }
            int series = seriesOf[root];
            codes[c] = (char) (series << LAST_BITS | (members[series]++ & LAST));
        }

        /** From now on what is left is given out again and again. */
        void share() {
            shared = Math.min(shared, next);
        }
    }
}
