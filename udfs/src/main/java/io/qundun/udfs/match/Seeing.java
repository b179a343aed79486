package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import java.nio.CharBuffer;
import java.util.Collection;

/**
 * The reading by shape, Martian script and second readings: tries, at each place of the solid
 * reading, what the character there may stand for, one character an entry. A filter over pairs of
 * shown characters keeps most places out. Immutable.
 */
final class Seeing {
    /** Which symbol of the first three is shown for another. */
    private static final int FIRST = 0;

    private static final int SECOND = 1 << 16;
    private static final int THIRD = 2 << 16;

    /** Characters of which one at most is shown for another. */
    private static final int FIRST_ONES = 4;

    private final Spelling spelling;
    private final String[] meant;

    /** Keys of two characters, one of them shown for another. */
    private final PairFilter shownOfTwo;

    /** Of keys of three the two symbols beside the one that is shown for another, and what is. */
    private final PairFilter shownOfThree;

    private final int pairs;
    private long alternatives;

    Seeing(Spelling spelling, Collection<Entry> entries, Substitutes substitutes) {
        this.spelling = spelling;
        boolean[] wanted = new boolean[1 << 16];
        for (Entry entry : entries) {
            String solid = entry.solid();
            for (int i = 0; i < solid.length(); i++) {
                wanted[solid.charAt(i)] = true;
            }
        }
        meant = substitutes.meant(wanted);
        String[] shown = shown();
        for (String list : shown) {
            alternatives += length(list);
        }
        int two = 0;
        int shownThree = 0;
        StringBuilder key = new StringBuilder();
        for (Entry entry : entries) {
            key(entry, key);
            if (key.length() == 2) {
                two += count(shown, key);
            } else if (key.length() == 3) {
                shownThree += count(shown, key);
            }
        }
        pairs = two + shownThree / 3;
        char[] representatives = spelling.representatives();
        shownOfTwo = new PairFilter(two);
        shownOfThree = new PairFilter(shownThree);
        for (Entry entry : entries) {
            key(entry, key);
            if (key.length() == 2) {
                forEachShownPair(
                        entry,
                        key,
                        shown,
                        (first, second) ->
                                shownOfTwo.add(representatives[first], representatives[second]));
            } else if (key.length() == 3) {
                noteThree(key, shown, representatives);
            }
        }
    }

    /** How many pairs of characters may be shown for keys of two. */
    int pairs() {
        return pairs;
    }

    /** Takes a pair of characters. */
    interface Pairs {
        void accept(char first, char second);
    }

    private static int count(String[] shown, StringBuilder key) {
        int count = 0;
        for (int i = 0; i < key.length(); i++) {
            count += length(shown[key.charAt(i)]);
        }
        return count;
    }

    private static void key(Entry entry, StringBuilder key) {
        key.setLength(0);
        Spelling.collapse(entry.solid(), key);
    }

    /** Goes over what may be shown for an entry under a key of two. */
    static void forEachShownPair(Entry entry, CharSequence key, String[] shown, Pairs to) {
        char a = key.charAt(0);
        char b = key.charAt(1);
        // What ordinary text has is no disguise, unless separators or a run hide that it is there.
        boolean ordinaryToo = entry.isAllowed() || entry.solid().length() > 2;
        OrdinaryText ordinary = OrdinaryText.get();
        char[] pair = {a, b};
        CharBuffer spelled = CharBuffer.wrap(pair);
        for (int i = 0; i < length(shown[a]); i++) {
            pair[0] = shown[a].charAt(i);
            if (ordinaryToo || ordinary.count(spelled) == 0) {
                to.accept(pair[0], b);
            }
        }
        pair[0] = a;
        for (int i = 0; i < length(shown[b]); i++) {
            pair[1] = shown[b].charAt(i);
            if (ordinaryToo || ordinary.count(spelled) == 0) {
                to.accept(a, pair[1]);
            }
        }
    }

    private void noteThree(StringBuilder key, String[] shown, char[] representatives) {
        char a = representatives[key.charAt(0)];
        char b = representatives[key.charAt(1)];
        char c = representatives[key.charAt(2)];
        noteThree(FIRST, b, c, shown[key.charAt(0)]);
        noteThree(SECOND, a, c, shown[key.charAt(1)]);
        noteThree(THIRD, a, b, shown[key.charAt(2)]);
    }

    private void noteThree(int place, int one, int other, String shown) {
        for (int i = 0; i < length(shown); i++) {
            shownOfThree.add(place | one, other, shown.charAt(i));
        }
    }

    private static int length(String list) {
        return list == null ? 0 : list.length();
    }

    /** By wanted character what may be shown for it, null for nothing; made anew. */
    String[] shown() {
        StringBuilder[] lists = new StringBuilder[1 << 16];
        for (int c = 0; c < meant.length; c++) {
            for (int i = 0; i < length(meant[c]); i++) {
                char t = meant[c].charAt(i);
                lists[t] = lists[t] == null ? new StringBuilder() : lists[t];
                lists[t].append((char) c);
            }
        }
        String[] shown = new String[lists.length];
        for (int c = 0; c < lists.length; c++) {
            shown[c] = lists[c] == null ? null : lists[c].toString();
        }
        return shown;
    }

    long bytes() {
        return shownOfTwo.bytes()
                + shownOfThree.bytes()
                + 4L * meant.length
                + 2 * alternatives
                + 48L * 7000;
    }

    /** Whether the characters that two stand for may be shown for a key of two. */
    boolean mayBeTwo(int first, int second) {
        return shownOfTwo.mayHave(first, second);
    }

    /** Whether a character may be shown for the first of a key of three that goes on as given. */
    boolean mayShowFirst(char shown, int second, int third) {
        return shownOfThree.mayHave(FIRST | second, third, shown);
    }

