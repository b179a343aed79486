package io.qundun.udfs.match;

import java.util.Collection;

/**
 * The reading by shape, Martian script and second readings: tries, at each place of the solid
 * reading, what the character there may stand for, one character an entry. A filter over pairs of
 * shown characters keeps most places out. Immutable.
 */
final class Seeing {
    private final Spelling spelling;
    private final String[] meant;
    private final PairFilter shownPairs;
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
        int expected = 0;
        for (Entry entry : entries) {
            String solid = entry.solid();
            expected += length(shown[solid.charAt(0)]) + length(shown[solid.charAt(1)]);
        }
        shownPairs = new PairFilter(expected);
        for (Entry entry : entries) {
            char a = entry.solid().charAt(0);
            char b = entry.solid().charAt(1);
            for (int i = 0; i < length(shown[a]); i++) {
                shownPairs.add(shown[a].charAt(i), b);
            }
            for (int i = 0; i < length(shown[b]); i++) {
                shownPairs.add(a, shown[b].charAt(i));
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
        return shownPairs.bytes() + 4L * meant.length + 2 * alternatives + 48L * 7000;
    }

    /** Finds candidates in which one character is shown for another. */
    void scan(Scan scan) {
        char[] solid = scan.solid();
        int n = scan.length();
        for (int i = 0; i + 1 < n; i++) {
            char a = solid[i];
            char b = solid[i + 1];
            if (shownPairs.mayHave(a, b)) {
                substituteFirst(scan, solid, i, n);
                substituteSecond(scan, solid, i, n);
            }
        }
        for (int k = 0; k < scan.beginningCount(); k++) {
            int i = scan.beginning(k);
            if (i + 2 < n) {
                substituteLater(scan, solid, i, n);
            }
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
                goOn(scan, solid, from, from + 1, n, trie.next(PrefixTrie.ROOT, first));
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
        if (trie.isLeaf(state)) {
            offer(scan, from, trie, state);
            return;
        }
        for (int i = 0; i < list.length(); i++) {
            int symbol = spelling.symbol(list.charAt(i));
            if (spelling.keys().mayBegin(first, symbol)) {
                int to = trie.next(state, symbol);
                goOn(scan, solid, from, from + 2, n, to);
                offer(scan, from, trie, to);
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
                        offer(scan, from, trie, to);
                        goOn(scan, solid, from, i + 1, n, to);
                    }
                }
            }
            state = trie.next(state, spelling.symbol(solid[i]));
            if (state == PrefixTrie.NONE) {
                return;
            }
            if (trie.isLeaf(state)) {
                offer(scan, from, trie, state);
                return;
            }
        }
    }

    private void goOn(Scan scan, char[] solid, int from, int next, int n, int start) {
        PrefixTrie trie = spelling.keys().trie();
        int state = start;
        if (state != PrefixTrie.NONE && trie.isLeaf(state)) {
            offer(scan, from, trie, state);
            return;
        }
        for (int i = next; i < n && state != PrefixTrie.NONE; i++) {
            state = trie.next(state, spelling.symbol(solid[i]));
            if (state != PrefixTrie.NONE) {
                offer(scan, from, trie, state);
                if (trie.isLeaf(state)) {
                    return;
                }
            }
        }
    }

    private void offer(Scan scan, int from, PrefixTrie trie, int state) {
        int key = state == PrefixTrie.NONE ? PrefixTrie.NONE : trie.output(state);
        if (key == PrefixTrie.NONE) {
            return;
        }
        KeyTable keys = spelling.keys();
        int count = keys.entryCount(key);
        for (int e = 0; e < count; e++) {
            Entry entry = keys.entry(key, e);
            if (Hearing.isFor(entry) && isShown(entry, scan.solid(), from, scan.length())) {
                scan.disguised(entry, from);
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
