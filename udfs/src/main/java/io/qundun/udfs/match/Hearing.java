package io.qundun.udfs.match;

import io.qundun.udfs.confusable.Syllables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reading by sound: entries by the sound classes of their characters (near syllables share
 * one), found from each place of the solid reading where the first classes allow one. What is found
 * is a candidate, to be compared character by character. Immutable.
 */
final class Hearing {
    /** The first class that is no sound, but one character; its last six bits are 0. */
    static final int FIRST_OTHER = 448;

    private static final int LENGTH = 0x7FFF;
    private static final int LONG = 0x8000;

    /** Characters of an entry for which a second reading is looked for, one at a time. */
    private static final int MAX_OTHER_READINGS = 3;

    private final Syllables syllables = Syllables.get();

    private final char[] classOf = new char[1 << 16];
    private final int classes;
    private final KeyTable keys;
    private final Substitutes substitutes;

    /**
     * The spellings of all keys' entries: each its length and whether it has many Chinese
     * characters, then the characters; 0 after a key's last. Kept together, because most of what is
     * compared is not equal and the entry need not be looked at.
     */
    private final char[] spelled;

    /** Where an entry under a key of one or two symbols may be heard that is not written. */
    private final PairFilter heardOfFew;

    /** Classes side by side in a key. */
    private final SoundPairs pairs = new SoundPairs();

    private final FirstSounds firstSounds;

    /** By key where its spellings begin. */
    private final int[] spelledAt;

    Hearing(Collection<Entry> entries, Substitutes substitutes) {
        this.substitutes = substitutes;
        for (int c = 0x3007; c <= 0x9FFF; c++) {
            char plain = substitutes.martianPlain((char) c);
            classOf[c] = (char) substitutes.soundClass(plain == 0 ? (char) c : plain);
        }
        int others = FIRST_OTHER;
        KeyTable.Builder builder = new KeyTable.Builder();
        List<String> first = new ArrayList<>();
        for (Entry entry : entries) {
            for (int i = 0; i < entry.solid().length(); i++) {
                char c = entry.solid().charAt(i);
                if (classOf[c] == 0) {
                    classOf[c] = (char) others++;
                }
            }
            forEachKey(
                    entry,
                    key -> {
                        builder.add(key.toString(), entry);
                        pairs.add(key);
                        first.add(places(key));
                    });
        }
        keys = builder.build();
        firstSounds = new FirstSounds(first);
        spelledAt = new int[keys.size()];
        StringBuilder all = new StringBuilder();
        for (int k = 0; k < spelledAt.length; k++) {
            spelledAt[k] = all.length();
            for (int e = 0; e < keys.entryCount(k); e++) {
                Entry entry = keys.entry(k, e);
                int head = entry.solid().length();
                head |= Disguise.maxSounds(entry, 0) > Disguise.SOUND_COST ? LONG : 0;
                all.append((char) head).append(entry.solid());
            }
            all.append('\0');
        }
        spelled = all.toString().toCharArray();
        classes = others;
        heardOfFew = heardOfFew(entries);
    }

