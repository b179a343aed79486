package io.qundun.udfs.match;

import io.qundun.udfs.confusable.EmojiSounds;
import io.qundun.udfs.confusable.Leet;
import io.qundun.udfs.confusable.PhoneticSeries;
import io.qundun.udfs.confusable.Pinyin;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;

/**
 * Compares an entry with a text at one place, looking through every disguise, and keeps the reading
 * of most confidence. A depth-first search over what each place of the text may stand for; the
 * number of steps is bounded, so that no text makes it slow. Holds the outcome of the last
 * comparison; belongs to one thread.
 */
final class Disguise {
    /**
     * The factor for a term of two characters that is only heard, and not flagged to be looked for
     * by sound.
     */
    static final double TWO_HEARD = 0.6;

    /** What a character costs that only sounds like the right one. */
    static final int SOUND_COST = 2;

    /** What a reading of less confidence is not worth. */
    static final double LEAST = 0.45;

    /** No techniques at all, not even none. */
    private static final int NONE = -1;

    private static final double EQUAL_TONE = 1.03;
    private static final int MAX_STEPS = 600;
    private static final int MAX_PART_GAP = 2;

    private static final int HEARD =
            Alignment.bit(Technique.SOUND)
                    | Alignment.bit(Technique.NEAR_SOUND)
                    | Alignment.bit(Technique.PINYIN)
                    | Alignment.bit(Technique.BOPOMOFO)
                    | Alignment.bit(Technique.EMOJI);

    private final FoldedText text;
    private final int contacts;
    private final Syllables syllables = Syllables.get();
    private final Pinyin pinyin = Pinyin.get();
    private final Substitutes substitutes = Substitutes.get();

    private Entry entry;
    private String solid;
    private int start;
    private int maxSounds;
    private int doubted;
    private int steps;
    private double best;
    private int bestEnd;
    private Reading bestReading;

    Disguise(FoldedText text, int contacts) {
        this.text = text;
        this.contacts = contacts;
    }

    int end() {
        return bestEnd;
    }

    int techniques() {
        return bestReading.techniques();
    }

    /** The product over the techniques, foldings left aside. */
    double confidence() {
        return best;
    }

    /** Characters for which something else stands. */
    int substituted() {
        return bestReading.substituted();
    }

    /**
     * What others of like sound may stand for in an entry: {@link #SOUND_COST} for each character.
     */
    static int maxSounds(Entry entry, int contacts) {
        return entry.han() >= 5 || contacts > 0 ? 2 * SOUND_COST : SOUND_COST;
    }

    /**
     * What a character costs that stands for another of like sound: half when it sounds the same
     * and looks like it, too (佬琥机 for 老虎机), or hardly stands for itself anywhere (特犸粢料 for 特码资料),
     * so that there may be twice as many; nothing when both is so (靜忲汾葒 for 静态分红).
     *
     * @param distance of the syllables
     */
    static int soundCost(char shown, char meant, int distance) {
        if (distance > 0) {
            return SOUND_COST;
        }
        Substitutes substitutes = Substitutes.get();
        int cost = SOUND_COST;
        cost -= substitutes.isRare(shown) ? SOUND_COST / 2 : 0;
        cost -= substitutes.isAlike(shown, meant) ? SOUND_COST / 2 : 0;
        return cost;
    }

    /** Whether the entry stands at a folded unit in some disguise that is worth something. */
    boolean matches(Entry wanted, int from) {
        entry = wanted;
        solid = wanted.solid();
        start = from;
        maxSounds = maxSounds(wanted, contacts);
        doubted = NONE;
        return !wanted.has(TermFlag.EXACT) && matches();
    }

    /**
     * Whether it stands there by other techniques, too, than those last found: 网代贝 may be 网贷 by its
     * parts, if 网代 is not by its sound.
     */
    boolean matchesOtherwise() {
        doubted = bestReading.techniques();
        return matches();
    }

    private boolean matches() {
        steps = 0;
        best = LEAST;
        bestEnd = -1;
        search(0, start, Reading.BEGINNING);
        return bestEnd > 0 && entry.isBounded(text, start, bestEnd);
    }

