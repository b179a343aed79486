package io.qundun.udfs.match;

import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reading of Latin words, and of rows of single letters, as the initials of entries that are
 * flagged to be looked for so. Immutable.
 */
final class Initials {
    private static final int LEAST_LETTERS = 3;

    private final Syllables syllables = Syllables.get();
    private final Map<String, List<Entry>> entries = new HashMap<>();

    /** Letters of the longest initials. */
    private final int longest;

    Initials(Collection<Entry> all) {
        for (Entry entry : all) {
            if (entry.has(TermFlag.INITIALS) && entry.solid().length() >= LEAST_LETTERS) {
                for (String letters : spellings(entry.solid())) {
                    entries.computeIfAbsent(letters, k -> new ArrayList<>()).add(entry);
                }
            }
        }
        longest = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** The initials of the main readings, and those with a second one for one character. */
    private Set<String> spellings(String characters) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < characters.length(); i++) {
            letters.append(initial(characters.charAt(i), 0));
        }
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(letters.toString());
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (syllables.readings(c) > 1) {
                letters.setCharAt(i, initial(c, 1));
                spellings.add(letters.toString());
                letters.setCharAt(i, initial(c, 0));
            }
        }
        return spellings;
    }

    /** The first letter of a reading, or the character itself when it has none. */
    private char initial(char c, int reading) {
        return syllables.readings(c) == 0
                ? c
                : syllables.spelling(Syllables.base(syllables.reading(c, reading))).charAt(0);
    }

    /**
     * Proposes what a run of Latin letters, or a row of single ones that begins with it, may be.
     *
     * @param end one past the run's last letter
     */
    void at(Scan scan, int from, int end) {
        if (entries.isEmpty()) {
            return;
        }
        FoldedText text = scan.text();
        int to = end - from == 1 ? endOfRow(text, from) : end;
        if (to - from < LEAST_LETTERS || to - from > 2 * longest) {
            return;
        }
        StringBuilder letters = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (text.kindAt(i) == CharKind.LATIN) {
                letters.append(text.charAt(i));
            }
        }
        for (Entry entry : entries.getOrDefault(letters.toString(), List.of())) {
            scan.initials(entry, from, to, letters.length());
        }
    }

    /**
     * The end of a row of single letters with one separator between each two; one past the letter
     * itself when the row has begun before it.
     */
    private static int endOfRow(FoldedText text, int from) {
        int end = from + 1;
        if (from >= 2
                && isLetterAlone(text, from - 2)
                && text.kindAt(from - 1) == CharKind.SEPARATOR) {
            return end;
        }
        while (end + 1 < text.length()
                && text.kindAt(end) == CharKind.SEPARATOR
                && isLetterAlone(text, end + 1)) {
            end += 2;
        }
        return end;
    }

    private static boolean isLetterAlone(FoldedText text, int at) {
        return text.kindAt(at) == CharKind.LATIN
                && (at == 0 || text.kindAt(at - 1) != CharKind.LATIN)
                && (at + 1 == text.length() || text.kindAt(at + 1) != CharKind.LATIN);
    }

    long bytes() {
        return 64L * entries.size();
    }
}
