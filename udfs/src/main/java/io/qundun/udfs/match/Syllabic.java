package io.qundun.udfs.match;

import io.qundun.udfs.confusable.EmojiSounds;
import io.qundun.udfs.confusable.Pinyin;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.Collection;

/**
 * The reading through what takes more or fewer places than the character it stands for: syllables
 * in Latin letters or bopomofo, parts of characters, emoji, single letters and digits put between,
 * initials; and through Martian characters that sound otherwise than what they stand for. Walks the
 * sound classes over a lattice, from places shortly before such a thing only. Immutable.
 */
final class Syllabic {
    /** Chinese characters before a special place at which an entry over it may begin. */
    private static final int REACH = 8;

    private static final int MAX_STEPS = 300;

    /** Steps of all walks over one text: so many a character, and some for short texts. */
    private static final int STEPS_A_UNIT = 12;

    private static final int FREE_STEPS = 5_000;

    private final Hearing hearing;
    private final boolean narrow;
    private final Syllables syllables = Syllables.get();
    private final Pinyin pinyin = Pinyin.get();
    private final Splits splits = Splits.get();
    private final Substitutes substitutes = Substitutes.get();
    private final EmojiSounds emoji = EmojiSounds.get();
    private final Parts parts;
    private final SyllabicPlaces places;
    private final Initials initials;

    /**
     * Makes the reading.
     *
     * @param narrow false to walk from wherever a syllable may stand, to compare
     */
    Syllabic(Hearing hearing, Collection<Entry> entries, boolean narrow) {
        this.hearing = hearing;
        this.narrow = narrow;
        parts = new Parts(entries);
        places = new SyllabicPlaces(hearing, parts, narrow);
        initials = new Initials(entries);
    }

    Parts parts() {
        return parts;
    }

    long bytes() {
        return parts.bytes() + initials.bytes();
    }

    /**
     * Finds candidates over what is not one character for one.
     *
     * @param mayHaveParts false when no two characters side by side, a run of the same one being
     *     one, are parts
     * @param mayBeMartian false when no character is Martian and sounds otherwise than it is meant
     */
    void scan(Scan scan, boolean mayHaveParts, boolean mayBeMartian) {
        FoldedText text = scan.text();
        int separators = text.count(CharKind.SEPARATOR);
        // The parts of 林 are one in the solid reading.
        boolean runs = scan.length() + separators < text.length();
        boolean doubled = runs && hasDoubledParts(scan);
        boolean han = text.count(CharKind.HAN) + separators == text.length();
        if (doubled || mayBeMartian || !han || text.hasPictographs()) {
            scanAll(scan, mayHaveParts || doubled, mayBeMartian);
        } else if (mayHaveParts) {
            scanParts(scan);
        }
    }

    /** Whether a character that stands for a run may be both parts of one. */
    private boolean hasDoubledParts(Scan scan) {
        FoldedText text = scan.text();
        char[] solid = scan.solid();
        int n = scan.length();
        for (int i = text.nextRun(0); i < n; i = text.nextRun(i + 1)) {
            if (parts.mayBe(solid[i], solid[i])) {
                return true;
            }
        }
        return false;
    }

    /**
     * In a text of Chinese characters and separators where no run may be both parts of one, parts
     * side by side are all there can be.
     */
    private void scanParts(Scan scan) {
        FoldedText text = scan.text();
        char[] solid = scan.solid();
        Walk walk = null;
        for (int i = 0; i + 1 < scan.length(); i++) {
            if (parts.mayBe(solid[i], solid[i + 1])) {
                int at = text.solidAt(i + 1) - 1;
                while (text.kindAt(at) == CharKind.SEPARATOR) {
                    at--;
                }
                if (parts.mayBeginAt(text, at)) {
                    walk = walk == null ? new Walk(scan, false) : walk;
                    walk.around(at);
                }
            }
        }
    }

