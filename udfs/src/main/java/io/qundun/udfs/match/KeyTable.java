package io.qundun.udfs.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys made of symbols, each with the entries that it stands for, as a trie. Immutable. */
final class KeyTable {
    private final PrefixTrie trie;

    /** By key: an {@link Entry} or, for several, an array of them. */
    private final Object[] entries;

    private final boolean[] singles;

    private KeyTable(PrefixTrie trie, Object[] entries, boolean[] singles) {
        this.trie = trie;
        this.entries = entries;
        this.singles = singles;
    }

    PrefixTrie trie() {
        return trie;
    }

    /** Whether a symbol is a key; 0 is none. */
    boolean isSingle(int symbol) {
        return singles != null && symbol < singles.length && singles[symbol];
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
        long bytes = trie.bytes() + (singles == null ? 0 : singles.length) + 16;
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

        /** The different keys. */
        Set<String> keys() {
            return byKey.keySet();
        }

        /** Builds the table. */
        KeyTable build() {
            List<String> sorted = new ArrayList<>(byKey.keySet());
            sorted.sort(null);
            char[][] keys = new char[sorted.size()][];
            Object[] entries = new Object[keys.length];
            boolean[] singles = null;
            for (int i = 0; i < keys.length; i++) {
                keys[i] = sorted.get(i).toCharArray();
                entries[i] = byKey.get(sorted.get(i));
                if (keys[i].length == 1) {
                    singles = singles == null ? new boolean[alphabet + 1] : singles;
                    singles[keys[i][0]] = true;
                }
            }
            return new KeyTable(PrefixTrie.of(keys, alphabet), entries, singles);
        }
    }
}