    /** Whether a character may be shown for the second of a key of three. */
    boolean mayShowSecond(int first, char shown, int third) {
        return shownOfThree.mayHave(SECOND | first, third, shown);
    }

    /** Whether a character may be shown for the third of a key of three. */
    boolean mayShowThird(int first, int second, char shown) {
        return shownOfThree.mayHave(THIRD | first, second, shown);
    }

    /** Looks at one place, after which a unit follows, for keys whose first character is shown. */
    void first(Scan scan, int from) {
        char[] solid = scan.solid();
        int n = scan.length();
        int b = spelling.symbol(solid[from + 1]);
        if (b != 0 && meant[solid[from]] != null) {
            int c = from + 2 < n ? spelling.symbol(solid[from + 2]) : 0;
            substituteFirst(scan, solid, from, n, b, c);
        }
    }

    /** The same for keys whose second character is shown for another. */
    void second(Scan scan, int from) {
        char[] solid = scan.solid();
        int n = scan.length();
        int a = spelling.symbol(solid[from]);
        if (a != 0) {
            int c = from + 2 < n ? spelling.symbol(solid[from + 2]) : 0;
            substituteSecond(scan, solid, from, n, a, c);
        }
    }

    /**
     * Looks at one place for keys of which a character after the first two is shown.
     *
     * @param third whether the third may be
     * @param later whether one after it may be
     */
    void later(Scan scan, int from, boolean third, boolean later) {
        substituteLater(scan, scan.solid(), from, scan.length(), third, later);
    }

    private void substituteFirst(Scan scan, char[] solid, int from, int n, int second, int third) {
        String list = meant[solid[from]];
        PrefixTrie trie = spelling.keys().trie();
        for (int i = 0; i < length(list); i++) {
            int first = spelling.symbol(list.charAt(i));
            if (spelling.keys().mayBegin(first, second, third)) {
                int state = trie.next(PrefixTrie.ROOT, first);
                if (state != PrefixTrie.NONE) {
                    goOn(scan, solid, from, from + 1, n, state);
                }
            }
        }
    }

    private void substituteSecond(Scan scan, char[] solid, int from, int n, int first, int third) {
        String list = meant[solid[from + 1]];
        PrefixTrie trie = spelling.keys().trie();
        int state = list == null ? PrefixTrie.NONE : trie.next(PrefixTrie.ROOT, first);
        if (state == PrefixTrie.NONE || offerOnly(scan, from, trie, state)) {
            return;
        }
        for (int i = 0; i < list.length(); i++) {
            int second = spelling.symbol(list.charAt(i));
            if (spelling.keys().mayBegin(first, second, third)) {
                int to = trie.next(state, second);
                if (to != PrefixTrie.NONE) {
                    offer(scan, from, trie.output(to));
                    goOn(scan, solid, from, from + 2, n, to);
                }
            }
        }
    }

    /** Follows what is plain, and tries alternatives for the first character that is not. */
    private void substituteLater(
            Scan scan, char[] solid, int from, int n, boolean third, boolean later) {
        PrefixTrie trie = spelling.keys().trie();
        int state = PrefixTrie.ROOT;
        for (int i = from; i < n; i++) {
            if (i == from + 2 ? third : later && i > from + 2) {
                String list = meant[solid[i]];
                for (int k = 0; list != null && k < list.length(); k++) {
                    int to = trie.next(state, spelling.symbol(list.charAt(k)));
                    if (to != PrefixTrie.NONE) {
                        offer(scan, from, trie.output(to));
                        goOn(scan, solid, from, i + 1, n, to);
                    }
                }
            }
            state = trie.next(state, spelling.symbol(solid[i]));
            if (state == PrefixTrie.NONE || offerOnly(scan, from, trie, state)) {
                return;
            }
        }
    }

    private void goOn(Scan scan, char[] solid, int from, int next, int n, int start) {
        PrefixTrie trie = spelling.keys().trie();
        int state = start;
        for (int i = next; !offerOnly(scan, from, trie, state) && i < n; i++) {
            state = trie.next(state, spelling.symbol(solid[i]));
            if (state == PrefixTrie.NONE) {
                return;
            }
            offer(scan, from, trie.output(state));
        }
    }

    /** When one key at most goes through a state, proposes its entries, which are then compared. */
    private boolean offerOnly(Scan scan, int from, PrefixTrie trie, int state) {
        int key = trie.only(state);
        offer(scan, from, key);
        return key != PrefixTrie.NONE;
    }

    private void offer(Scan scan, int from, int key) {
        if (key == PrefixTrie.NONE) {
            return;
        }
        KeyTable keys = spelling.keys();
        int count = keys.entryCount(key);
        for (int e = 0; e < count; e++) {
            Entry entry = keys.entry(key, e);
            if (Hearing.isFor(entry) && isShown(entry, scan.solid(), from, scan.length())) {
                scan.substituted(entry, from);
            }
        }
    }

    /**
     * Whether one character or two, of the first four one at most, and only they, are shown for
     * others; what is a run of one character is not looked for.
     */
    private boolean isShown(Entry entry, char[] solid, int from, int n) {
        String wanted = entry.solid();
        int differing = 0;
        int at = from;
        for (int j = 0; j < wanted.length(); j++) {
            char w = wanted.charAt(j);
            if (j > 0 && w == wanted.charAt(j - 1)) {
                continue;
            }
            if (at == n) {
                return false;
            }
            char c = solid[at++];
            if (spelling.symbol(c) != spelling.symbol(w)) {
                String list = meant[c];
                if (++differing > (at - from > FIRST_ONES ? 2 : 1)
                        || list == null
                        || list.indexOf(w) < 0) {
                    return false;
                }
            }
        }
        return differing > 0 && at - from > 1;
    }
}