    /** Goes on from the character {@code j} of the entry at the unit {@code from} of the text. */
    private void search(int j, int from, Reading before) {
        if (before.isFarFetched() || before.confidence() <= best || ++steps > MAX_STEPS) {
            return;
        }
        if (j == solid.length()) {
            finish(from, before);
            return;
        }
        char wanted = solid.charAt(j);
        boolean han = isHan(wanted);
        Reading reading = before;
        int at = from;
        for (int gap = 0; at < text.length() && text.kindAt(at) == CharKind.SEPARATOR; ) {
            int codePoint = Character.codePointAt(text, at);
            int next = at + Character.charCount(codePoint);
            if (han) {
                emoji(codePoint, j, next, reading);
            } else if (Leet.letters(codePoint).indexOf(wanted) >= 0) {
                search(j + 1, next, reading.by(Technique.LEET, 1));
            }
            if (j == 0 || ++gap > LexiconMatcher.MAX_GAP || entry.has(TermFlag.NO_GAP)) {
                return;
            }
            if (!entry.breaksBefore(j)) {
                if (!han && codePoint == ' ') {
                    return;
                }
                reading = reading.parted();
            }
            at = next;
        }
        if (at == text.length() || reading.isFarFetched()) {
            return;
        }
        char c = text.charAt(at);
        byte kind = text.kindAt(at);
        boolean runsOn = before.spelled() && at == from;
        if (!runsOn || kind != CharKind.LATIN) {
            literal(c, kind, wanted, j, at, reading);
        }
        if (!han) {
            if (kind == CharKind.DIGIT && Leet.letters(c).indexOf(wanted) >= 0) {
                search(j + 1, at + 1, reading.by(Technique.LEET, 1));
            }
        } else if (kind == CharKind.HAN) {
            character(c, wanted, j, at, reading);
            parts(c, wanted, j, at, reading);
        } else if (kind == CharKind.SYLLABLE) {
            character(c, wanted, j, at, reading);
            syllable(Technique.BOPOMOFO, wanted, j, at, reading);
        } else if (kind == CharKind.LATIN
                && (runsOn || at == 0 || text.kindAt(at - 1) != CharKind.LATIN)) {
            syllable(Technique.PINYIN, wanted, j, at, reading);
        }
    }

    private void literal(char c, byte kind, char wanted, int j, int at, Reading reading) {
        if (c == wanted) {
            search(j + 1, at + 1, reading.plainly());
            return;
        }
        if (Numerals.same(c, wanted)) {
            search(j + 1, at + 1, reading.by(Technique.NUMERAL, 0));
        }
        if (j == 0) {
            return;
        }
        char before = solid.charAt(j - 1);
        if (c == before && kind == CharKind.HAN) {
            search(j, at + 1, reading.by(Technique.REPEAT, 0));
        } else if ((kind == CharKind.LATIN || kind == CharKind.DIGIT)
                && isHan(wanted)
                && isHan(before)
                && isAlone(at)
                && !entry.has(TermFlag.NO_GAP)) {
            search(j, at + 1, reading.by(Technique.INSERTED, 0));
        }
    }

    /**
     * Whether a letter or digit is a single one: none stands beside it, nor before it with only
     * separators between.
     */
    private boolean isAlone(int at) {
        int before = at - 1;
        while (before >= 0 && text.kindAt(before) == CharKind.SEPARATOR) {
            before--;
        }
        return (before < 0 || !CharKind.isWord(text.kindAt(before)))
                && (at + 1 == text.length() || !CharKind.isWord(text.kindAt(at + 1)));
    }

    /**
     * What stands for another character by sound, by shape or in Martian script. Of a short term
     * one looks otherwise, and others differ in nothing but the radical.
     */
    private void character(char c, char wanted, int j, int at, Reading reading) {
        if (c == wanted) {
            return;
        }
        if (substitutes.isRareFor(c, wanted) && !entry.has(TermFlag.NO_SHAPE)) {
            // Whatever it sounds like, it may be there for what it stands for.
            search(j + 1, at + 1, reading.by(Technique.MARTIAN, 1));
        }
        if (!entry.has(TermFlag.NO_SOUND)) {
            int distance = syllables.distanceOfCharacters(c, wanted);
            // Of two characters one is left as it is, unless neither stands for itself.
            int cost =
                    solid.length() == 2 && !substitutes.isRare(c)
                            ? SOUND_COST
                            : soundCost(c, wanted, distance);
            if (reading.cost() + cost > maxSounds) {
                // More are heard than anybody reads at once.
            } else if (distance == 0) {
                double tone = syllables.sameTone(c, wanted) ? EQUAL_TONE : 1.0;
                search(j + 1, at + 1, reading.by(Technique.SOUND, 1, cost, tone));
                // No shape is believed more than an equal sound.
                return;
            } else if (distance == 1) {
                search(j + 1, at + 1, reading.by(Technique.NEAR_SOUND, 1, cost, 1.0));
            }
        }
        if (entry.has(TermFlag.NO_SHAPE)) {
            return;
        }
        boolean akin = solid.length() > 2 && PhoneticSeries.get().same(c, wanted);
        boolean alike = akin || substitutes.isAlike(c, wanted);
        if (Substitutes.isMartian(c, wanted)
                || (alike && solid.length() > 2 && substitutes.isRare(c))) {
            search(j + 1, at + 1, reading.by(Technique.MARTIAN, 1));
        } else if (alike && (!reading.has(Technique.SHAPE) || entry.han() >= 5 || akin)) {
            search(j + 1, at + 1, reading.by(Technique.SHAPE, 1));
        }
    }

