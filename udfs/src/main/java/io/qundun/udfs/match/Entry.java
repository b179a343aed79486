package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/** A term, or an allowed phrase, as the matcher knows it. Immutable. */
class Entry {
    private static final BitSet NO_BREAKS = new BitSet();
    private static final int MOST_PACKED = Long.SIZE / Character.SIZE;

    private final String term;
    private final int category;
    private final byte severity;
    private final String folded;
    private final String solid;
    private final byte han;
    private final byte head;
    private final byte tail;
    private final short flags;
    private final boolean unspaced;
    private final BitSet breaks;

    /** See {@link #packed()}. */
    private final long packed;

    /**
     * Makes an entry of a term.
     *
     * @param category the index of the term's category
     */
    Entry(Term term, int category) {
        this(term.term(), term.term(), category, term.severity(), bits(term.flags()));
    }

    /** Makes one of an allowed phrase. */
    Entry(String phrase) {
        this(phrase, null, 0, 0, (short) 0);
    }

    private Entry(String spelling, String term, int category, int severity, short flags) {
        this.term = term;
        this.category = category;
        this.severity = (byte) severity;
        this.flags = flags;
        FoldedText text = TextFolder.fold(spelling);
        String all = text.toString();
        folded = all.equals(spelling) ? spelling : all;
        unspaced = text.count(CharKind.HAN) + text.count(CharKind.SYLLABLE) > 0;
        han = (byte) Math.min(Byte.MAX_VALUE, text.count(CharKind.HAN));
        StringBuilder characters = new StringBuilder(all.length());
        BitSet gaps = null;
        byte first = CharKind.SEPARATOR;
        byte last = CharKind.SEPARATOR;
        boolean gap = false;
        for (int i = 0; i < all.length(); i++) {
            byte kind = text.kindAt(i);
            if (kind == CharKind.SEPARATOR) {
                gap = characters.length() > 0;
                continue;
            }
            if (gap) {
                gaps = gaps == null ? new BitSet() : gaps;
                gaps.set(characters.length());
                gap = false;
            }
            first = characters.length() == 0 ? kind : first;
            last = kind;
            characters.append(all.charAt(i));
        }
        if (characters.length() == 0) {
            throw new IllegalArgumentException("nothing to look for in \"" + spelling + "\"");
        }
        solid = characters.length() == folded.length() ? folded : characters.toString();
        breaks = gaps == null ? NO_BREAKS : gaps;
        head = first;
        tail = last;
        packed = gaps == null ? packed(solid) : 0;
    }

    private static long packed(String solid) {
        long units = 0;
        for (int i = solid.length() - 1; i >= 0 && solid.length() <= MOST_PACKED; i--) {
            if (i > 0 && solid.charAt(i) == solid.charAt(i - 1)) {
                return 0;
            }
            units = units << Character.SIZE | solid.charAt(i);
        }
        return units;
    }

    private static short bits(Set<TermFlag> flags) {
        int bits = 0;
        for (TermFlag flag : flags) {
            bits |= 1 << flag.ordinal();
        }
        return (short) bits;
    }

    /**
     * The same with its numbers written the other way (11选五 for 十一选五), to be looked for beside it;
     * empty for one without such numbers.
     */
    Optional<Entry> withNumbersOtherwise() {
        if (!unspaced || has(TermFlag.EXACT)) {
            return Optional.empty();
        }
        String spelling = Numbers.otherwise(folded);
        return spelling.equals(folded)
                ? Optional.empty()
                : Optional.of(new Respelled(this, spelling));
    }

    /** What is found when this is: this, or the one whose numbers are written otherwise. */
    Entry origin() {
        return this;
    }

    /** The term as the lexicon spells it, or null for an allowed phrase. */
    String term() {
        return term;
    }

    boolean isAllowed() {
        return term == null;
    }

    /** Its category's index. */
    int category() {
        return category;
    }

    /** The term's severity, 1 to 3; 0 for an allowed phrase. */
    int severity() {
        return severity;
    }

    /** The folded spelling with its own separators. */
    String folded() {
        return folded;
    }

    /** The folded spelling without separators. */
    String solid() {
        return solid;
    }

    /**
     * The units of {@link #solid()}, the first one in the lowest bits, to be compared without
     * reading the string; 0 when there are more than four, one twice in a row, or the entry has
     * separators of its own.
     */
    long packed() {
        return packed;
    }

    /** How many units are packed; 0 when {@link #packed()} is. */
    int packedLength() {
        return (Long.SIZE + Character.SIZE - 1 - Long.numberOfLeadingZeros(packed))
                / Character.SIZE;
    }

    /** Chinese characters in it. */
    int han() {
        return han;
    }

    /** Whether a character of a script without spaces is in it. */
    boolean unspaced() {
        return unspaced;
    }

    /** Whether its own separator stands before a place in {@link #solid()}. */
    boolean breaksBefore(int index) {
        return breaks.get(index);
    }

    /** At how many places its own separators stand. */
    int breaks() {
        return breaks.cardinality();
    }

    boolean has(TermFlag flag) {
        return (flags & 1 << flag.ordinal()) != 0;
    }

    /** Whether letters and digits may touch no other letter or digit. */
    private boolean strict() {
        return !unspaced || has(TermFlag.WHOLE_WORD);
    }

    /**
     * Whether a span may be this entry as far as its neighbours go: a letter or digit at its end
     * does not go on beyond it.
     */
    boolean isBounded(FoldedText text, int first, int end) {
        return isBounded(text, first, end, head, tail);
    }

    /** The same of a span that is written backwards. */
    boolean isBoundedBackwards(FoldedText text, int first, int end) {
        return isBounded(text, first, end, tail, head);
    }

    private boolean isBounded(FoldedText text, int first, int end, byte left, byte right) {
        byte before = first == 0 ? CharKind.SEPARATOR : text.kindAt(first - 1);
        byte after = end == text.length() ? CharKind.SEPARATOR : text.kindAt(end);
        if (strict()) {
            return !(CharKind.isWord(left) && CharKind.isWord(before))
                    && !(CharKind.isWord(right) && CharKind.isWord(after));
        }
        return !(CharKind.isWord(left) && left == before)
                && !(CharKind.isWord(right) && right == after);
    }

    /** Whether a span reads as the folded spelling, its own separators included. */
    boolean readsAs(FoldedText text, int first, int end) {
        if (end - first != folded.length()) {
            return false;
        }
        for (int i = 0; i < folded.length(); i++) {
            if (folded.charAt(i) != text.charAt(first + i)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes that this takes, the term's spelling included. */
    long bytes() {
        long bytes = 48;
        if (term != null) {
            bytes += stringBytes(term);
        }
        // Equal spellings are one and the same string.
        if (!folded.equals(term)) {
            bytes += stringBytes(folded);
        }
        if (!solid.equals(folded)) {
            bytes += stringBytes(solid);
        }
        return bytes + (breaks.isEmpty() ? 0 : 64);
    }

    private static long stringBytes(String text) {
        return 24 + 16 + 2L * text.length() + 7;
    }

    /** Of an entry that has its numbers written the other way. */
    private static final class Respelled extends Entry {
        private final Entry origin;

        Respelled(Entry origin, String spelling) {
            super(spelling, origin.term, origin.category, origin.severity, origin.flags);
            this.origin = origin;
        }

        @Override
        Entry origin() {
            return origin;
        }
    }
}
