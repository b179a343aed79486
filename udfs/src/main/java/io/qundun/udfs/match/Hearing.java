package io.qundun.udfs.match;

import java.util.Collection;

/**
 * The reading by sound: entries by the sound classes of their characters (near syllables share
 * one), found from each place of the solid reading where the first two or three classes allow one.
 * What is found is a candidate, to be compared character by character. Immutable.
 */
final class Hearing {
    private static final int FIRST_OTHER = 512;

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
            key.setLength(0);
            Spelling.collapse(entry.solid(), key);
            for (int i = 0; i < key.length(); i++) {
                char c = key.charAt(i);
                if (classOf[c] == 0) {
                    classOf[c] = (char) others++;
                }
                key.setCharAt(i, classOf[c]);
            }
            longer += key.length() > 2 ? 1 : 0;
            builder.add(key.toString(), entry);
        }
        keys = builder.build();
        triples = new PairFilter(longer);
        exactPairs = new PairFilter(entries.size() - longer);
        for (Entry entry : entries) {
            key.setLength(0);
            Spelling.collapse(entry.solid(), key);
            int a = classOf[key.charAt(0)];
            int b = key.length() > 1 ? classOf[key.charAt(1)] : 0;
            if (key.length() > 2) {
                triples.add(a << 16 | b, classOf[key.charAt(2)]);
            } else {
                exactPairs.add(a, b);
            }
        }
    }

    /** Whether an entry can be looked for by what its characters sound like or are made of. */
    static boolean isFor(Entry entry) {
        return entry.han() >= 2 && !entry.has(TermFlag.EXACT);
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
                    && ((c != 0 && triples.mayHave(a << 16 | b, c))
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
            state = trie.next(state, classOf[solid[i]]);
            if (state == PrefixTrie.NONE) {
                return;
            }
            int key = trie.output(state);
            if (key != PrefixTrie.NONE) {
                int count = keys.entryCount(key);
                for (int e = 0; e < count; e++) {
                    Entry entry = keys.entry(key, e);
                    if (isHeard(entry, solid, from, n)) {
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
    private boolean isHeard(Entry entry, char[] solid, int from, int n) {
        String wanted = entry.solid();
        int length = wanted.length();
        int differing = 0;
        int at = from;
        for (int j = 0; j < length; j++) {
            char w = wanted.charAt(j);
            if (j > 0 && w == wanted.charAt(j - 1) && !Character.isDigit(w)) {
                continue;
            }
            if (at == n) {
                return false;
            }
            char c = solid[at++];
            if (c != w && substitutes.martianPlain(c) != w && (++differing > 2 || classOf[c] != classOf[w])) {
                return false;
            }
        }
        return differing > 0;
    }
}
