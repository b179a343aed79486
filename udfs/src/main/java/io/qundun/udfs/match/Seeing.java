package io.qundun.udfs.match;

import java.util.Collection;

/**
 * The reading by shape, Martian script and second readings: finds, at a place of the solid reading,
 * the entries of which one character is shown by what stands there, of the first four one at most,
 * and those of which some have other radicals. Immutable.
 */
final class Seeing {
    /** Characters of which one at most is shown for another. */
    private static final int FIRST_ONES = GappedKeys.MOST_SYMBOLS;

    private final Spelling spelling;

    /** By shown character the symbols of what it may stand for, null for nothing. */
    private final String[] meant = new String[1 << 16];

    private final GappedKeys gapped;

    private final SeriesCodes codes;

    /** Keys of two characters, one of them shown for another. */
    private final PairFilter shownOfTwo;

    private final long alternatives;

    Seeing(Spelling spelling, SeriesCodes codes, Collection<Entry> entries, Shown shown) {
        this.spelling = spelling;
        this.codes = codes;
        long count = 0;
        for (int c = 0; c < meant.length; c++) {
            String list = shown.meant(c);
            if (list != null) {
                meant[c] = spelling.symbols(list);
                count += list.length();
            }
        }
        alternatives = count;
        GappedKeys.Builder keys = new GappedKeys.Builder(spelling.keys().trie());
        int[] two = new int[1];
        for (Entry entry : entries) {
            Spelling.forEachKey(
                    entry,
                    key -> {
                        if (key.length() > 1) {
                            keys.add(spelling.symbols(key), series(key));
                        }
                        if (key.length() == 2) {
                            two[0] += shown.countPairs(key);
                        }
                    });
        }
        gapped = keys.build();
        shownOfTwo = new PairFilter(two[0]);
        for (Entry entry : entries) {
            Spelling.forEachKey(
                    entry,
                    key -> {
                        if (key.length() == 2) {
                            shown.forEachPair(
                                    entry,
                                    key,
                                    (first, second) ->
                                            shownOfTwo.add(codes.of(first), codes.of(second)));
                        }
                    });
        }
    }

    long bytes() {
        return shownOfTwo.bytes()
                + gapped.bytes()
                + codes.bytes()
                + 4L * meant.length
                + 2 * alternatives
                + 48L * 7000;
    }

    /** The series of characters. */
    private String series(CharSequence characters) {
        StringBuilder all = new StringBuilder(characters);
        for (int i = 0; i < all.length(); i++) {
            all.setCharAt(i, (char) kin(all.charAt(i)));
        }
        return all.toString();
    }

    /** Whether the characters that two stand for may be shown for a key of two. */
    boolean mayBeTwo(int first, int second) {
        return shownOfTwo.mayHave(first, second);
    }

    /**
     * Proposes what may be shown at a place.
     *
     * @param here the bit of the place
     * @param places what a filter says of it
     */
    void at(Scan scan, int place, long here, Places places) {
        int a = symbol(scan, place);
        int b = symbol(scan, place + 1);
        int c = symbol(scan, place + 2);
        int d = symbol(scan, place + 3);
        if ((places.akin & here) != 0) {
            akin(scan, place);
        }
        if ((places.showsTwo & here) != 0) {
            offer(scan, place, 0, 2, GappedKeys.hash(2, 0, b, 0, 0));
            offer(scan, place, 1, 2, GappedKeys.hash(2, 1, a, 0, 0));
        }
        if ((places.showsFirstOfThree & here) != 0) {
            offer(scan, place, 0, 3, GappedKeys.hash(3, 0, b, c, 0));
        }
        if ((places.showsSecondOfThree & here) != 0) {
            offer(scan, place, 1, 3, GappedKeys.hash(3, 1, a, c, 0));
        }
        if ((places.showsThirdOfThree & here) != 0) {
            offer(scan, place, 2, 3, GappedKeys.hash(3, 2, a, b, 0));
        }
        if ((places.showsFirst & here) != 0) {
            offer(scan, place, 0, 4, GappedKeys.hash(4, 0, b, c, d));
        }
        if ((places.showsSecond & here) != 0) {
            offer(scan, place, 1, 4, GappedKeys.hash(4, 1, a, c, d));
        }
        if ((places.showsThird & here) != 0) {
            offer(scan, place, 2, 4, GappedKeys.hash(4, 2, a, b, d));
        }
        if ((places.showsFourth & here) != 0) {
            offer(scan, place, 3, 4, GappedKeys.hash(4, 3, a, b, c));
            if ((places.showsThird & here) != 0) {
                later(scan, place);
            }
        }
    }

