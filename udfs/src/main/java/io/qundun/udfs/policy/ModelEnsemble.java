package io.qundun.udfs.policy;

import io.qundun.udfs.classify.FeatureBuffer;
import io.qundun.udfs.classify.Features;
import io.qundun.udfs.classify.LinearModel;
import io.qundun.udfs.classify.TextClassifier;
import io.qundun.udfs.decision.Language;
import io.qundun.udfs.redact.Traces;
import io.qundun.udfs.text.FoldedText;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The models of a policy taken together, by the policy's categories: where several speak of one,
 * the mean of their probabilities counts, so that each is the other's second opinion; where none
 * does, the score is NaN. A long text is looked at a window at a time, each of which reaches into
 * the next, and the highest score of any window counts, so that harmless words around it hide
 * nothing. Immutable, thread-safe.
 */
final class ModelEnsemble implements TextClassifier {
    /** Scores are rounded to one in so many: no model is surer of its probabilities. */
    static final int STEPS = 10_000;

    private final List<String> categories;
    private final List<Member> members;
    private final ThreadLocal<Scratch> scratches;

    /**
     * A model and the places of its labels.
     *
     * @param categoryOf the policy's category index by label; -1 for labels that do not count. The
     *     probabilities of labels of one category add up.
     * @param languages of texts that it is asked about, as {@link Language} names them
     * @param categories that it speaks of, each once
     */
    record Member(LinearModel model, int[] categoryOf, Set<String> languages, int[] categories) {
        Member(LinearModel model, int[] categoryOf, Set<String> languages) {
            this(
                    model,
                    categoryOf,
                    languages,
                    Arrays.stream(categoryOf).filter(c -> c >= 0).distinct().toArray());
        }
    }

    private static final class Scratch {
        private final FeatureBuffer features = new FeatureBuffer();
        private final double[] probabilities;
        private final double[] sums;
        private final int[] opinions;

        Scratch(int labels, int categories) {
            probabilities = new double[labels];
            sums = new double[categories];
            opinions = new int[categories];
        }
    }

    ModelEnsemble(List<String> categories, List<Member> members) {
        this.categories = List.copyOf(categories);
        this.members = List.copyOf(members);
        int most = 0;
        for (Member member : members) {
            most = Math.max(most, member.categoryOf().length);
        }
        int labels = most;
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(labels, categories.size()));
    }

    @Override
    public List<String> categories() {
        return categories;
    }

    @Override
    public void score(FoldedText text, Traces.Counts traces, double[] scores) {
        Arrays.fill(scores, 0, categories.size(), Double.NaN);
        Scratch scratch = scratches.get();
        String language = Language.of(text);
        int length = text.length();
        int from = 0;
        do {
            int to = Math.min(length, from + Features.WINDOW);
            Features.extract(text, from, to, traces, scratch.features);
            Arrays.fill(scratch.sums, 0);
            Arrays.fill(scratch.opinions, 0);
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                if (member.languages().contains(language)) {
                    ask(member, scratch);
                }
            }
            for (int category = 0; category < categories.size(); category++) {
                double score = scratch.sums[category] / scratch.opinions[category];
                // Not greater: what no model speaks of is NaN, and so is what is not known yet.
                if (!(score <= scores[category])) {
                    scores[category] = score;
                }
            }
            from += Features.STRIDE;
        } while (from + Features.WINDOW - Features.STRIDE < length);
        for (int category = 0; category < categories.size(); category++) {
            scores[category] = rounded(scores[category]);
        }
    }

    private static double rounded(double score) {
        return Double.isNaN(score) ? score : (double) (int) (score * STEPS + 0.5) / STEPS;
    }

    /** Adds a model's probabilities to the sums, and counts it once for each of its categories. */
    private static void ask(Member member, Scratch scratch) {
        double[] probabilities = scratch.probabilities;
        member.model().probabilities(scratch.features, probabilities);
        int[] categoryOf = member.categoryOf();
        for (int label = 0; label < categoryOf.length; label++) {
            if (categoryOf[label] >= 0) {
                scratch.sums[categoryOf[label]] += probabilities[label];
            }
        }
        for (int category : member.categories()) {
            scratch.opinions[category]++;
        }
    }
}
