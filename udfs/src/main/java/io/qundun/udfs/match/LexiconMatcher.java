package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a lexicon's terms in all the disguises of {@link io.qundun.udfs.text.Technique}. Each
 * reading of a text (plain, by sound, by shape, through syllables and parts, backwards, in columns)
 * goes over it once, with a filter over pairs of characters that lets little through; what it
 * proposes is compared with the term character by character. Terms with a character of a script
 * without spaces may be drawn apart, at most {@link #MAX_GAP} separators between two characters;
 * the others are whole words. Allowed phrases are found the same way and forgive what lies inside
 * them.
 *
 * <p>Immutable, thread-safe. Time is linear in the text; see {@link #bytes()} for memory.
 */
public final class LexiconMatcher implements TextMatcher {
    /** Separators, in code points, that may stand between two characters of a term. */
    public static final int MAX_GAP = 6;

    /** Techniques other than foldings that one hit may need. */
    public static final int MAX_TECHNIQUES = 2;

    private final Substitutes substitutes = Substitutes.get();
    private final Spelling spelling;
    private final Hearing hearing;
    private final Seeing seeing;
    private final Syllabic syllabic;
    private final LeetSpelling leet;
    private final CharacterReadings characters;
    private final List<String> categories;
    private final long entryBytes;

    /**
     * Makes a matcher that goes as far as it can.
     *
     * @param lexicon terms of the given categories only
     * @param categories in the order of the arrays of {@link Matches}
     * @throws IllegalArgumentException for a term of another category or without letters and digits
     */
    public LexiconMatcher(Lexicon lexicon, List<String> categories) {
        this(lexicon, categories, MatchProfile.ALL);
    }

    /**
     * Makes a matcher.
     *
     * @param lexicon terms of the given categories only
     * @param categories in the order of the arrays of {@link Matches}
     * @param profile how far to go
     * @throws IllegalArgumentException for a term of another category or without letters and digits
     */
    public LexiconMatcher(Lexicon lexicon, List<String> categories, MatchProfile profile) {
        this(lexicon, categories, profile, true);
    }

    /** Makes one whose filters may let everything pass, to compare. */
    LexiconMatcher(
            Lexicon lexicon, List<String> categories, MatchProfile profile, boolean filtered) {
        List<Entry> entries = new ArrayList<>(lexicon.terms().size() + lexicon.allowed().size());
        for (Term term : lexicon.terms()) {
            int category = categories.indexOf(term.category());
            if (category < 0) {
                throw new IllegalArgumentException(
                        "term " + term.term() + " is of the unknown category " + term.category());
            }
            add(new Entry(term, category), entries);
        }
        for (String phrase : lexicon.allowed()) {
            add(new Entry(phrase), entries);
        }
        this.categories = List.copyOf(categories);
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.bytes();
        }
        entryBytes = bytes;
        spelling = new Spelling(entries, substitutes);
        List<Entry> disguisable = new ArrayList<>();
        for (Entry entry : entries) {
            if (Hearing.isFor(entry)) {
                disguisable.add(entry);
            }
        }
        boolean all = profile == MatchProfile.ALL;
        boolean any = all && !disguisable.isEmpty();
        hearing = any ? new Hearing(disguisable, substitutes) : null;
        Shown shown = any ? new Shown(disguisable, substitutes) : null;
        SeriesCodes codes = all ? new SeriesCodes(spelling) : null;
        seeing = any ? new Seeing(spelling, codes, disguisable, shown) : null;
        syllabic = any ? new Syllabic(hearing, disguisable, filtered) : null;
        leet = all ? new LeetSpelling(entries) : null;
        characters = all ? characters(entries, codes, shown, !filtered) : null;
    }

    private static void add(Entry entry, List<Entry> entries) {
        entries.add(entry);
        entry.withNumbersOtherwise().ifPresent(entries::add);
    }

    private CharacterReadings characters(
            List<Entry> entries, SeriesCodes codes, Shown shown, boolean open) {
        Parts parts = syllabic == null ? null : syllabic.parts();
        GramFilter filter = GramFilter.of(entries, codes, seeing, shown, hearing, parts, open);
        return new CharacterReadings(filter, spelling, seeing, hearing);
    }

    @Override
    public Matches match(FoldedText text, int contacts) {
        if (text.solidLength() == 0) {
            return Matches.NONE;
        }
        int first = leet == null ? spelling.first(text) : 0;
        if (first < 0) {
            return Matches.NONE;
        }
        Scan scan = new Scan(text, contacts, substitutes);
        if (leet == null) {
            spelling.scan(scan, first);
        } else {
            Places asked = characters.scan(scan, text.count(CharKind.HAN) > 0);
            if (hearing != null) {
                syllabic.scan(scan, asked.inParts, asked.inMartian);
            }
            leet.scan(scan);
            Columns.scan(scan, spelling, substitutes);
        }
        Candidates found = scan.candidates();
        return found == null ? Matches.NONE : found.matches(categories);
    }

    /**
     * Bytes of heap that this matcher holds, the lexicon's spellings included, reckoned from the
     * lengths of its arrays; what all matchers of a process share is left out.
     */
    public long bytes() {
        long bytes = entryBytes + spelling.bytes();
        if (hearing != null) {
            bytes += hearing.bytes() + seeing.bytes() + syllabic.bytes();
        }
        bytes += characters == null ? 0 : characters.bytes();
        return leet == null ? bytes : bytes + leet.bytes();
    }
}
