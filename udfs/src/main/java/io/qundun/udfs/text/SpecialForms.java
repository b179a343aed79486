package io.qundun.udfs.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Forms that Unicode's normalization keeps apart: letters in negative squares and circles, regional
 * indicators, small capitals, Japanese and other variants of Chinese characters, CJK radicals, and
 * letters of other scripts that look like Latin ones.
 *
 * <p>Sources: Unicode character names and confusables through ICU; {@code variants.txt}, Qundun's
 * own list. Loaded once; immutable.
 */
final class SpecialForms {
    /** O with ogonek, which those who write in small capitals take for Q: few fonts have theirs. */
    private static final int SMALL_Q = 0x1EB;

    private static final String SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL ";

    /**
     * Pass for a letter in a Latin word, though Unicode does not list them: each with the letter.
     */
    private static final String BY_LOOKS = "пnгrвbηnωwκkμuєeғf";

    /** The same of such as pass for one beside Latin letters only: oиline. */
    private static final String BESIDE_LATIN = "эeәeиnяrщwцuђhπnςsλa";

    private static final Set<Integer> SCRIPTS_LIKE_LATIN =
            Set.of(
                    UScript.CYRILLIC,
                    UScript.GREEK,
                    UScript.ARMENIAN,
                    UScript.CHEROKEE,
                    UScript.COPTIC,
                    UScript.GEORGIAN,
                    UScript.LISU,
                    UScript.OGHAM,
                    UScript.RUNIC,
                    UScript.CANADIAN_ABORIGINAL,
                    UScript.TIFINAGH);

    private static final Map<Integer, Integer> VARIANTS = readVariants();
    private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();

    private SpecialForms() {}

    /** Whether a code point is a variant of a Chinese character. */
    static boolean isVariant(int codePoint) {
        return VARIANTS.containsKey(codePoint);
    }

    /** Whether a code point is a styled form of an ASCII letter. */
    static boolean isLetterForm(int codePoint) {
        return styled(codePoint) != codePoint || smallCapital(codePoint) != codePoint;
    }

    /** What a code point stands for, or the code point itself. */
    static int plain(int codePoint) {
        Integer variant = VARIANTS.get(codePoint);
        if (variant != null) {
            return variant;
        }
        int styled = styled(codePoint);
        return styled != codePoint ? styled : smallCapital(codePoint);
    }

    /** The small ASCII letter that a Latin letter looks like, or the letter itself. */
    static int asciiLatin(int codePoint) {
        char letter = skeleton(codePoint);
        return letter == 0 ? codePoint : letter;
    }

    /** The small ASCII letter that a letter of another script looks like, or 0. */
    static char latin(int codePoint) {
        if (!SCRIPTS_LIKE_LATIN.contains(UScript.getScript(codePoint))) {
            return 0;
        }
        int small = UCharacter.foldCase(codePoint, true);
        char byLooks = small == codePoint ? byLooks(small, BY_LOOKS) : 0;
        if (byLooks == 0) {
            byLooks = byLooks(small, BESIDE_LATIN);
        }
        if (byLooks != 0) {
            return byLooks;
        }
        char letter = skeleton(codePoint);
        // Unicode takes capital I for small L, as it may look; a writer means I.
        if (letter != 0 && (letter != 'l' || small == codePoint)) {
            return letter;
        }
        char smallLetter = skeleton(small);
        if (smallLetter != 0 || letter != 0) {
            return smallLetter == 0 ? letter : smallLetter;
        }
        // Small м, т and the like are drawn as small capitals.
        return skeleton(UCharacter.toUpperCase(codePoint));
    }

    /** Whether a small letter is taken for a Latin one beside others only. */
    static boolean isLatinBesideLatin(int letter) {
        return byLooks(letter, BESIDE_LATIN) != 0;
    }

    /** The letter after another one in a list of pairs, or 0. */
    private static char byLooks(int letter, String pairs) {
        int at = pairs.indexOf(letter);
        return at >= 0 && at % 2 == 0 ? pairs.charAt(at + 1) : 0;
    }

    private static int styled(int c) {
        if (c >= 0x1F150 && c <= 0x1F169) {
            return 'a' + c - 0x1F150;
        }
        if (c >= 0x1F170 && c <= 0x1F189) {
            return 'a' + c - 0x1F170;
        }
        if (c >= 0x1F1E6 && c <= 0x1F1FF) {
            return 'a' + c - 0x1F1E6;
        }
        return c;
    }

    private static int smallCapital(int c) {
        if (c == SMALL_Q) {
            return 'q';
        }
        boolean maybe =
                (c >= 0x250 && c < 0x2B0)
                        || (c >= 0x1D00 && c < 0x1DC0)
                        || (c >= 0xA720 && c < 0xA800);
        if (!maybe) {
            return c;
        }
        String name = UCharacter.getName(c);
        return name != null
                        && name.startsWith(SMALL_CAPITAL)
                        && name.length() == SMALL_CAPITAL.length() + 1
                ? Character.toLowerCase(name.charAt(SMALL_CAPITAL.length()))
                : c;
    }

    /** What is left of ICU's skeleton when it is one ASCII letter, else 0. */
    private static char skeleton(int codePoint) {
        String skeleton = SPOOF.getSkeleton(Character.toString(codePoint));
        char found = 0;
        for (int i = 0; i < skeleton.length(); ) {
            int c = smallCapital(skeleton.codePointAt(i));
            i += Character.charCount(c);
            int type = UCharacter.getType(c);
            if (type == UCharacter.NON_SPACING_MARK || type == UCharacter.ENCLOSING_MARK) {
                continue;
            }
            int small = UCharacter.toLowerCase(c);
            if (found != 0 || small < 'a' || small > 'z') {
                return 0;
            }
            found = (char) small;
        }
        return found;
    }

    private static Map<Integer, Integer> readVariants() {
        Map<Integer, Integer> variants = new HashMap<>();
        try (InputStream in = SpecialForms.class.getResourceAsStream("variants.txt");
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    for (String pair : line.split(" ", -1)) {
                        variants.put(pair.codePointAt(0), pair.codePointBefore(pair.length()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table variants.txt", e);
        }
        return Map.copyOf(variants);
    }
}
