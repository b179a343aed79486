package io.qundun.udfs.classify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.maxent.quasinewton.QNTrainer;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/**
 * Trains the model that {@link OpenNlpClassifier} reads: maximum entropy by L-BFGS over {@link
 * CharacterNgrams}. The same samples in the same order give the same bytes. Stateless.
 */
public final class OpenNlpTrainer {
    /** How OpenNLP calls a language that it is not told; the features are the same for all. */
    private static final String LANGUAGE = "mul";

    private static final String MANIFEST = "manifest.properties";

    /** A fixed time for what the format dates: 1980-01-01, where the clock of zip files starts. */
    private static final long EPOCH_OF_ZIP = 315_532_800_000L;

    private static final int ITERATIONS = 100;
    private static final int CUTOFF = 2;
    private static final double L2 = 0.3;

    private OpenNlpTrainer() {}

    /**
     * A labelled text.
     *
     * @param label a category, or another word for texts of none, such as {@code ordinary}
     * @param text the text as people write it
     */
    public record Sample(String label, String text) {}

    /**
     * Reads samples, one a line: label, tab, text. Empty lines and those that start with # are left
     * out.
     *
     * @throws IllegalArgumentException that names the first line without a tab, label or text
     */
    public static List<Sample> parse(String tsv) {
        List<Sample> samples = new ArrayList<>();
        List<String> lines = tsv.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int tab = line.indexOf('\t');
            if (tab <= 0 || line.substring(tab).isBlank()) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + ": a line is label, tab, text");
            }
            samples.add(new Sample(line.substring(0, tab).strip(), line.substring(tab + 1)));
        }
        return samples;
    }

    /**
     * Trains and returns the model file's content.
     *
     * @param samples of at least two labels
     * @throws IllegalArgumentException when there are fewer
     */
    public static byte[] train(List<Sample> samples) {
        long labels = samples.stream().map(Sample::label).distinct().count();
        if (labels < 2) {
            throw new IllegalArgumentException(
                    "training needs samples of at least two labels, here are " + labels);
        }
        OpenNlpClassifier.allowFeatures();
        List<DocumentSample> documents = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            documents.add(new DocumentSample(sample.label(), new String[] {sample.text()}));
        }
        try {
            DoccatModel model =
                    DocumentCategorizerME.train(
                            LANGUAGE,
                            ObjectStreamUtils.createObjectStream(documents),
                            parameters(),
                            new DoccatFactory(new FeatureGenerator[] {new CharacterNgrams()}));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            model.serialize(out);
            return timeless(out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be read", e);
        }
    }

    private static TrainingParameters parameters() {
        TrainingParameters parameters = new TrainingParameters();
        parameters.put(TrainingParameters.ALGORITHM_PARAM, QNTrainer.MAXENT_QN_VALUE);
        parameters.put(TrainingParameters.ITERATIONS_PARAM, ITERATIONS);
        parameters.put(TrainingParameters.CUTOFF_PARAM, CUTOFF);
        parameters.put(TrainingParameters.THREADS_PARAM, 1);
        parameters.put(QNTrainer.L1COST_PARAM, 0.0);
        parameters.put(QNTrainer.L2COST_PARAM, L2);
        return parameters;
    }

    /** The same archive with its parts in order and without the time at which it was made. */
    private static byte[] timeless(byte[] archive) throws IOException {
        SortedMap<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        parts.computeIfPresent(MANIFEST, (name, content) -> timelessManifest(content));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // OpenNLP reads the manifest before the parts that it describes.
            put(zip, MANIFEST, parts.remove(MANIFEST));
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                put(zip, part.getKey(), part.getValue());
            }
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The local form does not depend on the machine's time zone.
        entry.setTimeLocal(
                java.time.LocalDateTime.ofEpochSecond(
                        EPOCH_OF_ZIP / 1000, 0, java.time.ZoneOffset.UTC));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] timelessManifest(byte[] content) {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be read", e);
        }
        StringBuilder out = new StringBuilder();
        for (String key : new java.util.TreeSet<>(properties.stringPropertyNames())) {
            String value = key.equals("Timestamp") ? "0" : properties.getProperty(key);
            out.append(key).append('=').append(value).append('\n');
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
