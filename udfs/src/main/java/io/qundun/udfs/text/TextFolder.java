package io.qundun.udfs.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folds spellings that read alike into one: compatibility forms and case (Unicode NFKC_Casefold),
 * traditional and variant Chinese characters into simplified ones, accents off letters, what cannot
 * be seen away, any white space to a space. Works a code point at a time by table; three things
 * look further: letters of other scripts that look like Latin ones become these in a word with
 * Latin letters, or when the text has no other letters of such scripts; what U+202E shows backwards
 * is turned round; annotations (U+FFF9 to U+FFFB) of one Chinese character at most go: more could
 * hide a term.
 *
 * <p>Linear, never throws (half a surrogate pair becomes U+FFFD, a separator), and folding a folded
 * text changes nothing. Stateless.
 */
public final class TextFolder {
    private static final int OVERRIDE = 0x202E;
    private static final int POP = 0x202C;
    private static final int ANNOTATION = 0xFFFA;
    private static final int ANNOTATION_END = 0xFFFB;

    /** Folded units of the longest annotation that is left out. */
    private static final int MAX_ANNOTATION = 12;

    /** Folded units beside a span that are looked at for what belongs into it as written. */
    private static final int TURN_REACH = 256;

    private static final FoldTable TABLE = FoldTable.INSTANCE;
    private static final byte[] STEPS = TABLE.steps();
    private static final short[] STEP_DELTAS = TABLE.stepDeltas();
    private static final byte[] STEP_KINDS = TABLE.stepKinds();

    private static final Technique[] ALL_TECHNIQUES = Technique.values();
    private static final byte UNKNOWN = 0;
    private static final byte NO_TECHNIQUE = -1;

