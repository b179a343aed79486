package io.qundun.udfs.match;

import io.qundun.udfs.confusable.EmojiSounds;
import io.qundun.udfs.confusable.Pinyin;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Tells of most letters and digits in a text that no entry goes over them as syllables, or with
 * them put between its characters: the classes on either side would have to follow each other in
 * some entry. Each tells for itself and what comes after it; what comes before has been asked.
 * Immutable.
 */
final class SyllabicPlaces {
    private static final int LONGEST_RUN = 62;
    private static final int FIRST_PICTOGRAPH = 0x2000;

    private final Hearing hearing;
    private final Parts parts;
    private final boolean narrow;
    private final Pinyin pinyin = Pinyin.get();
    private final Syllables syllables = Syllables.get();
    private final EmojiSounds emoji = EmojiSounds.get();
    private final Substitutes substitutes = Substitutes.get();

    /**
     * Makes it.
     *
     * @param narrow false to let pass all letters that may be a syllable, and single letters and
     *     digits wherever they stand, to compare
     */
    SyllabicPlaces(Hearing hearing, Parts parts, boolean narrow) {
        this.hearing = hearing;
        this.parts = parts;
        this.narrow = narrow;
    }

    /** Whether a run of Latin letters may be meant as syllables, or one letter put between. */
    boolean isLetters(FoldedText text, int from, int end) {
        return (end - from == 1 && isBetween(text, from))
                || (isSyllables(text, from, end) && (!narrow || mayBeMeant(text, from, end)));
    }

    /** Whether a letter or digit may be put between two characters. */
    boolean isBetween(FoldedText text, int at) {
        if (!narrow) {
            return true;
        }
        if (!text.isLone(at)) {
            return false;
        }
        int left = before(text, at);
        if (left < 0 || text.kindAt(left) != CharKind.HAN) {
            return false;
        }
        int right = after(text, at + 1);
        if (right < 0) {
            return false;
        }
        char next = text.charAt(right);
        return text.kindAt(right) != CharKind.HAN
                || parts.mayBeginAt(text, right)
                || hearing.mayMeet(hearing.classOf(text.charAt(left)), hearing.classOf(next));
    }

    /** Whether an entry may begin with a letter or digit that is there for itself. */
    boolean mayBeginItself(FoldedText text, int at) {
        int own = hearing.classOf(text.charAt(at));
        return own != 0 && mayBeginBefore(own, text, at + 1, after(text, at + 1));
    }

    /** The last unit before a place that is no separator, unless too many lie between; or -1. */
    private static int before(FoldedText text, int at) {
        int i = at - 1;
        while (i >= 0 && text.kindAt(i) == CharKind.SEPARATOR) {
            i--;
        }
        return at - i > 2 * LexiconMatcher.MAX_GAP + 1 ? -1 : i;
    }

    /** The first unit from a place on that is no separator, unless too many lie between; or -1. */
    private static int after(FoldedText text, int at) {
        int i = at;
        while (i < text.length() && text.kindAt(i) == CharKind.SEPARATOR) {
            i++;
        }
        return i == text.length() || i - at > 2 * LexiconMatcher.MAX_GAP ? -1 : i;
    }

    /** Whether a run of letters can be cut into syllables from end to end. */
    private boolean isSyllables(FoldedText text, int from, int to) {
        if (to - from > LONGEST_RUN) {
            return false;
        }
        long reached = 1;
        for (int start = 0; start < to - from; start++) {
            if ((reached & 1L << start) == 0) {
                continue;
            }
            int state = Pinyin.ROOT;
            for (int i = from + start; i < to; i++) {
                state = pinyin.next(state, text.charAt(i));
                if (state == Pinyin.DEAD) {
                    break;
                }
                if (pinyin.base(state) != Syllables.NONE) {
                    reached |= 1L << (i + 1 - from);
                }
            }
        }
        return (reached & 1L << (to - from)) != 0;
    }

    /** Whether the first syllable of a run may follow what is before it, or begin an entry. */
    private boolean mayBeMeant(FoldedText text, int from, int end) {
        if (mayBeginItself(text, from)) {
            return true;
        }
        int left = before(text, from);
        int last = left < 0 ? 0 : hearing.classOf(text.charAt(left));
        int right = afterSyllable(text, end);
        int state = Pinyin.ROOT;
        for (int i = from; i < end; i++) {
            state = pinyin.next(state, text.charAt(i));
            if (state == Pinyin.DEAD) {
                return false;
            }
            int base = pinyin.base(state);
            if (base == Syllables.NONE) {
                continue;
            }
            int symbol = 1 + syllables.soundClass(base);
            if (hearing.keys().isSingle(symbol)
                    || hearing.mayMeet(last, symbol)
                    || (i + 1 < end
                            ? mayBegin(symbol, text, i + 1, end)
                            : mayBeginBefore(symbol, text, end, right))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an entry may begin with a class and a syllable that begins a run of letters. */
    private boolean mayBegin(int symbol, FoldedText text, int from, int end) {
        int state = Pinyin.ROOT;
        for (int i = from; i < end; i++) {
            state = pinyin.next(state, text.charAt(i));
            if (state == Pinyin.DEAD) {
                return false;
            }
            int base = pinyin.base(state);
            if (base != Syllables.NONE
                    && hearing.mayBeginWith(symbol, 1 + syllables.soundClass(base))) {
                return true;
            }
        }
        return false;
    }

    /** The first unit after a syllable, and its tone, that is no separator; or -1. */
    private static int afterSyllable(FoldedText text, int end) {
        boolean toned =
                end < text.length()
                        && Pinyin.tone(text.charAt(end)) > 0
                        && text.isLastOfOriginal(end);
        return after(text, toned ? end + 1 : end);
    }

    /**
     * Whether an entry may begin with a class and what comes next.
     *
     * @param from where separators may begin
     * @param right the first unit from there on that is no separator, or -1
     */
    private boolean mayBeginBefore(int symbol, FoldedText text, int from, int right) {
        if (text.hasPictographs()) {
            int most = Math.min(text.length(), from + 2 * (LexiconMatcher.MAX_GAP + 1));
            if (hasEmoji(text, from, right < 0 ? most : right)) {
                return true;
            }
        }
        if (right < 0) {
            return false;
        }
        char next = text.charAt(right);
        if (hearing.mayBeginWith(symbol, hearing.classOf(next))) {
            return true;
        }
        switch (text.kindAt(right)) {
            case CharKind.HAN:
                return parts.mayBeginAt(text, right) || substitutes.soundsFor(next) != null;
            case CharKind.DIGIT:
                return text.isLone(right);
            case CharKind.LATIN:
                int end = text.endOfKind(right);
                return end - right == 1 || mayBegin(symbol, text, right, end);
            default:
                return true;
        }
    }

    private boolean hasEmoji(FoldedText text, int from, int to) {
        for (int i = from; i < to; i++) {
            int codePoint = Character.codePointAt(text, i);
            if (codePoint >= FIRST_PICTOGRAPH && emoji.words(codePoint) > 0) {
                return true;
            }
        }
        return false;
    }
}
