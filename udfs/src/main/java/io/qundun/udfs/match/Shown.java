package io.qundun.udfs.match;

import io.qundun.udfs.confusable.OrdinaryText;
import java.nio.CharBuffer;
import java.util.Collection;

/**
 * What may be shown for the characters of some entries, by shape, Martian script or a second
 * reading. Belongs to the thread that builds a matcher.
 */
final class Shown {
    /** By shown character what it may stand for, null for nothing. */
    private final String[] meant;

    /** By wanted character what may be shown for it, null for nothing. */
    private final String[] shown = new String[1 << 16];

    Shown(Collection<Entry> entries, Substitutes substitutes) {
        boolean[] wanted = new boolean[1 << 16];
        for (Entry entry : entries) {
            String solid = entry.solid();
            for (int i = 0; i < solid.length(); i++) {
                wanted[solid.charAt(i)] = true;
            }
        }
        meant = substitutes.meant(wanted);
        StringBuilder[] lists = new StringBuilder[1 << 16];
        for (int c = 0; c < meant.length; c++) {
            for (int i = 0; meant[c] != null && i < meant[c].length(); i++) {
                char t = meant[c].charAt(i);
                lists[t] = lists[t] == null ? new StringBuilder() : lists[t];
                lists[t].append((char) c);
            }
        }
        for (int c = 0; c < lists.length; c++) {
            shown[c] = lists[c] == null ? null : lists[c].toString();
        }
    }

    /** What a character may be shown for, null for nothing. */
    String meant(int shownOne) {
        return meant[shownOne];
    }

    /** What may be shown for a character, empty for nothing. */
    String of(char wanted) {
        return shown[wanted] == null ? "" : shown[wanted];
    }

    /** Takes a pair of characters. */
    interface Pairs {
        void accept(char first, char second);
    }

    /** How many pairs there are for a key of two, those of ordinary text among them. */
    int countPairs(CharSequence key) {
        return of(key.charAt(0)).length() + of(key.charAt(1)).length();
    }

    /** Goes over the pairs that may be shown for an entry under a key of two. */
    void forEachPair(Entry entry, CharSequence key, Pairs to) {
        char a = key.charAt(0);
        char b = key.charAt(1);
        // What ordinary text has is no disguise, unless separators or a run hide that it is there.
        boolean ordinaryToo = entry.isAllowed() || entry.solid().length() > 2;
        OrdinaryText ordinary = OrdinaryText.get();
        char[] pair = {a, b};
        CharBuffer spelled = CharBuffer.wrap(pair);
        for (int place = 0; place < 2; place++) {
            String list = of(key.charAt(place));
            for (int i = 0; i < list.length(); i++) {
                pair[place] = list.charAt(i);
                if (ordinaryToo || ordinary.count(spelled) == 0) {
                    to.accept(pair[0], pair[1]);
                }
            }
            pair[place] = key.charAt(place);
        }
    }
}
