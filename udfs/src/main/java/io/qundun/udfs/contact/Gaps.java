package io.qundun.udfs.contact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/** What may stand between the parts of a disguised account. Stateless. */
final class Gaps {
    /** Characters that are drawn as mere strokes and put between like a bar. */
    private static final boolean[] STROKES = new boolean[1 << 16];

    static {
        "丨丶丿亅丬灬".chars().forEach(c -> STROKES[c] = true);
    }

    private Gaps() {}

    /** Whether the unit is white space, a sign, an emoji, or a stroke used as a sign. */
    static boolean isGap(FoldedText text, int i) {
        if (text.kindAt(i) == CharKind.SEPARATOR) {
            char c = text.charAt(i);
            return !isMark(c) && !SpokenDigits.isDigit(c);
        }
        return STROKES[text.charAt(i)];
    }

    /** The brackets of redaction's marks: nothing reaches across them. */
    static boolean isMark(char c) {
        return c == '〔' || c == '〕';
    }
}
