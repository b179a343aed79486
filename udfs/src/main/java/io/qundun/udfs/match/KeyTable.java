package io.qundun.udfs.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys made of symbols, each with the entries that it stands for, as a trie and a filter over the
 * first symbols. Immutable.
 */
final class KeyTable {
    private final PrefixTrie trie;
    private final Beginnings beginnings;

    /** By key: an {@link Entry} or, for several, an array of them. */
    private final Object[] entries;

    private final boolean[] singles;

    private KeyTable(PrefixTrie trie, Beginnings beginnings, Object[] entries, boolean[] singles) {
        this.trie = trie;
        this.beginnings = beginnings;
        this.entries = entries;
        this.singles = singles;
    }

    PrefixTrie trie() {
        return trie;
    }

    /** Whether some key may be the first, or the first two, or begin with all three symbols. */
    boolean mayBegin(int a, int b, int c) {
        return beginnings.mayBegin(a, b, c) || (singles != null && singles[a]);
    }

    /** The same of keys of two symbols and more alone. */
    boolean mayBeginLonger(int a, int b, int c) {
        return beginnings.mayBegin(a, b, c);
    }

    /** Whether some key may be the first symbols of four, or begin with all; 0 is no symbol. */
    boolean mayBegin(int a, int b, int c, int d) {
        return beginnings.mayBegin(a, b, c, d) || (singles != null && singles[a]);
    }

    /** A second opinion on what passes the last question, by one more symbol. */
    boolean isLikely(int a, int b, int c, int d, int e) {
        return beginnings.isLikely(a, b, c, d, e) || (singles != null && singles[a]);
    }

    /** Whether some key of two symbols or more may begin with both. */
    boolean mayBeginWith(int a, int b) {
        return beginnings.mayBeginWith(a, b);
    }

    /** Whether a symbol, not 0, is a key. */
    boolean isSingle(int symbol) {
        return singles != null && singles[symbol];
    }

    /** How many keys there are; they are counted from 0. */
    int size() {
        return entries.length;
    }

    int entryCount(int key) {
        return entries[key] instanceof Entry ? 1 : ((Entry[]) entries[key]).length;
    }

    Entry entry(int key, int index) {
        return entries[key] instanceof Entry one ? one : ((Entry[]) entries[key])[index];
    }

    long bytes() {
        long bytes = trie.bytes() + beginnings.bytes() + 16;
        bytes += 4L * entries.length;
        for (Object each : entries) {
            bytes += each instanceof Entry[] several ? 16 + 4L * several.length : 0;
        }
        return bytes;
    }

    /** Gathers entries by key. Belongs to one thread. */
    static final class Builder {
        private final Map<String, Object> byKey = new LinkedHashMap<>();
        private int alphabet;

        /** Adds an entry under a key of symbols from 1; a key may come again. */
        void add(String key, Entry entry) {
            for (int i = 0; i < key.length(); i++) {
                alphabet = Math.max(alphabet, key.charAt(i));
            }
            byKey.merge(key, entry, Builder::with);
        }

        private static Object with(Object old, Object added) {
            Entry entry = (Entry) added;
            if (old instanceof Entry first) {
                return first == entry ? first : new Entry[] {first, entry};
            }
            Entry[] several = (Entry[]) old;
            if (several[several.length - 1] == entry) {
                return several;
            }
            Entry[] more = Arrays.copyOf(several, several.length + 1);
            more[several.length] = entry;
            return more;
        }

        boolean isEmpty() {
            return byKey.isEmpty();
        }

        /**
         * Builds the table.
         *
         * @param oftenAsked whether it is asked at every place of every text
         */
        KeyTable build(boolean oftenAsked) {
            List<String> sorted = new ArrayList<>(byKey.keySet());
            sorted.sort(null);
            char[][] keys = new char[sorted.size()][];
            Object[] entries = new Object[keys.length];
            Beginnings beginnings = new Beginnings(keys.length, oftenAsked);
            boolean[] singles = null;
            for (int i = 0; i < keys.length; i++) {
                keys[i] = sorted.get(i).toCharArray();
                entries[i] = byKey.get(sorted.get(i));
                if (keys[i].length > 1) {
                    beginnings.add(keys[i]);
                } else {
                    singles = singles == null ? new boolean[alphabet + 1] : singles;
                    singles[keys[i][0]] = true;
                }
            }
            return new KeyTable(PrefixTrie.of(keys, alphabet), beginnings, entries, singles);
        }
    }
}