    private void scanAll(Scan scan, boolean mayHaveParts, boolean mayBeMartian) {
        FoldedText text = scan.text();
        Walk walk = null;
        int n = text.length();
        boolean everywhere = mayHaveParts || mayBeMartian || text.hasPictographs();
        int next;
        for (int i = everywhere ? 0 : text.nextSpelled(0);
                i < n;
                i = everywhere ? next : text.nextSpelled(next)) {
            byte kind = text.kindAt(i);
            boolean special = false;
            next = i + 1;
            if (kind == CharKind.HAN) {
                special =
                        (mayHaveParts && parts.mayBeginAt(text, i))
                                || (mayBeMartian && substitutes.soundsFor(text.charAt(i)) != null);
            } else if (kind == CharKind.SEPARATOR) {
                special =
                        Character.isHighSurrogate(text.charAt(i))
                                ? emoji.words(Character.codePointAt(text, i)) > 0
                                : text.charAt(i) >= 0x2000 && emoji.words(text.charAt(i)) > 0;
            } else if (kind == CharKind.LATIN) {
                next = text.endOfKind(i);
                special = places.isLetters(text, i, next);
                initials.at(scan, i, next);
            } else if (kind == CharKind.DIGIT) {
                special = places.isBetween(text, i);
            } else if (kind == CharKind.SYLLABLE) {
                special =
                        pinyin.next(Pinyin.ROOT, text.charAt(i)) != Pinyin.DEAD
                                || substitutes.soundsFor(text.charAt(i)) != null;
                next = text.endOfKind(i);
            }
            if (special) {
                walk = walk == null ? new Walk(scan, mayBeMartian) : walk;
                walk.around(i);
            }
        }
    }

    /** A walk over one text. */
    private final class Walk {
        private final Scan scan;
        private final boolean mayBeMartian;
        private final FoldedText text;
        private final PrefixTrie trie = hearing.keys().trie();
        private int done = -1;
        private int start;
        private int steps;
        private long left;
        private final int[] starts = new int[REACH + 1];

        Walk(Scan scan, boolean mayBeMartian) {
            this.scan = scan;
            this.mayBeMartian = mayBeMartian;
            this.text = scan.text();
            this.left = FREE_STEPS + (long) STEPS_A_UNIT * text.length();
        }

        /**
         * Starts at a place, at the Chinese characters before it, and at the letters and digits
         * among these that an entry may begin with.
         */
        void around(int place) {
            int count = 0;
            int gap = 0;
            for (int i = place - 1;
                    i > done && count < REACH && gap <= LexiconMatcher.MAX_GAP;
                    i--) {
                boolean han = text.kindAt(i) == CharKind.HAN;
                gap = han ? 0 : gap + 1;
                if (han || places.mayBeginItself(text, i)) {
                    starts[count++] = i;
                }
            }
            for (int k = count - 1; k >= 0; k--) {
                if (!narrow || mayStart(starts[k], place)) {
                    from(starts[k]);
                }
            }
            if (place > done) {
                from(place);
            }
            done = place;
        }

        /** Whether an entry may start with a character and what comes after it. */
        private boolean mayStart(int at, int place) {
            if (text.kindAt(at) != CharKind.HAN) {
                return true;
            }
            char c = text.charAt(at);
            int symbol = hearing.classOf(c);
            if (at + 1 >= place || text.kindAt(at + 1) != CharKind.HAN) {
                return symbol != 0 || parts.mayBeginAt(text, at);
            }
            char next = text.charAt(at + 1);
            if (parts.mayBe(c, next) || (symbol != 0 && parts.mayBeginAt(text, at + 1))) {
                return true;
            }
            int after = hearing.classOf(next);
            if (at + 2 < place && text.kindAt(at + 2) == CharKind.HAN) {
                if (!parts.mayBeginAt(text, at + 2)) {
                    int third = hearing.classOf(text.charAt(at + 2));
                    return hearing.mayBeginWith(symbol, after, third);
                }
            }
            return hearing.mayBeginWith(symbol, after);
        }

        private void from(int place) {
            start = place;
            steps = 0;
            step(PrefixTrie.ROOT, place, false, false, 0);
        }

