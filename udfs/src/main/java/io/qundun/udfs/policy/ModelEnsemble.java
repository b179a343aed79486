package io.qundun.udfs.policy;

import io.qundun.udfs.classify.TextClassifier;
import io.qundun.udfs.text.FoldedText;
import java.util.Arrays;
import java.util.List;

/**
 * The models of a policy taken together, by the policy's categories: where two speak of one, the
 * higher probability counts; where none does, the score is NaN. Immutable, thread-safe.
 */
final class ModelEnsemble implements TextClassifier {
    private final List<String> categories;
    private final List<Member> members;

    /**
     * A model and the places of its labels.
     *
     * @param categoryOf the policy's category index by label; -1 for labels that do not count
     */
    record Member(TextClassifier classifier, int[] categoryOf) {}

    ModelEnsemble(List<String> categories, List<Member> members) {
        this.categories = List.copyOf(categories);
        this.members = List.copyOf(members);
    }

    @Override
    public List<String> categories() {
        return categories;
    }

    @Override
    public void score(FoldedText text, double[] scores) {
        Arrays.fill(scores, 0, categories.size(), Double.NaN);
        for (Member member : members) {
            int[] categoryOf = member.categoryOf();
            double[] own = new double[categoryOf.length];
            member.classifier().score(text, own);
            for (int i = 0; i < own.length; i++) {
                int category = categoryOf[i];
                if (category >= 0 && !(own[i] <= scores[category])) {
                    scores[category] = own[i];
                }
            }
        }
    }
}
