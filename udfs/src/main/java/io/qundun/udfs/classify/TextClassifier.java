package io.qundun.udfs.classify;

import io.qundun.udfs.redact.Traces;
import io.qundun.udfs.text.FoldedText;
import java.util.List;

/** Says how probable each category is for a text. Implementations are immutable and thread-safe. */
public interface TextClassifier {
    /** The categories, in the order of the scores. */
    List<String> categories();

    /**
     * Writes a probability, 0 to 1 to four decimal places, for each category into {@code scores},
     * which has at least as many places; NaN where the classifier does not speak of the category in
     * a text like this. A long text scores as its worst part. Linear in the text; never throws on
     * any text.
     *
     * @param traces the links and contacts of the same text
     */
    void score(FoldedText text, Traces.Counts traces, double[] scores);
}
