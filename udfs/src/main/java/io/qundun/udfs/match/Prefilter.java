package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Tells of most places in a text that no entry begins there in any reading by characters: plain,
 * backwards, by sound or by shape. A blocked Bloom filter (Bloom 1970; Putze and others 2009) of
 * pairs and triples of characters: a pair chooses the word, two bits of it stand for the pair
 * whatever follows, two others for the pair and what follows, so that a place costs one read of
 * memory. It takes for granted that one character is not as it should be, two in long entries; with
 * contacts in a text more are allowed, and it must not be asked. Immutable.
 */
final class Prefilter {
    private static final int LEAST_WORDS = 1 << 6;
    private static final int MOST_WORDS = 1 << 17;
    private static final int ENTRIES_A_WORD = 4;

    /** Characters of an entry that the filter knows. */
    private static final int REACH = 5;

    /** Ways to write a beginning with runs that are told apart. */
    private static final int MAX_VARIANTS = 8;

    /**
     * Added to the hash of the third to fifth characters of which two of the first three are
     * others.
     */
    private static final int LATER = 0x2545F491;

    /**
     * By character one that stands for all that the lexicon takes for the same, or for all rare
     * ones of a sound.
     */
    private final char[] codeOf;

    private final long[] words;
    private final int shift;
    private final Parts parts;

    /** By character whether it is an entry by itself; null when none is. */
    private final boolean[] singles;

    private Prefilter(char[] codeOf, long[] words, boolean[] singles, Parts parts) {
        this.parts = parts;
        this.codeOf = codeOf;
        this.words = words;
        this.singles = singles;
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(words.length);
    }

    private static int with(int pair, int third) {
        int hash = (pair + third) * 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }

    private static long bits(int hash) {
        return 1L << hash | 1L << (hash >>> 6);
    }

    /**
     * Whether something may begin with the first of three characters, or all three turn round the
     * beginning of something; all as {@link #codeOf} has them, 0 is no character.
     */
    private static boolean mayBegin(long[] words, int shift, int first, int second, int third) {
        int pair = PairFilter.hash(first, second);
        long missing = ~words[pair >>> shift];
        return (missing & bits(pair)) == 0 || (missing & bits(with(pair, third))) == 0;
    }

    /**
     * Whether three characters may be the third to fifth of an entry of whose first three two are
     * others; asked where they may begin one.
     */
    private boolean mayFollow(int first, int second, int third) {
        int pair = PairFilter.hash(first, second);
        return (~words[pair >>> shift] & bits(with(pair, third) + LATER)) == 0;
    }

    /**
     * Finds what may begin somewhere in a text without contacts.
     *
     * @return whether parts of a character may stand side by side in the solid reading
     */
    boolean scan(Scan scan, Spelling spelling, Seeing seeing, Hearing hearing) {
        char[] solid = scan.solid();
        int n = scan.length();
        char[] codes = codeOf;
        long[] table = words;
        int by = shift;
        boolean[] alone = singles;
        int a = n > 0 ? codes[solid[0]] : 0;
        int b = n > 1 ? codes[solid[1]] : 0;
        boolean inParts = false;
        for (int i = 0; i < n; i++) {
            int c = 0;
            // Apart, so that what is called for the few places does not slow down the search.
            for (; i < n; i++) {
                c = i + 2 < n ? codes[solid[i + 2]] : 0;
                if (mayBegin(table, by, a, b, c) || (alone != null && alone[a])) {
                    break;
                }
                a = b;
                b = c;
            }
            if (i < n) {
                inParts |= parts != null && i + 1 < n && parts.mayBe(solid[i], solid[i + 1]);
                spelling.at(scan, seeing, i);
                if (hearing != null) {
                    if (i > 1 && mayFollow(a, b, c)) {
                        hearing.at(scan, i - 2);
                    }
                    hearing.at(scan, i);
                }
                a = b;
                b = c;
            }
        }
        return inParts;
    }

    long bytes() {
        return 8L * words.length + 2L * codeOf.length + (singles == null ? 0 : singles.length) + 48;
    }