    /** Proposes what stands there with other radicals: 悔洛茵 for 海洛因. */
    private void akin(Scan scan, int from) {
        int a = kin(scan, from);
        int b = kin(scan, from + 1);
        int c = kin(scan, from + 2);
        int d = kin(scan, from + 3);
        int hash = GappedKeys.akin(a, b, c);
        for (int i = gapped.first(hash); i >= 0; i = gapped.next(i, hash)) {
            int fourth = gapped.missing(i);
            if (fourth == 0) {
                offer(scan, from, spelling.keys().trie().output(gapped.state(i)));
            } else if (fourth == d) {
                offer(scan, from, spelling.keys().trie().output(gapped.state(i)));
                goOn(scan, from, from + GappedKeys.MOST_SYMBOLS, gapped.state(i));
            }
        }
    }

    /** The series of a character. */
    private int kin(char c) {
        return SeriesCodes.series(codes.of(c));
    }

    private int kin(Scan scan, int place) {
        return place < scan.length() ? kin(scan.solid()[place]) : 0;
    }

    private int symbol(Scan scan, int place) {
        return place < scan.length() ? spelling.symbol(scan.solid()[place]) : 0;
    }

    /**
     * Proposes what is found by a hash.
     *
     * @param gap which character is shown for another
     * @param length how many the hash is of, with that one
     */
    private void offer(Scan scan, int from, int gap, int length, int hash) {
        if (from + length > scan.length()) {
            return;
        }
        String list = meant[scan.solid()[from + gap]];
        if (list == null) {
            return;
        }
        for (int i = gapped.first(hash); i >= 0; i = gapped.next(i, hash)) {
            if (list.indexOf(gapped.missing(i)) >= 0) {
                int state = gapped.state(i);
                offer(scan, from, spelling.keys().trie().output(state));
                if (length == GappedKeys.MOST_SYMBOLS) {
                    goOn(scan, from, from + length, state);
                }
            }
        }
    }

    /** Follows what is plain, and after four characters tries what each may be shown for. */
    private void later(Scan scan, int from) {
        PrefixTrie trie = spelling.keys().trie();
        char[] solid = scan.solid();
        int n = scan.length();
        int state = PrefixTrie.ROOT;
        for (int i = from; i < n; i++) {
            String list = i < from + FIRST_ONES ? null : meant[solid[i]];
            for (int k = 0; list != null && k < list.length(); k++) {
                int to = trie.next(state, list.charAt(k));
                if (to != PrefixTrie.NONE) {
                    offer(scan, from, trie.output(to));
                    goOn(scan, from, i + 1, to);
                }
            }
            state = trie.next(state, spelling.symbol(solid[i]));
            boolean first = i + 1 < from + FIRST_ONES;
            if (state == PrefixTrie.NONE || (!first && offerOnly(scan, from, trie, state))) {
                return;
            }
        }
    }

    private void goOn(Scan scan, int from, int next, int start) {
        PrefixTrie trie = spelling.keys().trie();
        char[] solid = scan.solid();
        int n = scan.length();
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
     * others; or a character or two, of longer terms up to half of them, and only they, are others
     * of their series. What is a run of one character is not looked for, nor an allowed phrase by
     * series.
     */
    private boolean isShown(Entry entry, char[] solid, int from, int n) {
        String wanted = entry.solid();
        boolean shown = true;
        boolean akin = !entry.isAllowed();
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
                differing++;
                shown = shown && differing <= (at - from > FIRST_ONES ? 2 : 1) && isMeant(c, w);
                akin = akin && kin(c) == kin(w);
                if (!shown && !akin) {
                    return false;
                }
            }
        }
        int all = at - from;
        return differing > 0
                && ((shown && all > 1)
                        || (akin && all >= GappedKeys.AKIN && differing <= (all + 1) / 2));
    }

    private boolean isMeant(char shown, char wanted) {
        String list = meant[shown];
        return list != null && list.indexOf(spelling.symbol(wanted)) >= 0;
    }
}
