package io.qundun.udfs.match;

import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;

/**
 * Tells a disguise from ordinary writing: one that begins or ends within a word of the dictionary,
 * or that reads as people write anyhow, is none. Asked for candidates only. Thread-safe.
 */
final class Vetoes {
    /** The factor for what may as well be chance. */
    private static final double DOUBTFUL = 0.7;

    /** The least score of look-alikes that hide a term of two characters for sure. */
    private static final int SURE_SCORE = 78;

    /** The same when the two would hardly meet by chance. */
    private static final int FAIR_SCORE = 70;

    /** From which binding in bits on a character at an end belongs to what is outside. */
    static final int BOUND = 5;

    /** The same for a character that is not the term's own. */
    private static final int CHANGED_BOUND = 2;

    /** The same for one that is drawn apart or written as its parts. */
    private static final int APART_BOUND = 3;

    /** The same for terms of three characters and more. */
    private static final int LONGER_BOUND = 6;

    /** From which expectation in bits two characters may well meet by chance. */
    private static final int CHANCE = -1;

    /** The same for characters of a longer term, those beside the changed one taken as words. */
    private static final int LONGER_CHANCE = -7;

    /** The same for two characters that a comma or blank parts. */
    private static final int PAUSED_CHANCE = -4;

    /** Up to which expectation in bits a pair with a fair look-alike is no chance. */
    private static final int UNLIKELY = -5;

    /** Characters of a term that is too short for a far-fetched reading. */
    private static final int SHORT = 4;

    /** From how many occurrences on two neighbours are ordinary, and a word is usual. */
    private static final int SEEN = 2;

    /** The same when one of them is shown for another. */
    private static final int SHOWN_SEEN = 16;

    /** Measure words that often come after a digit. */
    private static final String COUNTED = "群个条张件本台次号楼层户室间位名人头套组批份页句题分点天月年岁元级倍床";

    private static final int PINYIN = Alignment.bit(Technique.PINYIN);

    private static final int INSERTED = Alignment.bit(Technique.INSERTED);

    private static final int SHAPE = Alignment.bit(Technique.SHAPE);

    private static final int SPLIT = Alignment.bit(Technique.SPLIT);

    private static final int LIKENESSES =
            SHAPE | Alignment.bit(Technique.SOUND) | Alignment.bit(Technique.NEAR_SOUND);

    private static final int SUBSTITUTED =
            Alignment.bit(Technique.SOUND)
                    | Alignment.bit(Technique.NEAR_SOUND)
                    | Alignment.bit(Technique.SHAPE)
                    | Alignment.bit(Technique.MARTIAN)
                    | SPLIT;

    private Vetoes() {}

    /**
     * What the confidence of a disguise is to be multiplied with: 0 for what is ordinary writing.
     *
     * @param techniques bits by ordinal
     */
    static double factor(FoldedText text, Entry entry, int first, int end, int techniques) {
        if ((techniques & PINYIN) != 0 && isLatin(text, first, end)) {
            return romanized(text, entry, first, end);
        }
        if ((techniques & SUBSTITUTED) == 0) {
            return (techniques & INSERTED) != 0 && isCounted(text, first, end) ? DOUBTFUL : 1;
        }
        if ((techniques & SPLIT) != 0 && hasBareRadical(text, first, end)) {
            return 1;
        }
        String wanted = entry.solid();
        boolean pair = wanted.length() == 2;
        if (isOrdinary(text, entry, first, end)
                || (WordBreaks.cutsWord(text, first, end)
                        && (pair || !isClearlySplit(text, first, end, techniques)))
                || (pair
                        && end - first == 2
                        && (WordBreaks.isWord(text, first, end) || beginsRun(text, first, end)))) {
            return 0;
        }
        boolean liked = (techniques & LIKENESSES) != 0;
        boolean seen = (techniques & SHAPE) != 0;
        boolean doubtful =
                bindsOutside(text, entry, first, end, pair)
                        || (!pair && Gaps.isTwoClauses(text, first, end))
                        || (wanted.length() <= SHORT && isReadingOfItsOwn(text, entry, first, end))
                        || (pair && isLikelyToMeet(text, first, end, techniques))
                        || (wanted.length() == 3 && liked && (techniques & INSERTED) != 0)
                        || (liked && !seen && isTwoWords(text, entry, first, end))
                        || (!pair
                                && wanted.length() <= SHORT
                                && end - first == wanted.length()
                                && liked
                                && runsThrough(text, entry, first, seen));
        if (doubtful) {
            return DOUBTFUL;
        }
        return pair && seen ? shown(text, entry, first, end) : 1;
    }

