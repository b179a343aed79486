package io.qundun.deploy.bench.terms;

import io.qundun.udfs.match.Term;
import io.qundun.udfs.match.TermFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often everyday text has a term, or what could be taken for it. For one thread. */
final class TermUse {
    /** What stands in the text. */
    enum Reading {
        /** The term itself. */
        PLAIN,
        /** The term with separators in it. */
        APART,
        /** One character is another of the same syllable. */
        SOUND,
        /** One character is another of a syllable that sounds nearly the same. */
        NEAR_SOUND,
        /** One character is another that looks like it. */
        SHAPE,
        /** The whole Latin word is the term's pinyin. */
        PINYIN
    }

    private final Term term;
    private final int[] counts = new int[Reading.values().length];
    private final Map<String, Integer> spellings = new HashMap<>();

    TermUse(Term term) {
        this.term = term;
    }

    void count(Reading reading, String spelling) {
        counts[reading.ordinal()]++;
        if (reading != Reading.PLAIN) {
            spellings.merge(spelling, 1, Integer::sum);
        }
    }

    Term term() {
        return term;
    }

    int count(Reading reading) {
        return counts[reading.ordinal()];
    }

    /** The flags that keep what was counted from being taken for the term. */
    List<String> suggestions() {
        List<String> flags = new ArrayList<>();
        if (count(Reading.APART) > 0) {
            flags.add(TermFlag.NO_GAP.code());
        }
        if (count(Reading.SOUND) + count(Reading.NEAR_SOUND) > 0) {
            flags.add(TermFlag.NO_SOUND.code());
        }
        if (count(Reading.SHAPE) > 0) {
            flags.add(TermFlag.NO_SHAPE.code());
        }
        if (count(Reading.PINYIN) > 0) {
            flags.add(TermFlag.NO_PINYIN.code());
        }
        return flags;
    }

    /** The commonest spellings other than the plain one, with their counts. */
    List<String> commonest(int most) {
        return spellings.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> entry.getKey() + "×" + entry.getValue())
                .toList();
    }
}
