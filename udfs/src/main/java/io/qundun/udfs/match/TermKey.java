package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;

/**
 * How a term is looked up.
 *
 * @param folded its folded spelling
 * @param key what the automaton reads: without separators, or with one space for each run of them
 * @param characters UTF-16 units of the folded spelling that are no separators
 * @param unspaced whether a character of a script without spaces is in it
 */
record TermKey(String folded, String key, int characters, boolean unspaced) {
    static TermKey of(String term) {
        FoldedText text = TextFolder.fold(term);
        boolean unspaced = text.count(CharKind.HAN) + text.count(CharKind.SYLLABLE) > 0;
        StringBuilder key = new StringBuilder();
        int characters = 0;
        boolean separated = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.kindAt(i) == CharKind.SEPARATOR) {
                separated = true;
                continue;
            }
            if (separated && !unspaced && characters > 0) {
                key.append(' ');
            }
            separated = false;
            key.append(text.charAt(i));
            characters++;
        }
        return new TermKey(text.toString(), key.toString(), characters, unspaced);
    }
}
