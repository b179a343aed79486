package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
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

    private final Spelling spelling;
    private final String[] meant;

    /** Keys of two characters, one of them shown for another. */
    private final PairFilter shownOfTwo;

    /** Of keys of three the two symbols beside the one that is shown for another. */
    private final PairFilter besideOfThree;

    /** The same with what is shown. */
    private final PairFilter shownOfThree;

    /** Of longer keys those of the first four symbols that are as they should be. */
    private final PairFilter besideOfMore;

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
        int three = 0;
        int shownThree = 0;
        StringBuilder key = new StringBuilder();
        for (Entry entry : entries) {
            key(entry, key);
            if (key.length() == 2) {
                two += count(shown, key);
            } else if (key.length() == 3) {
                three += key.length();
                shownThree += count(shown, key);
            }
        }
        shownOfTwo = new PairFilter(two);
        besideOfThree = new PairFilter(three);
        shownOfThree = new PairFilter(shownThree);
        besideOfMore = new PairFilter(3 * entries.size());
        for (Entry entry : entries) {
            key(entry, key);
            if (key.length() == 2) {
                noteTwo(entry, key, shown);
            } else if (key.length() == 3) {
                noteThree(key, shown);
            } else if (key.length() > 3) {
                int a = spelling.symbol(key.charAt(0));
                int b = spelling.symbol(key.charAt(1));
                int c = spelling.symbol(key.charAt(2));
                int d = spelling.symbol(key.charAt(3));
                besideOfMore.add(FIRST | b, c, d);
                besideOfMore.add(SECOND | a, c, d);
                besideOfMore.add(THIRD | a, b, d);
            }
        }
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

    private void noteTwo(Entry entry, StringBuilder key, String[] shown) {
        char a = key.charAt(0);
        char b = key.charAt(1);
        // What ordinary text has is no disguise, unless separators or a run hide that it is there.
        boolean ordinaryToo = entry.isAllowed() || entry.solid().length() > 2;
        for (int i = 0; i < length(shown[a]); i++) {
            key.setCharAt(0, shown[a].charAt(i));
            if (ordinaryToo || OrdinaryText.get().count(key) == 0) {
                shownOfTwo.add(key.charAt(0), b);
            }
        }
        key.setCharAt(0, a);
        for (int i = 0; i < length(shown[b]); i++) {
            key.setCharAt(1, shown[b].charAt(i));
            if (ordinaryToo || OrdinaryText.get().count(key) == 0) {
                shownOfTwo.add(a, key.charAt(1));
            }
        }
    }

    private void noteThree(StringBuilder key, String[] shown) {
        int a = spelling.symbol(key.charAt(0));
        int b = spelling.symbol(key.charAt(1));
        int c = spelling.symbol(key.charAt(2));
        besideOfThree.add(FIRST | b, c);
        besideOfThree.add(SECOND | a, c);
        besideOfThree.add(THIRD | a, b);
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
                + besideOfThree.bytes()
                + shownOfThree.bytes()
                + besideOfMore.bytes()
                + 4L * meant.length
                + 2 * alternatives
                + 48L * 7000;
    }

    /**
     * Looks at one place for keys of which the first or the second character is shown for another.
     *
     * @param from the place; a unit at least follows
     * @param a the symbol at the place; as the following, 0 for none
     * @param b the next one
     * @param c the one after
     * @param d the one after that, when the last two may be the third and fourth of a key, or 0
     */
    void firstOrSecond(Scan scan, int from, int a, int b, int c, int d) {
        char[] solid = scan.solid();
        int n = scan.length();
        boolean two = shownOfTwo.mayHave(solid[from], solid[from + 1]);
        if (b != 0 && (two || (c != 0 && mayShow(FIRST, b, c, d, solid[from])))) {
            substituteFirst(scan, solid, from, n, b, c);
        }
        if (a != 0 && (two || (c != 0 && mayShow(SECOND, a, c, d, solid[from + 1])))) {
            substituteSecond(scan, solid, from, n, a, c);
        }
    }

    /**
     * Looks at one place, whose first two symbols begin some key, for keys of which the third
     * character is shown for another.
     */
    void third(Scan scan, int from, int a, int b, int d) {
        if (from + 2 < scan.length() && mayShow(THIRD, a, b, d, scan.solid()[from + 2])) {
            later(scan, from);
        }
    }

    /** Looks at one place for keys of which a character after the first two is shown. */
    void later(Scan scan, int from) {
        substituteLater(scan, scan.solid(), from, scan.length());
    }

    /**
     * Whether a key of two, or one of three whose second character is shown for another, may stand
     * at a place.
     *
     * @param shown what stands there
     * @param next the character after it
     * @param first its symbol
     * @param third the symbol after the next
     */
    boolean mayBeFew(char shown, char next, int first, int third) {
        return shownOfTwo.mayHave(shown, next)
                || (first != 0
                        && third != 0
                        && besideOfThree.mayHave(SECOND | first, third)
                        && shownOfThree.mayHave(SECOND | first, third, next));
    }

    private boolean mayShow(int place, int one, int other, int fourth, char shown) {
        return (fourth != 0 && besideOfMore.mayHave(place | one, other, fourth))
                || (besideOfThree.mayHave(place | one, other)
                        && shownOfThree.mayHave(place | one, other, shown));
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
    private void substituteLater(Scan scan, char[] solid, int from, int n) {
        PrefixTrie trie = spelling.keys().trie();
        int state = PrefixTrie.ROOT;
        for (int i = from; i < n; i++) {
            if (i >= from + 2) {
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

    /** Whether one or two characters, and only they, are shown for others. */
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
                if (++differing > 2 || list == null || list.indexOf(w) < 0) {
                    return false;
                }
            }
        }
        return differing > 0;
    }
}
