package io.qundun.udfs.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSetIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each code point folds to, worked out once from ICU's data (Unicode NFKC_Casefold, the
 * transliterators Traditional-Simplified and Latin-ASCII, general categories and scripts).
 *
 * <p>A code point's folding is the fixed point of: {@link SpecialForms}; NFKC casefold; traditional
 * to simplified; Latin letters to ASCII; canonical decomposition without the marks that belong to
 * no script of their own; canonical composition. So folding a folded text changes nothing.
 */
final class FoldTable {
    /** An entry that folds to nothing. */
    static final int DROPPED = 0;

    private static final int FIRST_PICTOGRAPH = 0x2300;
    private static final int LAST_PICTOGRAPH = 0x2FFF;

    private static final int BLOCK_BITS = 8;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int MAX_ROUNDS = 8;

    /**
     * What cannot be encoded, such as half of a surrogate pair, becomes the replacement character.
     */
    private static final int REPLACEMENT = 0xFFFD;

    /** Shows nothing, though Unicode counts it among the symbols. */
    private static final int BRAILLE_BLANK = 0x2800;

    private final short[] blockOf = new short[0x110000 >> BLOCK_BITS];

    /**
     * Entries by block: 0 dropped; positive one code point with its kind above bit 24; negative the
     * complement of an index into {@link #expansions}.
     */
    private final int[] entries;

    private final int[][] expansions;

    /** The entries of the Basic Multilingual Plane once more, to be had in one step. */
    private final int[] basic = new int[1 << 16];

    /**
     * By code point of the Basic Multilingual Plane which step leads to what it folds to, 0 for
     * none: what is to be looked at more closely. A quarter of the size of {@link #basic}, so that
     * common characters stay in the cache.
     */
    private final byte[] steps = new byte[1 << 16];

    /** By step what is to be added to the code point. */
    private final short[] stepDeltas = new short[Byte.MAX_VALUE + 1];

    /** By step the kind. */
    private final byte[] stepKinds = new byte[Byte.MAX_VALUE + 1];

    /** By code point of the Basic Multilingual Plane the Latin letter that it looks like, or 0. */
    private final byte[] lookAlikes = new byte[1 << 16];

    /** The folding that this class was loaded with. */
    static final FoldTable INSTANCE = new FoldTable();

    private FoldTable() {
        Normalizer2 casefold = Normalizer2.getNFKCCasefoldInstance();
        Map<Integer, String> simplified = simplified();
        Transliterator ascii = Transliterator.getInstance("Latin-ASCII");
        List<int[]> expanded = new ArrayList<>();
        List<int[]> blocks = new ArrayList<>();
        Map<BlockKey, Short> known = new HashMap<>();
        for (int start = 0; start < 0x110000; start += BLOCK) {
            int[] block = new int[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                block[i] = entry(start + i, casefold, simplified, ascii, expanded);
            }
            BlockKey key = new BlockKey(block);
            Short index = known.get(key);
            if (index == null) {
                index = (short) blocks.size();
                blocks.add(block);
                known.put(key, index);
            }
            blockOf[start >> BLOCK_BITS] = index;
        }
        entries = new int[blocks.size() * BLOCK];
        for (int i = 0; i < blocks.size(); i++) {
            System.arraycopy(blocks.get(i), 0, entries, i * BLOCK, BLOCK);
        }
        expansions = expanded.toArray(new int[0][]);
        for (int c = 0; c < basic.length; c++) {
            basic[c] = supplementary(c);
        }
        fillSteps();
        for (int c = 0x80; c < lookAlikes.length; c++) {
            int entry = entry(c);
            if (entry > 0 && kind(entry) == CharKind.LETTER) {
                lookAlikes[c] = (byte) SpecialForms.latin(c);
            }
        }
    }

