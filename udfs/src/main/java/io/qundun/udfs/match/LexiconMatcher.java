package io.qundun.udfs.match;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a lexicon's terms in one pass with two automata. One reads the text without its separators
 * and looks for terms in scripts without spaces (a term with at least one such character), which
 * may be drawn apart: at most {@link #MAX_GAP} separators between two characters. The other reads
 * any run of separators as one space and looks for the other terms as whole words. Allowed phrases
 * are matched the same way.
 *
 * <p>Immutable, thread-safe.
 */
public final class LexiconMatcher implements TextMatcher {
    /** Separators, in code points, that may stand between two characters of a term. */
    public static final int MAX_GAP = 6;

    private final Automaton unspaced;
    private final Automaton spaced;
    private final Entry[][] unspacedEntries;
    private final Entry[][] spacedEntries;
    private final int terms;
    private final int categories;

    /**
     * @param lexicon terms of the given categories only
     * @param categories in the order of the arrays of {@link Matches}
     * @throws IllegalArgumentException for a term of another category or without letters and digits
     */
    public LexiconMatcher(Lexicon lexicon, List<String> categories) {
        Map<String, List<Entry>> bySolidKey = new LinkedHashMap<>();
        Map<String, List<Entry>> bySpacedKey = new LinkedHashMap<>();
        int id = 0;
        for (Term term : lexicon.terms()) {
            int category = categories.indexOf(term.category());
            if (category < 0) {
                throw new IllegalArgumentException(
                        "term " + term.term() + " is of the unknown category " + term.category());
            }
            add(new Entry(id++, term, category, TermKey.of(term.term())), bySolidKey, bySpacedKey);
        }
        for (String phrase : lexicon.allowed()) {
            Entry entry = new Entry(Entry.ALLOWED, null, 0, TermKey.of(phrase));
            add(entry, bySolidKey, bySpacedKey);
        }
        this.terms = id;
        this.categories = categories.size();
        this.unspaced = new Automaton(new ArrayList<>(bySolidKey.keySet()));
        this.spaced = new Automaton(new ArrayList<>(bySpacedKey.keySet()));
        this.unspacedEntries = table(bySolidKey);
        this.spacedEntries = table(bySpacedKey);
    }

    private static void add(
            Entry entry, Map<String, List<Entry>> unspaced, Map<String, List<Entry>> spaced) {
        TermKey key = entry.key();
        if (key.characters() == 0) {
            throw new IllegalArgumentException("nothing to look for in \"" + key.folded() + "\"");
        }
        (key.unspaced() ? unspaced : spaced)
                .computeIfAbsent(key.key(), k -> new ArrayList<>())
                .add(entry);
    }

    private static Entry[][] table(Map<String, List<Entry>> entries) {
        return entries.values().stream().map(e -> e.toArray(new Entry[0])).toArray(Entry[][]::new);
    }

    @Override
    public Matches match(FoldedText text) {
        Candidates found = null;
        int solid = Automaton.ROOT;
        int word = Automaton.ROOT;
        int gap = 0;
        int n = text.length();
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (text.kindAt(i) == CharKind.SEPARATOR) {
                if (Character.isLowSurrogate(c)) {
                    continue;
                }
                gap++;
                if (gap == 1) {
                    word = spaced.next(word, ' ');
                } else if (gap > MAX_GAP) {
                    solid = Automaton.ROOT;
                    word = Automaton.ROOT;
                }
                continue;
            }
            gap = 0;
            solid = unspaced.next(solid, c);
            int key = unspaced.output(solid);
            if (key != Automaton.NONE) {
                found = collect(text, i, unspaced, key, unspacedEntries, found);
            }
            word = spaced.next(word, c);
            key = spaced.output(word);
            if (key != Automaton.NONE) {
                found = collect(text, i, spaced, key, spacedEntries, found);
            }
        }
        return found == null || found.isEmpty()
                ? Matches.NONE
                : found.matches(text, terms, categories);
    }

    private static Candidates collect(
            FoldedText text,
            int last,
            Automaton automaton,
            int key,
            Entry[][] table,
            Candidates found) {
        Candidates into = found;
        for (int k = key; k != Automaton.NONE; k = automaton.shorter(k)) {
            Entry[] entries = table[k];
            int first = firstOf(text, last, entries[0].key().characters());
            for (Entry entry : entries) {
                if (isBounded(text, first, last, entry)
                        && mayBeWrittenSo(text, first, last, entry)) {
                    if (into == null) {
                        into = new Candidates();
                    }
                    into.add(entry, first, last);
                }
            }
        }
        return into;
    }

    /** Walks back over as many units as the key has, stepping over separators. */
    private static int firstOf(FoldedText text, int last, int characters) {
        int at = last;
        int left = characters - 1;
        while (left > 0) {
            at--;
            if (text.kindAt(at) != CharKind.SEPARATOR) {
                left--;
            }
        }
        return at;
    }

    private static boolean isBounded(FoldedText text, int first, int last, Entry entry) {
        byte before = first == 0 ? CharKind.SEPARATOR : text.kindAt(first - 1);
        byte after = last + 1 == text.length() ? CharKind.SEPARATOR : text.kindAt(last + 1);
        byte head = text.kindAt(first);
        byte tail = text.kindAt(last);
        if (entry.strict()) {
            return !(CharKind.isWord(head) && CharKind.isWord(before))
                    && !(CharKind.isWord(tail) && CharKind.isWord(after));
        }
        return !(CharKind.isWord(head) && head == before)
                && !(CharKind.isWord(tail) && tail == after);
    }

    private static boolean mayBeWrittenSo(FoldedText text, int first, int last, Entry entry) {
        Term term = entry.term();
        if (term == null || term.flags().isEmpty()) {
            return true;
        }
        if (term.flags().contains(TermFlag.EXACT)
                && !text.readsAs(term.term(), text.originalStart(first), text.originalEnd(last))) {
            return false;
        }
        return !term.flags().contains(TermFlag.NO_GAP) || !entry.isSpreadOver(text, first, last);
    }

    /** A term, or an allowed phrase when {@code term} is null, as the automata know it. */
    record Entry(int id, Term term, int category, TermKey key) {
        static final int ALLOWED = -1;

        /** Whether letters and digits may touch no other letter or digit. */
        boolean strict() {
            return !key.unspaced() || (term != null && term.flags().contains(TermFlag.WHOLE_WORD));
        }

        /** Whether separators stand in the span that the term itself does not have. */
        boolean isSpreadOver(FoldedText text, int first, int last) {
            String folded = key.folded();
            if (last - first + 1 != folded.length()) {
                return true;
            }
            for (int i = 0; i < folded.length(); i++) {
                if (folded.charAt(i) != text.charAt(first + i)) {
                    return true;
                }
            }
            return false;
        }
    }
}
