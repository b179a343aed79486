package io.qundun.deploy.bench.evasion;

import io.qundun.deploy.live.ProgressLine;
import io.qundun.udfs.match.Hit;
import io.qundun.udfs.match.TextMatcher;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a matcher hits in harmless messages beyond what a plain search for the terms hits: messages
 * with a hit for sure whose term does not stand there as it is, letters' case aside. Terms that
 * only folding undoes (traditional characters and the like) stand there all the same, in other
 * letters; they are counted apart.
 */
final class FalseAlarms {

    /** How many are drawn for a person to read. */
    static final int DRAWN = 50;

    private static final Set<String> FOLDINGS =
            Arrays.stream(Technique.values())
                    .filter(Technique::isFolding)
                    .map(Technique::code)
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * A message that was hit.
     *
     * @param line counted from 1
     * @param via the techniques, joined by +
     */
    record Alarm(
            String corpus, int line, String via, double confidence, String term, String text) {}

    /** The figures of one corpus. */
    static final class Figures {
        final String corpus;
        int messages;
        int plain;
        int folded;
        int beyond;
        int suspected;
        final TreeMap<String, Integer> byVia = new TreeMap<>();

        Figures(String corpus) {
            this.corpus = corpus;
        }

        double share() {
            return messages == 0 ? 0 : (double) beyond / messages;
        }
    }

    private final List<Figures> corpora = new ArrayList<>();
    private final List<Alarm> drawn = new ArrayList<>();
    private final TextMatcher matcher;
    private final SplittableRandom random;
    private int seen;

    FalseAlarms(TextMatcher matcher, long seed) {
        this.matcher = matcher;
        this.random = new SplittableRandom(seed);
    }

    void measure(String corpus, List<String> messages) {
        Figures figures = new Figures(corpus);
        corpora.add(figures);
        FoldedText folded = new FoldedText();
        try (ProgressLine progress = new ProgressLine("matching " + corpus)) {
            for (String message : messages) {
                figures.messages++;
                TextFolder.fold(message, folded);
                judge(message, matcher.match(folded).hits(), figures);
                progress.done(figures.messages);
            }
        }
    }

    private void judge(String message, List<Hit> hits, Figures figures) {
        Hit worst = null;
        boolean plain = false;
        boolean folded = false;
        boolean suspected = false;
        for (Hit hit : hits) {
            if (isPlain(hit, message)) {
                plain = true;
            } else if (FOLDINGS.containsAll(hit.via())) {
                folded = true;
            } else if (hit.confidence() < TextMatcher.SURE) {
                suspected = true;
            } else if (worst == null || hit.confidence() > worst.confidence()) {
                worst = hit;
            }
        }
        figures.plain += plain ? 1 : 0;
        figures.folded += folded ? 1 : 0;
        figures.suspected += suspected ? 1 : 0;
        if (worst == null) {
            return;
        }
        figures.beyond++;
        String via = String.join("+", worst.via());
        figures.byVia.merge(via, 1, Integer::sum);
        draw(
                new Alarm(
                        figures.corpus,
                        figures.messages,
                        via,
                        worst.confidence(),
                        worst.term(),
                        message));
    }

    private static boolean isPlain(Hit hit, String message) {
        return hit.via().isEmpty()
                || (hit.via().equals(List.of(Technique.CASE.code()))
                        && message.toLowerCase(Locale.ROOT)
                                .contains(hit.term().toLowerCase(Locale.ROOT)));
    }

    /** Keeps each alarm so far with equal chance. */
    private void draw(Alarm alarm) {
        seen++;
        if (drawn.size() < DRAWN) {
            drawn.add(alarm);
        } else {
            int place = random.nextInt(seen);
            if (place < DRAWN) {
                drawn.set(place, alarm);
            }
        }
    }

    List<Figures> corpora() {
        return corpora;
    }

    /** Up to fifty alarms drawn by lot. */
    List<Alarm> drawn() {
        return drawn;
    }

    /** Alarms a message over several corpora. */
    double share(List<String> names) {
        long messages = 0;
        long beyond = 0;
        for (Figures figures : corpora) {
            if (names.contains(figures.corpus)) {
                messages += figures.messages;
                beyond += figures.beyond;
            }
        }
        return messages == 0 ? Double.NaN : (double) beyond / messages;
    }
}
