package io.qundun.udfs.match;

import java.util.Collection;

/**
 * The reading by shape, Martian script and second readings: tries, at each place of the solid
 * reading, what the character there may stand for, one character an entry. A filter over pairs of
 * shown characters keeps most places out. Immutable.
 */
final class Seeing {
    /** Marks what is shown among symbols. */
    private static final int SHOWN = 1 << 16;

    private final Spelling spelling;
    private final String[] meant;

    /** Keys of two characters, one of them shown for another. */
    private final PairFilter shownShort;

    /** Of longer keys what is shown for the first character, and the second symbol. */
    private final PairFilter shownFirst;

    /** Of longer keys the first symbol, and what is shown for the second character. */
    private final PairFilter shownSecond;

    /** Of longer keys the second and third symbol. */
    private final PairFilter afterFirst;

    /** Of longer keys the first and third symbol. */
    private final PairFilter besideSecond;

    /**
     * Of longer keys the first two symbols, and the fourth or, when there is none, what is shown for
     * the third character.
     */
    private final PairFilter shownThird;
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
        String[] shown = inverse();
        int longShown = 0;
        int shortShown = 0;
        int longer = 0;
        int thirds = 0;
        StringBuilder key = new StringBuilder();
        for (Entry entry : entries) {
            key(entry, key);
            if (key.length() < 2) {
                continue;
            }
            int count = Math.max(length(shown[key.charAt(0)]), length(shown[key.charAt(1)]));
            if (key.length() == 2) {
                shortShown += 2 * count;
            } else {
                longShown += count;
                longer++;
                thirds += key.length() == 3 ? length(shown[key.charAt(2)]) : 1;
            }
        }
        shownShort = new PairFilter(shortShown);
        shownFirst = new PairFilter(longShown);
        shownSecond = new PairFilter(longShown);
        afterFirst = new PairFilter(longer);
        besideSecond = new PairFilter(longer);
        shownThird = new PairFilter(thirds);
        for (Entry entry : entries) {
            key(entry, key);
            if (key.length() >= 2) {
                note(key, shown);
            }
        }
    }

    private static void key(Entry entry, StringBuilder key) {
        key.setLength(0);
        Spelling.collapse(entry.solid(), key);
    }

    private void note(StringBuilder key, String[] shown) {
        char a = key.charAt(0);
        char b = key.charAt(1);
        int first = spelling.symbol(a);
        int second = spelling.symbol(b);
        boolean two = key.length() == 2;
        for (int i = 0; i < length(shown[a]); i++) {
            if (two) {
                shownShort.add(shown[a].charAt(i), b);
            } else {
                shownFirst.add(shown[a].charAt(i), second);
            }
        }
        for (int i = 0; i < length(shown[b]); i++) {
            if (two) {
                shownShort.add(a, shown[b].charAt(i));
            } else {
                shownSecond.add(first, shown[b].charAt(i));
            }
        }
        if (two) {
            return;
        }
        char c = key.charAt(2);
        int third = spelling.symbol(c);
        afterFirst.add(second, third);
        besideSecond.add(first, third);
        if (key.length() > 3) {
            shownThird.add(first, second, spelling.symbol(key.charAt(3)));
        } else {
            for (int i = 0; i < length(shown[c]); i++) {
                shownThird.add(first, second, SHOWN | shown[c].charAt(i));
            }
        }
    }

    private static int length(String list) {
        return list == null ? 0 : list.length();
    }

    private String[] inverse() {
        StringBuilder[] lists = new StringBuilder[1 << 16];
        for (int c = 0; c < meant.length; c++) {
            for (int i = 0; i < length(meant[c]); i++) {
                char t = meant[c].charAt(i);
                lists[t] = lists[t] == null ? new StringBuilder() : lists[t];
                lists[t].append((char) c);
                alternatives++;
            }
        }
        String[] shown = new String[lists.length];
        for (int c = 0; c < lists.length; c++) {
            shown[c] = lists[c] == null ? null : lists[c].toString();
        }
        return shown;
    }

    long bytes() {
        return shownShort.bytes()
                + shownFirst.bytes()
                + shownSecond.bytes()
                + afterFirst.bytes()
                + besideSecond.bytes()
                + shownThird.bytes()
                + 4L * meant.length
                + 2 * alternatives
                + 48L * 7000;
    }

    /**
     * Looks at one place for keys of which one character is shown for another.
     *
     * @param from the place
     * @param n units of the reading; one at least stands after the place
     * @param a the symbol at the place
     * @param b the next one
     * @param c the one after, 0 behind the end
     * @param spelled whether some key may begin with the first two symbols
     * @param longer whether some key may begin with all three
     */
    void at(
            Scan scan,
            char[] solid,
            int from,
            int n,
            int a,
            int b,
            int c,
            boolean spelled,
            boolean longer) {
        boolean two = shownShort.mayHave(solid[from], solid[from + 1]);
        if (b != 0
                && (two
                        || (c != 0
                                && afterFirst.mayHave(b, c)
                                && shownFirst.mayHave(solid[from], b)))) {
            substituteFirst(scan, solid, from, n);
        }
        if (a == 0) {
            return;
        }
        if (two
                || (c != 0
                        && besideSecond.mayHave(a, c)
                        && shownSecond.mayHave(a, solid[from + 1]))) {
            substituteSecond(scan, solid, from, n);
        }
        if (spelled
                && from + 2 < n
                && (longer
                        || shownThird.mayHave(a, b, SHOWN | solid[from + 2])
                        || (from + 3 < n
                                && shownThird.mayHave(a, b, spelling.symbol(solid[from + 3]))))) {
            substituteLater(scan, solid, from, n);
        }
    }

    private void substituteFirst(Scan scan, char[] solid, int from, int n) {
        String list = meant[solid[from]];
        int second = spelling.symbol(solid[from + 1]);
        if (list == null || second == 0) {
            return;
        }
        PrefixTrie trie = spelling.keys().trie();
        for (int i = 0; i < list.length(); i++) {
            int first = spelling.symbol(list.charAt(i));
            if (spelling.keys().mayBegin(first, second)) {
                int state = trie.next(PrefixTrie.ROOT, first);
                if (state != PrefixTrie.NONE) {
                    goOn(scan, solid, from, from + 1, n, state);
                }
            }
        }
    }

    private void substituteSecond(Scan scan, char[] solid, int from, int n) {
        String list = meant[solid[from + 1]];
        int first = spelling.symbol(solid[from]);
        if (list == null || first == 0) {
            return;
        }
        PrefixTrie trie = spelling.keys().trie();
        int state = trie.next(PrefixTrie.ROOT, first);
        if (state == PrefixTrie.NONE) {
            return;
        }
        if (offerOnly(scan, from, trie, state)) {
            return;
        }
        for (int i = 0; i < list.length(); i++) {
            int symbol = spelling.symbol(list.charAt(i));
            if (spelling.keys().mayBegin(first, symbol)) {
                int to = trie.next(state, symbol);
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
