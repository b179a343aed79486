package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * The pairs of characters at which an entry of one or two sound classes may stand, one of the first
 * two not as it should be, or a later one. What ordinary text has is left out, since a spelling
 * that is ordinary is no disguise. Belongs to the thread that builds a matcher.
 */
final class HeardPairs {
    private final OrdinaryText ordinary = OrdinaryText.get();
    private final Substitutes substitutes;
    private final Homophones homophones;

    private int[] pairs = new int[1 << 10];
    private int size;
    private final char[] spelling = new char[2];
    private final CharBuffer spelled = CharBuffer.wrap(spelling);

    /** Starts without pairs. */
    HeardPairs(Homophones homophones, Substitutes substitutes) {
        this.homophones = homophones;
        this.substitutes = substitutes;
    }

    /** Adds the pairs of an entry under a key of its classes, if these are one or two. */
    void add(Entry entry, CharSequence key) {
        if (key.length() > 2 || entry.has(TermFlag.NO_SOUND)) {
            return;
        }
        String solid = entry.solid();
        char first = key.charAt(0);
        char last = key.charAt(key.length() - 1);
        boolean pair = solid.length() == 2;
        boolean ordinaryToo = entry.isAllowed() || !pair;
        char[] heads = homophones.written(first, solid.charAt(0));
        char[] likeHead = homophones.heard(first, solid.charAt(0));
        // One character may serve for a run, so that the next one stands for what follows it.
        for (int i = 1; i < solid.length(); i++) {
            for (char symbol :
                    first == last || pair ? new char[] {last} : new char[] {first, last}) {
                char[] seconds = homophones.written(symbol, solid.charAt(i));
                char[] likeSecond = homophones.heard(symbol, solid.charAt(i));
                addAll(likeHead, seconds, ordinaryToo);
                addAll(heads, likeSecond, ordinaryToo);
                if (pair) {
                    addAll(rare(likeHead), rare(likeSecond), true);
                } else {
                    addAll(heads, seconds, true);
                }
            }
            if (solid.charAt(i) != solid.charAt(0)) {
                return;
            }
        }
    }

    /** The one that stands for all rare characters, of some; empty when none is. */
    private char[] rare(char[] some) {
        for (char c : some) {
            if (substitutes.heardAs(c) != c) {
                return new char[] {c};
            }
        }
        return new char[0];
    }

    private void addAll(char[] firsts, char[] seconds, boolean ordinaryToo) {
        for (char x : firsts) {
            for (char y : seconds) {
                spelling[0] = x;
                spelling[1] = y;
                if (ordinaryToo || ordinary.count(spelled) == 0) {
                    add(substitutes.heardAs(x), substitutes.heardAs(y));
                }
            }
        }
    }

    private void add(char first, char second) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size * 2);
        }
        pairs[size++] = first << 16 | second;
    }

    /** A filter of all pairs that were added. */
    PairFilter filter() {
        Arrays.sort(pairs, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            distinct += i == 0 || pairs[i] != pairs[i - 1] ? 1 : 0;
        }
        PairFilter filter = new PairFilter(distinct);
        for (int i = 0; i < size; i++) {
            filter.add(pairs[i] >>> 16, pairs[i] & 0xFFFF);
        }
        return filter;
    }
}
