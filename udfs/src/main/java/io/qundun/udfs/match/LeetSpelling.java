package io.qundun.udfs.match;

import io.qundun.udfs.confusable.Leet;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.Collection;

/**
 * The reading of digits and signs as Latin letters. Letters that one sign may stand for share a
 * class; entries of spaced scripts are found by their classes from the beginnings of words, in
 * texts that have such a sign beside a letter. What has no letter is a number. Immutable.
 */
final class LeetSpelling {
    private static final int LEAST_LETTERS = 3;
    private static final int LAST_SIGN = 0x2300;

    /** By character the class of the letter that it is or may stand for; 0 for none. */
    private final char[] classOf = new char[LAST_SIGN];

    private final boolean[] isSign = new boolean[LAST_SIGN];
    private final KeyTable keys;

    LeetSpelling(Collection<Entry> entries) {
        for (char c = 'a'; c <= 'z'; c++) {
            classOf[c] = c;
        }
        for (char sign = '!'; sign < LAST_SIGN; sign++) {
            String letters = Leet.letters(sign);
            if ((sign >= 'a' && sign <= 'z') || letters.isEmpty()) {
                continue;
            }
            isSign[sign] = true;
            for (int i = 1; i < letters.length(); i++) {
                join(classOf[letters.charAt(0)], classOf[letters.charAt(i)]);
            }
        }
        for (char sign = 0; sign < LAST_SIGN; sign++) {
            if (isSign[sign]) {
                classOf[sign] = classOf[Leet.letters(sign).charAt(0)];
            }
        }
        KeyTable.Builder builder = new KeyTable.Builder();
        StringBuilder key = new StringBuilder();
        for (Entry entry : entries) {
            String solid = entry.solid();
            boolean fits = !entry.unspaced() && solid.length() >= LEAST_LETTERS;
            key.setLength(0);
            for (int i = 0; fits && i < solid.length(); i++) {
                char c = solid.charAt(i);
                fits = c < LAST_SIGN && classOf[c] != 0;
                key.append(fits ? classOf[c] : 0);
            }
            if (fits && !entry.has(TermFlag.EXACT)) {
                builder.add(key.toString(), entry);
            }
        }
        keys = builder.build();
    }

    private void join(char a, char b) {
        for (int c = 0; c < LAST_SIGN; c++) {
            if (classOf[c] == b) {
                classOf[c] = a;
            }
        }
    }

    long bytes() {
        return keys.bytes() + 3L * LAST_SIGN;
    }

    void scan(Scan scan) {
        FoldedText text = scan.text();
        if (text.count(CharKind.LATIN) == 0 || !hasSignBesideLetter(text)) {
            return;
        }
        int done = 0;
        int end;
        for (int i = text.nextSpelled(0); i < text.length(); i = text.nextSpelled(end)) {
            end = i + 1;
            if (text.kindAt(i) == CharKind.LATIN) {
                end = text.endOfKind(i);
                // An entry has a letter, but signs may come first.
                int from = firstSign(text, i, done);
                for (int at = from; at < end; at++) {
                    char c = text.charAt(at);
                    boolean fresh = at == 0 || !CharKind.isWord(text.kindAt(at - 1));
                    if (c < LAST_SIGN && classOf[c] != 0 && (fresh || isSign[c])) {
                        walk(scan, at);
                    }
                }
                done = end;
            }
        }
    }

    /** Where signs that may be letters begin, before a letter and after a place. */
    private int firstSign(FoldedText text, int letter, int least) {
        int first = letter;
        int gap = 0;
        for (int i = letter - 1; i >= least; i--) {
            if (isSign(text.charAt(i))) {
                first = i;
                gap = 0;
            } else if (text.kindAt(i) != CharKind.SEPARATOR || ++gap > LexiconMatcher.MAX_GAP) {
                break;
            }
        }
        return first;
    }

    private boolean hasSignBesideLetter(FoldedText text) {
        int n = text.length();
        int end;
        for (int i = text.nextSpelled(0); i < n; i = text.nextSpelled(end)) {
            end = i + 1;
            if (text.kindAt(i) == CharKind.LATIN) {
                end = text.endOfKind(i);
                if ((i > 0 && isSign(text.charAt(i - 1)))
                        || (end < n && isSign(text.charAt(end)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isSign(char c) {
        return c < LAST_SIGN && isSign[c];
    }

    private void walk(Scan scan, int from) {
        FoldedText text = scan.text();
        PrefixTrie trie = keys.trie();
        int state = PrefixTrie.ROOT;
        int gap = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            int symbol = c < LAST_SIGN ? classOf[c] : 0;
            if (symbol == 0) {
                if (text.kindAt(i) != CharKind.SEPARATOR || ++gap > LexiconMatcher.MAX_GAP) {
                    return;
                }
                continue;
            }
            gap = 0;
            state = trie.next(state, symbol);
            if (state == PrefixTrie.NONE) {
                return;
            }
            int key = trie.output(state);
            if (key != PrefixTrie.NONE) {
                int count = keys.entryCount(key);
                for (int e = 0; e < count; e++) {
                    scan.disguisedAt(keys.entry(key, e), from);
                }
                if (trie.isLeaf(state)) {
                    return;
                }
            }
        }
    }
}
