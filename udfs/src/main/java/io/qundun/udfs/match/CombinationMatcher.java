package io.qundun.udfs.match;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.Technique;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds terms and {@link Combination}s of terms. The parts of all combinations are terms of hidden
 * categories to the matcher below, so they are found in disguise like any other and are forgiven by
 * the same phrases; a combination's flags are those of its parts.
 *
 * <p>A combination is one hit: from the start of its first part to the end of its last, where of
 * each part the surest place counts, and the first among equals; as sure as its least sure part,
 * with the techniques of all. A part that is excluded keeps the combination from being found when
 * its own hit is sure. Parts beyond the {@link TextMatcher#MAX_HITS} hits that are listed do not
 * count. Immutable, thread-safe.
 */
public final class CombinationMatcher implements TextMatcher {
    /** What the names of hidden categories start with; no category of a policy does. */
    private static final String HIDDEN = "&";

    private static final Comparator<Hit> BY_PLACE =
            Comparator.comparingInt(Hit::start).thenComparingInt(Hit::end).thenComparing(Hit::term);

    private final TextMatcher terms;
    private final int categories;

    /** By hidden category and spelling: the part's number. */
    private final Map<String, Map<String, Integer>> parts;

    /** By the number of their first required part. */
    private final Combined[][] byFirstPart;

    /** A combination with its parts by number. */
    private record Combined(Term term, int category, int[] required, int[] excluded) {}

    private CombinationMatcher(
            TextMatcher terms,
            int categories,
            Map<String, Map<String, Integer>> parts,
            Combined[][] byFirstPart) {
        this.terms = terms;
        this.categories = categories;
        this.parts = parts;
        this.byFirstPart = byFirstPart;
    }

    /**
     * A matcher for a lexicon whose terms may be combinations.
     *
     * @param lexicon terms of the given categories only
     * @param categories in the order of the arrays of {@link Matches}
     * @throws IllegalArgumentException for a term of another category, one without letters and
     *     digits, or a combination that cannot be read
     */
    public static TextMatcher of(Lexicon lexicon, List<String> categories) {
        List<Term> plain = new ArrayList<>();
        List<Term> combinations = new ArrayList<>();
        for (Term term : lexicon.terms()) {
            (Combination.isCombination(term.term()) ? combinations : plain).add(term);
        }
        if (combinations.isEmpty()) {
            return new LexiconMatcher(lexicon, categories);
        }
        Map<String, Map<String, Integer>> parts = new LinkedHashMap<>();
        List<List<Combined>> byFirstPart = new ArrayList<>();
        for (Term term : combinations) {
            int category = categories.indexOf(term.category());
            if (category < 0) {
                throw new IllegalArgumentException(
                        "term " + term.term() + " is of the unknown category " + term.category());
            }
            Combination combination = Combination.parse(term.term());
            int[] required = numbers(combination.required(), term, parts, byFirstPart, plain);
            int[] excluded = numbers(combination.excluded(), term, parts, byFirstPart, plain);
            byFirstPart.get(required[0]).add(new Combined(term, category, required, excluded));
        }
        List<String> all = new ArrayList<>(categories);
        all.addAll(parts.keySet());
        return new CombinationMatcher(
                new LexiconMatcher(new Lexicon(plain, lexicon.allowed()), all),
                categories.size(),
                parts,
                byFirstPart.stream()
                        .map(each -> each.toArray(new Combined[0]))
                        .toArray(Combined[][]::new));
    }

    /** Numbers parts and adds those that are new as hidden terms. */
    private static int[] numbers(
            List<String> spellings,
            Term combination,
            Map<String, Map<String, Integer>> parts,
            List<List<Combined>> byFirstPart,
            List<Term> terms) {
        StringBuilder category = new StringBuilder(HIDDEN);
        new TreeSet<>(combination.flags()).forEach(flag -> category.append(flag.code()));
        Map<String, Integer> known =
                parts.computeIfAbsent(category.toString(), hidden -> new HashMap<>());
        int[] numbers = new int[spellings.size()];
        for (int i = 0; i < numbers.length; i++) {
            String spelling = spellings.get(i);
            Integer number = known.get(spelling);
            if (number == null) {
                number = byFirstPart.size();
                known.put(spelling, number);
                byFirstPart.add(new ArrayList<>());
                terms.add(new Term(spelling, category.toString(), 1, combination.flags()));
            }
            numbers[i] = number;
        }
        return numbers;
    }

    @Override
    public Matches match(FoldedText text, int contacts) {
        Matches found = terms.match(text, contacts);
        return found.hitCount() == 0 ? found : combined(found);
    }

    private Matches combined(Matches found) {
        List<Hit> hits = new ArrayList<>(found.hits().size());
        Hit[] best = null;
        int hidden = 0;
        for (Hit hit : found.hits()) {
            if (!hit.category().startsWith(HIDDEN)) {
                hits.add(hit);
                continue;
            }
            hidden++;
            if (best == null) {
                best = new Hit[byFirstPart.length];
            }
            int part = parts.get(hit.category()).get(hit.term());
            if (best[part] == null || hit.confidence() > best[part].confidence()) {
                best[part] = hit;
            }
        }
        int[] keywords = Arrays.copyOf(found.keywords(), categories);
        int[] suspects = Arrays.copyOf(found.suspects(), categories);
        int[] severities = Arrays.copyOf(found.severities(), categories);
        int count = found.hitCount() - hidden;
        for (int part = 0; best != null && part < best.length; part++) {
            if (best[part] == null) {
                continue;
            }
            for (Combined combination : byFirstPart[part]) {
                Hit hit = hit(combination, best);
                if (hit == null) {
                    continue;
                }
                count++;
                if (hits.size() < MAX_HITS) {
                    hits.add(hit);
                }
                int category = combination.category();
                if (hit.confidence() < SURE) {
                    suspects[category]++;
                } else {
                    keywords[category]++;
                    severities[category] = Math.max(severities[category], hit.severity());
                }
            }
        }
        if (count == 0) {
            return Matches.NONE;
        }
        hits.sort(BY_PLACE);
        return new Matches(hits, count, keywords, suspects, severities);
    }

    /** The combination's hit, or null when a part is missing or one is there that must not be. */
    private static Hit hit(Combined combination, Hit[] best) {
        for (int part : combination.excluded()) {
            if (best[part] != null && best[part].confidence() >= SURE) {
                return null;
            }
        }
        int start = Integer.MAX_VALUE;
        int end = 0;
        double confidence = 1.0;
        TreeSet<Technique> techniques = new TreeSet<>();
        for (int part : combination.required()) {
            Hit hit = best[part];
            if (hit == null) {
                return null;
            }
            start = Math.min(start, hit.start());
            end = Math.max(end, hit.end());
            confidence = Math.min(confidence, hit.confidence());
            for (String code : hit.via()) {
                techniques.add(Technique.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_')));
            }
        }
        List<String> via = new ArrayList<>(techniques.size());
        techniques.forEach(technique -> via.add(technique.code()));
        Term term = combination.term();
        return new Hit(term.term(), term.category(), term.severity(), confidence, start, end, via);
    }
}