    /**
     * By unit the technique once worked out, one more than its ordinal; a race between threads
     * writes the same again.
     */
    private static final byte[] TECHNIQUES = new byte[1 << 16];

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
        byte[] steps = STEPS;
        char[] chars = into.chars;
        byte[] kinds = into.kinds;
        int i = 0;
        for (; i < n; i++) {
            char c = original.charAt(i);
            int step = steps[c];
            if (step == 0) {
                break;
            }
            chars[i] = (char) (c + STEP_DELTAS[step]);
            kinds[i] = STEP_KINDS[step];
        }
        if (i == n) {
            into.finish(n, n);
        } else {
            foldRest(into, i, n);
        }
    }

    /** Folds from a place on where the first unit stands that is not folded by a step. */
    private static void foldRest(FoldedText into, int from, int n) {
        into.storeStarts(from);
        into.copySource();
        char[] source = into.source;
        byte[] steps = STEPS;
        char[] chars = into.chars;
        byte[] kinds = into.kinds;
        int[] starts = into.starts;
        int room = chars.length;
        int out = from;
        int pairs = 0;
        int override = -1;
        int annotation = -1;
        boolean letters = false;
        for (int i = from; i < n; ) {
            int start = i;
            int c = source[i++];
            int step = steps[c];
            if (step != 0 && out < room) {
                chars[out] = (char) (c + STEP_DELTAS[step]);
                kinds[out] = STEP_KINDS[step];
                starts[out++] = start;
                continue;
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_HIGH_SURROGATE && i < n) {
                char low = source[i];
                if (Character.isLowSurrogate(low)) {
                    c = Character.toCodePoint((char) c, low);
                    i++;
                    pairs++;
                }
            }
            if (FoldTable.mayBePictograph(c)) {
                into.notePictograph();
            }
            int entry = TABLE.entry(c);
            if (entry > 0) {
                byte kind = FoldTable.kind(entry);
                letters |= kind == CharKind.LETTER;
                int codePoint = FoldTable.codePoint(entry);
                if (codePoint < 0x10000 && out < room) {
                    chars[out] = (char) codePoint;
                    kinds[out] = kind;
                    starts[out++] = start;
                } else {
                    out = append(into, out, entry, start);
                    chars = into.chars;
                    kinds = into.kinds;
                    starts = into.starts;
                    room = chars.length;
                }
                if (c == '\n') {
                    into.noteLineBreak();
                    if (override >= 0) {
                        into.reverse(override, out - 1);
                        annotation = annotation > override ? -1 : annotation;
                        override = -1;
                    }
                }
            } else if (entry != FoldTable.DROPPED) {
                for (int part : TABLE.expansion(entry)) {
                    letters |= FoldTable.kind(part) == CharKind.LETTER;
                    out = append(into, out, part, start);
                }
                chars = into.chars;
                kinds = into.kinds;
                starts = into.starts;
                room = chars.length;
            } else if (c == OVERRIDE) {
                override = override < 0 ? out : override;
            } else if (c == POP && override >= 0) {
                into.reverse(override, out);
                // What was turned round is no longer where an annotation in it began.
                annotation = annotation > override ? -1 : annotation;
                override = -1;
            } else if (c == ANNOTATION) {
                annotation = out;
            } else if (c == ANNOTATION_END && annotation >= 0) {
                out = isAnnotation(into, annotation, out) ? annotation : out;
                override = Math.min(override, out);
                annotation = -1;
            }
        }
        if (override >= 0) {
            into.reverse(override, out);
        }
        if (letters) {
            latinize(into, out);
        }
        into.finish(out, n - pairs);
    }

    private static boolean isAnnotation(FoldedText text, int from, int to) {
        if (to - from > MAX_ANNOTATION) {
            return false;
        }
        int han = 0;
        for (int i = from; i < to; i++) {
            han += text.kinds[i] == CharKind.HAN ? 1 : 0;
        }
        return han < 2;
    }

    private static int append(FoldedText into, int at, int entry, int start) {
        if (at + 2 > into.chars.length) {
            into.grow();
        }
        int codePoint = FoldTable.codePoint(entry);
        byte kind = FoldTable.kind(entry);
        if (codePoint < 0x10000) {
            into.chars[at] = (char) codePoint;
            into.kinds[at] = kind;
            into.starts[at] = start;
            return at + 1;
        }
        into.supplementary = true;
        into.chars[at] = Character.highSurrogate(codePoint);
        into.chars[at + 1] = Character.lowSurrogate(codePoint);
        into.kinds[at] = kind;
        into.kinds[at + 1] = kind;
        into.starts[at] = start;
        into.starts[at + 1] = start;
        return at + 2;
    }

    /**
     * Puts Latin letters for those that look like them: in words that have some, and where all that
     * is left may be Latin, too, everywhere. What is put in words does not hide what a text is
     * written in, so that folding it again changes nothing.
     */
    private static void latinize(FoldedText text, int n) {
        for (int i = 0; i < n; ) {
            int end = i;
            boolean latin = false;
            while (end < n
                    && (text.kinds[end] == CharKind.LATIN || text.kinds[end] == CharKind.LETTER)) {
                latin |= text.kinds[end] == CharKind.LATIN;
                end++;
            }
            if (latin) {
                latinize(text, i, end);
            }
            i = Math.max(end, i + 1);
        }
        boolean foreign = false;
        for (int i = 0; i < n && !foreign; i++) {
            foreign =
                    text.kinds[i] == CharKind.LETTER
                            && (lookAlike(text, i) == 0
                                    || SpecialForms.isLatinBesideLatin(text.chars[i]));
        }
        if (!foreign) {
            latinize(text, 0, n);
        }
    }

    private static void latinize(FoldedText text, int from, int to) {
        for (int i = from; i < to; i++) {
            char letter = text.kinds[i] == CharKind.LETTER ? lookAlike(text, i) : 0;
            if (letter != 0) {
                text.chars[i] = letter;
                text.kinds[i] = CharKind.LATIN;
            }
        }
    }

    private static char lookAlike(FoldedText text, int i) {
        int c = text.original().codePointAt(text.originalStart(i));
        char letter = TABLE.entry(c) < 0 ? 0 : TABLE.lookAlike(c);
        return letter == 0 ? TABLE.lookAlike(text.chars[i]) : letter;
    }

    /**
     * What was undone in a part of a folded text, separators left aside. For hits, not for every
     * message: it asks ICU.
     *
     * @param first folded unit
     * @param end one past the last
     */
    public static Set<Technique> undone(FoldedText text, int first, int end) {
        int from = text.spanStart(first, end);
        int to = text.spanEnd(first, end);
        Set<Technique> techniques = undone(text.original(), from, to);
        if (text.isReordered() && isTurned(text, first, end, from, to)) {
            techniques.add(Technique.DIRECTION);
        }
        for (int i = first; i < end; i++) {
            int start = text.originalStart(i);
            if (text.kindAt(i) == CharKind.LATIN) {
                int entry = TABLE.entry(text.original().codePointAt(start));
                if (entry > 0 && FoldTable.kind(entry) == CharKind.LETTER) {
                    techniques.add(Technique.CONFUSABLE);
                }
            }
            if (i > first && start < text.originalStart(i - 1)) {
                techniques.add(Technique.DIRECTION);
            }
        }
        return techniques;
    }

    /** Whether turning round put something between or took something from between. */
    private static boolean isTurned(FoldedText text, int first, int end, int from, int to) {
        int override = text.original().indexOf(OVERRIDE, from);
        if (override >= 0 && override < to) {
            return true;
        }
        int last = Math.min(text.length(), end + TURN_REACH);
        for (int i = Math.max(0, first - TURN_REACH); i < last; i++) {
            int start = text.originalStart(i);
            if ((i < first || i >= end) && start >= from && start < to) {
                return true;
            }
        }
        return false;
    }

    /** What was undone, a code point at a time, between two UTF-16 offsets of an original. */
    static Set<Technique> undone(String original, int start, int end) {
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
        int known = c < TECHNIQUES.length ? TECHNIQUES[c] : UNKNOWN;
        if (known != UNKNOWN) {
            return known == NO_TECHNIQUE ? null : ALL_TECHNIQUES[known - 1];
        }
        Technique technique = workedOut(c);
        if (c < TECHNIQUES.length) {
            TECHNIQUES[c] = technique == null ? NO_TECHNIQUE : (byte) (technique.ordinal() + 1);
        }
        return technique;
    }

    private static Technique workedOut(int c) {
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
        if (SpecialForms.isVariant(c)) {
            return Technique.VARIANT;
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
            return width == UCharacter.DecompositionType.NONE
                    ? Technique.TRADITIONAL
                    : Technique.VARIANT;
        }
        return width == UCharacter.DecompositionType.NONE
                        && UScript.getScript(c) == UScript.LATIN
                        && !SpecialForms.isLetterForm(c)
                ? Technique.DIACRITIC
                : Technique.COMPATIBILITY;
    }
}