    /** The first classes of a key, no more than are asked for, by their places. */
    private static String places(CharSequence key) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < Math.min(3, key.length()); i++) {
            places.append((char) SoundPairs.place(key.charAt(i)));
        }
        return places.toString();
    }

    private PairFilter heardOfFew(Collection<Entry> entries) {
        HeardPairs few = new HeardPairs(homophones(), substitutes);
        for (Entry entry : entries) {
            forEachKey(entry, key -> few.add(entry, key));
        }
        return few.filter();
    }

    /** Goes over an entry's keys: by main readings, and with a second one for one character. */
    void forEachKey(Entry entry, Consumer<StringBuilder> to) {
        StringBuilder key = new StringBuilder();
        key(entry, key, -1);
        to.accept(key);
        int at = otherReading(entry, 0);
        for (int n = 0; at >= 0 && n < MAX_OTHER_READINGS; n++) {
            key(entry, key, at);
            to.accept(key);
            at = otherReading(entry, at + 1);
        }
    }

    /** The next character, from a place on, whose second reading is of another class; or -1. */
    private int otherReading(Entry entry, int from) {
        for (int i = from; i < entry.solid().length(); i++) {
            char c = entry.solid().charAt(i);
            char second = secondClass(c);
            if (second != 0 && second != classOf[c]) {
                return i;
            }
        }
        return -1;
    }

    /** What passes for what by its sound; made anew. */
    Homophones homophones() {
        return new Homophones(classOf, classes, substitutes);
    }

    /** The class of a character's second reading, 0 for none. */
    char secondClass(char c) {
        return (char)
                (syllables.readings(c) < 2
                        ? 0
                        : 1 + syllables.soundClass(Syllables.base(syllables.reading(c, 1))));
    }

    /**
     * The classes of an entry, one for each run of the same one.
     *
     * @param other the character that is read the second way, or -1
     */
    private void key(Entry entry, StringBuilder key, int other) {
        key.setLength(0);
        String solid = entry.solid();
        for (int i = 0; i < solid.length(); i++) {
            char c = solid.charAt(i);
            char symbol = i == other ? secondClass(c) : classOf[c];
            if (i == 0 || symbol != key.charAt(key.length() - 1)) {
                key.append(symbol);
            }
        }
    }

    /** Whether an entry can be looked for by what its characters sound like or are made of. */
    static boolean isFor(Entry entry) {
        return entry.han() >= 1 && entry.solid().length() >= 2 && !entry.has(TermFlag.EXACT);
    }

    /** The class of a character, 0 for one of no entry and no sound. */
    int classOf(char c) {
        return classOf[c];
    }

    /** One more than the highest class. */
    int classes() {
        return classes;
    }

    KeyTable keys() {
        return keys;
    }

    /** Whether two classes may follow each other in some entry. */
    boolean mayMeet(int a, int b) {
        return pairs.mayMeet(a, b);
    }

    /** Whether some entry may begin with two classes, or with a run of one. */
    boolean mayBeginWith(int a, int b) {
        return firstSounds.mayBegin(SoundPairs.place(a), SoundPairs.place(b));
    }

    /** The same with three classes that stand one after the other in a text. */
    boolean mayBeginWith(int a, int b, int c) {
        return firstSounds.bit(SoundPairs.place(a), SoundPairs.place(b), SoundPairs.place(c)) != 0;
    }

    /** What keys may begin with. */
    FirstSounds firstSounds() {
        return firstSounds;
    }

    long bytes() {
        return keys.bytes()
                + heardOfFew.bytes()
                + pairs.bytes()
                + firstSounds.bytes()
                + 4L * spelledAt.length
                + 2L * spelled.length
                + 2L * classOf.length
                + 16;
    }

    /** Whether keys of one and two classes may be heard at a place, one character for another. */
    boolean mayBeFew(Scan scan, int place) {
        char[] solid = scan.solid();
        return place + 1 < scan.length()
                && heardOfFew.mayHave(
                        substitutes.heardAs(solid[place]), substitutes.heardAs(solid[place + 1]));
    }

    /**
     * Finds candidates at a place that are spelled with other characters of near sound.
     *
     * @param few whether keys of one and two classes are wanted
     */
    void at(Scan scan, int place, boolean few) {
        if (classOf[scan.solid()[place]] != 0) {
            walk(scan, scan.solid(), place, scan.length(), few);
        }
    }

    /**
     * Follows the classes from a place on.
     *
     * @param few whether keys of one and two symbols are wanted
     */
    private void walk(Scan scan, char[] solid, int from, int n, boolean few) {
        PrefixTrie trie = keys.trie();
        int state = PrefixTrie.ROOT;
        int last = 0;
        int depth = 0;
        for (int i = from; i < n; i++) {
            int symbol = classOf[solid[i]];
            if (symbol == last) {
                continue;
            }
            last = symbol;
            state = trie.next(state, symbol);
            if (state == PrefixTrie.NONE) {
                return;
            }
            int key = trie.output(state);
            depth++;
            if (key != PrefixTrie.NONE) {
                if (depth > 2 || (few && (depth == 2 || mayBeRun(scan, from)))) {
                    compare(scan, key, solid, from, n);
                }
                if (trie.isLeaf(state)) {
                    return;
                }
            }
        }
    }

    /**
     * Whether an entry of one class may be heard at a place: without a contact one character is
     * another at most, so that the class stands there twice, in different characters.
     */
    private boolean mayBeRun(Scan scan, int place) {
        char[] solid = scan.solid();
        return scan.contacts() > 0
                || (place + 1 < scan.length()
                        && classOf[solid[place]] == classOf[solid[place + 1]]);
    }

    /** Proposes those entries of a key of which some, and not too many, characters differ. */
    private void compare(Scan scan, int key, char[] solid, int from, int n) {
        int at = spelledAt[key];
        for (int e = 0; spelled[at] != 0; e++) {
            int length = spelled[at] & LENGTH;
            int most = (spelled[at] & LONG) != 0 || scan.contacts() > 0 ? 2 : 1;
            if (isHeard(at + 1, length, most * Disguise.SOUND_COST, false, solid, from, n)) {
                scan.substituted(keys.entry(key, e), from);
            }
            at += 1 + length;
        }
    }

    /**
     * Whether, from a place on, the characters sound as wanted and some differ; one that stands for
     * a run in the text serves for a run of those wanted.
     */
    private boolean isHeard(
            int spelling, int left, int mayDiffer, boolean differs, char[] solid, int at, int n) {
        int may = mayDiffer;
        boolean some = differs;
        int from = at;
        for (int j = spelling; ; j++) {
            if (from == n) {
                return false;
            }
            char wanted = spelled[j];
            char c = solid[from++];
            if (c != wanted) {
                // A Martian character, too: the plain reading takes none for a part of a run.
                some = true;
                if (substitutes.martianPlain(c) != wanted) {
                    int distance = syllables.distanceOfCharacters(c, wanted);
                    int cost = Disguise.soundCost(c, wanted, distance);
                    if (distance <= 1 && cost <= may) {
                        may -= cost;
                    } else if (!substitutes.isUncommonFor(c, wanted)) {
                        return false;
                    }
                }
            }
            int more = left - 1 - (j - spelling);
            if (more == 0) {
                return some;
            }
            if (spelled[j + 1] == wanted && isHeard(j + 1, more, may, some, solid, from - 1, n)) {
                return true;
            }
        }
    }
}
