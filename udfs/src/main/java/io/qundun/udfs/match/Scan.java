package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;

/** One matching of one text: checks what the readings propose, and gathers what holds. */
final class Scan {
    /**
     * Disguises compared in one text, beside two for each unit, so that decoys in a long text do
     * not use up what the rest of it needs; a bound on the time that a hostile text can take.
     */
    private static final int FREE_DISGUISES = 5_000;

    /** Disguises checked against ordinary writing in one text. */
    private static final int MAX_VETOES = 1_000;

    /** Characters of the shortest entry that is looked for backwards. */
    static final int LEAST_BACKWARDS = 4;

    /** Rare characters from which on nobody reads an ordinary text. */
    private static final int RARE_ONES = 2;

    /** Letters of the shortest initials that need no contact in the message. */
    private static final int SURE_INITIALS = 4;

    /** What ordinary writing may have, too. */
    private static final int DOUBTED =
            Alignment.bit(Technique.SOUND)
                    | Alignment.bit(Technique.NEAR_SOUND)
                    | Alignment.bit(Technique.SHAPE)
                    | Alignment.bit(Technique.MARTIAN)
                    | Alignment.bit(Technique.SPLIT)
                    | Alignment.bit(Technique.PINYIN)
                    | Alignment.bit(Technique.INSERTED);

    private final FoldedText text;
    private final int contacts;
    private final Substitutes substitutes;
    private Alignment alignment;
    private Disguise disguise;
    private Candidates candidates;
    private final int maxDisguises;
    private int disguises;
    private int vetoes;
    private Entry lastEntry;
    private int lastStart = -1;

    Scan(FoldedText text, int contacts, Substitutes substitutes) {
        this.text = text;
        this.contacts = contacts;
        this.substitutes = substitutes;
        maxDisguises = FREE_DISGUISES + 2 * text.length();
    }

    FoldedText text() {
        return text;
    }

    char[] solid() {
        return text.solid();
    }

    /** Units of the solid reading. */
    int length() {
        return text.solidLength();
    }

    int contacts() {
        return contacts;
    }

    /** What holds so far, or null. */
    Candidates candidates() {
        return candidates;
    }

    /** An entry may be spelled plainly from a solid unit on. */
    void plain(Entry entry, int solidIndex) {
        if (alignment == null) {
            alignment = new Alignment(text, substitutes);
        }
        if (alignment.matches(entry, solidIndex)) {
            add(entry, alignment.first(), alignment.end(), alignment.techniques(), 0);
        }
    }

    /**
     * An entry may stand from a solid unit on, some of its characters replaced by one other each.
     * What everybody writes is not looked at further.
     */
    void substituted(Entry entry, int solidIndex) {
        int last = solidIndex + entry.solid().length() - 1;
        if (!entry.isAllowed() && last < text.solidLength()) {
            int first = text.solidAt(solidIndex);
            int end = text.solidAt(last) + 1;
            if (end - first == entry.solid().length()
                    && Vetoes.isOrdinary(text, entry, first, end)) {
                return;
            }
        }
        disguised(entry, solidIndex);
    }

    private void disguised(Entry entry, int solidIndex) {
        int at = text.solidAt(solidIndex);
        int next = text.solidEnd(solidIndex);
        // Of a run of one character no more than the entry begins with is taken.
        String solid = entry.solid();
        int wanted = 1;
        while (wanted < solid.length() && solid.charAt(wanted) == solid.charAt(0)) {
            wanted++;
        }
        for (int i = next - 1; i > at && wanted > 0; i--) {
            if (text.kindAt(i) == CharKind.HAN && --wanted == 0) {
                at = i;
            }
        }
        disguisedAt(entry, at);
    }

    /** An entry may be disguised from a folded unit on. */
    void disguisedAt(Entry entry, int start) {
        if ((entry == lastEntry && start == lastStart) || ++disguises > maxDisguises) {
            return;
        }
        lastEntry = entry;
        lastStart = start;
        if (disguise == null) {
            disguise = new Disguise(text, contacts);
        }
        if (disguise.matches(entry, start) && !take(entry, start) && disguise.matchesOtherwise()) {
            take(entry, start);
        }
    }