    private void parts(char c, char wanted, int j, int at, Reading reading) {
        Splits splits = Splits.get();
        if (!splits.begins(c) || entry.has(TermFlag.NO_SHAPE)) {
            return;
        }
        int second = partAfter(at);
        if (second < 0) {
            return;
        }
        char b = text.charAt(second);
        if (splits.composed(c, b).indexOf(wanted) >= 0) {
            search(j + 1, second + 1, reading.by(Technique.SPLIT, 1));
        }
        int third = partAfter(second);
        if (third >= 0 && splits.composed(c, b, text.charAt(third)).indexOf(wanted) >= 0) {
            search(j + 1, third + 1, reading.by(Technique.SPLIT, 1));
        }
    }

    private int partAfter(int at) {
        int next = at + 1;
        for (int gap = 0; next < text.length() && gap <= MAX_PART_GAP; gap++, next++) {
            if (text.kindAt(next) == CharKind.HAN) {
                return next;
            }
            if (text.kindAt(next) != CharKind.SEPARATOR) {
                return -1;
            }
        }
        return -1;
    }

    private void syllable(Technique technique, char wanted, int j, int at, Reading before) {
        if (entry.has(TermFlag.NO_PINYIN)) {
            return;
        }
        Reading reading = before.by(technique, 1);
        int state = Pinyin.ROOT;
        int n = text.length();
        for (int i = at; i < n; i++) {
            state = pinyin.next(state, text.charAt(i));
            if (state == Pinyin.DEAD) {
                return;
            }
            int base = pinyin.base(state);
            if (base == Syllables.NONE || !isRead(wanted, base)) {
                continue;
            }
            int next = i + 1;
            if (next < n && Pinyin.tone(text.charAt(next)) > 0 && text.isLastOfOriginal(next)) {
                search(j + 1, next + 1, reading);
            } else {
                search(j + 1, next, technique == Technique.PINYIN ? reading.spelledOut() : reading);
            }
        }
    }

    /** Whether a character has a syllable; folding takes the dots off ü. */
    private boolean isRead(char c, int base) {
        int readings = syllables.readings(c);
        for (int i = 0; i < readings; i++) {
            int own = Syllables.base(syllables.reading(c, i));
            if (own == base) {
                return true;
            }
            String spelling = syllables.spelling(own);
            if (spelling.indexOf('v') > 0
                    && spelling.replace('v', 'u').equals(syllables.spelling(base))) {
                return true;
            }
        }
        return false;
    }

    private void emoji(int codePoint, int j, int next, Reading reading) {
        EmojiSounds emoji = EmojiSounds.get();
        int words = codePoint < 0x2000 ? 0 : emoji.words(codePoint);
        for (int i = 0; i < words; i++) {
            String word = emoji.word(codePoint, i);
            if (j + word.length() <= solid.length() && isHeard(word, j)) {
                search(j + word.length(), next, reading.by(Technique.EMOJI, word.length()));
            }
        }
    }

    /** Whether a word sounds like what the entry has from a character on. */
    private boolean isHeard(String word, int j) {
        for (int k = 0; k < word.length(); k++) {
            char c = word.charAt(k);
            char meant = solid.charAt(j + k);
            if (c != meant
                    && (entry.has(TermFlag.NO_SOUND)
                            || syllables.distanceOfCharacters(c, meant) != 0)) {
                return false;
            }
        }
        return true;
    }

    private void finish(int end, Reading reading) {
        if (reading.techniques() == doubted
                || (reading.spelled()
                        && end < text.length()
                        && text.kindAt(end) == CharKind.LATIN)) {
            return;
        }
        double worth = reading.confidence();
        int heard = reading.techniques() & HEARD;
        if (solid.length() == 2
                && heard != 0
                && !entry.has(TermFlag.SOUND)
                && !(heard == Alignment.bit(Technique.EMOJI) && isDrawn(end))) {
            worth *= TWO_HEARD;
        }
        if (reading.has(Technique.SOUND) && reading.has(Technique.SHAPE) && hasOtherRadicals(end)) {
            worth *= EQUAL_TONE;
        }
        if (worth > best) {
            best = worth;
            bestEnd = end;
            bestReading = reading;
        }
    }

    /** Whether what stands there differs from the entry in nothing but radicals. */
    private boolean hasOtherRadicals(int end) {
        boolean same = end - start == solid.length();
        for (int i = 0; same && i < solid.length(); i++) {
            same = PhoneticSeries.get().same(text.charAt(start + i), solid.charAt(i));
        }
        return same;
    }

    /**
     * Whether an emoji in a term of two characters is a picture of what it stands for, and the text
     * goes on after it: ⚫彩 for 黑彩. One at the end of a clause may be there for itself.
     */
    private boolean isDrawn(int end) {
        for (int i = start; i < end; i++) {
            if (text.kindAt(i) == CharKind.SEPARATOR) {
                int codePoint = Character.codePointAt(text, i);
                int next = i + Character.charCount(codePoint);
                char meant = solid.charAt(i == start ? 0 : 1);
                for (int w = 0; w < EmojiSounds.get().words(codePoint); w++) {
                    if (EmojiSounds.get().word(codePoint, w).equals(String.valueOf(meant))) {
                        return next < text.length() && text.kindAt(next) == CharKind.HAN;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isHan(char c) {
        return c >= 0x3400 && c <= 0x9FFF;
    }
}
