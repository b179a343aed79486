package io.qundun.udfs.match;

import io.qundun.udfs.confusable.Syllables;
import java.util.Collection;

/**
 * The reading by sound: entries by the sound classes of their characters (near syllables share
 * one), found from each place of the solid reading where the first two or three classes allow one.
 * What is found is a candidate, to be compared character by character. Immutable.
 */
final class Hearing {
    private static final int FIRST_OTHER = 512;

    /** Characters of an entry for which a second reading is looked for, one at a time. */
    private static final int MAX_OTHER_READINGS = 2;

    private final Syllables syllables = Syllables.get();

    private final char[] classOf = new char[1 << 16];
    private final KeyTable keys;
    private final PairFilter triples;
    private final PairFilter exactPairs;
    private final Substitutes substitutes;

    Hearing(Collection<Entry> entries, Substitutes substitutes) {
        this.substitutes = substitutes;
        for (int c = 0x3007; c <= 0x9FFF; c++) {
            char plain = substitutes.martianPlain((char) c);
            classOf[c] = (char) substitutes.soundClass(plain == 0 ? (char) c : plain);
        }
        int others = FIRST_OTHER;
        KeyTable.Builder builder = new KeyTable.Builder();
        StringBuilder key = new StringBuilder();
        int longer = 0;
        for (Entry entry : entries) {
            for (int i = 0; i < entry.solid().length(); i++) {
                char c = entry.solid().charAt(i);
                if (classOf[c] == 0) {
                    classOf[c] = (char) others++;
                }
            }
            key(entry, key, -1);
            longer += key.length() > 2 ? 1 : 0;
            builder.add(key.toString(), entry);
            for (int at = otherReading(entry, 0), n = 0; at >= 0 && n < MAX_OTHER_READINGS; n++) {
                key(entry, key, at);
                longer += key.length() > 2 ? 1 : 0;
                builder.add(key.toString(), entry);
                at = otherReading(entry, at + 1);
            }
        }
        keys = builder.build();
        triples = new PairFilter(longer);
        exactPairs = new PairFilter(entries.size() - longer);
        for (Entry entry : entries) {
            key(entry, key, -1);
            note(key);
            for (int at = otherReading(entry, 0), n = 0; at >= 0 && n < MAX_OTHER_READINGS; n++) {
                key(entry, key, at);
                note(key);
                at = otherReading(entry, at + 1);
            }
        }
    }

    private void note(StringBuilder key) {
        if (key.length() > 2) {
            triples.add(key.charAt(0) << 16 | key.charAt(1), key.charAt(2));
        } else if (key.length() == 2) {
            exactPairs.add(key.charAt(0), key.charAt(1));
        }
    }

    /** The next character, from a place on, whose second reading is of another class; or -1. */
    private int otherReading(Entry entry, int from) {
        for (int i = from; i < entry.solid().length(); i++) {
            char c = entry.solid().charAt(i);
            int second = secondClass(c);
            if (second != 0 && second != classOf[c]) {
                return i;
            }
        }
        return -1;
    }

    private int secondClass(char c) {
        return syllables.readings(c) < 2
                ? 0
                : 1 + syllables.soundClass(Syllables.base(syllables.reading(c, 1)));
    }

    /**
     * The classes of an entry, one for each run of the same one.
     *
     * @param other the character that is read the second way, or -1
     */
    private void key(Entry entry, StringBuilder key, int other) {
        key.setLength(0);
        String solid = entry.solid();
        for (int i = 0; i < solid.length(); i++) {
            char c = solid.charAt(i);
            char symbol = i == other ? (char) secondClass(c) : classOf[c];
            if (i == 0 || symbol != key.charAt(key.length() - 1)) {
                key.append(symbol);
            }
        }
    }

    /** Whether an entry can be looked for by what its characters sound like or are made of. */
    static boolean isFor(Entry entry) {
        return entry.han() >= 1 && entry.solid().length() >= 2 && !entry.has(TermFlag.EXACT);
    }

    /** The class of a character, 0 for one of no entry and no sound. */
    int classOf(char c) {
        return classOf[c];
    }

    KeyTable keys() {
        return keys;
    }

    long bytes() {
        return keys.bytes() + triples.bytes() + exactPairs.bytes() + 2L * classOf.length + 16;
    }

    /** Finds candidates that are spelled with other characters of near sound. */
    void scan(Scan scan) {
        char[] solid = scan.solid();
        int n = scan.length();
        if (n < 2) {
            return;
        }
        char[] classes = classOf;
        int a = classes[solid[0]];
        int b = classes[solid[1]];
        for (int i = 0; i + 1 < n; i++) {
            int c = i + 2 < n ? classes[solid[i + 2]] : 0;
            if (a != 0
                    && b != 0
                    && (a == b
                            || b == c
                            || (c != 0 && triples.mayHave(a << 16 | b, c))
                            || exactPairs.mayHave(a, b))) {
                walk(scan, solid, i, n);
            }
            a = b;
            b = c;
        }
    }

    private void walk(Scan scan, char[] solid, int from, int n) {
        PrefixTrie trie = keys.trie();
        int state = PrefixTrie.ROOT;
        for (int i = from; i < n; i++) {
            if (i > from && classOf[solid[i]] == classOf[solid[i - 1]]) {
                continue;
            }
            state = trie.next(state, classOf[solid[i]]);
            if (state == PrefixTrie.NONE) {
                return;
            }
            int key = trie.output(state);
            if (key != PrefixTrie.NONE) {
                int count = keys.entryCount(key);
                for (int e = 0; e < count; e++) {
                    Entry entry = keys.entry(key, e);
                    if (isHeard(scan, entry, solid, from, n)) {
                        scan.disguised(entry, from);
                    }
                }
                if (trie.isLeaf(state)) {
                    return;
                }
            }
        }
    }

    /** Whether some, and not too many, characters differ. */
    private boolean isHeard(Scan scan, Entry entry, char[] solid, int from, int n) {
        String wanted = entry.solid();
        int length = wanted.length();
        int most = scan.maxSounds(entry);
        int differing = 0;
        int at = from;
        for (int j = 0; j < length; j++) {
            char w = wanted.charAt(j);
            if (j > 0 && classOf[w] == classOf[wanted.charAt(j - 1)]) {
                // Runs need a closer look.
                return true;
            }
            if (at == n) {
                return false;
            }
            char c = solid[at++];
            if (c != w
                    && substitutes.martianPlain(c) != w
                    && (++differing > most || syllables.distanceOfCharacters(c, w) > 1)) {
                return false;
            }
        }
        return differing > 0;
    }
}
