package io.qundun.udfs.match;

import io.qundun.udfs.confusable.EmojiSounds;
import io.qundun.udfs.confusable.Leet;
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
    /** The factor for each further character that sounds or looks like the right one. */
    static final double FURTHER = 0.98;

    /**
     * The factor for a term of two characters that is only heard, and not flagged to be looked for
     * by sound.
     */
    static final double TWO_HEARD = 0.6;

    /** What a character costs that only sounds like the right one. */
    static final int SOUND_COST = 2;

    /** What a reading of less confidence is not worth. */
    static final double LEAST = 0.45;

    private static final double EQUAL_TONE = 1.03;
    private static final int MAX_STEPS = 600;
    private static final int MAX_PART_GAP = 2;

    private static final int FOLDINGS = foldings();
    private static final int FURTHER_COUNTS =
            bit(Technique.SOUND) | bit(Technique.NEAR_SOUND) | bit(Technique.SHAPE);
    private static final int HEARD =
            bit(Technique.SOUND)
                    | bit(Technique.NEAR_SOUND)
                    | bit(Technique.PINYIN)
                    | bit(Technique.BOPOMOFO)
                    | bit(Technique.EMOJI);

    private final FoldedText text;
    private final int contacts;
    private final Syllables syllables = Syllables.get();
    private final Pinyin pinyin = Pinyin.get();
    private final Substitutes substitutes = Substitutes.get();

    private Entry entry;
    private String solid;
    private int start;
    private int maxSounds;
    private int steps;
    private int bestEnd;
    private int bestTechniques;
    private int bestSubstituted;
    private double best;

    Disguise(FoldedText text, int contacts) {
        this.text = text;
        this.contacts = contacts;
    }

    private static int foldings() {
        int bits = 0;
        for (Technique technique : Technique.values()) {
            bits |= technique.isFolding() ? 1 << technique.ordinal() : 0;
        }
        return bits;
    }

    private static int bit(Technique technique) {
        return 1 << technique.ordinal();
    }

    int end() {
        return bestEnd;
    }

    int techniques() {
        return bestTechniques;
    }

    /** The product over the techniques, foldings left aside. */
    double confidence() {
        return best;
    }

    /** Characters for which something else stands. */
    int substituted() {
        return bestSubstituted;
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
        steps = 0;
        best = LEAST;
        bestEnd = -1;
        if (wanted.has(TermFlag.EXACT)) {
            return false;
        }
        search(0, start, 0, 0, 0, 1.0, false);
        return bestEnd > 0 && entry.isBounded(text, start, bestEnd);
    }

    /**
     * Goes on from the character {@code j} of the entry at the unit {@code from} of the text.
     *
     * @param spelled whether a syllable in Latin letters ended just before {@code from}
     */
    private void search(
            int j,
            int from,
            int used,
            int sounds,
            int substituted,
            double confidence,
            boolean spelled) {
        if (confidence <= best || ++steps > MAX_STEPS) {
            return;
        }
        int n = text.length();
        if (j == solid.length()) {
            finish(from, used, substituted, confidence, spelled);
            return;
        }
        int at = from;
        int gap = 0;
        int now = used;
        double left = confidence;
        char wanted = solid.charAt(j);
        boolean han = isHan(wanted);
        while (at < n && text.kindAt(at) == CharKind.SEPARATOR) {
            int codePoint = Character.codePointAt(text, at);
            int next = at + Character.charCount(codePoint);
            if (han) {
                emoji(codePoint, j, next, now, sounds, substituted, left);
            } else if (Leet.letters(codePoint).indexOf(wanted) >= 0) {
                take(Technique.LEET, j + 1, next, now, sounds, substituted + 1, left, false);
            }
            if (j == 0 || ++gap > LexiconMatcher.MAX_GAP || entry.has(TermFlag.NO_GAP)) {
                return;
            }
            if (!entry.breaksBefore(j)) {
                if (!han && codePoint == ' ') {
                    return;
                }
                if ((now & bit(Technique.SEPARATOR)) == 0) {
                    now |= bit(Technique.SEPARATOR);
                    left *= Technique.SEPARATOR.confidence();
                }
            }
            at = next;
        }
        if (at == n || tooMany(now)) {
            return;
        }
        char c = text.charAt(at);
        byte kind = text.kindAt(at);
        boolean runsOn = spelled && at == from && kind == CharKind.LATIN;
        if (!runsOn) {
            literal(c, kind, wanted, j, at, now, sounds, substituted, left);
        }
        if (han) {
            if (kind == CharKind.HAN) {
                character(c, wanted, j, at, now, sounds, substituted, left);
                parts(c, wanted, j, at, now, sounds, substituted, left);
            } else if (kind == CharKind.LATIN
                    && ((spelled && at == from)
                            || at == 0
                            || text.kindAt(at - 1) != CharKind.LATIN)) {
                syllable(Technique.PINYIN, wanted, j, at, now, sounds, substituted, left);
            } else if (kind == CharKind.SYLLABLE) {
                character(c, wanted, j, at, now, sounds, substituted, left);
                syllable(Technique.BOPOMOFO, wanted, j, at, now, sounds, substituted, left);
            }
        } else if (kind == CharKind.DIGIT && Leet.letters(c).indexOf(wanted) >= 0) {
            take(Technique.LEET, j + 1, at + 1, now, sounds, substituted + 1, left, false);
        }
    }

    private void literal(
            char c,
            byte kind,
            char wanted,
            int j,
            int at,
            int used,
            int sounds,
            int substituted,
            double confidence) {
        if (c == wanted) {
            search(j + 1, at + 1, used, sounds, substituted, confidence, false);
            return;
        }
        if (Numerals.same(c, wanted)) {
            take(Technique.NUMERAL, j + 1, at + 1, used, sounds, substituted, confidence, false);
        }
        if (j == 0) {
            return;
        }
        char before = solid.charAt(j - 1);
        if (c == before && kind == CharKind.HAN) {
            take(Technique.REPEAT, j, at + 1, used, sounds, substituted, confidence, false);
        } else if ((kind == CharKind.LATIN || kind == CharKind.DIGIT)
                && isHan(wanted)
                && isHan(before)
                && isAlone(at)
                && !entry.has(TermFlag.NO_GAP)) {
            take(Technique.INSERTED, j, at + 1, used, sounds, substituted, confidence, false);
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

    private void character(
            char c,
            char wanted,
            int j,
            int at,
            int used,
            int sounds,
            int substituted,
            double confidence) {
        if (c == wanted) {
            return;
        }
        if (substitutes.isRareFor(c, wanted) && !entry.has(TermFlag.NO_SHAPE)) {
            // Whatever it sounds like, it may be there for what it stands for.
            shown(Technique.MARTIAN, j, at, used, sounds, substituted, confidence);
        }
        if (!entry.has(TermFlag.NO_SOUND)) {
            int distance = syllables.distanceOfCharacters(c, wanted);
            // Of two characters one is left as it is.
            int cost = solid.length() == 2 ? SOUND_COST : soundCost(c, wanted, distance);
            if (sounds + cost > maxSounds) {
                // More are heard than anybody reads at once.
            } else if (distance == 0) {
                double tone = syllables.sameTone(c, wanted) ? EQUAL_TONE : 1.0;
                take(
                        Technique.SOUND,
                        j + 1,
                        at + 1,
                        used,
                        sounds + cost,
                        substituted + 1,
                        confidence * tone,
                        false);
                // No shape is believed more than an equal sound.
                return;
            } else if (distance == 1) {
                take(
                        Technique.NEAR_SOUND,
                        j + 1,
                        at + 1,
                        used,
                        sounds + cost,
                        substituted + 1,
                        confidence,
                        false);
            }
        }
        if (entry.has(TermFlag.NO_SHAPE)) {
            return;
        }
        if (Substitutes.isMartian(c, wanted)) {
            shown(Technique.MARTIAN, j, at, used, sounds, substituted, confidence);
        } else if (substitutes.isAlike(c, wanted)
                && ((used & bit(Technique.SHAPE)) == 0 || entry.han() >= 5)) {
            shown(Technique.SHAPE, j, at, used, sounds, substituted, confidence);
        }
    }

    /** Takes one character for another, whatever it sounds like. */
    private void shown(
            Technique technique,
            int j,
            int at,
            int used,
            int sounds,
            int substituted,
            double confidence) {
        take(technique, j + 1, at + 1, used, sounds, substituted + 1, confidence, false);
    }

    private void parts(
            char c,
            char wanted,
            int j,
            int at,
            int used,
            int sounds,
            int substituted,
            double confidence) {
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
            take(
                    Technique.SPLIT,
                    j + 1,
                    second + 1,
                    used,
                    sounds,
                    substituted + 1,
                    confidence,
                    false);
        }
        int third = partAfter(second);
        if (third >= 0 && splits.composed(c, b, text.charAt(third)).indexOf(wanted) >= 0) {
            take(
                    Technique.SPLIT,
                    j + 1,
                    third + 1,
                    used,
                    sounds,
                    substituted + 1,
                    confidence,
                    false);
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

    private void syllable(
            Technique technique,
            char wanted,
            int j,
            int at,
            int used,
            int sounds,
            int substituted,
            double confidence) {
        if (entry.has(TermFlag.NO_PINYIN)) {
            return;
        }
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
                next++;
            }
            boolean latin = technique == Technique.PINYIN;
            take(
                    technique,
                    j + 1,
                    next,
                    used,
                    sounds,
                    substituted + 1,
                    confidence,
                    latin && next == i + 1);
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

    private void emoji(
            int codePoint,
            int j,
            int next,
            int used,
            int sounds,
            int substituted,
            double confidence) {
        EmojiSounds emoji = EmojiSounds.get();
        int words = codePoint < 0x2000 ? 0 : emoji.words(codePoint);
        for (int i = 0; i < words; i++) {
            String word = emoji.word(codePoint, i);
            if (j + word.length() > solid.length()) {
                continue;
            }
            boolean heard = true;
            for (int k = 0; heard && k < word.length(); k++) {
                char meant = solid.charAt(j + k);
                heard =
                        word.charAt(k) == meant
                                || (!entry.has(TermFlag.NO_SOUND)
                                        && syllables.distanceOfCharacters(word.charAt(k), meant)
                                                == 0);
            }
            if (heard) {
                take(
                        Technique.EMOJI,
                        j + word.length(),
                        next,
                        used,
                        sounds,
                        substituted + word.length(),
                        confidence,
                        false);
            }
        }
    }

    private void take(
            Technique technique,
            int j,
            int next,
            int used,
            int sounds,
            int substituted,
            double confidence,
            boolean spelled) {
        int bit = bit(technique);
        boolean again = (used & bit) != 0;
        if (tooMany(used | bit)) {
            return;
        }
        double factor =
                !again ? technique.confidence() : (FURTHER_COUNTS & bit) != 0 ? FURTHER : 1.0;
        search(
                j,
                next,
                used | bit,
                sounds,
                substituted,
                Math.min(1.0, confidence * factor),
                spelled);
    }

    private static boolean tooMany(int used) {
        return Integer.bitCount(used & ~FOLDINGS) > LexiconMatcher.MAX_TECHNIQUES;
    }

    private void finish(int end, int used, int substituted, double confidence, boolean spelled) {
        if (spelled && end < text.length() && text.kindAt(end) == CharKind.LATIN) {
            return;
        }
        double worth = confidence;
        if (solid.length() == 2
                && (used & HEARD) != 0
                && !entry.has(TermFlag.SOUND)
                && !((used & HEARD) == bit(Technique.EMOJI) && isDrawn(end))) {
            worth *= TWO_HEARD;
        }
        if (worth > best) {
            best = worth;
            bestEnd = end;
            bestTechniques = used;
            bestSubstituted = substituted;
        }
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