    /** Takes the disguise that was found for what it is worth; false when that is in doubt. */
    private boolean take(Entry entry, int start) {
        int end = disguise.end();
        int techniques = disguise.techniques();
        if ((disguise.substituted() == 0 && isPlain())
                || ((techniques & Alignment.bit(Technique.LEET)) != 0
                        && 3 * disguise.substituted() > 2 * entry.solid().length())) {
            return true;
        }
        double confidence = disguise.confidence();
        double factor = 1;
        if (!entry.isAllowed() && (techniques & DOUBTED) != 0) {
            if (++vetoes > MAX_VETOES) {
                return true;
            }
            factor = Vetoes.factor(text, entry, start, end, techniques);
            factor = factor > 0 && factor < 1 && hasRareOnes(start, end) ? 1 : factor;
        }
        if (confidence * factor >= Disguise.LEAST) {
            // Never makes a hit of none: a folded text has only simplified characters.
            boolean mixed = factor < 1 && HanScript.isMixedIn(text, start, end);
            add(entry, start, end, techniques, mixed ? confidence : confidence * factor);
        }
        return factor == 1;
    }

    /** Whether several characters are such as ordinary text hardly has. */
    private boolean hasRareOnes(int start, int end) {
        int rare = 0;
        for (int i = start; i < end; i++) {
            rare += text.kindAt(i) == CharKind.HAN && substitutes.isRare(text.charAt(i)) ? 1 : 0;
        }
        return rare >= RARE_ONES;
    }

    /** Whether the plain reading finds as much. */
    private boolean isPlain() {
        return (disguise.techniques() & Alignment.bit(Technique.INSERTED)) == 0;
    }

    /**
     * A whole run of letters, or a row of single ones, is the initials of an entry that may be
     * looked for so. Before a digit they may as well be a number's.
     *
     * @param letters how many
     */
    void initials(Entry entry, int first, int end, int letters) {
        int techniques = Alignment.bit(Technique.INITIALS);
        double confidence = Technique.INITIALS.confidence();
        if ((letters < SURE_INITIALS && contacts == 0)
                || (end < text.length() && text.kindAt(end) == CharKind.DIGIT)) {
            confidence *= Disguise.TWO_HEARD;
        }
        if (letters < end - first) {
            techniques |= Alignment.bit(Technique.SEPARATOR);
            confidence *= Technique.SEPARATOR.confidence();
        }
        if (!entry.has(TermFlag.NO_PINYIN)
                && !entry.has(TermFlag.EXACT)
                && !Romanized.isJoined(text, first, end)) {
            add(entry, first, end, techniques, confidence);
        }
    }

    /** Whether an entry is looked for backwards. */
    static boolean isForBackwards(Entry entry) {
        return !entry.isAllowed()
                && entry.solid().length() >= LEAST_BACKWARDS
                && !entry.has(TermFlag.EXACT);
    }

    /** An entry may end at a solid unit, written backwards. */
    void backwards(Entry entry, int solidIndex) {
        String wanted = entry.solid();
        if (!isForBackwards(entry) || solidIndex + 1 < wanted.length()) {
            return;
        }
        int at = text.solidEnd(solidIndex) - 1;
        while (text.kindAt(at) == CharKind.SEPARATOR) {
            at--;
        }
        int end = at + 1;
        int gaps = 0;
        int gap = 0;
        int j = 0;
        for (; j < wanted.length(); at--) {
            if (at < 0) {
                return;
            }
            if (text.kindAt(at) == CharKind.SEPARATOR) {
                gaps++;
                if (++gap > LexiconMatcher.MAX_GAP) {
                    return;
                }
            } else if (text.charAt(at) == wanted.charAt(j)) {
                gap = 0;
                j++;
            } else {
                return;
            }
        }
        int first = at + 1;
        if (isPalindrome(wanted) || !entry.isBoundedBackwards(text, first, end)) {
            return;
        }
        int techniques = Alignment.bit(Technique.REVERSED);
        double confidence = Technique.REVERSED.confidence();
        if (gaps > 0) {
            if (entry.has(TermFlag.NO_GAP) || !entry.unspaced()) {
                return;
            }
            techniques |= Alignment.bit(Technique.SEPARATOR);
            confidence *= Technique.SEPARATOR.confidence();
        }
        add(entry, first, end, techniques, confidence * Vetoes.backwards(text, first, end));
    }

    private static boolean isPalindrome(String text) {
        for (int i = 0; i < text.length() / 2; i++) {
            if (text.charAt(i) != text.charAt(text.length() - 1 - i)) {
                return false;
            }
        }
        return true;
    }

    void add(Entry entry, int first, int end, int techniques, double confidence) {
        if (candidates == null) {
            candidates = new Candidates(text);
        }
        Entry found = entry.origin();
        if (found == entry) {
            candidates.add(entry, first, end, techniques, confidence);
        } else {
            candidates.add(
                    found,
                    first,
                    end,
                    techniques | Alignment.bit(Technique.NUMERAL),
                    confidence * Technique.NUMERAL.confidence());
        }
    }
}
