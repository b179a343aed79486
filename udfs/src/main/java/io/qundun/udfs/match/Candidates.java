package io.qundun.udfs.match;

import io.qundun.udfs.match.LexiconMatcher.Entry;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What the automata reported for one text, before allowed phrases forgive their share. */
final class Candidates {
    /**
     * The factor on the confidence of a two-character term whose characters a separator parts while
     * a word goes on at either end: more often two words that meet (路口，交通) than one in disguise.
     */
    static final double ACROSS_WORDS = 0.6;

    private static final Comparator<Hit> BY_PLACE =
            Comparator.comparingInt(Hit::start).thenComparingInt(Hit::end).thenComparing(Hit::term);

    private Entry[] entries = new Entry[8];
    private int[] spans = new int[16];
    private int size;
    private boolean allowed;

    void add(Entry entry, int first, int last) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
            spans = Arrays.copyOf(spans, size * 4);
        }
        entries[size] = entry;
        spans[2 * size] = first;
        spans[2 * size + 1] = last;
        size++;
        allowed |= entry.term() == null;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The outcome; candidates come in order of their last character. */
    Matches matches(FoldedText text, int terms, int categories) {
        if (allowed) {
            forgive();
        }
        int hitCount = 0;
        List<Hit> hits = new ArrayList<>(Math.min(size, TextMatcher.MAX_HITS));
        BitSet sure = new BitSet(terms);
        BitSet unsure = new BitSet();
        int[] keywords = new int[categories];
        int[] suspects = new int[categories];
        int[] severities = new int[categories];
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            if (entry == null) {
                continue;
            }
            hitCount++;
            boolean listed = hits.size() < TextMatcher.MAX_HITS;
            if (!listed && sure.get(entry.id())) {
                continue;
            }
            Hit hit = hit(text, entry, spans[2 * i], spans[2 * i + 1]);
            if (listed) {
                hits.add(hit);
            }
            if (hit.confidence() < TextMatcher.SURE) {
                if (!unsure.get(entry.id())) {
                    unsure.set(entry.id());
                    suspects[entry.category()]++;
                }
            } else if (!sure.get(entry.id())) {
                sure.set(entry.id());
                keywords[entry.category()]++;
                severities[entry.category()] =
                        Math.max(severities[entry.category()], entry.term().severity());
            }
        }
        if (hitCount == 0) {
            return Matches.NONE;
        }
        if (!unsure.isEmpty() && unsure.intersects(sure)) {
            unsure.and(sure);
            for (int i = 0; i < size; i++) {
                Entry entry = entries[i];
                if (entry != null && unsure.get(entry.id())) {
                    unsure.clear(entry.id());
                    suspects[entry.category()]--;
                }
            }
        }
        hits.sort(BY_PLACE);
        return new Matches(hits, hitCount, keywords, suspects, severities);
    }

    /** Takes out the allowed phrases and what lies inside them. */
    private void forgive() {
        // Going back from the end, an allowed phrase seen so far ends no earlier than what follows.
        int i = size - 1;
        int leastStart = Integer.MAX_VALUE;
        while (i >= 0) {
            int last = spans[2 * i + 1];
            int group = i;
            while (group >= 0 && spans[2 * group + 1] == last) {
                if (entries[group].term() == null) {
                    leastStart = Math.min(leastStart, spans[2 * group]);
                }
                group--;
            }
            for (; i > group; i--) {
                if (entries[i].term() == null || spans[2 * i] >= leastStart) {
                    entries[i] = null;
                }
            }
        }
    }

    private static Hit hit(FoldedText text, Entry entry, int first, int last) {
        Term term = entry.term();
        int start = text.spanStart(first, last + 1);
        int end = text.spanEnd(first, last + 1);
        if (text.readsAs(term.term(), start, end)) {
            return new Hit(
                    term.term(), term.category(), term.severity(), 1.0, start, end, List.of());
        }
        Set<Technique> techniques = TextFolder.undone(text, first, last + 1);
        double confidence = 1.0;
        if (entry.isSpreadOver(text, first, last)) {
            techniques.add(Technique.SEPARATOR);
            if (entry.key().characters() == 2
                    && entry.key().unspaced()
                    && runsOn(text, first, last)) {
                confidence = ACROSS_WORDS;
            }
        }
        List<String> via = new ArrayList<>(techniques.size());
        for (Technique technique : techniques) {
            confidence *= technique.confidence();
            via.add(technique.code());
        }
        return new Hit(term.term(), term.category(), term.severity(), confidence, start, end, via);
    }

    private static boolean runsOn(FoldedText text, int first, int last) {
        return (first > 0 && text.kindAt(first - 1) != CharKind.SEPARATOR)
                || (last + 1 < text.length() && text.kindAt(last + 1) != CharKind.SEPARATOR);
    }
}