    /**
     * Makes the filter, unless it would be so large, and so full, that it is of no use.
     *
     * @param hearing null, like the next and the parts, when nothing may be heard or seen for
     *     anything
     * @return null when there are too many entries
     */
    static Prefilter of(
            Collection<Entry> entries,
            Spelling spelling,
            Hearing hearing,
            Seeing seeing,
            Parts parts,
            Substitutes substitutes) {
        Builder builder = new Builder(spelling, hearing, seeing, substitutes);
        for (Entry entry : entries) {
            builder.add(entry);
            if (builder.count > 2L * ENTRIES_A_WORD * MOST_WORDS) {
                return null;
            }
        }
        int size = LEAST_WORDS;
        while (size < MOST_WORDS && (long) size * ENTRIES_A_WORD < builder.count) {
            size <<= 1;
        }
        builder.words = new long[size];
        builder.shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        for (Entry entry : entries) {
            builder.add(entry);
        }
        for (int pair : parts == null ? new int[0] : Parts.pairs(entries)) {
            builder.addParts((char) (pair >>> 16), (char) pair);
        }
        return new Prefilter(builder.codeOf, builder.words, builder.singles, parts);
    }

    /** Counts first, and fills when it has words. Belongs to one thread. */
    private static final class Builder {
        private final Hearing hearing;
        private final Substitutes substitutes;
        private final Homophones homophones;
        private final OrdinaryText ordinary = OrdinaryText.get();

        private final char[] codeOf = new char[1 << 16];
        private final String[] shown;

        /** By character how it may be written, heard, and heard or shown. */
        private final char[][] asWritten = new char[1 << 16][];

        private final char[][] asHeard = new char[1 << 16][];
        private final char[][] asOther = new char[1 << 16][];
        private boolean[] singles;
        private long[] words;
        private int shift;
        private long count;
        private final List<String> variants = new ArrayList<>();
        private final char[] pair = new char[2];
        private final CharBuffer spelled = CharBuffer.wrap(pair);

        Builder(Spelling spelling, Hearing hearing, Seeing seeing, Substitutes substitutes) {
            this.hearing = hearing;
            this.substitutes = substitutes;
            homophones = hearing == null ? null : hearing.homophones();
            shown = seeing == null ? null : seeing.shown();
            char[] firstOf = new char[spelling.symbols() + 1];
            for (int c = 1; c < 1 << 16; c++) {
                int symbol = spelling.symbol((char) c);
                if (symbol == 0) {
                    codeOf[c] = substitutes.heardAs((char) c);
                } else {
                    firstOf[symbol] = firstOf[symbol] == 0 ? (char) c : firstOf[symbol];
                    codeOf[c] = firstOf[symbol];
                }
            }
        }

        void addParts(char first, char second) {
            pairs(new char[] {codeOf[first]}, new char[] {codeOf[second]}, true);
        }

        void add(Entry entry) {
            variants.clear();
            if (vary(entry.solid(), 0, new StringBuilder())) {
                for (String variant : variants) {
                    add(entry, variant, false);
                }
            } else {
                StringBuilder key = new StringBuilder();
                Spelling.collapseAll(entry.solid(), key);
                add(entry, key, true);
                add(entry, entry.solid(), true);
            }
        }

        /**
         * Gathers the ways in which a text can write a spelling's beginning: each run with all of
         * its characters or fewer.
         *
         * @return whether there are few enough
         */
        private boolean vary(String solid, int from, StringBuilder written) {
            if (from == solid.length() || written.length() >= REACH) {
                variants.add(written.toString());
                return variants.size() <= MAX_VARIANTS;
            }
            int end = from + 1;
            while (end < solid.length() && solid.charAt(end) == solid.charAt(from)) {
                end++;
            }
            int length = written.length();
            boolean few = true;
            for (int i = from; i < end && few; i++) {
                written.append(solid.charAt(from));
                few = vary(solid, end, written);
            }
            written.setLength(length);
            return few;
        }

