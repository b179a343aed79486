package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The exact reading: numbers the characters of all entries, and finds entries in the solid reading
 * of a text from each place where the first two characters allow one. Characters that write the
 * same number, and rare Martian characters and what they stand for, share a symbol. Immutable.
 */
final class Spelling {
    private final char[] symbolOf = new char[1 << 16];
    private final KeyTable keys;
    private final Beginnings beginnings;

    /** By symbol a character that an entry has, digits for numbers. */
    private final char[] plainOf;

    /** By symbol whether it is a key, and only runs of it are entries. */
    private final boolean[] isRun;

    /** The first three symbols of what is looked for backwards, from its end. */
    private final PairFilter backwards;

    Spelling(Collection<Entry> entries, Substitutes substitutes) {
        plainOf = number(entries, substitutes);
        KeyTable.Builder builder = new KeyTable.Builder();
        isRun = new boolean[plainOf.length];
        backwards = new PairFilter(entries.size());
        for (Entry entry : entries) {
            forEachKey(entry, key -> add(entry, key, builder));
        }
        keys = builder.build();
        beginnings = new Beginnings(builder.keys());
        for (Entry entry : entries) {
            if (entry.solid().length() == 1) {
                isRun[symbolOf[entry.solid().charAt(0)]] = false;
            }
        }
    }

    /** Goes over the ways in which the solid reading of a text writes an entry. */
    static void forEachKey(Entry entry, Consumer<StringBuilder> to) {
        String solid = entry.solid();
        StringBuilder key = collapsed(solid, Character::isDigit);
        int length = key.length();
        to.accept(key);
        StringBuilder shortest = collapsed(solid, c -> false);
        if (shortest.length() < length) {
            // Equal digits stay side by side, but not when a text has Chinese ones.
            to.accept(shortest);
        }
        StringBuilder longest = collapsed(solid, c -> Character.isDigit(Numerals.plain((char) c)));
        if (longest.length() > length) {
            // Equal Chinese ones do not, but when a text has digits for them.
            to.accept(longest);
        }
    }

    /** Adds a spelling, whose characters become symbols. */
    private void add(Entry entry, CharSequence spelled, KeyTable.Builder builder) {
        String key = symbols(spelled);
        builder.add(key, entry);
        isRun[key.charAt(0)] |= key.length() == 1;
        if (key.length() > 2 && Scan.isForBackwards(entry)) {
            backwards.add(key.charAt(0), key.charAt(1), key.charAt(2));
        }
    }

    /** The symbols of characters. */
    String symbols(CharSequence characters) {
        StringBuilder symbols = new StringBuilder(characters);
        for (int i = 0; i < symbols.length(); i++) {
            symbols.setCharAt(i, symbolOf[symbols.charAt(i)]);
        }
        return symbols.toString();
    }

    /** A text with one unit for each run of the same one, those excepted that are kept. */
    private static StringBuilder collapsed(String solid, IntPredicate kept) {
        StringBuilder collapsed = new StringBuilder(solid.length());
        for (int i = 0; i < solid.length(); i++) {
            char c = solid.charAt(i);
            if (i == 0 || c != solid.charAt(i - 1) || kept.test(c)) {
                collapsed.append(c);
            }
        }
        return collapsed;
    }

    /**
     * Frequent characters get small numbers, which keeps the trie dense.
     *
     * @return by number the character
     */
    private char[] number(Collection<Entry> entries, Substitutes substitutes) {
        int[] frequency = new int[1 << 16];
        for (Entry entry : entries) {
            String solid = entry.solid();
            for (int i = 0; i < solid.length(); i++) {
                frequency[Numerals.plain(solid.charAt(i))]++;
            }
        }
        int used = 0;
        for (int count : frequency) {
            used += count > 0 ? 1 : 0;
        }
        long[] order = new long[used];
        int k = 0;
        for (int c = 0; c < frequency.length; c++) {
            if (frequency[c] > 0) {
                order[k++] = (long) -frequency[c] << 16 | c;
            }
        }
        java.util.Arrays.sort(order);
        char[] numbered = new char[used + 1];
        for (int i = 0; i < used; i++) {
            char c = (char) order[i];
            numbered[i + 1] = c;
            symbolOf[c] = (char) (i + 1);
        }
        for (String group : Numerals.groups()) {
            for (int i = 1; i < group.length(); i++) {
                symbolOf[group.charAt(i)] = symbolOf[group.charAt(0)];
            }
        }
        for (char c = 0x3400; c <= 0x9FFF; c++) {
            char plain = substitutes.martianPlain(c);
            if (plain != 0 && symbolOf[c] == 0) {
                symbolOf[c] = symbolOf[plain];
            }
        }
        return numbered;
    }

    /** What stands for all characters of one symbol, itself when no entry has it. */
    char plain(char c) {
        return symbolOf[c] == 0 ? c : plainOf[symbolOf[c]];
    }

    /** The symbol of a character, 0 for one that no entry has. */
    int symbol(char c) {
        return symbolOf[c];
    }

    KeyTable keys() {
        return keys;
    }

    long bytes() {
        return keys.bytes()
                + beginnings.bytes()
                + backwards.bytes()
                + 2L * symbolOf.length
                + 2L * plainOf.length
                + isRun.length
                + 32;
    }

