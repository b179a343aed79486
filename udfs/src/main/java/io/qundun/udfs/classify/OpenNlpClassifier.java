package io.qundun.udfs.classify;

import io.qundun.udfs.text.FoldedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.ext.ExtensionLoader;

/**
 * A document categorizer of OpenNLP (a maximum-entropy model over {@link CharacterNgrams}). Its
 * scores are the model's probabilities and add up to 1. Immutable, thread-safe.
 */
public final class OpenNlpClassifier implements TextClassifier {
    private final MaxentModel model;
    private final List<String> labels;

    private OpenNlpClassifier(DoccatModel model) {
        this.model = model.getMaxentModel();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < this.model.getNumOutcomes(); i++) {
            names.add(this.model.getOutcome(i));
        }
        this.labels = List.copyOf(names);
    }

    /**
     * Reads a model file's content.
     *
     * @throws IOException when it is no model, or one with other features than {@link
     *     CharacterNgrams}
     */
    public static OpenNlpClassifier read(byte[] content) throws IOException {
        allowFeatures();
        try {
            DoccatModel model = new DoccatModel(new ByteArrayInputStream(content));
            for (FeatureGenerator generator : model.getFactory().getFeatureGenerators()) {
                if (!(generator instanceof CharacterNgrams)) {
                    throw new IOException(
                            "the model was trained with the features "
                                    + generator.getClass().getName()
                                    + "; train it with "
                                    + CharacterNgrams.class.getName());
                }
            }
            return new OpenNlpClassifier(model);
        } catch (RuntimeException e) {
            throw new IOException("not an OpenNLP document categorizer: " + e.getMessage(), e);
        }
    }

    /** OpenNLP makes only classes of packages that it was told of. */
    static void allowFeatures() {
        ExtensionLoader.registerAllowedPackage(CharacterNgrams.class.getPackageName());
    }

    @Override
    public List<String> categories() {
        return labels;
    }

    @Override
    public void score(FoldedText text, double[] scores) {
        String[] features = CharacterNgrams.of(text).toArray(new String[0]);
        double[] probabilities = model.eval(features);
        System.arraycopy(probabilities, 0, scores, 0, probabilities.length);
    }
}
