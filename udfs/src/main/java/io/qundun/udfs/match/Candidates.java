package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found in one text, before allowed phrases forgive their share. */
final class Candidates {
    /**
     * The factor on the confidence of a two-character term whose characters a separator parts while
     * either is the end of a longer word: more often two words that meet (路口，交通) than one in
     * disguise.
     */
    static final double ACROSS_WORDS = 0.6;

    private static final Technique[] TECHNIQUES = Technique.values();

    private static final Comparator<Hit> BY_PLACE =
            Comparator.comparingInt(Hit::start).thenComparingInt(Hit::end).thenComparing(Hit::term);

    private static final int CAPACITY = 4;

    /** Techniques of one candidate; more are no more. */
    private static final int MOST_COUNTED = LexiconMatcher.MAX_TECHNIQUES;

    /** Numbers of a candidate: its first unit, one past its last, techniques, confidence. */
    private static final int NUMBERS = 4;

    private final FoldedText text;
    private Entry[] entries = new Entry[CAPACITY];
    private int[] numbers = new int[NUMBERS * CAPACITY];
    private int size;
    private boolean allowed;
    private boolean disguised;

    Candidates(FoldedText text) {
        this.text = text;
    }

    /**
     * Notes a place.
     *
     * @param found bits of techniques by ordinal, those of single code points left aside
     * @param confidence for a disguise, the product over its techniques; 0 to have it worked out
     */
    void add(Entry entry, int first, int end, int found, double confidence) {
        for (int i = size - 1; i >= 0 && first(i) == first; i--) {
            // An entry with a run of digits has two keys.
            if (entries[i] == entry && end(i) == end && techniques(i) == found) {
                return;
            }
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        entries[size] = entry;
        int at = NUMBERS * size++;
        numbers[at] = first;
        numbers[at + 1] = end;
        numbers[at + 2] = found;
        numbers[at + 3] = Float.floatToRawIntBits((float) confidence);
        allowed |= entry.isAllowed();
        disguised |= confidence > 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    Entry entry(int index) {
        return entries[index];
    }

    int first(int index) {
        return numbers[NUMBERS * index];
    }

    int end(int index) {
        return numbers[NUMBERS * index + 1];
    }

    int techniques(int index) {
        return numbers[NUMBERS * index + 2];
    }

    private float confidence(int index) {
        return Float.intBitsToFloat(numbers[NUMBERS * index + 3]);
    }

    /**
     * The outcome.
     *
     * @param categories by index
     */
    Matches matches(List<String> categories) {
        if (disguised) {
            dropRepeated();
            dropOverruled();
        }
        if (allowed) {
            forgive();
        }
        int hitCount = 0;
        List<Hit> hits = new ArrayList<>(Math.min(size, TextMatcher.MAX_HITS));
        Found sure = new Found();
        Found unsure = null;
        int[] keywords = new int[categories.size()];
        int[] suspects = new int[keywords.length];
        int[] severities = new int[keywords.length];
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            if (entry == null) {
                continue;
            }
            hitCount++;
            boolean listed = hits.size() < TextMatcher.MAX_HITS;
            if (!listed && sure.contains(entry)) {
                continue;
            }
            Hit hit = hit(i, categories.get(entry.category()));
            if (listed) {
                hits.add(hit);
            }
            if (hit.confidence() < TextMatcher.SURE) {
                unsure = unsure == null ? new Found() : unsure;
                if (unsure.add(entry)) {
                    suspects[entry.category()]++;
                }
            } else if (sure.add(entry)) {
                keywords[entry.category()]++;
                severities[entry.category()] =
                        Math.max(severities[entry.category()], entry.severity());
            }
        }
        if (hitCount == 0) {
            return Matches.NONE;
        }
        for (int i = 0; unsure != null && i < unsure.size(); i++) {
            Entry entry = unsure.get(i);
            if (sure.contains(entry)) {
                suspects[entry.category()]--;
            }
        }
        if (hits.size() > 1) {
            hits.sort(BY_PLACE);
        }
        return new Matches(hits, hitCount, keywords, suspects, severities);
    }

    /** Distinct entries, in their order. Few of many terms are found in one text. */
    private static final class Found {
        /** Up to how many are looked through one by one. */
        private static final int FEW = 8;

        private final List<Entry> all = new ArrayList<>(1);
        private Set<Entry> many;

        boolean contains(Entry entry) {
            if (many != null) {
                return many.contains(entry);
            }
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i) == entry) {
                    return true;
                }
            }
            return false;
        }

        boolean add(Entry entry) {
            if (contains(entry)) {
                return false;
            }
            all.add(entry);
            if (many != null) {
                many.add(entry);
            } else if (all.size() > FEW) {
                many = new HashSet<>(all);
            }
            return true;
        }

        int size() {
            return all.size();
        }

        Entry get(int index) {
            return all.get(index);
        }
    }

    /** Of places where one entry was found more than once, keeps the one of most confidence. */
    private void dropRepeated() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) first(i) << 32 | i;
        }
        Arrays.sort(order);
        for (int k = 0; k < size; k++) {
            int i = (int) order[k];
            for (int l = k + 1; l < size && entries[i] != null; l++) {
                int other = (int) order[l];
                if (first(other) >= end(i) || l - k > MAX_OVERLAPS) {
                    break;
                }
                if (entries[other] == entries[i] && confidence(i) + confidence(other) > 0) {
                    boolean better = plain(i) >= plain(other);
                    entries[better ? other : i] = null;
                }
            }
        }
        compact();
    }

    /** What stands there as a term has it is not another term in disguise. */
    private void dropOverruled() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) end(i) << 32 | i;
        }
        Arrays.sort(order);
        // Going back from the end, a plain term seen so far ends no earlier than what follows.
        int plainStart = Integer.MAX_VALUE;
        int k = size - 1;
        while (k >= 0) {
            int end = (int) (order[k] >> 32);
            for (int g = k; g >= 0 && (int) (order[g] >> 32) == end; g--) {
                int i = (int) order[g];
                if (confidence(i) == 0 && techniques(i) == 0 && !entries[i].isAllowed()) {
                    plainStart = Math.min(plainStart, first(i));
                }
            }
            for (; k >= 0 && (int) (order[k] >> 32) == end; k--) {
                int i = (int) order[k];
                if (confidence(i) > 0 && !entries[i].isAllowed() && first(i) >= plainStart) {
                    entries[i] = null;
                }
            }
        }
        compact();
    }

    private static final int MAX_OVERLAPS = 64;

    private double plain(int i) {
        return confidence(i) == 0 ? 1.0 : confidence(i);
    }

    private void compact() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (entries[i] != null) {
                entries[kept] = entries[i];
                System.arraycopy(numbers, NUMBERS * i, numbers, NUMBERS * kept++, NUMBERS);
            }
        }
        size = kept;
    }

    /**
     * Takes out the allowed phrases and what lies inside them. A phrase that was only found in
     * disguise forgives only terms in disguise that are shorter: 网上堵博 may be the phrase 网上读博 as
     * well as the term 网上赌博. Nor does it forgive what fewer techniques explain: 减肥💊三盒 is 减肥药, not
     * 减肥药膳.
     */
    private void forgive() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) end(i) << 32 | i;
        }
        Arrays.sort(order);
        // Going back from the end, an allowed phrase seen so far ends no earlier than what follows.
        int plainStart = Integer.MAX_VALUE;
        // By how many techniques a phrase was found, where the first such begins.
        int[] laterStart = new int[MOST_COUNTED + 1];
        Arrays.fill(laterStart, Integer.MAX_VALUE);
        int[] starts = new int[laterStart.length];
        int k = size - 1;
        while (k >= 0) {
            int end = (int) (order[k] >> 32);
            Arrays.fill(starts, Integer.MAX_VALUE);
            int group = k;
            while (group >= 0 && (int) (order[group] >> 32) == end) {
                int i = (int) order[group--];
                if (entries[i].isAllowed() && confidence(i) == 0) {
                    plainStart = Math.min(plainStart, first(i));
                } else if (entries[i].isAllowed()) {
                    lower(starts, techniqueCount(i), first(i));
                }
            }
            for (; k > group; k--) {
                int i = (int) order[k];
                boolean forgiven =
                        first(i) >= plainStart
                                || (confidence(i) > 0
                                        && (first(i) >= laterStart[techniqueCount(i)]
                                                || first(i) > starts[techniqueCount(i)]));
                if (entries[i].isAllowed() || forgiven) {
                    entries[i] = null;
                }
            }
            for (int count = 0; count < starts.length; count++) {
                laterStart[count] = Math.min(laterStart[count], starts[count]);
            }
        }
    }

    /** Takes a start for terms of so many techniques and more. */
    private static void lower(int[] starts, int count, int start) {
        for (int i = count; i < starts.length; i++) {
            starts[i] = Math.min(starts[i], start);
        }
    }

    /** How many techniques were looked through, foldings left aside. */
    private int techniqueCount(int i) {
        return Math.min(MOST_COUNTED, Reading.count(techniques(i)));
    }

    private Hit hit(int i, String category) {
        Entry entry = entries[i];
        String term = entry.term();
        int first = first(i);
        int last = end(i);
        int start = text.spanStart(first, last);
        int end = text.spanEnd(first, last);
        boolean plain = confidence(i) == 0;
        if (plain
                && ((techniques(i) == 0 && text.isAsWritten(first, last))
                        || text.readsAs(term, start, end))) {
            return new Hit(term, category, entry.severity(), 1.0, start, end, List.of());
        }
        Set<Technique> undone = TextFolder.undone(text, first, last);
        double confidence = confidence(i) == 0 ? 1.0 : confidence(i);
        boolean parted = (techniques(i) & Alignment.bit(Technique.SEPARATOR)) != 0;
        if (parted && Gaps.isAcrossWords(text, entry, first, last)) {
            confidence *= ACROSS_WORDS;
        }
        for (Technique technique : undone) {
            confidence *= technique.confidence();
        }
        for (Technique technique : TECHNIQUES) {
            if ((techniques(i) & Alignment.bit(technique)) != 0) {
                undone.add(technique);
                if (confidence(i) == 0) {
                    confidence *= technique.confidence();
                }
            }
        }
        List<String> via = new ArrayList<>(undone.size());
        for (Technique technique : undone) {
            via.add(technique.code());
        }
        return new Hit(term, category, entry.severity(), confidence, start, end, via);
    }
}