    /** The first solid unit of a text at which something may be spelled plainly, or -1. */
    int first(FoldedText text) {
        return next(text, 0);
    }

    private int next(FoldedText text, int from) {
        char[] solid = text.solid();
        int n = text.solidLength();
        int found = search(solid, from, n);
        while (found >= 0 && !isLikely(text, found)) {
            found = search(solid, found + 1, n);
        }
        return found;
    }

    /** A second look at what passed the filter. */
    private boolean isLikely(FoldedText text, int i) {
        char[] solid = text.solid();
        int n = text.solidLength();
        return !isInWord(text, i)
                && (keys.isSingle(symbol(solid, i, n))
                        || beginnings.isLikely(
                                symbol(solid, i, n),
                                symbol(solid, i + 1, n),
                                symbol(solid, i + 2, n),
                                symbol(solid, i + 3, n),
                                symbol(solid, i + 4, n)))
                && !isOneOfRun(text, i);
    }

    /** The symbol of a solid unit, 0 beyond the last one. */
    private int symbol(char[] solid, int i, int n) {
        return i < n ? symbolOf[solid[i]] : 0;
    }

    private int search(char[] solid, int from, int n) {
        if (from >= n) {
            return -1;
        }
        char[] symbols = symbolOf;
        Beginnings table = beginnings;
        KeyTable known = keys;
        int a = symbols[solid[from]];
        int b = symbol(solid, from + 1, n);
        int c = symbol(solid, from + 2, n);
        for (int i = from; i < n; i++) {
            int d = i + 3 < n ? symbols[solid[i + 3]] : 0;
            if (table.mayBegin(a, b, c, d) || known.isSingle(a)) {
                return i;
            }
            a = b;
            b = c;
            c = d;
        }
        return -1;
    }

    /** Whether a letter stands within a word, where no entry begins. */
    static boolean isInWord(FoldedText text, int i) {
        return i > 0
                && isLetter(text.solid()[i])
                && isLetter(text.solid()[i - 1])
                && text.solidAt(i) == text.solidAt(i - 1) + 1
                && isAlone(text, i);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** Whether a solid unit stands for one unit, and nothing follows that belongs to its run. */
    private static boolean isAlone(FoldedText text, int i) {
        return text.solidEnd(i) == text.solidAt(i) + 1;
    }

    /** Whether only a run could be an entry, and there is none. */
    private boolean isOneOfRun(FoldedText text, int i) {
        char[] solid = text.solid();
        int n = text.solidLength();
        int a = symbolOf[solid[i]];
        // A numeral in another form after it makes a run of one symbol, too.
        if (!isRun[a] || !isAlone(text, i) || symbol(solid, i + 1, n) == a) {
            return false;
        }
        return !beginnings.mayBegin(a, symbol(solid, i + 1, n), symbol(solid, i + 2, n));
    }

    /** Finds what is spelled plainly. */
    void scan(Scan scan) {
        scan(scan, first(scan.text()));
    }

    /** Finds what is spelled plainly from where {@link #first(FoldedText)} said on. */
    void scan(Scan scan, int first) {
        char[] solid = scan.solid();
        int n = scan.length();
        for (int i = first; i >= 0; i = next(scan.text(), i + 1)) {
            walk(scan, solid, i, n);
        }
    }

    private void walk(Scan scan, char[] solid, int from, int n) {
        PrefixTrie trie = keys.trie();
        int state = PrefixTrie.ROOT;
        for (int i = from; i < n; i++) {
            state = trie.next(state, symbolOf[solid[i]]);
            if (state == PrefixTrie.NONE) {
                return;
            }
            int key = trie.output(state);
            if (key != PrefixTrie.NONE) {
                int count = keys.entryCount(key);
                for (int e = 0; e < count; e++) {
                    scan.plain(keys.entry(key, e), from);
                }
                if (trie.isLeaf(state)) {
                    return;
                }
            }
        }
    }

    /** Finds what is spelled plainly from a place on. */
    void at(Scan scan, int place) {
        walk(scan, scan.solid(), place, scan.length());
    }

    /** Finds what is spelled backwards and ends, with its first character, soon after a place. */
    void backwards(Scan scan, int place) {
        char[] solid = scan.solid();
        for (int last = place + 2; last < Math.min(scan.length(), place + 4); last++) {
            if (backwards.mayHave(
                    symbolOf[solid[last]], symbolOf[solid[last - 1]], symbolOf[solid[last - 2]])) {
                walkBack(scan, solid, last);
            }
        }
    }

    private void walkBack(Scan scan, char[] solid, int from) {
        PrefixTrie trie = keys.trie();
        int state = PrefixTrie.ROOT;
        for (int i = from; i >= 0; i--) {
            state = trie.next(state, symbolOf[solid[i]]);
            if (state == PrefixTrie.NONE) {
                return;
            }
            int key = trie.output(state);
            if (key != PrefixTrie.NONE) {
                int count = keys.entryCount(key);
                for (int e = 0; e < count; e++) {
                    scan.backwards(keys.entry(key, e), from);
                }
                if (trie.isLeaf(state)) {
                    return;
                }
            }
        }
    }
}
