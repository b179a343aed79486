package io.qundun.deploy.bench.evasion;

import io.qundun.deploy.live.ProgressLine;
import io.qundun.udfs.confusable.Evasion;
import io.qundun.udfs.confusable.EvasiveSpelling;
import io.qundun.udfs.match.Hit;
import io.qundun.udfs.match.Matches;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.match.TermFlag;
import io.qundun.udfs.match.TextMatcher;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** How many disguised terms of a lexicon a matcher finds, by trick. */
final class Recall {

    private static final int MISSES_KEPT = 200;

    /** Which terms are counted together. */
    enum Length {
        TWO_CHARACTERS,
        LONGER
    }

    /** Spellings tried, found with a confidence of at least 0.8, and found at all. */
    static final class Count {
        int tried;
        int sure;
        int found;

        double recall() {
            return tried == 0 ? Double.NaN : (double) sure / tried;
        }
    }

    /**
     * A spelling that was not found for sure.
     *
     * @param confidence of what was found, 0 for nothing
     */
    record Miss(Evasion evasion, String term, String message, double confidence) {}

    private final Map<Length, Map<Evasion, Count>> counts = new EnumMap<>(Length.class);
    private final List<Miss> misses = new ArrayList<>();

    private Recall() {
        for (Length length : Length.values()) {
            Map<Evasion, Count> byEvasion = new EnumMap<>(Evasion.class);
            for (Evasion evasion : Evasion.values()) {
                byEvasion.put(evasion, new Count());
            }
            counts.put(length, byEvasion);
        }
    }

    /**
     * Spells every term in every way that its flags leave open.
     *
     * @param spellings how often each
     */
    static Recall measure(BenchLexicon lexicon, TextMatcher matcher, int spellings, long seed) {
        Recall recall = new Recall();
        try (ProgressLine progress =
                new ProgressLine("spelling the " + lexicon.name() + " terms")) {
            long done = 0;
            for (Term term : lexicon.lexicon().terms()) {
                if (term.flags().contains(TermFlag.EXACT)) {
                    continue;
                }
                for (Evasion evasion : Evasion.values()) {
                    if (!isAsked(term, evasion)) {
                        continue;
                    }
                    for (int i = 0; i < spellings; i++) {
                        recall.ask(term, evasion, random(term, evasion, i, seed), matcher);
                    }
                }
                progress.done(++done);
            }
        }
        return recall;
    }

    private static SplittableRandom random(Term term, Evasion evasion, int i, long seed) {
        return new SplittableRandom(
                seed * 31 * 31 * 31
                        + term.term().hashCode() * 31L * 31
                        + evasion.ordinal() * 31L
                        + i);
    }

    /** Whether the flags of a term let it be found so for sure. */
    static boolean isAsked(Term term, Evasion evasion) {
        Set<TermFlag> flags = term.flags();
        boolean pair = BenchLexicon.isTwoCharacters(term.term());
        boolean unheard = pair && !flags.contains(TermFlag.SOUND);
        if (evasion.bySound() && (flags.contains(TermFlag.NO_SOUND) || unheard)) {
            return false;
        }
        if (evasion.byPinyin() && (flags.contains(TermFlag.NO_PINYIN) || unheard)) {
            return false;
        }
        if (evasion.byShape() && flags.contains(TermFlag.NO_SHAPE)) {
            return false;
        }
        return !(evasion.byGap() && flags.contains(TermFlag.NO_GAP));
    }

    private void ask(Term term, Evasion evasion, SplittableRandom random, TextMatcher matcher) {
        Optional<String> message = EvasiveSpelling.message(term.term(), evasion, random);
        if (message.isEmpty()) {
            return;
        }
        Length length =
                BenchLexicon.isTwoCharacters(term.term()) ? Length.TWO_CHARACTERS : Length.LONGER;
        Count count = counts.get(length).get(evasion);
        count.tried++;
        double best = 0;
        Matches matches = matcher.match(TextFolder.fold(message.get()));
        for (Hit hit : matches.hits()) {
            // A shorter term inside counts: the message is caught all the same.
            if (hit.category().equals(term.category())) {
                best = Math.max(best, hit.confidence());
            }
        }
        count.found += best > 0 ? 1 : 0;
        count.sure += best >= TextMatcher.SURE ? 1 : 0;
        if (best < TextMatcher.SURE) {
            misses.add(new Miss(evasion, term.term(), message.get(), best));
        }
    }

    Count count(Length length, Evasion evasion) {
        return counts.get(length).get(evasion);
    }

    /** The mean recall over the tricks that were tried. */
    double mean(Length length) {
        return counts.get(length).values().stream()
                .filter(count -> count.tried > 0)
                .mapToDouble(Count::recall)
                .average()
                .orElse(Double.NaN);
    }

    /** Some of what was missed, evenly from all of it. */
    List<Miss> misses() {
        int step = Math.max(1, misses.size() / MISSES_KEPT);
        List<Miss> some = new ArrayList<>();
        for (int i = 0; i < misses.size(); i += step) {
            some.add(misses.get(i));
        }
        return some;
    }
}
