package io.qundun.udfs.classify;

import io.qundun.udfs.text.FoldedText;
import java.util.List;

/** Says how probable each category is for a text. Implementations are immutable and thread-safe. */
public interface TextClassifier {
    /** Code points of a text that are looked at; what follows does not count. */
    int MAX_CODE_POINTS = 512;

    /** The categories, in the order of the scores. */
    List<String> categories();

    /**
     * Writes a probability, 0 to 1, for each category into {@code scores}, which has at least as
     * many places. Never throws on any text.
     */
    void score(FoldedText text, double[] scores);
}