    /** Whether two characters begin a longer run that ordinary text has: 博采众长. */
    private static boolean beginsRun(FoldedText text, int first, int end) {
        int most = Math.min(text.length(), first + OrdinaryText.LONGEST);
        for (int to = end + 1; to <= most && isUsualHan(text, first, to); to++) {
            if (OrdinaryText.get().count(text, first, to) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are but Chinese characters, and such as ordinary text has. */
    private static boolean isUsualHan(FoldedText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.kindAt(i) != CharKind.HAN || Substitutes.get().isRare(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a part that is no character of its own (扌, 讠), and nobody writes alone. */
    private static boolean hasBareRadical(FoldedText text, int first, int end) {
        for (int i = first; i < end; i++) {
            if (Splits.BARE_RADICALS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether two parts of a character stand side by side that ordinary text never has so, and no
     * usual word goes over either end: 木其牌上分|秒到, but not 垃圾广发物|业.
     */
    private static boolean isClearlySplit(FoldedText text, int first, int end, int techniques) {
        if ((techniques & SPLIT) == 0
                || isUsualWord(text, first - 1)
                || isUsualWord(text, end - 1)) {
            return false;
        }
        for (int i = first; i + 1 < end; i++) {
            if (!Splits.get().composed(text.charAt(i), text.charAt(i + 1)).isEmpty()
                    && OrdinaryText.get().count(text, i, i + 2) == 0) {
                return true;
            }
        }
        return false;
    }

    /** What the confidence of a term that stands there backwards is to be multiplied with. */
    static double backwards(FoldedText text, int first, int end) {
        return WordBreaks.cutsWord(text, first, end) ? DOUBTFUL : 1;
    }

    /**
     * Whether a digit put between comes after a word and counts the last character of a term
     * (僵尸3号别碰), or belongs to a word that goes on outside (刷2单元, 高3仿真).
     */
    private static boolean isCounted(FoldedText text, int first, int end) {
        if (text.kindAt(end - 2) == CharKind.DIGIT
                && COUNTED.indexOf(text.charAt(end - 1)) >= 0
                && (end - first == 3 || WordBreaks.joinsWord(text, end - 4))) {
            return true;
        }
        for (int i = first; i < end; i++) {
            if (text.kindAt(i) == CharKind.DIGIT) {
                return WordBreaks.cutsWord(text, first, end);
            }
        }
        return false;
    }

    /** Whether a pair of characters is more likely two words or a number that meet. */
    private static boolean isLikelyToMeet(FoldedText text, int first, int end, int techniques) {
        boolean paused = Gaps.isPaused(text, first, end);
        return ((end - first == 2 || paused)
                        && Collocations.chance(text, first, end)
                                >= (paused ? PAUSED_CHANCE : CHANCE))
                || Gaps.isListed(text, first, end)
                || (techniques & INSERTED) != 0
                || ((techniques & LIKENESSES) != 0
                        && (WordBreaks.joinsWord(text, first - 1)
                                || WordBreaks.joinsWord(text, end - 1)));
    }

    /**
     * Whether a span in which some characters stand for others is what people write anyhow, or a
     * pair of which one goes with its neighbour outside.
     */
    static boolean isOrdinary(FoldedText text, Entry entry, int first, int end) {
        return isWritten(text, first, end)
                || (entry.solid().length() == 2 && bindsOutside(text, entry, first, end, true));
    }

    /**
     * Whether a usual character stands for one that it sounds like in a reading that is not its own
     * commonest, and does not look like it either: 着 for 照, 呼 for 销. Who hides a term writes what
     * everybody reads at once.
     */
    private static boolean isReadingOfItsOwn(FoldedText text, Entry entry, int first, int end) {
        String wanted = entry.solid();
        Syllables syllables = Syllables.get();
        int j = 0;
        boolean otherwise = false;
        for (int i = first; i < end; i++) {
            if (text.kindAt(i) == CharKind.SEPARATOR) {
                continue;
            }
            if (j == wanted.length()) {
                return false;
            }
            char shown = text.charAt(i);
            char meant = wanted.charAt(j++);
            if (shown != meant) {
                int heard = syllables.distanceOfCharacters(shown, meant);
                otherwise |=
                        heard <= 1
                                && distanceOfMain(syllables, shown, meant, heard) > 1
                                && !(heard == 0 && Substitutes.get().isRare(shown))
                                && !Substitutes.get().isAlike(shown, meant);
            }
        }
        return otherwise && j == wanted.length();
    }

    /**
     * How far the commonest reading of one character is from those of another: from the first two
     * when they may be the same, from the commonest one when they are only near.
     */
    private static int distanceOfMain(Syllables syllables, char shown, char meant, int heard) {
        int main = syllables.mainBase(shown);
        int readings = heard == 0 ? Math.min(2, syllables.readings(meant)) : 1;
        int least = Syllables.FAR;
        for (int i = 0; i < readings; i++) {
            int base = Syllables.base(syllables.reading(meant, i));
            least = Math.min(least, syllables.distance(main, base));
        }
        return least;
    }

    /**
     * Whether the characters of a longer term, not all of them its own, may well meet by chance, or
     * in one of three characters each pair of neighbours with one that is not the term's own stands
     * in ordinary text.
     */
    private static boolean runsThrough(FoldedText text, Entry entry, int first, boolean seen) {
        String wanted = entry.solid();
        if (Collocations.meeting(text, wanted, first) >= LONGER_CHANCE) {
            return true;
        }
        OrdinaryText ordinary = OrdinaryText.get();
        for (int i = 0; i + 1 < wanted.length(); i++) {
            boolean changed =
                    text.charAt(first + i) != wanted.charAt(i)
                            || text.charAt(first + i + 1) != wanted.charAt(i + 1);
            if (changed
                    && ordinary.count(text, first + i, first + i + 2)
                            < (seen ? SHOWN_SEEN : SEEN)) {
                return false;
            }
        }
        return wanted.length() == 3;
    }

    /**
     * Whether a term of four characters and more reads as two words, what is changed being one of
     * them: 十分钟|到站 for 十分钟到账.
     */
    private static boolean isTwoWords(FoldedText text, Entry entry, int first, int end) {
        String wanted = entry.solid();
        if (wanted.length() < SHORT || end - first != wanted.length()) {
            return false;
        }
        int from = 0;
        while (from < wanted.length() && text.charAt(first + from) == wanted.charAt(from)) {
            from++;
        }
        int to = wanted.length();
        while (to > from && text.charAt(first + to - 1) == wanted.charAt(to - 1)) {
            to--;
        }
        return (to <= 2 && isUsualWord(text, first) && isUsual(text, first + 2, end))
                || (from >= wanted.length() - 2
                        && isUsualWord(text, end - 2)
                        && isUsual(text, first, end - 2));
    }

    /** Whether two characters are a word that ordinary text often has. */
    private static boolean isUsualWord(FoldedText text, int first) {
        return WordBreaks.joinsWord(text, first)
                && OrdinaryText.get().count(text, first, first + 2) >= SEEN;
    }

    /** Whether characters that are a term's own are ordinary, or tell how many. */
    private static boolean isUsual(FoldedText text, int first, int end) {
        return text.kindAt(first) == CharKind.DIGIT
                || end - first > OrdinaryText.LONGEST
                || OrdinaryText.get().count(text, first, end) > 0;
    }

    /** The factor for a pair of characters of which one is shown by another. */
    private static double shown(FoldedText text, Entry entry, int first, int end) {
        if (end - first > 2) {
            return Gaps.isDrawnApart(text, first, end) ? 1 : DOUBTFUL;
        }
        boolean unlikely = Collocations.chance(text, first, end) <= UNLIKELY;
        for (int i = 0; i < 2; i++) {
            int at = i == 0 ? first : end - 1;
            char shown = text.charAt(at);
            char meant = entry.solid().charAt(i);
            if (shown != meant && !isLike(text, at, meant, unlikely)) {
                return DOUBTFUL;
            }
        }
        return 1;
    }

    /**
     * Whether a look-alike is a good one; a part that stands for the whole is a fair one. What
     * ordinary text hardly has, names do.
     */
    private static boolean isLike(FoldedText text, int at, char meant, boolean unlikely) {
        int score = LookAlikes.get().score(text.charAt(at), meant);
        return score >= SURE_SCORE
                || (unlikely
                        && (score == 0
                                || (score >= FAIR_SCORE
                                        && !Substitutes.get().isRare(text.charAt(at)))));
    }

    /** The factor for a term in Latin letters. */
    private static double romanized(FoldedText text, Entry entry, int first, int end) {
        boolean pair = entry.solid().length() == 2;
        if (Romanized.isJoined(text, first, end)
                || (pair && text.count(CharKind.HAN) == 0 && Romanized.isWords(text, first, end))) {
            return 0;
        }
        boolean doubtful =
                Romanized.isName(text, first, end, entry.han())
                        || Gaps.isTwoClauses(text, first, end)
                        || (pair
                                && (Romanized.isForeign(text, first, end)
                                        || Romanized.isInRow(text, first, end)));
        return doubtful ? DOUBTFUL : 1;
    }

    private static boolean isLatin(FoldedText text, int first, int end) {
        for (int i = first; i < end; i++) {
            byte kind = text.kindAt(i);
            if (kind != CharKind.LATIN && kind != CharKind.SEPARATOR && kind != CharKind.DIGIT) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character at either end belongs rather to the one outside beside it. */
    private static boolean bindsOutside(
            FoldedText text, Entry entry, int first, int end, boolean pair) {
        String wanted = entry.solid();
        boolean head = text.charAt(first) != wanted.charAt(0);
        boolean tail = text.charAt(end - 1) != wanted.charAt(wanted.length() - 1);
        boolean telling = !pair || isInParts(text, first, end, wanted.length());
        int changed = telling ? LONGER_BOUND : end - first == 2 ? CHANGED_BOUND : APART_BOUND;
        int same = pair ? BOUND : LONGER_BOUND;
        return Collocations.binding(text, first - 1) >= (head ? changed : same)
                || Collocations.binding(text, end - 1) >= (tail ? changed : same);
    }

    /**
     * Whether each character of an entry is written as its parts, which does not come by chance.
     */
    private static boolean isInParts(FoldedText text, int first, int end, int characters) {
        int han = 0;
        for (int i = first; i < end; i++) {
            han += text.kindAt(i) == CharKind.HAN ? 1 : 0;
        }
        return han >= 2 * characters;
    }

    /** Whether the characters of the span, separators left aside, occur so in ordinary text. */
    private static boolean isWritten(FoldedText text, int first, int end) {
        OrdinaryText ordinary = OrdinaryText.get();
        int separators = 0;
        for (int i = first; i < end; i++) {
            separators += text.kindAt(i) == CharKind.SEPARATOR ? 1 : 0;
        }
        if (separators == 0) {
            return ordinary.count(text, first, end) > 0;
        }
        StringBuilder characters = new StringBuilder(end - first);
        for (int i = first; i < end; i++) {
            if (text.kindAt(i) != CharKind.SEPARATOR) {
                characters.append(text.charAt(i));
            }
        }
        return ordinary.count(characters) > 0;
    }
}
