package io.qundun.udfs.sql;

import io.qundun.udfs.policy.Category;
import java.util.List;

/**
 * {@code QD_SCORE(text, category)}: the classifier's probability, 0 to 1; null when no model speaks
 * of the category or an argument is null. An undeclared category is an error.
 */
public final class ScoreFunction extends PolicyFunction {
    /** The name in SQL. */
    public static final String NAME = "QD_SCORE";

    private static final long serialVersionUID = 1L;

    public Double eval(String text, String category) {
        if (text == null || category == null) {
            return null;
        }
        List<Category> categories = policy().categories();
        for (int i = 0; i < categories.size(); i++) {
            if (categories.get(i).id().equals(category)) {
                double[] scores = policy().scores(text);
                return scores.length == 0 || Double.isNaN(scores[i]) ? null : scores[i];
            }
        }
        throw new IllegalArgumentException(
                "%s: the policy %s does not declare the category \"%s\""
                        .formatted(NAME, policy().id(), category));
    }
}