    /**
     * Takes the steps that most characters have in common: none, to small letters, from full width.
     */
    private void fillSteps() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int c = 0; c < basic.length; c++) {
            if (isStep(c)) {
                counts.merge(step(c), 1, Integer::sum);
            }
        }
        List<Integer> common = new ArrayList<>(counts.keySet());
        common.sort(
                Comparator.<Integer>comparingInt(counts::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int step : common.subList(0, Math.min(common.size(), Byte.MAX_VALUE))) {
            int number = numbers.size() + 1;
            numbers.put(step, number);
            stepDeltas[number] = (short) (step >> 8);
            stepKinds[number] = (byte) step;
        }
        for (int c = 0; c < basic.length; c++) {
            if (isStep(c)) {
                steps[c] = numbers.getOrDefault(step(c), 0).byteValue();
            }
        }
    }

    /** Whether a unit folds to one other, whatever stands beside it. */
    private boolean isStep(int c) {
        int entry = basic[c];
        return entry > 0
                && codePoint(entry) < basic.length
                && kind(entry) != CharKind.LETTER
                && !Character.isSurrogate((char) c)
                && c != '\n'
                && !mayBePictograph(c);
    }

    /** The difference to what a unit folds to, modulo 2^16, above the kind. */
    private int step(int c) {
        return (short) (codePoint(basic[c]) - c) << 8 | kind(basic[c]);
    }

    /** The small Latin letter that a letter of another script looks like, or 0. */
    char lookAlike(int codePoint) {
        return codePoint < lookAlikes.length ? (char) lookAlikes[codePoint] : 0;
    }

    /**
     * By UTF-16 unit the number of the step to what it folds to, whatever stands beside it; 0 for
     * the rest. Read-only.
     */
    byte[] steps() {
        return steps;
    }

    /** By number of a step what is to be added to the unit, modulo 2^16. Read-only. */
    short[] stepDeltas() {
        return stepDeltas;
    }

    /** By number of a step the kind. Read-only. */
    byte[] stepKinds() {
        return stepKinds;
    }

    /** Whether a code point lies where emoji and the like do. */
    static boolean mayBePictograph(int codePoint) {
        return codePoint >= FIRST_PICTOGRAPH
                && (codePoint <= LAST_PICTOGRAPH
                        || codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT);
    }

    /** The entry of a code point; a surrogate by itself is one, too. */
    int entry(int codePoint) {
        return codePoint < basic.length ? basic[codePoint] : supplementary(codePoint);
    }

    private int supplementary(int codePoint) {
        return entries[
                (blockOf[codePoint >> BLOCK_BITS] << BLOCK_BITS) + (codePoint & (BLOCK - 1))];
    }

    /** The entries that a negative entry stands for. */
    int[] expansion(int entry) {
        return expansions[~entry];
    }

    static int codePoint(int entry) {
        return entry & 0x1FFFFF;
    }

    static byte kind(int entry) {
        return (byte) (entry >>> 24);
    }

    private static Map<Integer, String> simplified() {
        Transliterator transliterator = Transliterator.getInstance("Traditional-Simplified");
        Map<Integer, Integer> next = new HashMap<>();
        UnicodeSetIterator iterator = new UnicodeSetIterator(transliterator.getSourceSet());
        while (iterator.next()) {
            if (iterator.codepoint == UnicodeSetIterator.IS_STRING) {
                continue;
            }
            String to = transliterator.transliterate(Character.toString(iterator.codepoint));
            boolean one = to.codePointCount(0, to.length()) == 1;
            // No table knows the newest simplified forms (鉮 as U+2CB69), and nobody writes them.
            boolean known =
                    to.length() == 1
                            || iterator.codepoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
            if (one && known && to.codePointAt(0) != iterator.codepoint) {
                next.put(iterator.codepoint, to.codePointAt(0));
            }
        }
        Map<Integer, String> map = new HashMap<>();
        for (Integer from : next.keySet()) {
            int to = lastOf(from, next);
            if (to != from) {
                map.put(from, Character.toString(to));
            }
        }
        return map;
    }

    /** Where simplifying over and over ends; the least of those that simplify into each other. */
    private static int lastOf(int from, Map<Integer, Integer> next) {
        Set<Integer> seen = new LinkedHashSet<>();
        int at = from;
        while (seen.add(at)) {
            Integer to = next.get(at);
            if (to == null) {
                return at;
            }
            at = to;
        }
        int least = at;
        for (int i = next.get(at); i != at; i = next.get(i)) {
            least = Math.min(least, i);
        }
        return least;
    }

    private static int entry(
            int codePoint,
            Normalizer2 casefold,
            Map<Integer, String> simplified,
            Transliterator ascii,
            List<int[]> expanded) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            return packed(REPLACEMENT);
        }
        if (codePoint >= 0x20000
                && !SpecialForms.isVariant(codePoint)
                && casefold.isInert(codePoint)
                && !simplified.containsKey(codePoint)) {
            return packed(codePoint);
        }
        String folded = fixedPoint(codePoint, casefold, simplified, ascii);
        int[] codePoints = folded.codePoints().toArray();
        if (codePoints.length == 0) {
            return DROPPED;
        }
        if (codePoints.length == 1) {
            return packed(codePoints[0]);
        }
        int[] packed = new int[codePoints.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = packed(codePoints[i]);
        }
        expanded.add(packed);
        return ~(expanded.size() - 1);
    }

    private static String fixedPoint(
            int codePoint,
            Normalizer2 casefold,
            Map<Integer, String> simplified,
            Transliterator ascii) {
        String text = Character.toString(codePoint);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            StringBuilder next = new StringBuilder();
            text.codePoints().forEach(c -> next.append(step(c, casefold, simplified, ascii)));
            String folded = next.toString();
            if (folded.equals(text)) {
                return text;
            }
            text = folded;
        }
        throw new IllegalStateException(
                "folding U+" + Integer.toHexString(codePoint) + " does not come to rest");
    }

    private static String step(
            int codePoint,
            Normalizer2 casefold,
            Map<Integer, String> simplified,
            Transliterator ascii) {
        if (isSpace(codePoint)) {
            return " ";
        }
        if (isIgnorable(codePoint)) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        String cased = casefold.normalize(Character.toString(SpecialForms.plain(codePoint)));
        for (int i = 0; i < cased.length(); ) {
            int c = cased.codePointAt(i);
            i += Character.charCount(c);
            String simple = simplified.get(c);
            if (simple != null) {
                out.append(simple);
            } else if (UScript.getScript(c) == UScript.LATIN && c > 0x7F) {
                String latin = ascii.transliterate(Character.toString(c));
                if (latin.length() == 1 && latin.charAt(0) == c) {
                    out.appendCodePoint(SpecialForms.asciiLatin(c));
                } else {
                    out.append(latin);
                }
            } else {
                out.append(Character.toString(c));
            }
        }
        String decomposed = Normalizer2.getNFDInstance().normalize(out);
        StringBuilder kept = new StringBuilder();
        decomposed.codePoints().filter(c -> !isIgnorable(c)).forEach(kept::appendCodePoint);
        return Normalizer2.getNFCInstance().normalize(kept);
    }

    private static boolean isSpace(int codePoint) {
        return UCharacter.isUWhiteSpace(codePoint);
    }

    /** Nothing to see, or a mark that any script may carry: accents, strokes, enclosing circles. */
    private static boolean isIgnorable(int codePoint) {
        if (codePoint == BRAILLE_BLANK
                || UCharacter.hasBinaryProperty(
                        codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
            return true;
        }
        int category = UCharacter.getType(codePoint);
        if (category == UCharacterCategory.CONTROL || category == UCharacterCategory.FORMAT) {
            return true;
        }
        if (category == UCharacterCategory.NON_SPACING_MARK
                || category == UCharacterCategory.ENCLOSING_MARK) {
            int script = UScript.getScript(codePoint);
            return script == UScript.INHERITED
                    || script == UScript.COMMON
                    || script == UScript.CYRILLIC;
        }
        return false;
    }

    private static int packed(int codePoint) {
        return codePoint | (kindOf(codePoint) << 24) | (1 << 23);
    }

    private static byte kindOf(int codePoint) {
        if (UCharacter.isDigit(codePoint)) {
            return CharKind.DIGIT;
        }
        int category = UCharacter.getType(codePoint);
        boolean letter =
                UCharacter.isLetter(codePoint)
                        || category == UCharacterCategory.LETTER_NUMBER
                        || category == UCharacterCategory.NON_SPACING_MARK
                        || category == UCharacterCategory.COMBINING_SPACING_MARK;
        if (!letter) {
            return CharKind.SEPARATOR;
        }
        int script = UScript.getScript(codePoint);
        return switch (script) {
            case UScript.HAN -> CharKind.HAN;
            case UScript.LATIN -> CharKind.LATIN;
            case UScript.HIRAGANA,
                    UScript.KATAKANA,
                    UScript.HANGUL,
                    UScript.BOPOMOFO,
                    UScript.THAI,
                    UScript.LAO,
                    UScript.KHMER,
                    UScript.MYANMAR ->
                    CharKind.SYLLABLE;
            default -> CharKind.LETTER;
        };
    }

    private record BlockKey(int[] block) {
        @Override
        public boolean equals(Object other) {
            return other instanceof BlockKey key && Arrays.equals(block, key.block);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(block);
        }
    }
}
