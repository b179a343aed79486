package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;

/** Tells which spellings a matcher cannot tell apart, and which it cannot look for. Stateless. */
public final class LexiconKeys {
    /** UTF-16 units of the longest spelling. */
    public static final int MAX_LENGTH = 128;

    private LexiconKeys() {}

    /** Equal for spellings that match the same texts. */
    public static String key(String spelling) {
        TermKey key = TermKey.of(spelling);
        return key.key();
    }

    /** Why a spelling cannot be looked for, or null when it can. */
    public static String problem(String spelling) {
        if (spelling.length() > MAX_LENGTH) {
            return "longer than " + MAX_LENGTH + " characters";
        }
        FoldedText text = TextFolder.fold(spelling);
        int n = text.length();
        if (TermKey.of(spelling).characters() == 0) {
            return "\"%s\" has no letter and no digit, so nothing could match".formatted(spelling);
        }
        if (text.kindAt(0) == CharKind.SEPARATOR || text.kindAt(n - 1) == CharKind.SEPARATOR) {
            return "\"%s\" starts or ends with a sign that matching steps over; leave it out"
                    .formatted(spelling);
        }
        return null;
    }
}
