package io.qundun.udfs.classify;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.FeatureGenerator;

/**
 * Features of a document: its folded characters, one, two and three at a time, where a run of
 * separators counts as one space and every digit as 0; words of spaced scripts also whole. OpenNLP
 * makes it by name when it reads a model, hence public, at the top level, without arguments.
 * Stateless.
 */
public final class CharacterNgrams implements FeatureGenerator {
    private static final int LONGEST = 3;

    /** The features of the first of the given texts; trainers and users pass one, unfolded. */
    @Override
    public Collection<String> extractFeatures(String[] text, Map<String, Object> extraInformation) {
        return text.length == 0 ? List.of() : of(TextFolder.fold(text[0]));
    }

    /** The features of a text that is folded already. */
    static List<String> of(FoldedText text) {
        int most = Math.min(text.length(), TextClassifier.MAX_CODE_POINTS * 2);
        char[] chars = new char[most + 2];
        int n = 0;
        int codePoints = 0;
        List<String> features = new ArrayList<>(most * LONGEST);
        int wordStart = -1;
        chars[n++] = ' ';
        for (int i = 0; i < most && codePoints < TextClassifier.MAX_CODE_POINTS; i++) {
            byte kind = text.kindAt(i);
            char c = text.charAt(i);
            if (!Character.isLowSurrogate(c)) {
                codePoints++;
            }
            boolean inWord = kind == CharKind.LATIN || kind == CharKind.LETTER;
            if (inWord && wordStart < 0) {
                wordStart = n;
            } else if (!inWord) {
                word(chars, wordStart, n, features);
                wordStart = -1;
            }
            if (kind != CharKind.SEPARATOR) {
                chars[n++] = kind == CharKind.DIGIT ? '0' : c;
            } else if (chars[n - 1] != ' ') {
                chars[n++] = ' ';
            }
        }
        word(chars, wordStart, n, features);
        if (chars[n - 1] != ' ') {
            chars[n++] = ' ';
        }
        for (int length = 1; length <= LONGEST; length++) {
            for (int start = 0; start + length <= n; start++) {
                if (length > 1 || chars[start] != ' ') {
                    features.add(new String(chars, start, length));
                }
            }
        }
        return features;
    }

    private static void word(char[] chars, int start, int end, List<String> features) {
        if (start >= 0 && end - start > LONGEST) {
            features.add("w=" + new String(chars, start, end - start));
        }
    }
}
