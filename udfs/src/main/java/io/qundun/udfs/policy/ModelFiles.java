package io.qundun.udfs.policy;

import io.qundun.udfs.classify.ModelFile;
import io.qundun.udfs.classify.TextClassifier;
import io.qundun.udfs.decision.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code models.yaml} and the models that it names. */
final class ModelFiles {
    static final String FILE = "models.yaml";

    private static final Set<String> KEYS = Set.of("models");
    private static final Set<String> MODEL_KEYS =
            new LinkedHashSet<>(List.of("file", "sha256", "languages", "categories"));
    private static final Set<String> CATEGORY_KEYS =
            new LinkedHashSet<>(List.of("threshold", "labels"));
    private static final Set<String> LANGUAGES =
            new LinkedHashSet<>(List.of(Language.ZH, Language.EN, Language.MIXED, Language.OTHER));
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ModelFiles() {}

    /**
     * What {@code models.yaml} declares.
     *
     * @param classifier null when no model is declared
     * @param paths the models' files
     */
    record Models(TextClassifier classifier, Set<String> paths) {}

    static Models read(PolicyFiles files, List<String> categories, Defects defects) {
        byte[] bytes = files.bytes(FILE);
        Set<String> paths = new LinkedHashSet<>();
        if (bytes == null) {
            return new Models(null, paths);
        }
        String text = PolicyText.decode(FILE, bytes, defects);
        YamlMapping top = text == null ? null : YamlMapping.parse(FILE, text, KEYS, defects);
        if (top == null) {
            return new Models(null, paths);
        }
        List<ModelEnsemble.Member> members = new ArrayList<>();
        for (YamlMapping entry : top.mappings("models", MODEL_KEYS, false)) {
            ModelEnsemble.Member member = member(files, entry, categories, paths);
            if (member != null) {
                members.add(member);
            }
        }
        return new Models(members.isEmpty() ? null : new ModelEnsemble(categories, members), paths);
    }

    private static ModelEnsemble.Member member(
            PolicyFiles files, YamlMapping entry, List<String> categories, Set<String> paths) {
        String file = entry.string("file", true);
        String sha256 = entry.matching("sha256", SHA256, "64 hexadecimal digits in lower case");
        YamlMapping named = entry.mapping("categories", null, true);
        if (file == null || sha256 == null || named == null) {
            return null;
        }
        byte[] content = files.bytes(file);
        if (content == null) {
            entry.defect("file", "there is no file \"%s\" in the pack".formatted(file));
            return null;
        }
        paths.add(file);
        if (!sha256.equals(files.sha256(file))) {
            entry.defect(
                    "sha256",
                    "\"%s\" has the SHA-256 %s, not %s; put the right file or the right hash"
                            .formatted(file, files.sha256(file), sha256));
            return null;
        }
        ModelFile model;
        try {
            model = LoadedModels.of(sha256, content);
        } catch (IOException e) {
            entry.defect("file", "\"%s\" cannot be used: %s".formatted(file, e.getMessage()));
            return null;
        }
        List<String> labels = model.model().labels();
        int[] categoryOf = new int[labels.size()];
        Arrays.fill(categoryOf, -1);
        for (String category : named.keys()) {
            YamlMapping settings = named.mapping(category, CATEGORY_KEYS, true);
            int index = categories.indexOf(category);
            if (index < 0) {
                named.defect(
                        category,
                        "category \"%s\" is not declared in policy.yaml".formatted(category));
                continue;
            }
            if (settings == null) {
                continue;
            }
            settings.decimal("threshold", 0, 1, true);
            List<String> own = settings.strings("labels", false);
            for (String label : own.isEmpty() ? List.of(category) : own) {
                int place = labels.indexOf(label);
                if (place < 0) {
                    named.defect(
                            category,
                            "\"%s\" has no label \"%s\"; it has %s"
                                    .formatted(file, label, String.join(", ", labels)));
                } else {
                    categoryOf[place] = index;
                }
            }
        }
        return new ModelEnsemble.Member(model.model(), categoryOf, languages(entry));
    }

    /** All of them unless the entry chooses. */
    private static Set<String> languages(YamlMapping entry) {
        List<String> chosen = entry.strings("languages", false);
        for (String language : chosen) {
            if (!LANGUAGES.contains(language)) {
                entry.defect(
                        "languages",
                        "\"%s\" is no language of texts; known are %s"
                                .formatted(language, String.join(", ", LANGUAGES)));
            }
        }
        return chosen.isEmpty() ? LANGUAGES : Set.copyOf(chosen);
    }
}
