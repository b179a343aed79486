package io.qundun.udfs.match;

import java.util.Collection;

/** Gathers what {@link GramFilter} knows of the entries. Belongs to one thread. */
final class GramFilterBuilder {
    private final Hearing hearing;

    /** Null when nothing may be shown for anything. */
    private final Shown shown;

    private final int[] codes = new int[1 << 16];
    private final PairRoles pairs;
    private final GramSet grams;
    private final GramSet soundGrams;
    private boolean[] singles;
    private boolean[] runs;

    GramFilterBuilder(
            Collection<Entry> entries,
            SeriesCodes series,
            Shown shown,
            Hearing hearing,
            int parts) {
        this.hearing = hearing;
        this.shown = shown;
        for (int c = 1; c < 1 << 16; c++) {
            codes[c] = series.of((char) c) << 16 | (hearing == null ? 0 : heardAt((char) c));
        }
        int heard = hearing == null ? 0 : hearing.keys().size();
        pairs = new PairRoles(2L * entries.size() + parts + countShown(entries));
        grams = new GramSet(5 * entries.size());
        soundGrams = new GramSet(heard);
    }

    /** The place of a character's class; the same for all that may be meant to sound otherwise. */
    private int heardAt(char c) {
        return Substitutes.get().soundsFor(c) == null
                ? SoundPairs.place(hearing.classOf(c))
                : SoundPairs.OTHERWISE;
    }

    int[] codes() {
        return codes;
    }

    PairRoles pairs() {
        return pairs;
    }

    GramSet grams() {
        return grams;
    }

    GramSet soundGrams() {
        return soundGrams;
    }

    /** By character whether it is an entry by itself; null when none is. */
    boolean[] singles() {
        return singles;
    }

    /** By sound class whether it is a key by itself; null when none is. */
    boolean[] runs() {
        return runs;
    }

    /** About how many pairs of characters are shown for others. */
    private long countShown(Collection<Entry> entries) {
        long[] count = new long[1];
        for (Entry entry : entries) {
            if (shown != null && Hearing.isFor(entry)) {
                Spelling.forEachKey(
                        entry,
                        key -> {
                            if (key.length() == 2) {
                                count[0] += shown.countPairs(key);
                            } else if (key.length() == 3) {
                                count[0] += shown.of(key.charAt(1)).length();
                            }
                        });
            }
        }
        return count[0];
    }

    void add(Entry entry) {
        Spelling.forEachKey(entry, key -> add(entry, key));
        if (hearing != null && Hearing.isFor(entry)) {
            hearing.forEachKey(entry, this::addHeard);
        }
    }

    private void add(Entry entry, CharSequence key) {
        int length = key.length();
        int a = code(key.charAt(0));
        if (length == 1) {
            singles = singles == null ? new boolean[1 << 16] : singles;
            singles[a] = true;
            return;
        }
        boolean disguisable = shown != null && Hearing.isFor(entry);
        int b = code(key.charAt(1));
        mark(a, b, PairRoles.BEGINNING);
        if (length == 2) {
            beginning(a, b, GramFilter.PAIR);
            if (disguisable) {
                shown.forEachPair(entry, key, this::shown);
            }
            return;
        }
        int c = code(key.charAt(2));
        if (disguisable) {
            grams.add(SeriesCodes.pair(a, b), GramFilter.AKIN + SeriesCodes.series(c));
        }
        if (length == 3) {
            beginning(a, b, GramFilter.THIRD + c);
            if (Scan.isForBackwards(entry)) {
                mark(c, b, PairRoles.BEGINNING);
                beginning(c, b, GramFilter.THIRD + a);
            }
            if (disguisable) {
                mark(a, b, PairRoles.SHOWN);
                mark(b, c, PairRoles.END_THREE);
                gram(a, b, GramFilter.SHORT);
                gram(a, c, GramFilter.AROUND);
                String middle = shown.of(key.charAt(1));
                for (int i = 0; i < middle.length(); i++) {
                    shown(key.charAt(0), middle.charAt(i));
                }
            }
            return;
        }
        int d = code(key.charAt(3));
        if (Scan.isForBackwards(entry)) {
            mark(d, c, PairRoles.BEGINNING);
            beginning(d, c, b * GramFilter.PLAIN + a);
        }
        if (disguisable) {
            mark(c, d, PairRoles.END_FOUR);
            beginning(a, b, GramFilter.THIRD + c);
            beginning(a, b, GramFilter.FOURTH + d);
            gram(c, d, GramFilter.FIRST + a);
            gram(c, d, GramFilter.SECOND + b);
        } else {
            beginning(a, b, c * GramFilter.PLAIN + d);
        }
    }

    void shown(char first, char second) {
        mark(code(first), code(second), PairRoles.SHOWN);
    }

    private int code(char c) {
        return codes[c] >>> 16;
    }

    private void mark(int first, int second, int role) {
        pairs.add(SeriesCodes.pair(first, second), role);
    }

    /** Adds what is beside the pair that an entry begins with, or ends with backwards. */
    private void beginning(int first, int second, int beside) {
        grams.add(SeriesCodes.pair(first, second), PairFilter.hash(first, second) + beside);
    }

    private void gram(int first, int second, int beside) {
        grams.add(PairFilter.hash(first, second), beside);
    }

    private void addHeard(CharSequence key) {
        if (key.length() == 1) {
            runs = runs == null ? new boolean[hearing.classes()] : runs;
            runs[key.charAt(0)] = true;
            return;
        }
        int first = SoundPairs.place(key.charAt(0));
        int second = SoundPairs.place(key.charAt(1));
        int pair = PairFilter.hash(first, second);
        if (key.length() == 2) {
            soundGrams.add(pair, GramFilter.PAIR);
            return;
        }
        int third = SoundPairs.place(key.charAt(2));
        soundGrams.add(
                pair,
                key.length() == 3
                        ? GramFilter.THIRD + third
                        : third * GramFilter.PLAIN + SoundPairs.place(key.charAt(3)));
    }
}