        private void add(Entry entry, CharSequence key, boolean uncertain) {
            int length = key.length();
            char a = key.charAt(0);
            if (length == 1) {
                singles = singles == null ? new boolean[1 << 16] : singles;
                for (char c : written(a)) {
                    singles[c] = true;
                }
                return;
            }
            char b = key.charAt(1);
            boolean disguisable = hearing != null && Hearing.isFor(entry);
            boolean two = disguisable && Disguise.maxSounds(entry, 0) > 1;
            if (length == 2 || uncertain) {
                pairs(written(a), written(b), true);
                if (disguisable) {
                    boolean ordinaryToo = entry.isAllowed() || entry.solid().length() > 2;
                    pairs(others(a), written(b), ordinaryToo);
                    pairs(written(a), others(b), ordinaryToo);
                }
                if (two) {
                    pairs(heard(a), heard(b), true);
                }
                return;
            }
            char[] third = written(key.charAt(2));
            triples(written(a), written(b), third, 0);
            if (Scan.isForBackwards(entry)) {
                triples(third, written(b), written(a), 0);
            }
            if (disguisable) {
                triples(written(a), written(b), others(key.charAt(2)), 0);
                triples(others(a), written(b), third, 0);
                triples(written(a), others(b), third, 0);
            }
            if (two && length < REACH) {
                pairs(heard(a), written(b), true);
                pairs(written(a), heard(b), true);
                pairs(heard(a), heard(b), true);
            } else if (two) {
                // Of the first three two are others, so that the next two are not.
                char[] fourth = written(key.charAt(3));
                char[] fifth = written(key.charAt(4));
                triples(third, fourth, fifth, LATER);
                triples(heard(key.charAt(2)), fourth, fifth, LATER);
            }
        }

        private void pairs(char[] firsts, char[] seconds, boolean ordinaryToo) {
            if (words == null) {
                count += (long) firsts.length * seconds.length;
                return;
            }
            for (char x : firsts) {
                for (char y : seconds) {
                    pair[0] = x;
                    pair[1] = y;
                    if (ordinaryToo || ordinary.count(spelled) == 0) {
                        int hash = PairFilter.hash(x, y);
                        words[hash >>> shift] |= bits(hash);
                    }
                }
            }
        }

        private void triples(char[] firsts, char[] seconds, char[] thirds, int salt) {
            if (words == null) {
                count += (long) firsts.length * seconds.length * thirds.length;
                return;
            }
            for (char x : firsts) {
                for (char y : seconds) {
                    int hash = PairFilter.hash(x, y);
                    long bits = 0;
                    for (char z : thirds) {
                        int three = with(hash, z);
                        bits |= bits(three) | (salt == 0 ? 0 : bits(three + salt));
                    }
                    words[hash >>> shift] |= bits;
                }
            }
        }

        /** The characters that are taken for one without any disguise. */
        private char[] written(char c) {
            if (asWritten[c] == null) {
                StringBuilder found = new StringBuilder().append(codeOf[c]);
                if (homophones != null) {
                    for (char each : homophones.written(homophones.classOf(c), c)) {
                        found.append(codeOf[each]);
                    }
                }
                asWritten[c] = distinct(found);
            }
            return asWritten[c];
        }

        private char[] heard(char c) {
            if (asHeard[c] == null) {
                StringBuilder found = new StringBuilder();
                addCodes(homophones.heard(homophones.classOf(c), c), found);
                addCodes(homophones.heard(hearing.secondClass(c), c), found);
                asHeard[c] = distinct(found);
            }
            return asHeard[c];
        }

        /** Adds codes of homophones; a rare one stands for all rare ones of its sound. */
        private void addCodes(char[] heard, StringBuilder codes) {
            for (char each : heard) {
                codes.append(codeOf[each]);
                if (substitutes.heardAs(each) != each) {
                    codes.append(substitutes.heardAs(each));
                }
            }
        }

        private char[] others(char c) {
            if (asOther[c] == null) {
                StringBuilder found = new StringBuilder().append(heard(c));
                String alike = shown[c] == null ? "" : shown[c];
                for (int i = 0; i < alike.length(); i++) {
                    found.append(codeOf[alike.charAt(i)]);
                }
                asOther[c] = distinct(found);
            }
            return asOther[c];
        }

        private static char[] distinct(StringBuilder all) {
            char[] sorted = all.toString().toCharArray();
            Arrays.sort(sorted);
            int kept = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[kept++] = sorted[i];
                }
            }
            return Arrays.copyOf(sorted, kept);
        }
    }
}
