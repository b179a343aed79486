package io.qundun.deploy.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.QundunException;
import io.qundun.udfs.classify.LabelledText;
import io.qundun.udfs.classify.ModelDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * How a shipped model is made, from {@code recipe.yaml}: from which texts, by which settings.
 *
 * @param name of the model; its file is {@code models/NAME.model} of a policy pack
 * @param training as {@link ModelDescription.Training} has it
 * @param data in this order
 */
record Recipe(String name, ModelDescription.Training training, List<Part> data) {

    /**
     * Share of a file's row that is spelled by sound beside it. Many characters, so that the copy
     * teaches sounds and not the strange characters that stand for them.
     */
    private static final double LEAST_BY_SOUND = 0.2;

    private static final double MOST_BY_SOUND = 0.6;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * A file of texts, or a folder of templates; one of the two.
     *
     * @param file below the folder of data, or beside the recipe
     * @param templates a folder beside the recipe
     * @param licence of the texts
     * @param origin where they come from
     * @param label column of the label; {@code label} unless said
     * @param text column of the text; {@code text} unless said
     * @param family column of what was made alike
     * @param constant the label of all rows, instead of a column
     * @param labels what to call the file's labels; others are left out
     * @param where values by column that a row must have
     * @param every takes only every so many a row; 0 reads as 1
     * @param rows of a family of templates
     * @param disguised share of rows that are spelled evasively: of templates instead of the plain
     *     row, of files beside it and by sound, more than once where it is above 1
     * @param fragments share of a file's rows that give a row of {@link Fragments} beside them
     * @param groups a file of {@link GroupSwaps} beside the recipe
     * @param swaps by label, how many rows with another group's name are taken beside each of a
     *     file's rows that names one, on average
     * @param contacts share of a file's rows to which a contact of the templates is added
     */
    record Part(
            String file,
            String templates,
            String licence,
            String origin,
            String label,
            String text,
            String family,
            String constant,
            Map<String, String> labels,
            Map<String, List<String>> where,
            int every,
            int rows,
            double disguised,
            double fragments,
            String groups,
            Map<String, Double> swaps,
            double contacts) {

        LabelledFile.Columns columns() {
            return new LabelledFile.Columns(
                    label == null ? "label" : label,
                    text == null ? "text" : text,
                    family,
                    constant,
                    labels == null ? Map.of() : labels,
                    where == null ? Map.of() : where);
        }
    }

    /**
     * The texts of a recipe.
     *
     * @param sources what they are, for the model's file
     */
    record Texts(List<LabelledText> texts, List<ModelDescription.Source> sources) {}

    /**
     * @throws QundunException when it cannot be read
     */
    static Recipe read(Path file) {
        try {
            Object yaml =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build())
                            .loadFromString(Files.readString(file));
            Recipe recipe = JSON.convertValue(yaml, Recipe.class);
            if (recipe == null
                    || recipe.name() == null
                    || recipe.training() == null
                    || recipe.data() == null) {
                throw new QundunException(file + ": a recipe has name, training and data");
            }
            return recipe;
        } catch (IOException e) {
            throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new QundunException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Gathers the texts.
     *
     * @param beside the recipe's folder
     * @param data the folder of data, or null
     * @throws QundunException when something is not there or cannot be read
     */
    Texts gather(Path beside, Path data) {
        List<LabelledText> texts = new ArrayList<>();
        List<ModelDescription.Source> sources = new ArrayList<>();
        Disguises disguises = new Disguises();
        TemplateCorpus templates = null;
        for (Part part : data()) {
            int before = texts.size();
            String sha256;
            if (part.templates() != null) {
                TemplateCorpus corpus = TemplateCorpus.read(beside.resolve(part.templates()));
                sha256 = corpus.sha256();
                templates = templates == null ? corpus : templates;
                texts.addAll(
                        corpus.generate(
                                new TemplateCorpus.Settings(
                                        part.rows(), part.disguised(), false, training().seed())));
            } else if (part.file() != null) {
                LabelledFile file = LabelledFile.read(locate(part, beside, data), part.columns());
                sha256 = file.sha256();
                GroupSwaps swaps =
                        part.groups() == null
                                ? null
                                : GroupSwaps.read(beside.resolve(part.groups()));
                addFile(file, part, disguises, swaps, templates, texts);
            } else {
                throw new QundunException(
                        name() + ": each part of a recipe's data has a file or templates");
            }
            sources.add(
                    new ModelDescription.Source(
                            part.templates() != null ? part.templates() : part.file(),
                            sha256,
                            part.licence(),
                            part.origin(),
                            texts.size() - before));
        }
        return new Texts(texts, sources);
    }

    /**
     * Where a part's file lies.
     *
     * @throws QundunException when nobody said where
     */
    Path locate(Part part, Path beside, Path data) {
        Path own = beside.resolve(part.file());
        if (Files.exists(own)) {
            return own;
        }
        if (data == null) {
            throw new QundunException(
                    "%s needs %s (%s): get it, and name the folder it lies in by --data-root"
                            .formatted(name(), part.file(), part.origin()));
        }
        return data.resolve(part.file());
    }

    private void addFile(
            LabelledFile file,
            Part part,
            Disguises disguises,
            GroupSwaps swaps,
            TemplateCorpus templates,
            List<LabelledText> texts) {
        if (part.contacts() > 0 && templates == null) {
            throw new QundunException(
                    name() + ": contacts come from templates, which have to stand before files");
        }
        SplittableRandom random = new SplittableRandom(training().seed());
        int every = Math.max(part.every(), 1);
        for (int i = 0; i < file.texts().size(); i += every) {
            LabelledText row = file.texts().get(i);
            // A family, so that the same text spelled twice is held out twice or not at all.
            String family = row.family().isEmpty() ? row.text() : row.family();
            String text = row.text();
            if (random.nextDouble() < part.contacts()) {
                text = templates.withContact(text, TemplateCorpus.languageOf(text), random);
            }
            texts.add(new LabelledText(row.label(), text, family));
            if (swaps != null && part.swaps() != null) {
                double copies = part.swaps().getOrDefault(row.label(), 0.0);
                for (double left = copies; left > 0; left--) {
                    boolean taken = left >= 1 || random.nextDouble() < left;
                    String swapped = taken ? swaps.swap(text, random) : null;
                    if (swapped != null) {
                        texts.add(new LabelledText(row.label(), swapped, family));
                    }
                }
            }
            for (double left = part.disguised(); random.nextDouble() < left; left--) {
                // About another group, where one is named, or copies would outweigh the swaps.
                String swapped = swaps == null ? null : swaps.swap(text, random);
                double share = random.nextDouble(LEAST_BY_SOUND, MOST_BY_SOUND);
                String copy = disguises.bySound(swapped == null ? text : swapped, share, random);
                texts.add(new LabelledText(row.label(), copy, family));
            }
            if (random.nextDouble() < part.fragments()) {
                String fragment = Fragments.of(row.text(), random);
                if (random.nextDouble() < part.contacts()) {
                    fragment =
                            templates.withContact(
                                    fragment, TemplateCorpus.languageOf(fragment), random);
                }
                texts.add(new LabelledText(row.label(), fragment, family));
            }
        }
    }
}