        private void step(int state, int from, boolean special, boolean spelled, int last) {
            if (++steps > MAX_STEPS || --left < 0) {
                return;
            }
            int n = text.length();
            int at = from;
            int gap = 0;
            while (at < n && text.kindAt(at) == CharKind.SEPARATOR) {
                int codePoint = Character.codePointAt(text, at);
                int next = at + Character.charCount(codePoint);
                if (codePoint >= 0x2000) {
                    emoji(state, codePoint, next, last);
                }
                if (state == PrefixTrie.ROOT || ++gap > LexiconMatcher.MAX_GAP) {
                    return;
                }
                at = next;
            }
            if (at == n) {
                return;
            }
            char c = text.charAt(at);
            byte kind = text.kindAt(at);
            boolean runsOn = spelled && at == from && kind == CharKind.LATIN;
            if (!runsOn) {
                // Where something else may be meant, too, no other reading has asked.
                String plain = mayBeMartian ? substitutes.soundsFor(c) : null;
                reach(state, hearing.classOf(c), at + 1, special || plain != null, false, last);
                for (int i = 0; plain != null && i < plain.length(); i++) {
                    reach(state, hearing.classOf(plain.charAt(i)), at + 1, true, false, last);
                }
            }
            if (kind == CharKind.HAN) {
                if (parts.begins(c)) {
                    parts(state, c, at, last);
                }
            } else if (kind == CharKind.LATIN || kind == CharKind.SYLLABLE) {
                if (kind == CharKind.SYLLABLE
                        || runsOn
                        || at == 0
                        || text.kindAt(at - 1) != CharKind.LATIN) {
                    syllables(state, at, kind == CharKind.LATIN, last);
                }
                if (state != PrefixTrie.ROOT && kind == CharKind.LATIN && text.isLone(at)) {
                    step(state, at + 1, true, false, last);
                }
            } else if (kind == CharKind.DIGIT && state != PrefixTrie.ROOT && text.isLone(at)) {
                step(state, at + 1, true, false, last);
            }
        }

        /** Goes on over one more class, a run of which counts once. */
        private void reach(
                int before, int symbol, int next, boolean special, boolean spelled, int last) {
            int state = symbol == last && symbol != 0 ? before : trie.next(before, symbol);
            if (state == PrefixTrie.NONE) {
                return;
            }
            if (special) {
                offer(state);
            }
            // What is special may be within a run that is the last of a key.
            if (!special || !trie.isLeaf(state)) {
                step(state, next, special, spelled, symbol);
            }
        }

        private void offer(int state) {
            int key = trie.output(state);
            if (key != PrefixTrie.NONE) {
                int count = hearing.keys().entryCount(key);
                for (int e = 0; e < count; e++) {
                    scan.disguisedAt(hearing.keys().entry(key, e), start);
                }
            }
        }

        private void parts(int state, char c, int at, int last) {
            int second = nextPart(at);
            if (second < 0) {
                return;
            }
            char b = text.charAt(second);
            if (parts.mayBe(c, b)) {
                composed(state, splits.composed(c, b), second + 1, last);
                int third = nextPart(second);
                if (third >= 0) {
                    composed(state, splits.composed(c, b, text.charAt(third)), third + 1, last);
                }
            }
        }

        private int nextPart(int at) {
            for (int i = at + 1; i < Math.min(text.length(), at + 4); i++) {
                if (text.kindAt(i) != CharKind.SEPARATOR) {
                    return text.kindAt(i) == CharKind.HAN ? i : -1;
                }
            }
            return -1;
        }

        private void composed(int state, String whole, int next, int last) {
            for (int i = 0; i < whole.length(); i++) {
                reach(state, hearing.classOf(whole.charAt(i)), next, true, false, last);
            }
        }

        private void syllables(int state, int at, boolean latin, int last) {
            int spelling = Pinyin.ROOT;
            for (int i = at; i < text.length(); i++) {
                spelling = pinyin.next(spelling, text.charAt(i));
                if (spelling == Pinyin.DEAD) {
                    return;
                }
                int base = pinyin.base(spelling);
                if (base == Syllables.NONE) {
                    continue;
                }
                int symbol = 1 + syllables.soundClass(base);
                int next = i + 1;
                if (next < text.length()
                        && Pinyin.tone(text.charAt(next)) > 0
                        && text.isLastOfOriginal(next)) {
                    next++;
                }
                reach(state, symbol, next, true, latin && next == i + 1, last);
            }
        }

        private void emoji(int state, int codePoint, int next, int last) {
            int words = emoji.words(codePoint);
            for (int w = 0; w < words; w++) {
                String word = emoji.word(codePoint, w);
                int to = state;
                int before = last;
                int end = word.length() - 1;
                for (int i = 0; i < end && to != PrefixTrie.NONE; i++) {
                    int symbol = hearing.classOf(word.charAt(i));
                    to = symbol == before ? to : trie.next(to, symbol);
                    before = symbol;
                }
                if (to != PrefixTrie.NONE) {
                    reach(to, hearing.classOf(word.charAt(end)), next, true, false, before);
                }
            }
        }
    }
}
