package io.qundun.udfs.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folds spellings that read alike into one: compatibility forms and case (Unicode NFKC_Casefold),
 * traditional into simplified Chinese, accents off letters, what cannot be seen away, any white
 * space to a space. Works a code point at a time by table, so it is linear, never throws (half a
 * surrogate pair becomes U+FFFD, a separator), and folding a folded text changes nothing.
 * Stateless.
 */
public final class TextFolder {
    private static final FoldTable TABLE = FoldTable.INSTANCE;

    private TextFolder() {}

    /** Folds into a new object. */
    public static FoldedText fold(CharSequence text) {
        FoldedText folded = new FoldedText();
        fold(text, folded);
        return folded;
    }

    /** Folds into {@code into}, whose content is replaced. Allocates only when it must grow. */
    public static void fold(CharSequence text, FoldedText into) {
        String original = text.toString();
        int n = original.length();
        into.reset(original, n);
        int out = 0;
        int codePoints = 0;
        for (int i = 0; i < n; codePoints++) {
            int start = i;
            int c = original.charAt(i++);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_HIGH_SURROGATE && i < n) {
                char low = original.charAt(i);
                if (Character.isLowSurrogate(low)) {
                    c = Character.toCodePoint((char) c, low);
                    i++;
                }
            }
            int entry = TABLE.entry(c);
            if (entry > 0) {
                out = append(into, out, entry, start);
            } else if (entry != FoldTable.DROPPED) {
                for (int part : TABLE.expansion(entry)) {
                    out = append(into, out, part, start);
                }
            }
        }
        into.finish(out, codePoints);
    }

    private static int append(FoldedText into, int at, int entry, int start) {
        if (at + 2 > into.chars.length) {
            into.grow();
        }
        int codePoint = FoldTable.codePoint(entry);
        byte kind = FoldTable.kind(entry);
        into.count(kind);
        if (codePoint < 0x10000) {
            into.chars[at] = (char) codePoint;
            into.kinds[at] = kind;
            into.starts[at] = start;
            return at + 1;
        }
        into.chars[at] = Character.highSurrogate(codePoint);
        into.chars[at + 1] = Character.lowSurrogate(codePoint);
        into.kinds[at] = kind;
        into.kinds[at + 1] = kind;
        into.starts[at] = start;
        into.starts[at + 1] = start;
        return at + 2;
    }

    /**
     * What was undone between two UTF-16 offsets of the original, separators left aside. For hits,
     * not for every message: it asks ICU.
     */
    public static Set<Technique> undone(String original, int start, int end) {
        EnumSet<Technique> techniques = EnumSet.noneOf(Technique.class);
        for (int i = start; i < end; ) {
            int c = original.codePointAt(i);
            i += Character.charCount(c);
            Technique technique = technique(c);
            if (technique != null) {
                techniques.add(technique);
            }
        }
        return techniques;
    }

    private static Technique technique(int c) {
        int entry = TABLE.entry(c);
        if (entry == FoldTable.DROPPED) {
            return UCharacter.hasBinaryProperty(c, UProperty.DIACRITIC)
                    ? Technique.DIACRITIC
                    : Technique.INVISIBLE;
        }
        if (entry < 0) {
            return Technique.COMPATIBILITY;
        }
        int folded = FoldTable.codePoint(entry);
        if (folded == c || FoldTable.kind(entry) == CharKind.SEPARATOR) {
            return null;
        }
        if (UCharacter.foldCase(c, true) == folded) {
            return Technique.CASE;
        }
        int width = UCharacter.getIntPropertyValue(c, UProperty.DECOMPOSITION_TYPE);
        if (width == UCharacter.DecompositionType.WIDE
                || width == UCharacter.DecompositionType.NARROW) {
            return Technique.WIDTH;
        }
        if (width == UCharacter.DecompositionType.CANONICAL) {
            return UScript.getScript(c) == UScript.HAN
                    ? Technique.TRADITIONAL
                    : Technique.DIACRITIC;
        }
        if (UScript.getScript(c) == UScript.HAN) {
            return Technique.TRADITIONAL;
        }
        return width == UCharacter.DecompositionType.NONE
                ? Technique.DIACRITIC
                : Technique.COMPATIBILITY;
    }
}
